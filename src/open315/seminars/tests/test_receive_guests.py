"""The door: arrivals once each and among those who took part, strangers, mistakes, and who did not come. All expectations are by hand."""

import html
import io
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from open315.activities import services as activities
from open315.activities.models import Participation, Person
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.tests.test_show_activities import browser
from open315.activities.tests.test_use_the_verbs import people as everybody_of
from open315.activities.tests.test_use_the_verbs import table
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput
from open315.seminars import queries, services
from open315.seminars.models import Guest
from open315.seminars.rules import came_at
from open315.seminars.tests.making import BEFORE, draft, listed, said_to, seminar
from open315.seminars.types import Answer, GuestDraft
from tests.rows import changes, nothing_changes, undone

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
DOORS = BEGINS - timedelta(minutes=30)
AT_THE_DOOR = time_machine.travel(DOORS, tick=False)
STRANGER = GuestDraft("某網站", "media", "編輯")
ROLES = """
# yes · no: NotAllowed · unseen: NotFound. "own" is the province's, "below" Wuhan's.
verb          province  wuhan   huangshi  analyst  administrator  clerk   officer  liaison  nobody  visitor
arrive_own    yes       unseen  unseen    no       no             unseen  no       no       no      no
arrive_below  yes       yes     unseen    no       no             yes     no       no       no      no
back_below    yes       yes     unseen    no       no             yes     no       no       no      no
stranger_own  yes       unseen  unseen    no       no             unseen  no       no       no      no
close_below   yes       yes     unseen    no       no             yes     no       no       no      no
badges_below  yes       yes     unseen    no       no             no      no       no       no      no
"""


def desk(cast: Any, at: datetime = DOORS) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at}


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def entries(found: Any) -> list[tuple[str, Any]]:
    return [(entry["event"], entry["data"]) for _how, entry in found["core.AuditEntry"]]


def test_an_arrival_is_written_here_and_among_those_who_took_part(cast: Any) -> None:
    guest = listed(cast, rank="county", is_guest=True)
    Guest.objects.update(is_absent=True)
    found = changes(lambda: services.arrive(guest.pk, **desk(cast)))
    ((_plus, entry),) = found["activities.Participation"]
    assert (entry["activity_id"], entry["role"], entry["rank"], entry["is_guest"]) == (
        guest.activity_id,
        "attended",
        "county",
        True,
    )
    ((_how, change),) = found["seminars.Guest"]
    change.pop("of")
    assert change == {"arrived_at": DOORS, "is_absent": False, "participation_id": entry["id"], "version": 2}
    person = Person.objects.get()
    assert (person.body, person.body_kind, person.office) == ("湖北省聯通公司", "enterprise", "總經理")
    assert entries(found) == [
        (
            "activities.arrival_noted",
            {
                "activity_id": guest.activity_id,
                "person_id": person.pk,
                "role": "attended",
                "rank": "county",
                "is_new": True,
            },
        ),
        ("seminars.guest_arrived", {"activity_id": guest.activity_id, "late": False}),
    ]
    assert {row["name"] for _how, row in found["core.OutboxEvent"]} == {
        "activities.arrival_noted",
        "seminars.guest_arrived",
    }


def test_arriving_twice_counts_once(cast: Any) -> None:
    guest = listed(cast)
    services.arrive(guest.pk, **desk(cast))
    with nothing_changes():
        services.arrive(guest.pk, seen_at=DOORS, **desk(cast, DOORS + timedelta(minutes=5)))
    assert Guest.objects.get().arrived_at == DOORS


def test_who_was_entered_by_hand_before_counts_once_and_stays(cast: Any) -> None:
    guest = listed(cast)
    given = Attendance("湖北省联通公司", "enterprise", "总经理", "", "attended")
    people.enter_person(guest.activity_id, given, **desk(cast, BEGINS))
    services.arrive(guest.pk, **desk(cast, BEGINS))
    assert Participation.objects.count() == 1
    assert Guest.objects.get().participation_id is None
    services.take_back_arrival(guest.pk, **desk(cast, BEGINS))
    assert Participation.objects.count() == 1


@pytest.mark.parametrize(
    ("seen", "came"),
    [
        (None, DOORS),
        (DOORS, DOORS),
        (DOORS + timedelta(seconds=1), DOORS),
        (DOORS - timedelta(hours=1), DOORS - timedelta(hours=1)),
        (DOORS - timedelta(hours=24), DOORS - timedelta(hours=24)),
        (DOORS - timedelta(hours=24, seconds=1), DOORS),
    ],
)
def test_a_desk_without_network_is_believed_for_a_day(seen: datetime | None, came: datetime) -> None:
    assert came_at(DOORS, seen) == came


