"""`python -m bench`: see `script/bench --help`."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from bench.load import require_wrk

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
ALONE = ("import", "intake", "life", "soak", "campaign")
"""Parts that have a database of their own."""
PARTS = ("start", "intake", "life", "soak", "import", "campaign", "pages", "summary", "search")


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="script/bench", description="Measure the product beside its references.")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, comma separated (default: {','.join(PARTS)})")
    parser.add_argument(
        "--sizes", default="10000,100000,1000000", help="numbers of cases for pages, summary and search"
    )
    parser.add_argument("--databases", default="sqlite,postgresql", help="which databases")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds (default 3)")
    parser.add_argument("--seconds", type=int, default=8, help="seconds a round of intake (default 8)")
    parser.add_argument(
        "--rows",
        type=int,
        default=60000,
        help="rows of an import, and three times the requests of a soak (default 60000)",
    )
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Run each group of parts in a process and a database of its own, so that each begins clean; gather the tables."""
    options = arguments(argv)
    if {"intake", "life"}.intersection(options.only.split(",")):
        require_wrk()
    sections = []
    if "start" in options.only.split(","):
        sections.append(_printed([sys.executable, "-m", "bench.starting", str(options.rounds)], dict(os.environ)))
    for name in options.databases.split(","):
        for parts in _groups(options.only.split(","), options.sizes):
            sections.append(_on_new_database(name, ",".join(parts), options))
    if options.write:
        before, rest = TARGET.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        TARGET.write_text(f"{before}{BEGIN}\n{_measured(argv, sections)}\n{END}{after}", encoding="utf-8")
    return 0


def _groups(parts: Sequence[str], sizes: str) -> list[list[str]]:
    """Imports and the intake into an empty database have one of their own: the others are measured at the sizes they name."""
    apart = [[part] for part in ALONE if part in parts]
    others = [part for part in parts if part not in {*ALONE, "start"}]
    if "intake" in parts and sizes:
        others.append("intake-full")
    return [*apart, others] if others else apart


def _on_new_database(name: str, parts: str, options: argparse.Namespace) -> str:
    """The table of these parts, measured by a process of its own on a database of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="open315-bench-")))
        environment = {**os.environ, "OPEN315_VAR": str(folder / "var"), "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
        environment["OPEN315_FILINGS_PER_HOUR"] = environment["OPEN315_DRAFTS_PER_HOUR"] = "100000000"
        environment["OPEN315_LOG_LEVEL"] = "WARNING"  # a line a request would drown what the bench says
        if name == "postgresql":
            from bench.postgres import running  # noqa: PLC0415  (only where it is asked for)

            environment["OPEN315_DATABASE"] = stack.enter_context(running(folder / "pg"))
        else:
            environment["OPEN315_DATABASE"] = f"sqlite://{folder / 'var' / 'bench.sqlite3'}"
        (folder / "var").mkdir()
        command = [sys.executable, "-m", "bench.run", name, parts, options.sizes]
        command += [str(options.rounds), str(options.seconds), str(options.rows)]
        return _printed(command, environment)


def _printed(command: Sequence[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    print(done.stdout, flush=True)
    return done.stdout


def _measured(argv: Sequence[str], sections: Sequence[str]) -> str:
    from bench.machine import machine_words  # noqa: PLC0415

    return "\n".join(
        [
            f"Measured {date.today():%Y-%m-%d} with `script/bench {' '.join(argv)}` on {machine_words()}.",
            "",
            *sections,
        ]
    ).rstrip()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
