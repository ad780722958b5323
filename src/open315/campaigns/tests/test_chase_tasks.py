"""Tasks are chased once when due soon and once when overdue, in the console and by e-mail. Expectations by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from open315.campaigns.allocation import chasing, handlers, tasks
from open315.campaigns.allocation import services as allocation
from open315.campaigns.allocation.types import TaskDraft
from open315.campaigns.models import Task
from open315.campaigns.tests.seating import seated
from open315.core.outbox import Event
from open315.core.outbox.models import OutboxEvent
from open315.notify.models import Message
from open315.notify.wording import notice_words, written

pytestmark = pytest.mark.django_db
DUE = date(2026, 5, 20)
SOON_BEGINS = datetime(2026, 5, 16, 16, 0, tzinfo=UTC)
"""Midnight of 17 May in China."""
LATE_BEGINS = datetime(2026, 5, 20, 16, 0, tzinfo=UTC)


def given(cast: Any, body: str) -> Task:
    campaign = seated(cast).campaign
    return allocation.give_task(
        campaign.pk, TaskDraft("報送清單", DUE, body), actor=cast.actor("secretariat"), at=cast.at
    )


def emitted() -> list[str]:
    return list(
        OutboxEvent.objects.filter(name__startswith="campaigns.task_").order_by("pk").values_list("name", flat=True)
    )[1:]


def test_a_task_is_chased_once_before_its_day_and_once_after_it(cast: Any) -> None:
    task = given(cast, cast.bodies["market"].name)
    assert tasks.chase_tasks(SOON_BEGINS - timedelta(seconds=1)) == 0
    assert tasks.chase_tasks(SOON_BEGINS) == 1
    assert tasks.chase_tasks(LATE_BEGINS - timedelta(seconds=1)) == 0
    assert tasks.chase_tasks(LATE_BEGINS) == 1
    assert tasks.chase_tasks(LATE_BEGINS + timedelta(days=30)) == 0
    assert emitted() == ["campaigns.task_due_soon", "campaigns.task_late"]
    task.refresh_from_db()
    assert (task.chased_soon_at, task.chased_late_at) == (SOON_BEGINS, LATE_BEGINS)


def test_what_is_overdue_already_is_not_chased_as_due_soon(cast: Any) -> None:
    given(cast, cast.bodies["market"].name)
    assert tasks.chase_tasks(LATE_BEGINS) == 1
    assert emitted() == ["campaigns.task_late"]


def test_what_is_done_or_dropped_is_not_chased(cast: Any) -> None:
    task = given(cast, cast.bodies["market"].name)
    act: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    allocation.drop_task(task.pk, reason="不辦", **act)
    assert chasing.chase(SOON_BEGINS) == chasing.chase(LATE_BEGINS) == 0


def told(cast: Any, name: str, task: Task, channel: str = "in_app") -> list[str]:
    """Who got the message, by the cast's names."""
    who = {account.pk: key for key, account in cast.accounts.items()}
    rows = Message.objects.filter(template=name, channel=channel).order_by("pk")
    return [who[int(row.recipient_key)] for row in rows]


def run(name: str, task: Task, at: datetime) -> None:
    {"campaigns.task_given": handlers.tell_of_task}.get(name, handlers.chase_reporters)(
        Event(name=name, payload={"task_id": task.pk}, at=at, id=task.pk)
    )


def test_the_body_is_told_and_of_what_is_late_the_secretariat_too(cast: Any, settings: Any) -> None:
    task = given(cast, cast.bodies["market"].name)
    for name in ("campaigns.task_given", "campaigns.task_due_soon"):
        run(name, task, cast.at)
        assert told(cast, name, task) == ["market_liaison"]
    run("campaigns.task_late", task, cast.at)
    assert told(cast, "campaigns.task_late", task) == ["market_liaison", "secretariat"]
    message = Message.objects.filter(template="campaigns.task_late").first()
    assert message is not None
    assert message.url == f"/console/campaigns/tasks/{task.pk}/"
    market = cast.bodies["market"].name
    assert notice_words(message.template, message.data) == f"{market}的任務已於2026-05-20到期，尚未反饋：報送清單"


def test_a_task_of_a_body_outside_is_told_to_the_secretariat(cast: Any) -> None:
    task = given(cast, "湖北日報社")
    run("campaigns.task_due_soon", task, cast.at)
    assert told(cast, "campaigns.task_due_soon", task) == ["secretariat"]


def test_nobody_is_chased_for_what_was_reported_meanwhile(cast: Any) -> None:
    task = given(cast, cast.bodies["market"].name)
    allocation.finish_task(task.pk, "已報送", date(2026, 5, 12), actor=cast.actor("secretariat"), at=cast.at)
    run("campaigns.task_late", task, cast.at)
    assert Message.objects.filter(template="campaigns.task_late").count() == 0


@pytest.mark.parametrize("on", [True, False])
def test_a_mail_goes_to_those_with_an_address_where_the_install_sends_mails(
    cast: Any, on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "is_on", lambda channel: on and channel == "email")
    liaison = cast.accounts["market_liaison"]
    liaison.email = "liaison@example.org"
    liaison.save()
    task = given(cast, cast.bodies["market"].name)
    run("campaigns.task_due_soon", task, cast.at)
    assert told(cast, "campaigns.task_due_soon", task, "email") == (["market_liaison"] if on else [])


def test_the_mail_says_what_until_when_and_where() -> None:
    said = {"what": "報送清單", "body": "甲局", "due": "2026-05-20", "link": "https://example.org/t"}
    soon = written("campaigns.task_due_soon", said, "zh-hant")
    assert soon.subject == "任務將於2026-05-20到期"
    assert soon.text.strip() == "報送清單：由甲局於2026-05-20前完成。請反饋完成情況。\n\nhttps://example.org/t"
    assert '<a href="https://example.org/t">' in soon.html
    assert written("campaigns.task_late", said, "zh-hant").subject == "任務已於2026-05-20到期"
