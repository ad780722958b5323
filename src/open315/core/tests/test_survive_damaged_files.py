"""A few hundred damaged files, the same each time; `script/fuzz` tries as many as there is time for."""

from collections import Counter
from contextlib import suppress
from io import BytesIO

import pytest

from open315.core.foreign_files import reading
from open315.core.foreign_files.readers import pictures
from open315.core.foreign_files.readers.opening import open_book
from open315.core.foreign_files.types import Trouble, Unreadable
from tests.fuzz.mutation import damaged
from tests.fuzz.seeds import NOTICES, PICTURES, SEEDS
from tests.fuzz.trial import DRAWN, READ, ROWS, WRONG_PLACE, attempt

TRIALS = 60
FILES = sorted(SEEDS.keys() - NOTICES)
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("kind", sorted(SEEDS))
def test_a_damaged_file_is_rows_or_a_sentence(kind: str) -> None:
    outcomes = Counter(attempt(kind, number) for number in range(TRIALS))
    assert sum(outcomes.values()) == TRIALS
    assert set(outcomes) <= ({READ, WRONG_PLACE} if kind in NOTICES else {ROWS, DRAWN, *Trouble})


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FILES)
def test_a_child_says_so_too(kind: str) -> None:
    for number in range(4):
        file = BytesIO(damaged(kind, number))
        with suppress(Unreadable):  # and nothing else
            _ = reading.redraw(file, 100) if kind in PICTURES else reading.look(file)


@pytest.mark.parametrize("kind", FILES)
def test_the_file_that_is_damaged_was_sound(kind: str) -> None:
    assert damaged(kind, 7) == damaged(kind, 7)
    if kind in PICTURES:
        assert pictures.redrawn(BytesIO(SEEDS[kind]()), 100)[0] == "image/jpeg"
    else:
        book = open_book(BytesIO(SEEDS[kind]()))
        assert len(list(book.read(book.sheets[0]).rows)) >= 3
