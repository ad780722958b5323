"""The reminder before a seminar: once, so many days before, to those who come and those who have not answered. All expectations are by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from open315.activities import services as activities
from open315.activities.tests.test_show_activities import browser, words
from open315.core.clock import SHANGHAI
from open315.core.errors import InvalidInput
from open315.seminars import services
from open315.seminars.models import Guest, Seminar
from open315.seminars.rules import is_reminded
from open315.seminars.tasks import remind
from open315.seminars.tests.making import BEFORE, listed
from open315.seminars.types import Answer, InvitationDraft
from tests.upgrade.working import work

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
THREE_BEFORE = datetime(2026, 3, 7, 9, 0, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


def secretary(cast: Any, at: datetime = BEFORE) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at}


@pytest.mark.parametrize(
    ("days", "at", "expected"),
    [
        (3, THREE_BEFORE, True),
        (3, THREE_BEFORE - SECOND, False),
        (3, BEGINS - SECOND, True),
        (3, BEGINS, False),
        (1, THREE_BEFORE, False),
        (0, BEGINS - SECOND, False),
    ],
)
def test_when_it_is_time(days: int, at: datetime, expected: bool) -> None:
    assert is_reminded(starts_at=BEGINS, days=days, at=at) is expected


def invited(cast: Any, days: int = 3) -> dict[str, Guest]:
    """By mail: one who comes, one who said nothing, one who declined, one whose mail came back; and one by letter."""
    comes = listed(cast)
    found = {"comes": comes}
    for name in ("silent", "declined", "lost"):
        found[name] = listed(cast, comes.activity, office=name, email=f"{name}@example.org")
    services.write_invitation(comes.activity_id, InvitationDraft("請準備。", remind_days=days), **secretary(cast))
    services.invite_by_mail(comes.activity_id, **secretary(cast))
    found["letter"] = listed(cast, comes.activity, office="經理", email="")
    services.print_letters(comes.activity_id, for_all=False, **secretary(cast))
    services.note_answer(comes.pk, Answer("yes"), **secretary(cast))
    services.note_answer(found["declined"].pk, Answer("no"), **secretary(cast))
    services.note_undelivered(found["lost"].pk, "seminars.invited", BEFORE)
    with time_machine.travel(BEFORE, tick=False):
        work()
    mail.outbox.clear()
    return found


def sent() -> dict[str, str]:
    """The body of each mail by its address, after the worker has worked."""
    work()
    found = {each.to[0]: str(each.body) for each in mail.outbox}
    assert {each.subject for each in mail.outbox} <= {"提醒：年主題座談會"}
    mail.outbox.clear()
    return found


def test_those_who_come_and_those_who_are_silent_are_reminded_once(cast: Any) -> None:
    guests = invited(cast)
    assert remind(THREE_BEFORE - SECOND) == 0
    with time_machine.travel(THREE_BEFORE, tick=False):
        assert remind(THREE_BEFORE) == 2
        told = sent()
        assert sorted(told) == ["silent@example.org", "zhang@example.org"]
        assert "您應邀出席的湖北省消費者委員會「年主題座談會」即將舉行。" in told["zhang@example.org"]
        assert "請告知是否出席" in told["silent@example.org"]
        assert "/invitation/" in told["silent@example.org"]
        assert Seminar.objects.get().reminded_at == THREE_BEFORE
        assert remind(THREE_BEFORE) == 0
        assert sent() == {}
    page = words(browser(cast).get(f"/console/seminars/{guests['comes'].activity_id}/").content.decode())
    assert "已於 2026-03-07 09:00 發送" in page


def test_one_that_is_off_cancelled_or_over_reminds_nobody(cast: Any) -> None:
    guests = invited(cast, days=0)
    assert remind(BEGINS - SECOND) == 0
    of = guests["comes"].activity_id
    services.write_invitation(of, InvitationDraft(remind_days=30), **secretary(cast))
    assert remind(BEGINS) == 0
    activities.cancel_activity(of, reason="暴雨", **secretary(cast))
    assert remind(BEGINS - SECOND) == 0
    assert Seminar.objects.get().reminded_at is None


def test_one_that_was_postponed_after_the_reminder_reminds_again(cast: Any) -> None:
    guests = invited(cast)
    with time_machine.travel(THREE_BEFORE, tick=False):
        assert remind(THREE_BEFORE) == 2
        later = BEGINS + timedelta(days=20)
        of = guests["comes"].activity_id
        told = secretary(cast, THREE_BEFORE)
        activities.postpone_activity(of, starts_at=later, ends_at=later + timedelta(hours=2), reason="場地", **told)
        work()
    assert Seminar.objects.get().reminded_at is None
    assert remind(later - timedelta(days=3) - SECOND) == 0
    assert remind(later - timedelta(days=3)) == 2


def test_days_that_cannot_be_are_refused_at_their_field(cast: Any) -> None:
    of = listed(cast).activity_id
    for days in (-1, 31):
        with pytest.raises(InvalidInput) as refused:
            services.write_invitation(of, InvitationDraft(remind_days=days), **secretary(cast))
        assert (refused.value.field, str(refused.value.message)) == ("remind_days", "請填1至30天，不提醒填0。")
    for days in (0, 30):
        assert services.write_invitation(of, InvitationDraft(remind_days=days), **secretary(cast)).remind_days == days
