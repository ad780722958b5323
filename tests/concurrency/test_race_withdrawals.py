"""An import is withdrawn at the moment somebody works on its cases, or its worker still writes: all of it goes, or nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from conftest import Cast
from open315.cases import services as cases
from open315.cases.models import Case
from open315.cases.services import leaving
from open315.core import jobs
from open315.core.errors import Conflict, NotFound
from open315.intake.models import SheetImport
from open315.intake.sheet_import import importing, services, withdrawing
from tests.concurrency.conftest import AT
from tests.concurrency.racing import Meeting, after, race

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 30


@pytest.fixture
def made(start_import: Callable[[int], SheetImport]) -> SheetImport:
    """A started import of three pieces."""
    return start_import(ROWS)


def withdraw(people: Cast, made: SheetImport) -> SheetImport:
    return withdrawing.withdraw_import(made.pk, reason="錯表", actor=people.actor("supervisor"), at=AT)


def note_and_withdraw(people: Cast, made: SheetImport, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Somebody writes a note on a case; it is not committed yet when the withdrawal looks for cases that were worked on."""
    case, written, meeting = Case.objects.order_by("pk")[0], Meeting(), Meeting()
    worked_on = leaving.worked_on

    def look(import_id: int) -> Any:
        found = worked_on(import_id)
        len(found)  # asked now: the note is committed only after the meeting
        return found

    monkeypatch.setattr(leaving, "worked_on", after(look, meeting))

    def write_a_note() -> None:
        with transaction.atomic():
            cases.add_note(case.pk, text="致電", actor=people.actor("officer"), at=AT)
            written.wait()
            meeting.wait()

    def withdraw_then() -> SheetImport:
        written.wait()
        return withdraw(people, made)

    return race(write_a_note, withdraw_then)


def test_a_note_that_is_being_written_keeps_the_import(
    people: Cast, made: SheetImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.run(made.job_id)
    noted, withdrawn = note_and_withdraw(people, made, monkeypatch)
    assert noted is None
    assert isinstance(withdrawn, Conflict)
    assert (Case.objects.filter(version=2).count(), Case.objects.filter(is_leaving=True).count()) == (1, 0)


def test_without_the_lock_the_note_would_vanish_with_its_case(
    people: Cast, made: SheetImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.run(made.job_id)
    monkeypatch.setattr(leaving, "_wait_for_whoever_works_on", lambda _rows: None)
    note_and_withdraw(people, made, monkeypatch)
    assert Case.objects.filter(version=2, is_leaving=True).count() == 1


def test_a_note_that_comes_after_finds_no_case(people: Cast, made: SheetImport) -> None:
    jobs.run(made.job_id)
    case = Case.objects.order_by("pk")[0]
    withdraw(people, made)
    (answer,) = race(lambda: cases.add_note(case.pk, text="致電", actor=people.actor("officer"), at=AT))
    assert isinstance(answer, NotFound)


def test_an_import_whose_worker_still_writes_is_not_withdrawn_and_a_cancelled_one_goes_whole(
    people: Cast, made: SheetImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refused = importing.cases.write_rows, list[Any]()

    def write(rows: Any) -> None:
        real(rows)
        if not refused:
            # In the middle of a piece, from another connection: the worker holds the job.
            refused.extend(race(lambda: withdraw(people, made)))
            services.cancel_import(made.pk, actor=people.actor("clerk"), at=AT)

    monkeypatch.setattr(importing.cases, "write_rows", write)
    jobs.run(made.job_id)
    assert isinstance(refused[0], Conflict)
    made.refresh_from_db()
    assert (made.state, made.rows_new, Case.objects.count()) == ("cancelled", 10, 10)
    withdrawn = withdraw(people, made)
    (going_on,) = race(lambda: services.start_import(made.pk, actor=people.actor("clerk"), at=AT))
    assert isinstance(going_on, Conflict)
    jobs.run(withdrawn.withdrawal_id)
    assert Case.objects.count() == 0


def test_two_who_withdraw_at_once_do_it_once(people: Cast, made: SheetImport) -> None:
    jobs.run(made.job_id)
    answers = race(*[lambda: withdraw(people, made)] * 2)
    assert sorted(type(each).__name__ for each in answers) == ["Conflict", "SheetImport"]
    made.refresh_from_db()
    race(*[lambda: jobs.run(made.withdrawal_id)] * 2)
    made.refresh_from_db()
    assert made.withdrawal is not None
    assert (made.withdrawal.state, made.withdrawal.done, Case.objects.count()) == ("done", ROWS, 0)
