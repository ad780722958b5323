"""Two people at one case, two requests with one key: what a race would do without the lock, and that it does not with it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from conftest import Cast, make_cast
from open315.cases import services
from open315.cases.actors import consumer_of
from open315.cases.models import Case, Clock, TimelineEntry
from open315.cases.services import verb
from open315.cases.tasks import sweep_deadlines
from open315.cases.tests.making import complaint
from open315.cases.types import Channel, PersonDetails, Registered, State
from open315.core.access import ANONYMOUS, SYSTEM
from open315.core.errors import Conflict, NotFound
from open315.core.outbox.models import OutboxEvent
from open315.core.verbs import step
from tests.concurrency.racing import Meeting, after, kinds, race

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 5, 12, 2, tzinfo=UTC)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return make_cast(AT)


@pytest.fixture
def case_id(people: Cast) -> int:
    return services.register_case(complaint(people), actor=ANONYMOUS, at=AT).case_id


def overlapping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two verbs overlap between looking and writing, if anything lets them."""
    monkeypatch.setattr(step, "_check", after(step._check, Meeting()))


def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the case without locking it."""

    def read(case_id: int) -> Case:
        found = Case.objects.filter(pk=case_id).first()
        if found is None:
            raise NotFound("")
        return found

    monkeypatch.setattr(verb, "lock", read)


def accept(case_id: int, people: Cast, who: str) -> Any:
    actor = people.actor(who)
    return lambda: services.accept_case(case_id, foreclosure_told=True, actor=actor, at=AT)


def accepted_entries(case_id: int) -> int:
    return TimelineEntry.objects.filter(case_id=case_id, verb="accept").count()


def test_of_two_officers_who_accept_at_once_one_does(
    people: Cast, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlapping(monkeypatch)
    results = race(accept(case_id, people, "officer"), accept(case_id, people, "second_officer"))
    assert kinds(results) == ["Case", "Conflict"]
    assert accepted_entries(case_id) == 1
    assert Clock.objects.filter(case_id=case_id, key="mediation").count() == 1


@pytest.mark.postgres
def test_without_the_lock_both_would(people: Cast, case_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    overlapping(monkeypatch)
    without_lock(monkeypatch)
    race(accept(case_id, people, "officer"), accept(case_id, people, "second_officer"))
    assert accepted_entries(case_id) == 2


def assign_and_note(case_id: int, people: Cast) -> list[Any]:
    clerk, officer = people.actor("clerk"), people.actor("officer")
    account_id = people.accounts["second_officer"].pk
    return race(
        lambda: services.assign_case(case_id, account_id=account_id, actor=clerk, at=AT),
        lambda: services.add_note(case_id, text="致電商家", actor=officer, at=AT),
    )


def both_kept(case_id: int) -> bool:
    case = Case.objects.get(pk=case_id)
    return case.officer_id is not None and case.has_note and case.version == 3


def test_two_different_steps_at_once_are_both_kept(people: Cast, case_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    overlapping(monkeypatch)
    assert kinds(assign_and_note(case_id, people)) == ["Case", "Case"]
    assert both_kept(case_id)


@pytest.mark.postgres
def test_without_the_lock_one_would_be_lost(people: Cast, case_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    overlapping(monkeypatch)
    without_lock(monkeypatch)
    assign_and_note(case_id, people)
    assert not both_kept(case_id)


def test_of_two_forms_opened_together_the_second_is_told(people: Cast, case_id: int) -> None:
    version = Case.objects.get(pk=case_id).version
    clerk, officer = people.actor("clerk"), people.actor("officer")
    results = race(
        lambda: services.assign_case(
            case_id, account_id=people.accounts["officer"].pk, actor=clerk, at=AT, version=version
        ),
        lambda: services.propose_declination(
            case_id, grounds=["materials"], statement="沒有票據", actor=officer, at=AT, version=version
        ),
    )
    assert kinds(results) == ["Case", "Conflict"]


def test_one_key_in_many_hands_is_one_case_and_one_answer(people: Cast) -> None:
    command = complaint(people)
    file = lambda: services.register_case(command, actor=ANONYMOUS, at=AT, idempotency="web:one-key")  # noqa: E731
    results = race(*[file] * 6)
    assert {type(each) for each in results} == {Registered}
    assert len({(each.number, each.query_code) for each in results}) == 1
    assert sorted(each.created for each in results) == [False] * 5 + [True]
    assert Case.objects.count() == 1


def test_without_a_key_each_would_be_a_case(people: Cast) -> None:
    command = complaint(people)
    race(*[lambda: services.register_case(command, actor=ANONYMOUS, at=AT)] * 3)
    assert Case.objects.count() == 3


def test_numbers_given_out_at_once_are_all_different(people: Cast) -> None:
    def several() -> list[str]:
        return [services.register_case(complaint(people), actor=ANONYMOUS, at=AT).number for _ in range(15)]

    results = race(*[several] * 4)
    numbers = [number for each in results for number in each]
    assert len(set(numbers)) == 60


def test_two_imports_of_one_sheet_add_each_row_once(people: Cast) -> None:
    rows = [
        complaint(people, channel=Channel.SHEET, source="sheet", source_ref=str(each), consumer=PersonDetails())
        for each in range(50)
    ]
    results = race(*[lambda: services.register_cases(rows, actor=SYSTEM, at=AT)] * 2)
    assert Case.objects.count() == 50
    assert {each.number for each in results[0]} == {each.number for each in results[1]}
    assert sum(each.created for result in results for each in result) == 50


def test_two_sweeps_announce_what_is_late_once(people: Cast) -> None:
    for _ in range(20):
        services.register_case(complaint(people), actor=ANONYMOUS, at=AT)
    late = AT.replace(month=6)
    race(*[lambda: sweep_deadlines(late)] * 2)
    assert OutboxEvent.objects.filter(name="cases.clock_late").count() == 20
    assert Case.objects.filter(was_late=True).count() == 20


def test_a_consumer_who_withdraws_while_the_officer_accepts_ends_in_one_of_both(people: Cast, case_id: int) -> None:
    me = consumer_of(case_id)
    results = race(
        accept(case_id, people, "officer"), lambda: services.withdraw_case(case_id, reason="", actor=me, at=AT)
    )
    case = Case.objects.get(pk=case_id)
    assert case.state == State.WITHDRAWN
    assert not any(isinstance(each, Exception) and not isinstance(each, Conflict) for each in results)
    assert not Clock.objects.filter(case_id=case_id, state="running").exists()
