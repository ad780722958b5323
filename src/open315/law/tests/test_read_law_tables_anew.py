"""Who had looked at the law tables before a change sees it at once, though processes remember them for some seconds."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest

from conftest import Cast, forget
from open315.core.access import Actor
from open315.law import services
from open315.law.models import CompetenceRule, LocalOption
from open315.law.queries import competence, pack_for, packs
from open315.law.rules.competence import Matter
from open315.law.tests.samples import LINE, OPTION
from tests.rows import standing

DAY = date(2026, 5, 12)


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.actor("administrator")


def set_number(actor: Actor, cast: Cast) -> LocalOption:
    return services.set_local_option(OPTION, actor=actor, at=cast.at)


def add_line(actor: Actor, cast: Cast) -> CompetenceRule:
    return services.add_competence_rule(LINE, reason="市裏的分工", actor=actor, at=cast.at)


def days_to_accept() -> int:
    return pack_for("complaint", "council", DAY, "420102").clock("acceptance").amount


def sector() -> str:
    return competence.resolve(Matter(goods="leisure", trader_kind="offline", region_code="420102"), on=DAY).sector


def test_a_number_and_its_end_are_seen_at_once(admin: Actor, cast: Cast) -> None:
    seen = [days_to_accept()]
    row = set_number(admin, cast)
    seen.append(days_to_accept())
    services.end_local_option(row.pk, valid_until=DAY - timedelta(days=1), reason="規則廢止", actor=admin, at=cast.at)
    assert [*seen, days_to_accept()] == [7, 5, 7]


def test_a_line_and_its_end_are_seen_at_once(admin: Actor, cast: Cast) -> None:
    seen = [sector()]
    row = add_line(admin, cast)
    seen.append(sector())
    services.end_competence_rule(row.pk, valid_until=DAY - timedelta(days=1), reason="收回", actor=admin, at=cast.at)
    assert [*seen, sector()] == ["market", "sport", "market"]


@pytest.mark.parametrize(
    ("tables", "look", "change", "after"),
    [(packs, days_to_accept, set_number, 5), (competence, sector, add_line, "sport")],
)
def test_who_looks_while_a_change_is_not_stored_yet_looks_again_afterwards(
    tables: ModuleType,
    look: Callable[[], Any],
    change: Callable[[Actor, Cast], Any],
    after: Any,
    admin: Actor,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)  # what is remembered grows no older on a slow machine
    look()
    before = tables._kept
    with django_capture_on_commit_callbacks(execute=True):
        change(admin, cast)
        monkeypatch.setattr(tables, "_kept", before)  # as another thread of the process still reads it
        assert look() != after
    assert look() == after


@pytest.mark.parametrize(("age", "anew"), [(4.9, False), (5.1, True)])
def test_a_number_written_by_another_process_is_seen_after_five_seconds(
    age: float, anew: bool, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, began = packs.options(), time.monotonic()
    assert days_to_accept() == 7
    LocalOption.objects.create(**{name: getattr(OPTION, name) for name in OPTION.__slots__})
    monkeypatch.setattr(packs, "_kept", (before, began))
    monkeypatch.setattr(time, "monotonic", lambda: began + age)
    assert days_to_accept() == (5 if anew else 7)


def test_a_number_on_which_the_tests_of_a_module_stood_is_gone_with_them(admin: Actor, cast: Cast) -> None:
    with standing(lambda: set_number(admin, cast)):
        forget()  # as the first test of the module does
        assert days_to_accept() == 5
    forget()  # as the first test of the next one does
    assert days_to_accept() == 7
