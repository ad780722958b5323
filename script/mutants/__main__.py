"""The command line of the mutation run. `script/test mutants --help` prints this.

  script/test mutants                   what changed since the base, and a fixed sample: what CI runs
  script/test mutants --all             every mutant, with the floors of tests/mutants/floors.toml held exactly
  script/test mutants --room cases      all of one room (or several); --file services/closing.py likewise
  script/test mutants --changed [BASE]  only those on lines that are new since BASE (default: where origin/main was left)
  script/test mutants --sample 200      so many, drawn by --seed (always the same ones)
  … --again                             of those only the ones that survived the last run: the loop while writing tests
  … --stale                             trust the newest measurement of which tests run which lines, though the code moved on
  … --longest 60                        seconds of tests for each mutant (8): more finds tests that notice it from afar
  … --list                              run nothing: print the survivors of the last runs (--toml: as entries for equivalent.toml)

A survivor is killed by a test, or listed in tests/mutants/equivalent.toml with the reason why it changes nothing.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence

from mutants import choosing, known, report
from mutants.mutation import Mutant, mutants
from mutants.reach import load
from mutants.run import Verdict, judge
from mutants.targets import targets

SEED = 315
SAMPLE = 300
LONGEST = 8.0
"""Seconds of tests that each mutant is given. What would notice it comes early; the rest is said to have survived."""
MOST_CHANGED = 400
"""At most so many mutants on changed lines, so that a large change keeps the part within its time."""


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
    parser.add_argument("--longest", type=float, default=LONGEST)
    parser.add_argument("--stale", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--toml", action="store_true")
    parser.add_argument("--lanes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("-h", "--help", action="store_true")
    return parser.parse_args(words)


def chosen(options: argparse.Namespace, made: Sequence[Mutant]) -> list[Mutant]:
    """The mutants that the options name."""
    picked = choosing.of(made, options.room, options.file)
    named = options.all or options.room or options.file
    if options.changed is not None or not (named or options.sample):
        lines = choosing.changed_lines(options.changed or choosing.default_base())
        changed = choosing.sample(choosing.on_lines(picked, lines), MOST_CHANGED, options.seed)
        if options.changed is None:
            changed = sorted(
                {*changed, *choosing.sample(picked, SAMPLE, options.seed)}, key=lambda each: (each.file, each.index)
            )
        picked = changed
    if options.sample:
        picked = choosing.sample(picked, options.sample, options.seed)
    if options.again:
        last = report.recall()
        picked = [each for each in picked if last.get(each.key, ("survived",))[0] not in {"killed", "timeout"}]
    return picked


def main(words: Sequence[str]) -> int:
    """Run what the options name. 0: the floors are held and the list of equivalents is true."""
    options = arguments(words)
    if options.help:
        print(__doc__)
        return 0
    made = [mutant for file in targets() for mutant in mutants(file)]
    picked, listed = chosen(options, made), known.equivalents()
    if options.list:
        show_last(picked, listed, toml=options.toml)
        return 0
    began = time.monotonic()
    verdicts = judge(
        picked,
        load(stale=options.stale),
        lanes=options.lanes,
        longest=options.longest,
        told=teller(len(picked), listed),
    )
    report.remember(verdicts)
    whole = bool(options.all or options.room or options.file) and not (
        options.sample or options.again or options.changed is not None
    )
    words_by_room, held = report.table(verdicts, listed, known.floors(), whole=whole)
    problems = [] if held else ["below the floor"]
    problems += untrue(verdicts, listed, known.stale(listed, made))
    print(f"\n{words_by_room}\n")
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
        if how and how not in {"killed", "timeout"} and mutant.key not in listed:
            verdict = Verdict(mutant, how, by, seconds)
            print(report.entry(verdict) if toml else report.survivor(verdict), end="\n\n")


def teller(count: int, listed: dict[known.Key, str]) -> Callable[[Verdict], None]:
    """Prints each survivor as it is found and now and then how far the run is, and keeps what is known by then."""
    fresh: list[Verdict] = []
    done = 0

    def told(verdict: Verdict) -> None:
        nonlocal done
        done += 1
        fresh.append(verdict)
        if not verdict.dead and verdict.mutant.key not in listed:
            print(report.survivor(verdict), flush=True)
        if done % 50 == 0:
            print(f"… {done} of {count}", flush=True)
            report.remember(fresh)
            fresh.clear()

    return told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
