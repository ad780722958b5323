"""Reads `expected/verbs.txt`, the tables that say by hand what the verbs of a case are to do."""

from functools import partial
from pathlib import Path

from tests import by_hand

VERBS = Path(__file__).with_name("expected") / "verbs.txt"
lines = partial(by_hand.lines, VERBS)
table = partial(by_hand.table, VERBS)
