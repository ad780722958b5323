"""Imports at the same moment, and the two threads of one import: nothing twice, nothing lost, nothing half done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from conftest import Cast
from open315.cases.models import Case
from open315.core import clock, jobs
from open315.core.jobs import leases
from open315.intake.models import SheetImport
from open315.intake.sheet_import import importing, result_file
from open315.traders import services as traders
from open315.traders.models import Trader
from tests.concurrency.conftest import AT
from tests.concurrency.racing import Meeting, after, race

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 60


@pytest.fixture
def job(start_import: Callable[[int], SheetImport]) -> SheetImport:
    """A started import of six pieces."""
    return start_import(ROWS)


def add_at_once(monkeypatch: pytest.MonkeyPatch) -> int:
    """Two add the same new trader, meeting after each look into the register; how many there are then."""
    monkeypatch.setattr(traders, "_find_many", after(traders._find_many, Meeting()))
    told = traders.Described("武漢示例商行", region_code="420100")
    answers = race(*[lambda: traders.find_or_add_many([told], at=AT)] * 2)
    assert answers[0] == answers[1] or Trader.objects.count() == 2
    return Trader.objects.count()


def test_a_new_trader_named_twice_at_once_is_added_once(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert add_at_once(monkeypatch) == 1


def test_without_the_lock_it_is_added_twice(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traders, "_alone_with", lambda _keys: None)
    assert add_at_once(monkeypatch) == 2


def test_pieces_are_written_in_order_by_a_second_thread(job: SheetImport, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, writers = connection.connection.info.backend_pid, set[int]()
    real = importing.cases.write_rows

    def write(prepared: Any) -> Any:
        writers.add(connection.connection.info.backend_pid)
        return real(prepared)

    monkeypatch.setattr(importing.cases, "write_rows", write)
    jobs.run(job.job_id)
    job.refresh_from_db()
    assert (job.state, job.rows_new, Case.objects.count()) == ("done", ROWS, ROWS)
    assert [line[1] for line in result_file.lines_of(job)] == [f"N{n}" for n in range(ROWS)]
    assert len(writers) == 1
    assert mine not in writers


def test_a_piece_that_cannot_be_written_stops_the_import_behind_the_last_good_one(
    job: SheetImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, pieces = importing.cases.write_rows, []

    def write(prepared: Any) -> Any:
        pieces.append(prepared)
        if len(pieces) == 3:
            raise OSError("disk full")
        return real(prepared)

    monkeypatch.setattr(importing.cases, "write_rows", write)
    jobs.run(job.job_id)
    job.refresh_from_db()
    assert (job.state, job.rows_done, Case.objects.count()) == ("waiting", 20, 20)
    assert len(list(result_file.lines_of(job))) == 20

    monkeypatch.undo()
    assert leases.waiting(clock.now() + timedelta(minutes=1)) == [job.job_id]
    jobs.run(job.job_id)
    job.refresh_from_db()
    assert (job.state, job.rows_new, job.rows_known, Case.objects.count()) == ("done", ROWS, 0, ROWS)


def test_what_waits_behind_an_error_is_not_done() -> None:
    done: list[int] = []

    def step(number: int) -> None:
        if number == 2:
            raise OSError("disk full")
        done.append(number)

    def eight_steps() -> None:
        with importing.writer() as write:
            for number in range(1, 9):
                write(step, number)

    with pytest.raises(OSError, match="disk full"):
        eight_steps()
    assert done == [1]