def test_what_a_desk_without_network_saw_is_told_as_such(cast: Any) -> None:
    guest = listed(cast)
    found = changes(lambda: services.arrive(guest.pk, seen_at=DOORS - timedelta(minutes=9), **desk(cast)))
    assert entries(found)[1] == ("seminars.guest_arrived", {"activity_id": guest.activity_id, "late": True})
    assert Guest.objects.get().arrived_at == DOORS - timedelta(minutes=9)


def test_nobody_arrives_before_the_day_or_at_what_is_cancelled(cast: Any) -> None:
    guest = listed(cast)
    midnight = BEGINS.replace(hour=0)
    for verb in (
        lambda at: services.arrive(guest.pk, **desk(cast, at)),
        lambda at: services.receive_uninvited(guest.activity_id, STRANGER, **desk(cast, at)),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            verb(midnight - timedelta(seconds=1))
        with undone():
            verb(midnight)
    activities.cancel_activity(guest.activity_id, reason="停電", **desk(cast, BEFORE))
    for verb in (
        lambda: services.arrive(guest.pk, **desk(cast)),
        lambda: services.receive_uninvited(guest.activity_id, STRANGER, **desk(cast)),
        lambda: services.close_door(guest.activity_id, **desk(cast, BEGINS)),
        lambda: services.print_badges(guest.activity_id, **desk(cast)),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            verb()


def test_who_comes_without_an_invitation_is_listed_and_has_arrived(cast: Any) -> None:
    guest = listed(cast)
    found = changes(lambda: services.receive_uninvited(guest.activity_id, STRANGER, **desk(cast)))
    ((_plus, row),) = found["seminars.Guest"]
    ((_plus, entry),) = found["activities.Participation"]
    assert (row["body"], row["is_asked"], row["arrived_at"], row["participation_id"]) == (
        "某網站",
        False,
        DOORS,
        entry["id"],
    )
    assert entries(found)[1] == (
        "seminars.uninvited_arrived",
        {"activity_id": guest.activity_id, "body_kind": "media"},
    )
    for wrong, field in ((draft(), "office"), (draft(body=""), "body")):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.receive_uninvited(guest.activity_id, wrong, **desk(cast))
        assert refused.value.field == field


def test_a_mistake_is_taken_back_here_and_there(cast: Any) -> None:
    guest = listed(cast)
    services.arrive(guest.pk, **desk(cast))
    found = changes(lambda: services.take_back_arrival(guest.pk, **desk(cast)))
    ((how, _row),) = found["activities.Participation"]
    ((_how, change),) = found["seminars.Guest"]
    change.pop("of")
    assert (how, change) == ("-", {"arrived_at": None, "participation_id": None, "version": 3})
    assert [event for event, _data in entries(found)] == [
        "activities.arrival_taken_back",
        "seminars.arrival_taken_back",
    ]
    with nothing_changes(), pytest.raises(Conflict):
        services.take_back_arrival(guest.pk, **desk(cast))
    stranger = services.receive_uninvited(guest.activity_id, STRANGER, **desk(cast))
    services.take_back_arrival(stranger.pk, **desk(cast))
    assert [each.pk for each in Guest.objects.all()] == [guest.pk]
    assert not Participation.objects.exists()


def test_who_has_not_arrived_and_did_not_decline_did_not_come(cast: Any) -> None:
    activity = seminar(cast)
    guests = {office: listed(cast, activity, office=office) for office in ("到", "謝絕", "應邀", "未回")}
    services.note_answer(guests["謝絕"].pk, Answer("no"), **desk(cast, BEFORE))
    services.note_answer(guests["應邀"].pk, Answer("yes"), **desk(cast, BEFORE))
    services.arrive(guests["到"].pk, **desk(cast))
    with nothing_changes(), pytest.raises(Conflict):
        services.close_door(activity.pk, **desk(cast, BEGINS - timedelta(seconds=1)))
    found = changes(lambda: services.close_door(activity.pk, **desk(cast, BEGINS)))
    assert sorted(row["of"]["office"] for _how, row in found["seminars.Guest"]) == ["應邀", "未回"]
    assert entries(found) == [("seminars.door_closed", {"activity_id": activity.pk, "absent": 2})]
    assert services.close_door(activity.pk, **desk(cast, BEGINS)) == 0
    services.arrive(guests["應邀"].pk, **desk(cast, BEGINS + timedelta(minutes=20)))
    late = Guest.objects.get(pk=guests["應邀"].pk)
    assert (late.is_absent, late.arrived_at) == (False, BEGINS + timedelta(minutes=20))


def test_who_may_stand_at_the_door(cast: Any) -> None:
    everybody = {who: actor for who, actor in everybody_of(cast).items() if who != "system"}
    own, below = listed(cast), listed(cast, seminar(cast, "second_officer", title="武漢座談會"), "second_officer")
    come = listed(cast, below.activity, "second_officer", office="秘書")
    services.arrive(come.pk, actor=everybody["wuhan"], at=DOORS)
    verbs: dict[str, Any] = {
        "arrive_own": lambda **act: services.arrive(own.pk, **act),
        "arrive_below": lambda **act: services.arrive(below.pk, **act),
        "back_below": lambda **act: services.take_back_arrival(come.pk, **act),
        "stranger_own": lambda **act: services.receive_uninvited(own.activity_id, STRANGER, **act),
        "close_below": lambda **act: services.close_door(below.activity_id, **act),
        "badges_below": lambda **act: services.print_badges(below.activity_id, **act),
    }
    assert said_to(everybody, verbs, at=BEGINS) == table(ROLES)


def door(guest: Guest) -> str:
    return f"/console/seminars/{guest.activity_id}/door/"


@pytest.fixture
def wuhan(cast: Any) -> tuple[Client, Guest]:
    """A clerk of Wuhan on a telephone, and a guest of a seminar of Wuhan."""
    actor = everybody_of(cast)["wuhan"]
    del actor
    return browser(cast, "clerk"), listed(cast, seminar(cast, "second_officer", title="武漢座談會"), "second_officer")


@AT_THE_DOOR
def test_a_clerk_types_a_code_however_it_is_written(cast: Any, wuhan: Any) -> None:
    client, guest = wuhan
    assert "武漢座談會" in words(client.get("/console/seminars/door/"))
    assert "0 / 1" in words(client.get(door(guest)))
    typed = f" {guest.code[:3].lower()}-{guest.code[3:]} "
    answer = client.post(door(guest), {"code": typed}, follow=True)
    assert "湖北省聯通公司 總經理：已到會" in words(answer)
    assert "1 / 1" in words(answer)
    assert "此前已到會" in words(client.post(door(guest), {"code": guest.code}, follow=True))
    assert "1 / 1" in words(client.get(f"{door(guest)}arrivals/"))


@AT_THE_DOOR
def test_a_code_that_nobody_has_is_refused(cast: Any, wuhan: Any) -> None:
    client, guest = wuhan
    other = listed(cast)
    for code in ("", "ZZZZZZZ", other.code):
        with nothing_changes():
            answer = client.post(door(guest), {"code": code})
        assert answer.status_code == 422
        assert "名單上沒有報到碼" in words(answer)
    assert client.post(door(other), {"code": other.code}).status_code == 404


@AT_THE_DOOR
def test_the_camera_of_a_telephone_opens_the_guest_of_a_badge(cast: Any, wuhan: Any) -> None:
    client, guest = wuhan
    page = client.get(f"{door(guest)}?code={guest.code}")
    assert "湖北省聯通公司 總經理" in words(page)
    assert f"/console/seminars/guests/{guest.pk}/arrive/" in page.content.decode()
    assert "張" not in words(page)
    assert "名單上沒有報到碼 QQQQQQ" in words(client.get(f"{door(guest)}?code=QQQQQQ"))
    answer = client.post(f"/console/seminars/guests/{guest.pk}/arrive/", follow=True)
    assert "已到會" in words(answer)
    answer = client.post(f"/console/seminars/guests/{guest.pk}/take-back/", follow=True)
    assert "報到已撤銷" in words(answer)
    assert Guest.objects.get().arrived_at is None


@AT_THE_DOOR
def test_somebody_is_looked_up_by_body_or_office(cast: Any, wuhan: Any) -> None:
    client, guest = wuhan
    listed(cast, guest.activity, "second_officer", body="某報社", body_kind="media", office="記者")
    assert "還沒有人到會" in words(client.get(door(guest)))
    found = words(client.get(f"{door(guest)}?who=联通"))
    assert "湖北省聯通公司 總經理" in found
    assert "某報社" not in found
    assert "名單上沒有符合的來賓" in words(client.get(f"{door(guest)}?who=無此單位"))
    services.arrive(guest.pk, actor=cast.actor("clerk"), at=DOORS)
    last = words(client.get(door(guest)))
    assert "湖北省聯通公司 總經理" in last
    assert "某報社 記者" not in last


@AT_THE_DOOR
def test_a_stranger_is_noted_and_the_door_is_closed(cast: Any, wuhan: Any) -> None:
    client, guest = wuhan
    sent = {"body": "某網站", "body_kind": "media", "office": "編輯", "rank": ""}
    assert client.post(f"{door(guest)}uninvited/", sent)["Location"] == door(guest)
    assert Guest.objects.get(body="某網站").arrived_at == DOORS
    assert "活動還沒有開始" in words(client.post(f"{door(guest)}close/", follow=True))
    with time_machine.travel(BEGINS, tick=False):
        client.post(f"{door(guest)}close/")
    assert Guest.objects.get(pk=guest.pk).is_absent


@AT_THE_DOOR
def test_the_script_is_answered_in_words_and_may_send_twice(cast: Any, wuhan: Any) -> None:
    client, guest = wuhan
    seen = (DOORS - timedelta(minutes=9)).isoformat()
    heard = {"headers": {"accept": "application/json"}}
    answer = client.post(door(guest), {"code": guest.code, "seen_at": seen}, **heard)
    assert (answer.status_code, answer.json()) == (200, {"words": "湖北省聯通公司 總經理：已到會"})
    with nothing_changes():
        again = client.post(door(guest), {"code": guest.code, "seen_at": seen}, **heard)
    assert (again.status_code, again.json()) == (200, {"words": "湖北省聯通公司 總經理：此前已到會"})
    assert Guest.objects.get().arrived_at == DOORS - timedelta(minutes=9)
    lost = client.post(door(guest), {"code": "QQQQQQ"}, **heard)
    assert (lost.status_code, list(lost.json())) == (422, ["words"])
    with time_machine.travel(BEFORE, tick=False):
        listed(cast, guest.activity, "second_officer", office="秘書")
        code = Guest.objects.get(office="秘書").code
        early = client.post(door(guest), {"code": code}, **heard)
    assert early.status_code == 409


@AT_THE_DOOR
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_badges_bear_name_office_body_and_code(cast: Any, language: str) -> None:
    activity = seminar(cast)
    first = listed(cast, activity)
    second = listed(cast, activity, body="某報社", body_kind="media", office="記者", name="", email="")
    declined = listed(cast, activity, office="秘書")
    services.note_answer(declined.pk, Answer("no"), **desk(cast))
    for number in range(7):
        listed(cast, activity, office=f"處長{number}", name="", email="")
    answer = browser(cast, language=language).post(f"/console/seminars/{activity.pk}/badges/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="badges-{activity.pk}.pdf"'
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 2
    told = "".join(page.extract_text() for page in reader.pages)
    shown = {
        "zh-hant": ("張三", "總經理", "湖北省聯通公司", "年主題座談會", "企業", "記者"),
        "zh-hans": ("张三", "总经理", "湖北省联通公司", "年主题座谈会", "企业", "记者"),
        "en": ("張三", "總經理", "Seminar on the theme", "Enterprise", "記者"),
    }
    for each in (*shown[language], first.code, second.code):
        assert each in told
    assert declined.code not in told


@AT_THE_DOOR
def test_badges_for_nobody_are_refused_and_printing_leaves_a_trail(cast: Any) -> None:
    activity = seminar(cast)
    refused = browser(cast).post(f"/console/seminars/{activity.pk}/badges/", follow=True)
    assert "名單還是空的" in words(refused)
    guest = listed(cast, activity)
    found = changes(lambda: services.print_badges(activity.pk, **desk(cast)))
    assert entries(found) == [("seminars.badges_printed", {"activity_id": activity.pk, "guests": 1})]
    assert queries.by_code(cast.actor("secretariat"), activity.pk, guest.code) == guest


@AT_THE_DOOR
def test_the_door_asks_the_database_the_same_however_many_come(cast: Any, django_assert_max_num_queries: Any) -> None:
    activity = seminar(cast)
    for number in range(25):
        services.arrive(listed(cast, activity, office=f"經理{number}", name="", email="").pk, **desk(cast))
    client = browser(cast)
    client.get("/console/seminars/door/")
    with django_assert_max_num_queries(14):
        page = client.get(f"/console/seminars/{activity.pk}/door/")
    assert page.content.decode().count("door-row") == 20


@AT_THE_DOOR
def test_the_shell_of_the_door_knows_codes_and_nobody(cast: Any, wuhan: Any) -> None:
    client, guest = wuhan
    assert f'data-offline="{door(guest)}shell/"' in client.get(door(guest)).content.decode()
    answer = client.get(f"{door(guest)}shell/")
    drawn = answer.content.decode()
    assert f'data-door-codes="{guest.code}"' in drawn
    assert f'action="{door(guest)}"' in drawn
    assert "data-door-shell" in drawn
    assert "湖北省聯通公司" not in drawn
    assert "總經理" not in drawn
    assert "csrfmiddlewaretoken" not in drawn
    assert answer["X-Kept-Until"] == (guest.activity.ends_at + timedelta(hours=24)).isoformat()
    assert client.post(f"{door(guest)}shell/").status_code == 405
