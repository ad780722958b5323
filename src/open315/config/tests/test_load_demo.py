"""The demo is the same for the same day, goes through the verbs, and names nobody."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from open315.cases import queries as cases
from open315.cases.demo.scene import stories_of
from open315.cases.demo.story import Story
from open315.config.demo import load
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.ids import series
from open315.org import queries as org
from open315.org.demo.logins import PASSWORD, logins
from open315.org.models import Account, Organisation, Person
from open315.org.services import found_install
from open315.org.types import BodyDetails
from tests.rows import undone

TODAY = date(2026, 11, 24)
SOON = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def digest() -> str:
    """Everything that a reader sees of the cases, in order; ids go on growing where a database does not take them back."""
    columns = (
        "number", "kind", "channel", "state", "council__name", "holder__name", "officer__username", "trader_name",
        "region_code", "title", "narrative", "nature", "goods", "claims", "amount_cents", "recovered_cents", "received_at",
        "closed_on", "result", "result_note", "next_due_on", "was_late", "version",
    )  # fmt: skip
    rows = cases.visible_to(SYSTEM).order_by("id").values_list(*columns)
    told = "\n".join(str(row) for row in rows)
    trail = "\n".join(str(row) for row in AuditEntry.objects.order_by("id").values_list("event", "at", "actor_label"))
    return hashlib.sha256((told + trail).encode()).hexdigest()


def loaded_once(settings: Any, folder: Path, look: Callable[[], object]) -> str:
    """Loads the small demo, looks at it, and takes it back."""
    settings.UPLOADS = folder
    series.forget()
    found = ""
    try:
        with undone():
            made = load(TODAY, small=True).made
            assert (made["campaigns"], made["cases"]) == (3, 200)
            look()
            found = digest()
    finally:
        org.forget()
        series.forget()
    return found


def it_has_every_city_and_every_role() -> None:
    assert set(org.city_codes("420000")) <= {body.region_code for body in org.councils()}
    for each in logins():
        assert authenticate(None, username=each.username, password=PASSWORD) is not None, each.username
        assert org.actor_for(Account.objects.get(username=each.username), TODAY).permissions
    states = set(cases.visible_to(SYSTEM).values_list("state", flat=True))
    assert {"registered", "accepted", "closed", "declined", "withdrawn"} <= states
    assert not Person.objects.exclude(
        name__regex=r"^(登記員|調解員|督辦員|祕書處專員|分析員|系統管理員|聯絡員|常委會委員|省消委)"
    ).exists()


@pytest.mark.long
def test_the_same_day_gives_the_same_demo_with_every_city_and_role(db: None, settings: Any, tmp_path: Path) -> None:
    first = loaded_once(settings, tmp_path / "a", it_has_every_city_and_every_role)
    assert first == loaded_once(settings, tmp_path / "b", lambda: None)


@pytest.fixture
def plan(db: None) -> list[Story]:
    """The plan of the whole demo, drawn once."""
    if not _PLANS:
        _PLANS.append(stories_of(TODAY, small=False))
    return _PLANS[0]


_PLANS: list[list[Story]] = []


def test_the_plan_is_the_same_for_the_same_day_only(plan: list[Story]) -> None:
    assert plan == stories_of(TODAY, small=False)
    assert plan[:50] != stories_of(date(2026, 6, 1), small=True)[:50]
    assert len(plan) > 4000


def test_the_complaints_are_told_in_many_ways(plan: list[Story]) -> None:
    stories = [story for story in plan if story.repeats is None]
    told = [story.told.narrative for story in stories]
    assert len(set(told)) > 0.9 * len(told)
    assert len({story.told.goods for story in stories}) >= 25
    assert {story.told.nature for story in stories} >= {
        "quality", "after_sales", "contract", "price", "false_publicity", "safety", "counterfeit", "measure", "dignity",
    }  # fmt: skip
    assert not any("{" in text for text in told)


def test_the_plan_lies_in_the_past_and_its_steps_in_order(plan: list[Story]) -> None:
    for story in plan:
        moments = [story.received_at, *(step.at for step in story.steps)]
        assert moments == sorted(moments), story
        assert moments[-1].date() < TODAY, story


def test_a_database_with_bodies_is_left_alone(db: None) -> None:
    found_install(
        BodyDetails(kind="council", name="湖北省消費者委員會", region_code="420000"),
        username="first",
        name="系統管理員",
        at=SOON,
    )
    with pytest.raises(CommandError):
        call_command("demo", stdout=StringIO(), stderr=StringIO())
    call_command("demo", if_empty=True, stdout=StringIO(), stderr=StringIO())
    assert Organisation.objects.count() == 1


def test_the_first_administrator_gets_a_password_that_must_be_changed(db: None) -> None:
    out = StringIO()
    call_command("create_admin", council="湖北省消費者委員會", region="420000", prefix="鄂消", stdout=out)
    account = Account.objects.get(username="admin")
    assert account.must_change_password
    password = out.getvalue().split("temporary password ")[1].split()[0]
    assert account.check_password(password)
    with pytest.raises(CommandError):
        call_command("create_admin", council="湖北省消費者委員會", region="420000", username="second")
