#!/usr/bin/env python3
"""Checks the evidence of a poll (format mandat.evidence/1) outside the program, from its documentation alone.

    python3 tests/oracle/evidence.py EVIDENCE.json

Prints what was checked; ends with 1 and a sentence on standard error at the first thing that does not fit. Needs nothing but
Python 3.9 and shares no code with the program.
"""

import hashlib
import json
import re
import sys
from fractions import Fraction

FIELDS = [
    "format", "program", "scope", "opening", "opening_digest", "box", "trackers", "trackers_digest", "count", "log",
    "results", "checksum",
]


class DoesNotStand(Exception):
    """Something does not fit."""


def demand(condition, sentence):
    if not condition:
        raise DoesNotStand(sentence)


def sha256(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def lines(items):
    return "".join(f"{item}\n" for item in items)


def without_doubles(pairs):
    names = [name for name, _ in pairs]
    demand(len(names) == len(set(names)), "a field stands twice")
    return dict(pairs)


def check_box(bundle, opening):
    """The ballots of the box; None where they are left out."""
    box = bundle["box"]
    blocks = box["blocks"]
    if not blocks:
        if box["left_out"]:
            demand(box["sorted"] is None, "ballots stand there in spite of a reason")
            return None
        ballots = box["sorted"]
        demand(len(ballots) == box["ballots"], "another number of ballots")
        demand(ballots == sorted(ballots, key=str.encode), "the ballots are not sorted")
        demand(sha256(lines(ballots)) == box["digest"], "the ballots are not those of the digest")
        return ballots
    before, ballots, keys = bundle["opening_digest"], [], set()
    for number, block in enumerate(blocks, 1):
        demand(block["number"] == number, f"block {number} is missing")
        sealed = block["sealed"]
        demand((sealed is None) == (box["left_out"] is not None), f"ballots of block {number}")
        if sealed is not None:
            demand(len(sealed) == block["ballots"], f"another number of ballots in block {number}")
            text = lines(["mandat block 1", opening["poll"], number, before, len(sealed), *sealed])
            demand(sha256(text) == block["hash"], f"the ballots of block {number} are not those of its hash")
            for line in sealed:
                key, _, ballot = line.partition(" ")
                demand(re.fullmatch("[0-9a-f]{32}", key) and key not in keys, f"a key of block {number}")
                keys.add(key)
                ballots.append(ballot)
        before = block["hash"]
    demand(before == box["digest"], "the digest of the box is not the last hash")
    demand(sum(block["ballots"] for block in blocks) == box["ballots"], "the blocks hold another number of ballots")
    return ballots if box["left_out"] is None else None


def share_reached(share, part, whole):
    wanted = Fraction(share["numerator"], share["denominator"]) * whole
    return part > wanted if share["strict"] else part >= wanted


def check_motion(rule, count, opening, votes):
    yes, no, _ = votes
    entitled = opening["roll_votes"] - opening["excluded_votes"]
    base = {"yes_no": yes + no, "valid": count["valid"], "present": count["ballots"], "entitled": entitled}[rule["base"]]
    accepted = yes > 0 and yes >= rule["min_yes"] and share_reached(rule, yes, base)
    if rule["min_of_entitled"]:
        accepted = accepted and share_reached(rule["min_of_entitled"], yes, entitled)
    quorum = rule["quorum"]
    if quorum:
        if quorum["number"] is not None:
            accepted = accepted and count["ballots"] >= quorum["number"]
        else:
            accepted = accepted and share_reached(quorum["of_entitled"], count["ballots"], entitled)
    demand(count["outcome"]["accepted"] == accepted, "the motion is decided otherwise")


def check_election(rule, count, opening, votes):
    least = 1 if rule["rule"] == "relative_majority" else count["valid"] // 2 + 1
    elected, seats = set(), opening["seats"]
    tied = []
    for level in sorted({v for v in votes if v >= least}, reverse=True):
        who = [place for place, v in enumerate(votes, 1) if v == level]
        if len(who) > seats:
            tied = who if seats else []
            break
        seats -= len(who)
        elected.update(who)
    demand(set(count["outcome"]["elected"]) == elected, "others are elected")
    demand(set(count["outcome"]["tied"]) == set(tied), "others are level")


def check_count(bundle, opening, ballots):
    if bundle["count"] is None:
        demand(ballots is None, "ballots without a count")
        return "the figures are not public"
    count = json.loads(bundle["count"])
    demand(count["valid"] + count["blank"] + count["invalid"] == count["ballots"] == bundle["box"]["ballots"], "the figures do not add up")
    demand(count["entitled"] == opening["roll_votes"] - opening["excluded_votes"], "others could vote")
    if ballots is None or opening["method"] not in ("yes_no", "choose"):
        return "the figures add up; single ballots were not counted again"
    options = len(opening["options"]) or 3
    most = 1 if opening["method"] == "yes_no" else opening["max_choices"]
    votes, blank, invalid = [0] * options, 0, 0
    for ballot in ballots:
        signs = ballot[2:]
        if not re.fullmatch(r"1\.[01]{%d}" % options, ballot) or signs.count("1") > most:
            invalid += 1
        elif "1" not in signs:
            blank += 1
        else:
            votes = [sum_ + int(sign) for sum_, sign in zip(votes, signs)]
    demand((votes, blank, invalid) == (count["votes"], count["blank"], count["invalid"]), f"the ballots say {votes}, {blank} blank, {invalid} invalid")
    if opening["least_bodies"] > 0:
        return f"{len(ballots)} ballots counted again; whom the rule of the bodies elects was not decided again"
    check = check_motion if opening["rule"]["kind"] == "motion" else check_election
    check(opening["rule"], count, opening, votes)
    return f"{len(ballots)} ballots counted again"


def row_hash(row):
    content, data = row["content"], b""
    account = content["who"]["account"]
    for number in (content["chain"], row["seq"], content["at"], -1 if account is None else account, content["subject_id"]):
        data += number.to_bytes(8, "big", signed=True)
    for text in (row["previous"], content["who"]["name"], content["act"], content["subject"], content["before"], content["after"]):
        data += len(text.encode()).to_bytes(8, "big") + text.encode()
    return sha256(data)


def check_log(bundle, opening):
    sealed, published, rehashed, before = [], [], 0, None
    for row in bundle["log"]:
        if before:
            demand(before["seq"] < row["seq"], "rows of the log are out of order")
            known = before["hash"] is not None and row["previous"] is not None
            follows = before["seq"] + 1 != row["seq"] or before["hash"] == row["previous"]
            demand(not known or follows, "rows of the log do not follow each other")
        before = row
        content = row["content"]
        if content is None:
            continue
        demand((content["subject"], content["subject_id"]) == ("polls", opening["poll"]), "a row about something else")
        if content["who"] is not None:
            demand(row_hash(row) == row["hash"], f"row {row['seq']} is not the text of its hash")
            rehashed += 1
        after = json.loads(content["after"])
        if not isinstance(after, dict):
            continue
        if "box_digest" in after:
            sealed.append(after)
        elif "count_digest" in after and bundle["count"] is not None:
            demand(after["count_digest"] == sha256(bundle["count"]), "the log has another count")
        elif "version" in after and "digest" in after:
            published.append((after["version"], after["digest"]))
    demand(len(sealed) <= 1, "the box was sealed twice")
    for after in sealed:
        demand(after["box_digest"] == bundle["box"]["digest"], "the log has another digest of the box")
        if bundle["box"]["blocks"]:
            demand(after["opening_digest"] == bundle["opening_digest"], "the log has another opening")
            demand(after["trackers_digest"] == bundle["trackers_digest"], "the log has other trackers")
    demand(published == [(r["version"], r["digest"]) for r in bundle["results"]], "the log has other results")
    return f"{len(bundle['log'])} rows of the log, {rehashed} hashed anew"


def check_results(bundle, opening):
    for number, result in enumerate(bundle["results"], 1):
        demand(result["version"] == number and sha256(result["content"]) == result["digest"], f"version {number} of the result")
        document = json.loads(result["content"])
        demand(document["poll"]["id"] == opening["poll"] and document["poll"]["rule"] == opening["rule"], "a result of something else")
        demand(document["roll"]["digest"] == opening["roll_digest"], "a result of another roll")
        if document["state"] == "final" and document["figures"] and bundle["count"] is not None:
            count = json.loads(bundle["count"])
            same = all(document["figures"][f] == count[f] for f in ("votes", "valid", "blank", "invalid"))
            demand(same, "the result has other figures than the count")
    return f"{len(bundle['results'])} published versions"


def check(text):
    bundle = json.loads(text, object_pairs_hook=without_doubles)
    demand(list(bundle) == FIELDS and bundle["format"] == "mandat.evidence/1", "this is no evidence of a kind known here")
    checksum = bundle.pop("checksum")
    demand(sha256(json.dumps(bundle, ensure_ascii=False, separators=(",", ":"))) == checksum, "the checksum of the file")
    demand(sha256(bundle["opening"]) == bundle["opening_digest"], "the opening is not the text of its digest")
    opening = json.loads(bundle["opening"])
    ballots = check_box(bundle, opening)
    trackers = bundle["trackers"]
    demand(trackers == sorted(set(trackers)), "the trackers are not sorted, or one stands twice")
    demand(sha256(lines(trackers)) == bundle["trackers_digest"], "the trackers are not those of their digest")
    demand(len(trackers) == (bundle["box"]["ballots"] if bundle["box"]["blocks"] else 0), "not as many trackers as ballots")
    yield f"box of {bundle['box']['ballots']} ballots in {len(bundle['box']['blocks'])} blocks, {len(trackers)} trackers"
    yield check_count(bundle, opening, ballots)
    yield check_results(bundle, opening)
    yield check_log(bundle, opening)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            for sentence in check(file.read()):
                print(sentence)
    except (DoesNotStand, KeyError, TypeError, ValueError) as problem:
        sys.exit(f"The evidence does not stand: {problem}.")


if __name__ == "__main__":
    main()
