"""What guests hear of a seminar that is postponed, cancelled or taken up again, and of mails that do not arrive. All expectations are by hand."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from open315.activities import services as activities
from open315.activities.tests.test_show_activities import browser
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict
from open315.core.outbox import emit
from open315.seminars import queries, services
from open315.seminars.models import Guest
from open315.seminars.rules import is_told
from open315.seminars.services.news import MAILS
from open315.seminars.tests.making import BEFORE, draft, listed
from open315.seminars.types import Answer, News
from tests.rows import changes, nothing_changes
from tests.upgrade.working import work

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
LATER = datetime(2026, 3, 12, 14, 0, tzinfo=SHANGHAI)
BEFOREHAND = time_machine.travel(BEFORE, tick=False)


def secretary(cast: Any, at: datetime = BEFORE) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at}


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def invited(cast: Any) -> dict[str, Guest]:
    """One by mail, one by letter, one of each who declined, and one who is only listed."""
    by_mail = listed(cast)
    activity = by_mail.activity
    refused = listed(cast, activity, office="秘書", email="no@example.org")
    services.invite_by_mail(activity.pk, **secretary(cast))
    by_letter = listed(cast, activity, office="經理", email="")
    silent = listed(cast, activity, office="顧問", email="")
    services.print_letters(activity.pk, for_all=False, **secretary(cast))
    waiting = listed(cast, activity, office="書記", email="late@example.org")
    for each in (refused, silent):
        services.note_answer(each.pk, Answer("no"), **secretary(cast))
    work()
    mail.outbox.clear()
    return {"mail": by_mail, "letter": by_letter, "refused": refused, "silent": silent, "waiting": waiting}


def to_tell(guests: dict[str, Guest]) -> dict[str, str]:
    """What each has to be told on paper; nothing is left out."""
    found = {name: Guest.objects.get(pk=each.pk).to_tell for name, each in guests.items()}
    return {name: news for name, news in found.items() if news}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((True, "", False), True),
        ((True, "yes", False), True),
        ((True, "no", False), False),
        ((False, "", False), False),
        ((False, "yes", False), False),
        ((True, "yes", True), False),
    ],
)
def test_who_is_told(given: tuple[bool, str, bool], expected: bool) -> None:
    assert is_told(invited=given[0], reply=given[1], arrived=given[2]) is expected


@BEFOREHAND
def test_a_cancelled_seminar_is_told_once_by_the_way_of_the_invitation(cast: Any) -> None:
    guests = invited(cast)
    activity = guests["mail"].activity_id
    activities.cancel_activity(activity, reason="暴雨", **secretary(cast))
    work()
    work()
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["zhang@example.org"], "已取消：年主題座談會")
    for each in ("湖北省聯通公司總經理", "2026-03-10 09:00 – 11:30", "暴雨", "已取消"):
        assert each in sent.body
    assert "/invitation/" not in sent.body
    assert "張三" not in sent.body
    assert to_tell(guests) == {"letter": "cancelled"}
    page = words(browser(cast).get(f"/console/seminars/{activity}/"))
    assert "1位來賓須書面或電話告知" in page
    rows = words(browser(cast).get(f"/console/seminars/{activity}/guests/?told=paper"))
    assert "須告知：取消" in rows
    assert "湖北省聯通公司 經理" in rows
    assert "湖北省聯通公司 總經理" not in rows
    found = changes(lambda: services.note_told(activity, **secretary(cast)))
    ((_how, entry),) = found["core.AuditEntry"]
    assert (entry["event"], entry["data"]) == ("seminars.told_on_paper", {"activity_id": activity, "guests": 1})
    assert to_tell(guests) == {}
    with nothing_changes(), pytest.raises(Conflict, match="沒有須書面告知的來賓"):
        services.note_told(activity, **secretary(cast))


@BEFOREHAND
def test_a_postponed_seminar_is_told_with_its_new_time_and_the_link(cast: Any) -> None:
    guests = invited(cast)
    activity = guests["mail"].activity_id
    told = secretary(cast)
    activities.postpone_activity(
        activity, starts_at=LATER, ends_at=LATER + timedelta(hours=2), reason="場地維修", **told
    )
    work()
    (sent,) = mail.outbox
    assert sent.subject == "改期：年主題座談會"
    assert "2026-03-12 14:00 – 16:00" in sent.body
    assert "場地維修" in sent.body
    (link,) = re.findall(r"http://[^/]+(/invitation/\S+)", sent.body)
    assert "2026-03-12 14:00" in browser(cast).get(link).content.decode()
    assert to_tell(guests) == {"letter": "postponed"}
    client = browser(cast)
    assert client.post(f"/console/seminars/{activity}/told/")["Location"] == f"/console/seminars/{activity}/"
    assert to_tell(guests) == {}


@BEFOREHAND
def test_what_takes_place_after_all_is_told_and_a_mistake_in_the_office_is_not(cast: Any) -> None:
    guests = invited(cast)
    activity = guests["mail"].activity_id
    activities.cancel_activity(activity, reason="暴雨", **secretary(cast))
    work()
    mail.outbox.clear()
    activities.take_up_activity(activity, reason="雨停", **secretary(cast))
    work()
    (sent,) = mail.outbox
    assert sent.subject == "恢復舉辦：年主題座談會"
    assert to_tell(guests) == {"letter": "taken_up"}
    services.note_told(activity, **secretary(cast))
    mail.outbox.clear()
    with time_machine.travel(BEGINS, tick=False):
        activities.hold_activity(activity, **secretary(cast, BEGINS))
        activities.take_up_activity(activity, reason="誤點", **secretary(cast, BEGINS))
        work()
    assert (mail.outbox, to_tell(guests)) == ([], {})


def test_each_news_has_a_mail_of_its_own() -> None:
    assert MAILS == {
        News.POSTPONED: "seminars.told_postponed",
        News.CANCELLED: "seminars.told_cancelled",
        News.TAKEN_UP: "seminars.told_taken_up",
    }


def undelivered(guest: Guest, template: str, kind: str = "guest") -> None:
    said = {"channel": "email", "kind": kind, "key": str(guest.pk), "template": template, "why": "refused"}
    emit("notify.undelivered", said, at=BEFORE + timedelta(hours=1))
    work()


@BEFOREHAND
def test_a_mail_that_does_not_arrive_is_shown_at_the_guest_who_gets_a_letter(cast: Any) -> None:
    guests = invited(cast)
    guest, activity = guests["mail"], guests["mail"].activity_id
    assert "郵件未送達" not in words(browser(cast).get(f"/console/seminars/guests/{guest.pk}/"))
    undelivered(guest, "seminars.invited", kind="staff")
    assert Guest.objects.get(pk=guest.pk).undelivered_at is None
    undelivered(guest, "seminars.invited")
    found = Guest.objects.get(pk=guest.pk)
    assert (found.undelivered_at, found.to_tell) == (BEFORE + timedelta(hours=1), "")
    for page in (f"guests/{guest.pk}/", f"{activity}/guests/"):
        assert "郵件未送達" in words(browser(cast).get(f"/console/seminars/{page}"))
    printed = services.print_letters(activity, for_all=False, **secretary(cast))
    assert guest.pk in [each.pk for each in printed]
    activities.cancel_activity(activity, reason="暴雨", **secretary(cast))
    work()
    assert mail.outbox == []
    assert to_tell(guests) == {"mail": "cancelled", "letter": "cancelled", "waiting": "cancelled"}


@BEFOREHAND
def test_news_that_do_not_arrive_have_to_be_told_on_paper(cast: Any) -> None:
    guests = invited(cast)
    activities.cancel_activity(guests["mail"].activity_id, reason="暴雨", **secretary(cast))
    work()
    undelivered(guests["mail"], "seminars.told_cancelled")
    assert to_tell(guests) == {"mail": "cancelled", "letter": "cancelled"}
    services.strike_guest(guests["waiting"].pk, **secretary(cast))
    assert not services.note_undelivered(guests["waiting"].pk, "seminars.invited", BEFORE)


@BEFOREHAND
def test_another_address_is_written_to_once_more(cast: Any) -> None:
    guests = invited(cast)
    guest = guests["mail"]
    undelivered(guest, "seminars.invited")
    services.change_guest(guest.pk, draft(email=""), **secretary(cast))
    assert Guest.objects.get(pk=guest.pk).undelivered_at == BEFORE + timedelta(hours=1)
    assert list(queries.waiting_for_mail(guest.activity_id)) == [guests["waiting"]]
    services.change_guest(guest.pk, draft(email="neu@example.org"), **secretary(cast))
    found = Guest.objects.get(pk=guest.pk)
    assert (found.undelivered_at, found.way) == (None, "")
    assert list(queries.waiting_for_mail(guest.activity_id)) == [guest, guests["waiting"]]
