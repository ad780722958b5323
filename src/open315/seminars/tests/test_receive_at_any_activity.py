"""A lecture, a visit, a consultation day has the list, the badges and the door of a seminar, and nothing of its record. By hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from open315.activities import services as activities
from open315.activities.facts.people import ALL
from open315.activities.models import Participation
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.tests.test_show_activities import browser
from open315.activities.tests.test_use_the_verbs import people as everybody_of
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, NotFound
from open315.core.facts import Period, Scope, compute
from open315.core.outbox.pump import drain
from open315.seminars import facts, queries, services
from open315.seminars.models import Guest
from open315.seminars.tests.making import BEFORE, draft, listed, seminar
from open315.seminars.tests.test_receive_guests import door, words
from open315.seminars.types import Answer, ItemDraft
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
DOORS = BEGINS - timedelta(minutes=30)
AT_THE_DOOR = time_machine.travel(DOORS, tick=False)
MARCH = Period(BEGINS.date().replace(day=1), BEGINS.date().replace(day=31))


def lecture(cast: Any, **changes: Any) -> Any:
    return seminar(cast, kind="lecture", title="消費教育講座", **changes)


def desk(cast: Any, at: datetime = DOORS) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at}


@AT_THE_DOOR
def test_a_code_is_typed_at_the_door_of_a_lecture_and_a_second_scan_says_so(cast: Any) -> None:
    guest, client = listed(cast, lecture(cast)), browser(cast)
    assert "消費教育講座" in words(client.get("/console/seminars/door/"))
    assert "湖北省聯通公司 總經理：已到會" in words(client.post(door(guest), {"code": guest.code}, follow=True))
    assert "此前已到會" in words(client.post(door(guest), {"code": guest.code}, follow=True))
    entry = Participation.objects.get()
    assert (entry.activity_id, str(entry.person), entry.role) == (
        guest.activity_id,
        "湖北省聯通公司 總經理",
        "attended",
    )
    client.post(f"/console/seminars/guests/{guest.pk}/take-back/")
    assert not Participation.objects.exists()
    shell = client.get(f"{door(guest)}shell/")
    assert guest.code in shell.content.decode()
    assert "聯通" not in shell.content.decode()


def test_the_doors_are_those_of_seminars_and_of_what_has_a_list(cast: Any) -> None:
    with_list, without = lecture(cast), seminar(cast, kind="visit", title="參觀")
    listed(cast, with_list)
    both = seminar(cast)
    gone = listed(cast, lecture(cast)).activity
    activities.cancel_activity(gone.pk, reason="停電", **desk(cast, BEFORE))
    assert set(queries.doors(cast.actor("secretariat"))) == {with_list, both}
    assert queries.get_door(cast.actor("secretariat"), without.pk) == without
    assert not queries.doors(everybody_of(cast)["huangshi"]).exists()
    with pytest.raises(NotFound):
        queries.get_door(everybody_of(cast)["huangshi"], with_list.pk)


def test_who_stands_among_those_who_took_part_counts_once(cast: Any) -> None:
    guest = listed(cast, lecture(cast), office="館長")
    given = Attendance(guest.body, "enterprise", "馆长", "", "attended")
    people.enter_person(guest.activity_id, given, **desk(cast, BEGINS))
    services.arrive(guest.pk, **desk(cast, BEGINS))
    other = listed(cast, lecture(cast), office="館長")
    services.arrive(other.pk, **desk(cast, BEGINS))
    for activity in (guest.activity, other.activity):
        activities.hold_activity(activity.pk, **desk(cast, BEGINS + timedelta(days=1)))
    assert Participation.objects.count() == 2
    assert compute(ALL, MARCH, Scope(), cast.actor("secretariat")).value == 1


def test_guests_of_a_lecture_are_no_guests_of_seminars(cast: Any) -> None:
    for activity in (lecture(cast), seminar(cast)):
        services.arrive(listed(cast, activity).pk, **desk(cast))
        activities.hold_activity(activity.pk, **desk(cast, BEGINS + timedelta(days=1)))
    assert compute(facts.ARRIVED, MARCH, Scope(), cast.actor("secretariat")).value == 1


def test_a_lecture_has_no_agenda_no_minutes_and_no_consensus(cast: Any) -> None:
    activity, record = lecture(cast), seminar(cast)
    for verb in (
        lambda pk: services.add_item(pk, ItemDraft("發言"), **desk(cast, BEGINS)),
        lambda pk: services.write_minutes(pk, "紀要", **desk(cast, BEGINS)),
    ):
        with nothing_changes(), pytest.raises(NotFound):
            verb(activity.pk)
        verb(record.pk)


def test_guests_of_a_lecture_hear_that_it_is_cancelled_and_the_page_says_how_many_beforehand(cast: Any) -> None:
    activity = lecture(cast)
    mail = listed(cast, activity, office="甲")
    for office in ("乙", "丙", "丁", "戊"):
        listed(cast, activity, office=office, email="")
    services.invite_by_mail(activity.pk, **desk(cast, BEFORE))
    services.print_letters(activity.pk, for_all=False, **desk(cast, BEFORE))
    services.note_answer(Guest.objects.get(office="丁").pk, Answer("no"), **desk(cast, BEFORE))
    services.enter_guest(activity.pk, draft(office="未邀"), **desk(cast, BEFORE))
    with time_machine.travel(BEFORE, tick=False):
        for page in ("", "postpone/"):
            seen = words(browser(cast).get(f"/console/activities/{activity.pk}/{page}"))
            assert "將以電子郵件通知受邀來賓1人。" in seen
            assert "另有受邀來賓3人需要您以書面或電話告知。" in seen
    services.note_undelivered(mail.pk, "seminars.invited", BEFORE)
    assert queries.hearing(activity.pk) == (0, 4)
    activities.cancel_activity(activity.pk, reason="停電", **desk(cast, BEFORE))
    while drain(BEFORE):
        pass
    told = dict(Guest.objects.values_list("office", "to_tell"))
    assert told == {"甲": "cancelled", "乙": "cancelled", "丙": "cancelled", "戊": "cancelled", "丁": "", "未邀": ""}
    with nothing_changes(), pytest.raises(Conflict):
        services.enter_guest(activity.pk, draft(office="己"), **desk(cast, BEFORE))


@pytest.mark.parametrize(
    ("guests", "mail", "paper"),
    [(0, False, False), (1, True, False), (2, True, True)],
)
def test_nothing_is_said_of_guests_where_there_are_none(cast: Any, guests: int, mail: bool, paper: bool) -> None:
    activity = lecture(cast)
    for number in range(guests):
        listed(cast, activity, office=f"{number}", email="" if number else "a@example.org")
    if guests:
        services.invite_by_mail(activity.pk, **desk(cast, BEFORE))
    if guests > 1:
        services.print_letters(activity.pk, for_all=False, **desk(cast, BEFORE))
    with time_machine.travel(BEFORE, tick=False):
        seen = words(browser(cast).get(f"/console/activities/{activity.pk}/postpone/"))
    assert ("將以電子郵件" in seen, "書面或電話" in seen) == (mail, paper)
