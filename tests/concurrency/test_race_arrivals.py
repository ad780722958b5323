"""Two desks at the door of a seminar note the same guest at the same moment: who arrives twice would be counted twice."""

from datetime import UTC, datetime
from typing import Any

import pytest

from conftest import Cast, make_cast
from open315.activities.models import Participation
from open315.core.audit.models import AuditEntry
from open315.seminars import rules, services
from open315.seminars.models import Guest
from open315.seminars.services import door
from open315.seminars.tests.making import listed
from tests.concurrency.racing import Meeting, after, kinds, race

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 3, 10, 0, 30, tzinfo=UTC)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return make_cast(AT)


def arriving(people: Cast, guest: Guest) -> Any:
    actor = people.actor("secretariat")
    return lambda: services.arrive(guest.pk, actor=actor, at=AT)


def test_of_two_desks_one_notes_the_arrival_and_the_other_finds_it(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = listed(people)
    monkeypatch.setattr(door, "came_at", after(rules.came_at, Meeting()))
    assert kinds(race(arriving(people, guest), arriving(people, guest))) == ["Guest", "Guest"]
    assert Participation.objects.count() == 1
    assert AuditEntry.objects.filter(event="seminars.guest_arrived").count() == 1
    assert Guest.objects.get().version == 2
