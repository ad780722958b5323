"""The command line of the mutation run. `script/test mutants --help` prints this.

  script/test mutants                   what changed since the base, and a fixed sample, in six minutes: what CI runs
  script/test mutants --all             every mutant, with the floors of tests/mutants/floors.toml held exactly
  script/test mutants --room cases      all of one room (or several); --file services/closing.py likewise
  script/test mutants --changed [BASE]  only those on lines that are new since BASE (default: where origin/main was left)
  script/test mutants --sample 200      so many, drawn by --seed (always the same ones)
  … --again                             of those only the ones that survived the last run: the loop while writing tests
  … --stale                             trust the newest measurement of which tests run which lines, though the code moved on
  … --longest 60                        at most so many seconds of tests for each mutant (default: all that run its line; CI 8)
  … --within 600                        end after so many seconds; what was not judged by then is said and counts for nothing
  … --lanes 1                           so many processes (default: one for each processor)
  … --list                              run nothing: print the survivors of the last runs (--toml: as entries for equivalent.toml)

Which tests run which lines is noted by `script/test fast`; where those notes are missing they are made first, outside the limit
of time. A survivor is killed by a test, or listed in tests/mutants/equivalent.toml with the reason why it changes nothing.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from math import inf

from mutants import choosing, known, report
from mutants.killers import Killers
from mutants.mutation import Mutant, mutants
from mutants.reach import load
from mutants.run import DEAD, Limits, Verdict, judge
from mutants.targets import targets

SEED = 315
SAMPLE = 260
MOST_CHANGED = 150
"""CI judges at most so many mutants on changed lines, as drawn."""
LONGEST = 8.0
"""Seconds of tests that CI gives each mutant. What would notice it comes early."""
MOST_LANES = 8
WITHIN = 330.0
"""Seconds that CI has for them, so that the part ends within six minutes."""


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """The options, read."""
    parser = argparse.ArgumentParser("script/test mutants", description=__doc__, add_help=False)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--room", action="append", default=[])
    parser.add_argument("--file", action="append", default=[])
    parser.add_argument("--changed", nargs="?", const="", default=None)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--longest", type=float)
    parser.add_argument("--within", type=float)
    parser.add_argument("--stale", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--toml", action="store_true")
    parser.add_argument("--lanes", type=int, default=min(os.cpu_count() or 1, MOST_LANES))
    parser.add_argument("-h", "--help", action="store_true")
    options = parser.parse_args(words)
    options.part = bool(options.sample) or options.changed is not None or options.again
    options.ci = not (options.all or options.room or options.file or options.part)
    return options


def chosen(options: argparse.Namespace, made: Sequence[Mutant]) -> list[Mutant]:
    """The mutants that the options name, in the order in which they are to be judged."""
    picked = choosing.of(made, options.room, options.file)
    if options.ci:
        return list(dict.fromkeys([*changed(picked, options)[:MOST_CHANGED], *sampled(picked, SAMPLE, options)]))
    if options.changed is not None:
        picked = changed(picked, options)
    if options.sample:
        picked = sampled(picked, options.sample, options)
    if options.again:
        last = report.recall()
        picked = [each for each in picked if last.get(each.key, ("survived",))[0] not in DEAD]
    return picked


def changed(picked: Sequence[Mutant], options: argparse.Namespace) -> list[Mutant]:
    """Those on changed lines, as drawn."""
    base = options.changed or choosing.default_base()
    lines = choosing.changed_lines(base)
    if lines is None:
        print("No earlier commit is at hand, so nothing is known of what changed.", file=sys.stderr)
    found = choosing.on_lines(picked, lines or {})
    return choosing.sample(found, len(found), options.seed)


def sampled(picked: Sequence[Mutant], count: int, options: argparse.Namespace) -> list[Mutant]:
    """A sample of these rooms."""
    return choosing.sample_of_rooms(picked, count, options.seed)


def limits(options: argparse.Namespace, began: float) -> Limits:
    """The limits that the options name, or those of CI."""
    within = options.within or (WITHIN if options.ci else inf)
    return Limits(options.lanes, options.longest or (LONGEST if options.ci else inf), began + within)


def main(words: Sequence[str]) -> int:
    """Run what the options name. 0: the floors are held and the list of equivalents is true."""
    began = time.monotonic()
    options = arguments(words)
    if options.help:
        print(__doc__)
        return 0
    made = [mutant for file in targets() for mutant in mutants(file)]
    picked, listed = chosen(options, made), known.equivalents()
    if options.list:
        show_last(picked, listed, toml=options.toml)
        return 0
    reach, measuring = load(stale=options.stale)
    last = [(key[0], key[1], by) for key, (how, by, _) in report.recall().items() if how in DEAD]
    told = Teller(len(picked), listed)
    verdicts = judge(picked, reach, Killers(last), limits(options, began + measuring), told)
    report.remember(verdicts)
    return close(verdicts, listed, known.stale(listed, made), whole=not (options.part or options.ci), began=began)


def close(
    verdicts: Sequence[Verdict],
    listed: dict[known.Key, str],
    gone: Sequence[known.Key],
    *,
    whole: bool,
    began: float,
) -> int:
    """Print what came of it; 1 when something is wrong."""
    table, held = report.table(verdicts, listed, known.floors(whole=whole), whole=whole)
    problems = [] if held else ["below the floor"]
    problems += untrue(verdicts, listed, gone)
    print(f"\n{table}\n")
    print(f"  {sum(each.seconds for each in verdicts):.0f} s of processor time in judging\n")
    print(report.closing(verdicts, listed, problems, time.monotonic() - began))
    return 1 if problems else 0


def untrue(verdicts: Sequence[Verdict], listed: dict[known.Key, str], gone: Sequence[known.Key]) -> list[str]:
    """Print what is wrong with the list of equivalents; a few words of it for the closing line."""
    noticed = [each for each in verdicts if each.dead and each.mutant.key in listed]
    for verdict in noticed:
        print(f"\nListed as changing nothing, but {verdict.by} notices it:\n{report.survivor(verdict)}")
    for file, place, before, after in gone:
        print(f"\nListed, but it cannot be made any more:\n{file}  {place}\n    - {before}\n    + {after}")
    return [f"{len(noticed) + len(gone)} entries of equivalent.toml are not true"] if noticed or gone else []


def show_last(picked: Sequence[Mutant], listed: dict[known.Key, str], *, toml: bool) -> None:
    """The survivors of earlier runs."""
    last = report.recall()
    for mutant in picked:
        how, by, seconds = last.get(mutant.key, ("", "", 0.0))
        if how and how not in DEAD and mutant.key not in listed:
            verdict = Verdict(mutant, how, by, seconds)
            print(report.entry(verdict) if toml else report.survivor(verdict), end="\n\n")


class Teller:
    """Prints each survivor as it is found and now and then how far the run is, and keeps what is known by then."""

    def __init__(self, count: int, listed: dict[known.Key, str]) -> None:
        self.count, self.listed = count, listed
        self.fresh: list[Verdict] = []
        self.done = 0

    def __call__(self, verdict: Verdict) -> None:
        """One more."""
        self.done += 1
        self.fresh.append(verdict)
        if not verdict.dead and verdict.judged and verdict.mutant.key not in self.listed:
            print(report.survivor(verdict), flush=True)
        if self.done % 50 == 0:
            print(f"… {self.done} of {self.count}", flush=True)
            report.remember(self.fresh)
            self.fresh.clear()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
