"""What the seminars leave in the database of an earlier state."""

from datetime import UTC, datetime, timedelta
from typing import Any

from conftest import Cast
from open315.activities import services as activities
from open315.activities.types import ActivityPlan
from open315.seminars import services
from open315.seminars.types import Answer, ConsensusDraft, GuestDraft, InvitationDraft, ItemDraft

BEGINS = datetime(2026, 3, 14, 1, 0, tzinfo=UTC)


def build(cast: Cast) -> None:
    """Somebody who is invited to a seminar, accepts, comes, speaks and agrees."""
    act: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": BEGINS - timedelta(days=20)}
    hosts = ("湖北省消費者委員會",)
    plan = ActivityPlan("seminar", "年主題座談會", BEGINS, BEGINS + timedelta(hours=3), "420106", "禮堂", hosts)
    made = activities.plan_activity(plan, **act)
    services.write_invitation(made.pk, InvitationDraft("請準備發言。"), **act)
    draft = GuestDraft("湖北省聯通公司", "enterprise", "總經理", "張三", "zhang@example.org")
    guest = services.enter_guest(made.pk, draft, **act)
    services.note_answer(guest.pk, Answer("yes"), **act)
    services.add_item(made.pk, ItemDraft("發言", 1, guest.pk), **act)
    evening = {**act, "at": BEGINS}
    services.arrive(guest.pk, **evening)
    services.add_consensus(made.pk, ConsensusDraft("保護消費者合法權益", 1, (guest.pk,)), **evening)
