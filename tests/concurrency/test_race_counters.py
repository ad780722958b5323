"""Two telephones at one stall, and one that presses while the activity is said to be held: nothing is lost or counted twice."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import Cast, make_cast
from open315.activities import services as activities
from open315.activities.models import Output
from open315.core.errors import NotFound
from open315.stalls import queries, services
from open315.stalls.models import Press, Stall
from open315.stalls.services import presses
from open315.stalls.services.verb import STALL
from open315.stalls.tests.making import NOW, press, secretary, stall
from tests.concurrency.racing import Meeting, after, race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return make_cast(NOW)


def pressing(row: Stall, people: Cast, *tokens: str) -> Any:
    actor = people.actor("clerk")
    return lambda: services.press(row.pk, [press(each) for each in tokens], actor=actor, at=NOW).counted_now


def overlapping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two presses overlap between looking what is known and writing, if anything lets them."""
    monkeypatch.setattr(presses, "_fresh", after(presses._fresh, Meeting()))


def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the stall without locking it and its activity."""

    def read(actor: Any, stall_id: int) -> Stall:
        found = Stall.objects.select_related("activity").filter(pk=stall_id).first()
        if found is None:
            raise NotFound("")
        return found

    object.__setattr__(STALL, "lock", read)


@pytest.fixture
def lock_back() -> Any:
    """Whatever a test does to the lock is taken back."""
    before = STALL.lock
    yield
    object.__setattr__(STALL, "lock", before)


def test_of_two_telephones_that_send_the_same_press_one_counts(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = stall(people)
    overlapping(monkeypatch)
    results = race(pressing(row, people, "a", "b"), pressing(row, people, "b", "c"))
    assert sorted(results) == [1, 2]
    assert queries.totals_at(row.pk) == {"enquiries": 3}


@pytest.mark.postgres
def test_without_the_lock_one_of_them_would_fail_and_its_own_press_be_lost(
    people: Cast, monkeypatch: pytest.MonkeyPatch, lock_back: None
) -> None:
    row = stall(people)
    overlapping(monkeypatch)
    without_lock(monkeypatch)
    results = race(pressing(row, people, "a", "b"), pressing(row, people, "b", "c"))
    assert sum(isinstance(each, Exception) for each in results) == 1
    assert Press.objects.count() == 2


def holding(row: Stall, people: Cast) -> Any:
    actor = secretary(people)
    return lambda: activities.hold_activity(row.activity_id, actor=actor, at=NOW + timedelta(seconds=1))


def value(row: Stall) -> str:
    return Output.objects.get(activity_id=row.activity_id, indicator="enquiries", ended_at=None).said


def test_a_press_while_the_activity_is_said_to_be_held_is_in_its_value(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = stall(people)
    services.press(row.pk, [press("a")], actor=people.actor("clerk"), at=NOW)
    race(pressing(row, people, "b"), holding(row, people))
    assert queries.totals_at(row.pk) == {"enquiries": 2}
    assert value(row) == "2"
