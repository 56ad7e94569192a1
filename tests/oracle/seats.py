#!/usr/bin/env python3
"""Allocates seats in random elections with two independent programs and writes what they say as vectors.

    python3 -m venv venv && venv/bin/pip install apportionment==1.0 votelib==0.4.0
    venv/bin/python tests/oracle/seats.py                      # writes tests/vectors/seats.json
    venv/bin/python tests/oracle/seats.py --all /path/all.json # every case, one file
    MANDAT_TEST_SEAT_VECTORS=/path/all.json cargo nextest run independent_programs

The seed is fixed: the same 100,000 elections come out every time, and every 33rd of them is kept in the repository. The test reads
the file and compares the program's own allocation; with MANDAT_TEST_SEAT_VECTORS it reads another file instead.

votelib says who gets how many seats and names ties; where seats pass on it is given the candidates as the most seats of a list.
apportionment counts a second time where lists have candidates enough, and applies the threshold. The two must agree, or this ends
with 1. Both are asked for exact fractions. Neither knows the majority clause, nor how largest remainders pass seats on.

A case: m method (s Sainte-Laguë, d d'Hondt, h Hare/Niemeyer), p policy (v vacant, r reallocate), s seats, v votes, c candidates
(null: enough), t threshold in per cent; e entitled, f filled, x vacant, b tied lists, o seats open among them.
"""

import argparse
import json
import random
import sys
from fractions import Fraction
from pathlib import Path

import apportionment.methods as apportionment
from votelib.evaluate.core import Tie
from votelib.evaluate.proportional import HighestAverages, LargestRemainder

SEED = 20_200_913
CASES = 100_000
KEEP_EVERY = 33
MOST_VOTES = 9_000_000_000_000_000_000
VOTELIB = {
    "s": HighestAverages("sainte_lague"),
    "d": HighestAverages("d_hondt"),
    "h": LargestRemainder("hare"),
}
APPORTIONMENT = {"s": "saintelague", "d": "dhondt", "h": "largest_remainder"}


def random_votes(rng, lists):
    kind = rng.random()
    if kind < 0.45:
        most = rng.choice([3, 6, 12, 30])
        votes = [rng.randint(0, most) for _ in range(lists)]
    elif kind < 0.8:
        votes = [rng.randint(0, rng.choice([300, 3_000, 60_000])) for _ in range(lists)]
    elif kind < 0.9:
        # multiples of a few numbers: many equal quotients among large figures
        unit = rng.randint(1, 10**15)
        votes = [unit * rng.randint(0, 12) for _ in range(lists)]
    else:
        votes = [rng.randint(0, MOST_VOTES) for _ in range(lists)]
        if rng.random() < 0.3:
            votes[0] = MOST_VOTES
            votes[-1] = MOST_VOTES - rng.randint(0, 2)
    return votes if any(votes) else random_votes(rng, lists)


def random_case(rng):
    large = rng.random() < 0.03
    lists = rng.randint(10, 40) if large else rng.randint(1, 9)
    seats = rng.randint(20, 90) if large else rng.randint(1, 30)
    case = {"m": rng.choice("sdh"), "p": "v", "s": seats, "v": random_votes(rng, lists)}
    if rng.random() < 0.35:
        case["c"] = [rng.randint(0, 8) if rng.random() < 0.6 else None for _ in range(lists)]
        if case["m"] != "h" and rng.random() < 0.6:
            case["p"] = "r"
    if rng.random() < 0.12:
        case["t"] = rng.choice([1, 3, 5, 10])
    return case


def ask_votelib(method, votes, seats, most=None):
    """Returns certain seats, tied lists and seats open among them."""
    standing = {index: count for index, count in enumerate(votes) if count > 0}
    # Whoever may take no seat is left out of a divisor method from the start.
    if most is not None:
        standing = {index: count for index, count in standing.items() if most.get(index, 1) > 0}
    certain, tied, seats_open = [0] * len(votes), [], 0
    if not standing:
        return certain, tied, seats_open
    for who, count in VOTELIB[method].evaluate(standing, seats, max_seats=most or {}).items():
        if isinstance(who, Tie):
            tied, seats_open = sorted(who), count
        else:
            certain[who] = count
    return certain, tied, seats_open


def ask_apportionment(method, votes, seats):
    """Returns the seats, or None where the program reports a tie."""
    try:
        return apportionment.compute(APPORTIONMENT[method], votes, seats, fractions=True, parties=["?"] * len(votes), tiesallowed=False)
    except apportionment.TiesException:
        return None


def with_expected(case):
    """Adds what the independent programs say; None where nobody reaches the threshold."""
    votes, seats = case["v"], case["s"]
    if "t" in case:
        votes = apportionment.apply_threshold(votes, Fraction(case["t"], 100))
        if not any(votes):
            return None
    certain, tied, seats_open = ask_votelib(case["m"], votes, seats)
    second = ask_apportionment(case["m"], votes, seats)
    if (second is None) != bool(tied) or (second is not None and second != certain):
        sys.exit(f"votelib and apportionment disagree: {case}: {certain} {tied} {second}")
    most = [seats if count is None else count for count in case.get("c", [None] * len(votes))]
    case["e"] = certain
    filled = certain
    if case["p"] == "r" and any(
        count + (index in tied) > most[index] for index, count in enumerate(certain)
    ):
        filled, tied, seats_open = ask_votelib(case["m"], votes, seats, dict(enumerate(most)))
    case["f"] = [min(count, most[index]) for index, count in enumerate(filled)]
    case["x"] = seats - sum(case["f"]) - seats_open
    if tied:
        case["b"], case["o"] = tied, seats_open
    return case


def write(path, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    Path(path).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--all", metavar="FILE", help="write every case here and leave the repository alone")
    options = options.parse_args()
    rng = random.Random(SEED)
    cases = []
    while len(cases) < CASES:
        case = with_expected(random_case(rng))
        if case is not None:
            cases.append(case)
    ties = sum("b" in case for case in cases)
    print(f"{len(cases)} cases, {ties} with a tie, {sum(case['p'] == 'r' for case in cases)} where seats pass on")
    if options.all:
        write(options.all, cases)
    else:
        write(Path(__file__).parent.parent / "vectors" / "seats.json", cases[::KEEP_EVERY])


if __name__ == "__main__":
    main()
