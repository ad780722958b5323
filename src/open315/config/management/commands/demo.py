"""open315 demo: fill an empty database with the demo."""

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from open315.config.demo import Loaded, is_empty, load
from open315.config.serve import stamp
from open315.core import clock
from open315.org.demo.logins import PASSWORD, logins

LOG_INS = "demo-log-ins.txt"
WORDS = {"bodies": "bodies and log-ins", "cases": "cases and their history"}
"""What is loaded, in words; a scene without its own is told by its key."""


class Command(BaseCommand):
    """Refuses a database that is not empty. The same --today gives the same demo."""

    last_line: tuple[str, int] = ("", 0)
    """The last line of progress: of what, and how many tenths."""
    help = (
        "Fill an empty database with a province, seventeen cities, staff of every role and two years of invented cases."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when the database is not empty")
        parser.add_argument(
            "--today", type=date.fromisoformat, help="the day on which the demo looks current (default: today)"
        )
        parser.add_argument(
            "--small",
            action="store_true",
            default=settings.DEMO_SMALL,
            help="two hundred cases, for tests and quick looks (also OPEN315_DEMO_SMALL=1)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_empty():
            if options["if_empty"]:
                return
            raise CommandError("This database is not empty; the demo is only loaded into an empty one.")
        began = time.monotonic()
        loaded = load(options["today"] or clock.today(), small=options["small"], report=self.report)
        self._end_line()
        stamp.mark_demo(Path(settings.VAR))
        text = log_ins_text()
        (Path(settings.VAR) / LOG_INS).write_text(text, encoding="utf-8")
        self.stdout.write(_told(loaded, time.monotonic() - began))
        if not options["if_empty"]:  # else `open315 serve` asked, which shows them once it answers
            self.stdout.write(text)

    def report(self, what: str, done: int, total: int) -> None:
        """Progress: one line that moves on a terminal, a line every tenth part elsewhere."""
        words = f"  {WORDS.get(what, what)} {done}/{total}"
        told: tuple[str, int] = (what, done * 10 // total)
        if self.stderr.isatty():
            self.stderr.write(f"\r{words:<60}", ending="")
            self.stderr.flush()
        elif told != self.last_line:
            self.last_line = told
            self.stderr.write(words)

    def _end_line(self) -> None:
        if sys.stderr.isatty():
            self.stderr.write("")


def _told(loaded: Loaded, seconds: float) -> str:
    return (
        f"Demo loaded in {seconds:.0f} s: {loaded.bodies} bodies, {loaded.accounts} log-ins, "
        f"{', '.join(f'{count} {what}' for what, count in loaded.made.items())}."
    )


def log_ins_text() -> str:
    """The log-ins worth trying, as lines for the terminal."""
    lines = [f"  Demo log-ins (password {PASSWORD}):"]
    for each in logins():
        with translation.override("en"):
            role = str(each.role)
        with translation.override("zh-hant"):
            words = f"{each.body.zh_hant} {each.role}"
        lines.append(f"    {each.username:<20} {role}, {each.body.en or each.body.zh_hant} · {words}")
    return "\n".join(lines) + "\n"
