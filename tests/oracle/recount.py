#!/usr/bin/env python3
"""Counts an exported box (format mandat.box/1) in a third way, outside the program.

    python3 tests/oracle/recount.py EXPORT.json

Prints ballots, blank and invalid ones, the votes of each option and what follows from them, as
JSON with the same fields as the program's own second count, so that the two can be compared as
they stand. Ends with 1 and a sentence on standard error where the export cannot be counted.

Needs nothing but Python 3.9 and shares no code with the program. Shares are compared as exact
fractions; no floating point is used.
"""

import json
import re
import sys
from collections import Counter
from fractions import Fraction


class CannotCount(Exception):
    """The export contradicts itself or is not one."""


def demand(condition, sentence):
    if not condition:
        raise CannotCount(sentence)


def share_reached(share, part, whole):
    top, bottom, strict = share["numerator"], share["denominator"], share["strict"]
    demand(0 < top <= bottom and not (strict and top == bottom), f"{top}/{bottom} is not a share")
    if whole == 0:
        return not strict
    asked = Fraction(top, bottom)
    return Fraction(part, whole) > asked if strict else Fraction(part, whole) >= asked


def read_ballots(ballots, options, max_marks):
    """Returns votes by option, blank and invalid ballots."""
    form = re.compile(r"1\.([01]{%d})" % len(options))
    votes, blank, invalid = Counter(), 0, 0
    for text in ballots:
        match = form.fullmatch(text)
        marked = [o for o, sign in zip(options, match.group(1)) if sign == "1"] if match else []
        if not match or len(marked) > max_marks:
            invalid += 1
        elif not marked:
            blank += 1
        else:
            votes.update(marked)
    return {option: votes[option] for option in options}, blank, invalid


def carried(poll, votes, ballots):
    yes, no, abstain = votes["yes"], votes["no"], votes["abstain"]
    present, entitled, rule = poll["present"], poll["entitled"], poll["rule"]
    demand(ballots <= present <= entitled, f"{ballots} ballots, {present} present, {entitled} entitled")
    bases = {"yes_no": yes + no, "valid": yes + no + abstain, "present": present, "entitled": entitled}
    conditions = [
        yes > 0,
        yes >= rule["min_yes"],
        share_reached(rule, yes, bases[rule["base"]]),
    ]
    if rule["min_of_entitled"]:
        conditions.append(share_reached(rule["min_of_entitled"], yes, entitled))
    if rule["quorum"]:
        counted = {"present": present, "voted": ballots}[rule["quorum"]["measure"]]
        [(size, value)] = rule["quorum"]["size"].items()
        if size == "number":
            conditions.append(counted >= value)
        else:
            conditions.append(share_reached(value, counted, entitled))
    return all(conditions)


def fill(poll, votes, valid):
    """Hands out seats by rank; whoever equals the first one left out is tied."""
    seats = poll["seats"]
    least = {"relative_majority": 1, "absolute_majority_of_valid": valid // 2 + 1}[poll["rule"]]
    ranked = sorted((o for o in votes if votes[o] >= least), key=lambda o: -votes[o])
    inside, outside = ranked[:seats], ranked[seats:]
    tied = []
    if outside and votes[inside[-1]] == votes[outside[0]]:
        tied = [o for o in ranked if votes[o] == votes[outside[0]]]
    elected = [o for o in inside if o not in tied]
    left = seats - len(elected)
    return {
        "elected": sorted(elected),
        "tied": sorted(tied),
        "seats_open": left if tied else 0,
        "vacant": 0 if tied else left,
    }


def recount(export):
    demand(export["format"] == "mandat.box/1", "this is not an export of format mandat.box/1")
    poll, ballots, marks = export["poll"], export["ballots"], export["marks"]
    options, total = poll["options"], len(ballots)
    demand(total == marks, f"the box holds {total} ballots, but the roll bears {marks} marks")
    demand(ballots == sorted(ballots), "the ballots are not sorted")
    demand(len(set(options)) == len(options), "an option stands twice")
    motion = poll["kind"] == "motion"
    if motion:
        demand(options == ["yes", "no", "abstain"], "the options of a motion are yes, no, abstain")
    else:
        demand(poll["kind"] == "election", f"{poll['kind']} is not a kind of poll")
        demand(options and poll["max_choices"] > 0 and poll["seats"] > 0, "nobody can be elected")
    votes, blank, invalid = read_ballots(ballots, options, 1 if motion else poll["max_choices"])
    if motion:
        outcome = {"motion": {"accepted": carried(poll, votes, total)}}
    else:
        outcome = {"election": fill(poll, votes, total - blank - invalid)}
    return {"ballots": total, "blank": blank, "invalid": invalid, "votes": votes, "outcome": outcome}


def main(arguments):
    if len(arguments) != 1:
        print("usage: recount.py EXPORT.json", file=sys.stderr)
        return 2
    try:
        with open(arguments[0], encoding="utf-8") as file:
            counted = recount(json.load(file))
    except (CannotCount, OSError, ValueError) as problem:
        print(f"cannot count {arguments[0]}: {problem}", file=sys.stderr)
        return 1
    except (KeyError, TypeError, AttributeError) as problem:
        print(f"cannot count {arguments[0]}: a field is missing or of the wrong type: {problem}", file=sys.stderr)
        return 1
    print(json.dumps(counted, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
