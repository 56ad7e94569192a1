#!/usr/bin/env python3
"""Counts random polls with independent programs and writes what they say as vectors.

    python3 -m venv venv && venv/bin/pip install pref_voting==1.18.2 votelib==0.4.0 pyrankvote==2.0.6
    venv/bin/python tests/oracle/polls.py                       # writes tests/vectors/polls.json
    venv/bin/python tests/oracle/polls.py --all /path/all.json  # every case, one file
    MANDAT_TEST_POLL_VECTORS=/path/all.json cargo nextest run independent_counts

The seed is fixed: the same polls come out every time, and every tenth of them is kept in the repository.

Ties. Where a program draws, it is made to draw in every way there is, and the vector holds every result that some lot gives. The test
follows every lot of the program's own count in the same way; both sets must be equal, and a poll without a tie has one result.

irv       pref_voting's instant_runoff_put says who wins in some order of exclusions. pyrankvote settles ties by chance or by second
          choices; its winner has to be one of those, wherever it gives one at all. It compares numbers of floats to within 1e-6 and
          takes half of the ballots, rounded up, for a majority (its majority_limit is a ceiling of a half): with exactly half of an
          even number it elects although nobody has more than half. So it is asked only where nobody ever has exactly half.
stv       pref_voting's stv_scottish, with its lots replaced by every choice in turn. It computes in floats; with a few hundred ballots
          and five places they are exact enough. Where an earlier stage tells some of those apart who are level, but not all, it forgets
          what it found (history_prefer returns None) and draws among all of them. By rules 49 (2) and 51 (2) (a) only those with the
          highest or lowest number at that stage are left to draw among: so its lots are narrowed here by the stages it noted. pyrankvote's and votelib's transferable votes are other rules (pyrankvote: quota not
          rounded, several transfers in one round; votelib has no value cut off after five places) and are not asked.
schulze   pref_voting's beat_path with the winning votes as strength (its default are margins, another rule), and votelib's Schulze,
          which counts victories by path: where that count is different for all, it is the whole ranking. Where several are undefeated,
          votelib may name the one with more victories; Schulze's rule says they are level, so it is asked only for the whole ranking.
votes     votelib's ApprovalToSimpleVotes and ScoreToSimpleVotes with get_n_best. votelib elects somebody without a vote; here nobody
          is, so cases in which that would make the difference are left out.

A case: k kind (i, s, z, v), n options, s seats, b ballots as [count, ranking] or [count, {option: votes}]; w the possible results,
r the whole ranking, v votes, e elected, t tied, o seats open among them.
"""

import argparse
import json
import random
import sys
import warnings
from collections import Counter
from pathlib import Path

import pyrankvote
import votelib.convert
import votelib.evaluate.condorcet
from pref_voting.iterative_methods import instant_runoff_put
from pref_voting.margin_based_methods import beat_path
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_scottish
from votelib.evaluate.core import Tie, get_n_best

SEED = 20_261_127
CASES = {"i": 8_000, "s": 8_000, "z": 8_000, "v": 6_000}
KEEP_EVERY = 10
MOST_BRANCHES = 200


def random_rankings(rng, options, ties):
    """Ballots in groups: few voters or many, whole or cut short, some blank."""
    groups = rng.randint(1, rng.choice([3, 6, 20]))
    most = rng.choice([1, 2, 3, 12, 60])
    ballots = []
    for _ in range(groups):
        order = rng.sample(range(options), options)
        if rng.random() < 0.5:
            order = order[: rng.randint(0, options)]
        ranks = []
        for option in order:
            if ties and ranks and rng.random() < 0.25:
                ranks[-1].append(option)
            else:
                ranks.append([option])
        ballots.append([rng.randint(1, most), [sorted(rank) for rank in ranks]])
    return ballots


def profile_of(options, ballots):
    there = [(count, ranks) for count, ranks in ballots if ranks]
    rankings = [{option: place for place, rank in enumerate(ranks, 1) for option in rank} for _, ranks in there]
    return ProfileWithTies(rankings, [count for count, _ in there], candidates=list(range(options)))


def somebody_has_half(options, ballots):
    """Whether some round may find exactly half of the ballots with one option: tried for every set of options that may be left."""
    for left in range(1, 1 << options):
        votes = Counter()
        for count, ranks in ballots:
            first = next((rank[0] for rank in ranks if left >> rank[0] & 1), None)
            if first is not None:
                votes[first] += count
        if any(2 * own == votes.total() for own in votes.values()):
            return True
    return False


def run_off(rng):
    options = rng.randint(2, 6)
    ballots = random_rankings(rng, options, False)
    if not any(ranks for _, ranks in ballots):
        return None
    winners = sorted(instant_runoff_put(profile_of(options, ballots), exit_on_majority=False))
    if not somebody_has_half(options, ballots):
        names = [pyrankvote.Candidate(str(option)) for option in range(options)]
        papers = [
            pyrankvote.Ballot([names[rank[0]] for rank in ranks]) for count, ranks in ballots if ranks for _ in range(count)
        ]
        found = pyrankvote.instant_runoff_voting(names, papers).get_winners()
        if len(found) != 1 or int(found[0].name) not in winners:
            sys.exit(f"pyrankvote and pref_voting disagree: {options} {ballots}: {winners} {found}")
    return {"k": "i", "n": options, "b": ballots, "w": winners}


