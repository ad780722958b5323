"""A council asks for the same return twice at the same moment: what is told twice would be counted twice."""

from datetime import UTC, datetime
from typing import Any

import pytest

from conftest import Cast, make_cast
from open315.org import queries as org
from open315.returns import services
from open315.returns.models import Call
from open315.returns.services import asking
from open315.returns.tests.making import campaign, plan
from tests.concurrency.racing import Meeting, after, kinds, race

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 5, 12, 2, tzinfo=UTC)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    cast = make_cast(AT)
    campaign(cast)
    return cast


def overlapping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_check", after(asking._check, Meeting()))


def ask(people: Cast) -> Any:
    actor, asked = people.actor("secretariat"), plan(people)
    return lambda: services.ask(asked, actor=actor, at=AT)


def test_of_two_calls_for_the_same_at_once_one_is_made(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    overlapping(monkeypatch)
    assert kinds(race(ask(people), ask(people))) == ["Call", "InvalidInput"]
    assert Call.objects.count() == 1


@pytest.mark.postgres
def test_without_the_lock_both_would_be_made(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    overlapping(monkeypatch)
    monkeypatch.setattr(org, "lock_body", lambda _organisation_id: None)
    assert kinds(race(ask(people), ask(people))) == ["Call", "Call"]
    assert Call.objects.count() == 2
