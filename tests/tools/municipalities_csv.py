#!/usr/bin/env python3
"""Turns a JSON list of municipalities into the CSV that the import of municipalities reads.

Usage: municipalities_csv.py LIST.json > municipalities.csv

Each entry of the list gives ags, name, kreis (county), pop (inhabitants), lat and lon.
"""

import csv
import json
import sys

COLUMNS = ["ags", "name", "county", "inhabitants", "latitude", "longitude"]


def plain_name(name):
    """The name without its title: "Ulm, Universitätsstadt" is Ulm.

    An unincorporated area keeps its addition, since a town beside it may have the same name.
    """
    title = name.partition(",")[2].strip()
    return name if title == "gemeindefreies Gebiet" else name.partition(",")[0].strip()


def row(entry):
    return [
        entry["ags"],
        plain_name(entry["name"]),
        entry["kreis"],
        entry["pop"],
        entry["lat"],
        entry["lon"],
    ]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as source:
        entries = json.load(source)
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    out = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    out.writerow(COLUMNS)
    for number, entry in enumerate(entries, 1):
        try:
            out.writerow(row(entry))
        except KeyError as missing:
            sys.exit(f"entry {number} has no {missing}")


if __name__ == "__main__":
    main()