class EveryLot:
    """Draws as a script says, and notes how many could have been drawn each time."""

    def __init__(self, script):
        self.script, self.width = script, []

    def choice(self, tied):
        counting = sys._getframe(1).f_locals
        best = max if set(tied) <= set(counting["winners"]) else min
        for stage in reversed(counting["history"]):
            votes = {one: round(stage.get(one, 0), 5) for one in tied}
            tied = [one for one in tied if votes[one] == best(votes.values())]
        place = len(self.width)
        self.width.append(len(tied))
        return tied[self.script[place] if place < len(self.script) else 0]


def every_result(count):
    """Every result of a count that draws, or None where there are too many ways."""
    results, open_scripts, tried = set(), [[]], 0
    while open_scripts:
        script = open_scripts.pop()
        lots = EveryLot(script)
        results.add(tuple(count(lots)))
        tried += 1
        if tried > MOST_BRANCHES:
            return None
        for place in range(len(script), len(lots.width)):
            head = script + [0] * (place - len(script))
            open_scripts.extend([head + [other] for other in range(1, lots.width[place])])
    return sorted(results)


def transferable(rng):
    options = rng.randint(2, 6)
    seats = rng.randint(1, min(4, options))
    ballots = random_rankings(rng, options, False)
    if not any(ranks for _, ranks in ballots):
        return None
    profile = profile_of(options, ballots)
    results = every_result(lambda lots: sorted(stv_scottish(profile, num_seats=seats, rng=lots)))
    if results is None:
        return None
    return {"k": "s", "n": options, "s": seats, "b": ballots, "w": results}


def schulze(rng):
    options = rng.randint(2, 7)
    ballots = random_rankings(rng, options, True)
    if not any(ranks for _, ranks in ballots):
        return None
    # Ballots that name nobody above anybody tell pref_voting nothing; blanks are counted apart here.
    profile = profile_of(options, ballots)
    profile.use_extended_strict_preference()

    def winning_votes(one, other):
        return profile.support(one, other) if profile.support(one, other) > profile.support(other, one) else 0

    case = {"k": "z", "n": options, "b": ballots, "w": sorted(beat_path(profile, strength_function=winning_votes))}
    votes = Counter()
    for count, ranks in ballots:
        if ranks:
            votes[tuple(rank[0] if len(rank) == 1 else frozenset(rank) for rank in ranks)] += count
    pairs = votelib.convert.RankedToCondorcetVotes().convert(votes)
    pairs = {pair: number for pair, number in pairs.items() if number}
    paths = votelib.evaluate.condorcet.Schulze.widest_paths(pairs)
    wins = {option: 0 for option in range(options)}
    for (one, other), strength in paths.items():
        wins[one] += strength > paths.get((other, one), 0)
    ranking = sorted(wins, key=wins.get, reverse=True)
    if [wins[option] for option in ranking] == list(range(options - 1, -1, -1)):
        case["r"] = ranking
        if case["w"] != ranking[:1]:
            sys.exit(f"votelib and pref_voting disagree: {case}")
        best = votelib.evaluate.condorcet.Schulze().evaluate(pairs, options)
        if list(best) != ranking:
            sys.exit(f"votelib says otherwise than its paths: {case} {best}")
    return case


def votes(rng):
    options, heap = rng.randint(2, 8), rng.random() < 0.5
    seats = rng.randint(1, 4)
    ballots = []
    for _ in range(rng.randint(1, 12)):
        named = rng.sample(range(options), rng.randint(0, min(options, 4)))
        given = {str(option): rng.randint(1, 3) if heap else 1 for option in named}
        ballots.append([rng.randint(1, rng.choice([1, 3, 40])), given])
    if heap:
        scores = Counter()
        for count, given in ballots:
            scores[frozenset((int(option), number) for option, number in given.items())] += count
        sums = votelib.convert.ScoreToSimpleVotes("sum").convert(scores)
    else:
        sets = Counter()
        for count, given in ballots:
            sets[frozenset(map(int, given))] += count
        sums = votelib.convert.ApprovalToSimpleVotes().convert(sets)
    sums = {option: number for option, number in sums.items() if number}
    if len(sums) < seats:
        return None
    best = get_n_best(sums, seats)
    case = {"k": "v", "n": options, "s": seats, "b": ballots, "v": [int(sums.get(option, 0)) for option in range(options)]}
    case["e"] = sorted(one for one in best if not isinstance(one, Tie))
    tied = [one for one in best if isinstance(one, Tie)]
    if tied:
        case["t"], case["o"] = sorted(tied[0]), len(tied)
    return case


MAKERS = {"i": run_off, "s": transferable, "z": schulze, "v": votes}


def write(path, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    Path(path).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--all", metavar="FILE", help="write every case here and leave the repository alone")
    options = options.parse_args()
    warnings.simplefilter("ignore")
    rng = random.Random(SEED)
    random.seed(SEED)
    cases = []
    for kind, wanted in CASES.items():
        found = 0
        while found < wanted:
            case = MAKERS[kind](rng)
            if case is not None:
                cases.append(case)
                found += 1
        tied = sum(len(case.get("w", [0])) > 1 or "t" in case for case in cases[-wanted:])
        print(f"{kind}: {wanted} polls, {tied} with a tie that matters", flush=True)
    if options.all:
        write(options.all, cases)
    else:
        write(Path(__file__).parent.parent / "vectors" / "polls.json", cases[::KEEP_EVERY])


if __name__ == "__main__":
    main()
