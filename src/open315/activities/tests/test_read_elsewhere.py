"""Activities in other calendars: the file read back by another parser, addresses made, read, limited and taken back. Expectations by hand."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from django.test import Client

from open315.activities import services
from open315.activities.feeds import services as feeds
from open315.activities.feeds.files import calendar_file
from open315.activities.feeds.rules import BACK, MOST_EVENTS, MOST_FEEDS, key_of
from open315.activities.models import Activity, Feed
from open315.activities.tests.making import held, planned
from open315.activities.tests.test_meet_the_plan import wuhan
from open315.activities.tests.test_show_activities import browser, words
from open315.core.audit.models import AuditEntry
from open315.core.clock import SHANGHAI
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.core.ics import Entry, sequence, status, uid
from open315.core.outbox.models import OutboxEvent
from open315.org.models import RoleGrant

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ON_THAT_DAY = time_machine.travel(NOW, tick=False)
LONG = "「3·15」現場諮詢服務；湖北,武漢\\中心廣場" * 6


def events(content: bytes) -> list[Any]:
    """The events, as the other parser understands them."""
    return list(vobject.readOne(content.decode()).contents.get("vevent", []))


def made(cast: Any, *, with_below: bool = False) -> feeds.Made:
    actor = cast.actor("secretariat")
    return feeds.make_feed(actor.organisation_id or 0, with_below=with_below, actor=actor, at=cast.at)


def read(token: str, **headers: str) -> Any:
    return Client(headers=headers).get(f"/calendar/{token}.ics")


def entry(**changes: Any) -> Entry:
    whole = {
        "key": "activity-7", "version": 3, "title": LONG, "starts_at": datetime(2026, 3, 14, 16, 30, tzinfo=UTC),
        "ends_at": datetime(2026, 3, 15, 1, 0, tzinfo=UTC), "place": "武昌區 禮堂", "words": "活動形式：座談會\n主辦單位：甲、乙",
        "kind": "座談會", "is_off": False, "href": "https://council.example/console/activities/7/",
    }  # fmt: skip
    return Entry(**{**whole, **changes})


def test_another_parser_reads_what_was_written() -> None:
    content = calendar_file(
        [entry(), entry(key=key_of(8), is_off=True)], name="各項活動", host="council.example", at=NOW
    )
    first, second = events(content)
    assert first.uid.value == "activity-7@council.example"
    assert second.uid.value == "activity-8@council.example"
    assert first.summary.value == LONG
    assert first.location.value == "武昌區 禮堂"
    assert first.description.value == "活動形式：座談會\n主辦單位：甲、乙"
    assert (first.sequence.value, first.status.value, second.status.value) == ("2", "CONFIRMED", "CANCELLED")
    assert first.dtstart.value == datetime(2026, 3, 15, 0, 30, tzinfo=SHANGHAI)
    assert first.dtend.value == datetime(2026, 3, 15, 9, 0, tzinfo=SHANGHAI)
    assert first.dtstart.value.utcoffset() == timedelta(hours=8)
    assert first.dtstamp.value == NOW
    assert first.categories.value == ["座談會"]
    assert first.url.value == "https://council.example/console/activities/7/"


def test_the_file_is_as_the_standard_says() -> None:
    content = calendar_file([entry()], name="各項活動", host="council.example", at=NOW)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in (
        b"VERSION:2.0", b"PRODID:-//Open315//Activities//", b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH", "X-WR-CALNAME:各項活動".encode(),
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H", b"TZID:Asia/Shanghai", b"DTSTART;TZID=Asia/Shanghai:20260315T003000",
    ):  # fmt: skip
        assert line in lines
    assert content.count(b"BEGIN:VTIMEZONE") == 1


def test_summer_time_of_the_years_that_had_it_is_in_the_zone() -> None:
    summer = datetime(1988, 7, 1, 1, 0, tzinfo=UTC)
    content = calendar_file([entry(starts_at=summer, ends_at=summer)], name="", host="", at=NOW)
    assert b"DTSTART;TZID=Asia/Shanghai:19880701T100000" in content
    assert content.count(b"BEGIN:DAYLIGHT") == 1
    assert b"TZOFFSETTO:+0900" in content


def test_a_calendar_without_events_is_a_calendar() -> None:
    assert events(calendar_file([], name="各項活動", host="", at=NOW)) == []


def test_names_numbers_and_states_of_events() -> None:
    assert uid("activity-7", "council.example") == "activity-7@council.example"
    assert uid("activity-7", "") == "activity-7@open315.invalid"
    assert [sequence(version) for version in (0, 1, 2, 9)] == [0, 0, 1, 8]
    assert (status(is_off=True), status(is_off=False)) == ("CANCELLED", "CONFIRMED")
    assert (MOST_FEEDS, MOST_EVENTS, timedelta(days=400)) == (10, 2000, BACK)


def test_one_activity_is_a_file_with_what_a_poster_says(cast: Any) -> None:
    activity = planned(cast.actor("secretariat"), cast.at)
    page = browser(cast).get(f"/console/activities/{activity.pk}/").content.decode()
    assert f'href="/console/activities/{activity.pk}/ics/"' in page
    answer = browser(cast).get(f"/console/activities/{activity.pk}/ics/")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="activity-{activity.pk}.ics"'
    (event,) = events(answer.content)
    assert event.uid.value == f"activity-{activity.pk}@127.0.0.1"
    assert (event.summary.value, event.location.value) == ("年主題座談會", "武昌區 禮堂")
    assert event.description.value == "活動形式：座談會\n狀態：計劃中\n主辦單位：湖北省消費者委員會、某雜誌社"
    assert event.url.value == f"http://127.0.0.1:8315/console/activities/{activity.pk}/"
    assert "帶證件" not in answer.content.decode()
    english = browser(cast, language="en").get(f"/console/activities/{activity.pk}/ics/")
    assert events(english.content)[0].summary.value == "Seminar on the theme"


def test_the_file_of_another_council_s_activity_is_not_there(cast: Any) -> None:
    others, own = planned(cast.actor("secretariat"), cast.at), planned(wuhan(cast), cast.at)
    client = browser(cast, "second_officer")
    assert client.get(f"/console/activities/{others.pk}/ics/").status_code == 404
    assert client.get(f"/console/activities/{own.pk}/ics/").status_code == 200


@ON_THAT_DAY
def test_what_was_postponed_and_cancelled_is_the_same_event_again(cast: Any) -> None:
    actor, token = cast.actor("secretariat"), made(cast).token
    later = datetime(2026, 6, 1, 9, 0, tzinfo=SHANGHAI)
    activity = planned(actor, cast.at, starts_at=later, ends_at=later)
    before = events(read(token).content)[0]
    moved = later + timedelta(days=2)
    services.postpone_activity(activity.pk, starts_at=moved, ends_at=moved, reason="雨", actor=actor, at=cast.at)
    after = events(read(token).content)[0]
    services.cancel_activity(activity.pk, reason="雨", actor=actor, at=cast.at)
    off = events(read(token).content)[0]
    assert [each.uid.value for each in (before, after, off)] == [f"activity-{activity.pk}@127.0.0.1"] * 3
    assert [each.sequence.value for each in (before, after, off)] == ["0", "1", "2"]
    assert [each.dtstart.value.day for each in (before, after, off)] == [1, 3, 3]
    assert [each.status.value for each in (before, after, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


@ON_THAT_DAY
def test_an_address_tells_its_council_and_those_below_only_if_that_was_asked(cast: Any) -> None:
    planned(cast.actor("secretariat"), cast.at, title="全省")
    planned(wuhan(cast), cast.at, title="武漢")
    for with_below, told in ((False, ["全省"]), (True, ["武漢", "全省"])):
        answer = read(made(cast, with_below=with_below).token)
        assert [each.summary.value for each in events(answer.content)] == told
        assert "X-WR-CALNAME:各項活動：湖北省消費者委員會" in answer.content.decode()


@ON_THAT_DAY
def test_an_address_goes_back_four_hundred_days_and_no_further(cast: Any) -> None:
    actor = cast.actor("secretariat")
    edge = NOW - timedelta(days=400)
    for title, starts in (("界上", edge), ("界外", edge - timedelta(seconds=1)), ("未來", NOW + timedelta(days=500))):
        planned(actor, cast.at, title=title, starts_at=starts, ends_at=starts + timedelta(hours=1))
    assert [each.summary.value for each in events(read(made(cast).token).content)] == ["未來", "界上"]


@ON_THAT_DAY
def test_nothing_of_it_is_kept_on_the_way_and_no_session_is_needed(cast: Any) -> None:
    held(cast.actor("secretariat"), cast.at)
    answer = read(made(cast).token)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'inline; filename="activities.ics"'
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies


@ON_THAT_DAY
def test_it_speaks_the_language_of_its_owner(cast: Any) -> None:
    held(cast.actor("secretariat"), cast.at)
    token = made(cast).token
    account = cast.accounts["secretariat"]
    for language, title in (("en", "Seminar on the theme"), ("zh-hans", "年主题座谈会"), ("", "年主題座談會")):
        type(account).objects.filter(pk=account.pk).update(language=language)
        assert events(read(token).content)[0].summary.value == title


@ON_THAT_DAY
def test_the_address_is_kept_as_a_hash_and_shown_once(cast: Any) -> None:
    client, actor = browser(cast), cast.actor("secretariat")
    answer = client.post("/console/activities/feeds/new/", {"council": actor.organisation_id, "with_below": "on"})
    page = answer.content.decode()
    (token,) = set(re.findall(r"http://127\.0\.0\.1:8315/calendar/([\w-]+)\.ics", page))
    feed = Feed.objects.get()
    assert len(token) == 43
    assert "no-store" in answer["Cache-Control"]
    assert feed.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert (feed.account_id, feed.council_id, feed.with_below) == (actor.account_id, actor.organisation_id, True)
    assert (feed.created_at, feed.revoked_at) == (NOW, None)
    page = client.get("/console/activities/feeds/").content.decode()
    assert token not in page
    assert "湖北省消費者委員會" in words(page)
    assert read(token).status_code == 200
    assert token not in str(list(AuditEntry.objects.values_list("data", flat=True)))


@ON_THAT_DAY
def test_a_lost_address_is_taken_back_by_its_owner_alone(cast: Any) -> None:
    lost, kept = made(cast), made(cast)
    for who, answer in (("analyst", 404), ("secretariat", 302), ("secretariat", 404)):
        revoke = f"/console/activities/feeds/{lost.feed.pk}/revoke/"
        assert browser(cast, who).post(revoke).status_code == answer
    assert (read(lost.token).status_code, read(kept.token).status_code) == (404, 200)
    assert read("nobody-has-this").status_code == 404
    lost.feed.refresh_from_db()
    assert lost.feed.revoked_at == NOW
    page = browser(cast).get("/console/activities/feeds/").content.decode()
    assert f"/feeds/{kept.feed.pk}/revoke/" in page
    assert f"/feeds/{lost.feed.pk}/revoke/" not in page
    assert "還沒有日曆網址" in words(browser(cast, "analyst").get("/console/activities/feeds/").content.decode())


def test_making_and_taking_back_leave_a_trail_without_the_address(cast: Any) -> None:
    actor, one = cast.actor("secretariat"), made(cast, with_below=True)
    feeds.revoke_feed(one.feed.pk, actor=actor, at=cast.at)
    trail = AuditEntry.objects.filter(event__startswith="activities.feed").order_by("pk")
    assert [each.event for each in trail] == ["activities.feed_made", "activities.feed_revoked"]
    assert [each.data for each in trail] == [{"council_id": actor.organisation_id, "with_below": True}] * 2
    told = OutboxEvent.objects.filter(name__startswith="activities.feed").order_by("pk")
    assert [each.name for each in told] == ["activities.feed_made", "activities.feed_revoked"]
    assert {each.payload["feed_id"] for each in told} == {one.feed.pk}
    assert {each.payload["council_id"] for each in told} == {actor.organisation_id}
    with pytest.raises(NotFound):
        feeds.revoke_feed(one.feed.pk, actor=actor, at=cast.at)


def test_an_address_is_of_a_council_that_one_sees(cast: Any) -> None:
    city = wuhan(cast)
    with pytest.raises(InvalidInput) as refused:
        feeds.make_feed(cast.actor("secretariat").organisation_id or 0, with_below=False, actor=city, at=cast.at)
    assert refused.value.field == "council"
    assert (
        feeds.make_feed(city.organisation_id or 0, with_below=False, actor=city, at=cast.at).feed.account_id
        == city.account_id
    )
    with pytest.raises(NotAllowed):
        feeds.make_feed(city.organisation_id or 0, with_below=False, actor=cast.actor("clerk"), at=cast.at)
    with pytest.raises(NotAllowed):
        feeds.revoke_feed(1, actor=cast.actor("clerk"), at=cast.at)


def test_ten_addresses_are_enough_and_one_taken_back_makes_room(cast: Any) -> None:
    rows = [made(cast) for _ in range(10)]
    with pytest.raises(InvalidInput, match="十個"):
        made(cast)
    feeds.revoke_feed(rows[0].feed.pk, actor=cast.actor("secretariat"), at=cast.at)
    assert made(cast).feed.pk


@ON_THAT_DAY
def test_an_address_ends_with_the_access_of_its_owner(cast: Any) -> None:
    token, account = made(cast).token, cast.accounts["secretariat"]
    assert read(token).status_code == 200
    account.is_active = False
    account.save()
    assert read(token).status_code == 404
    account.is_active = True
    account.save()
    RoleGrant.objects.filter(account=account).update(role="clerk")
    assert read(token).status_code == 404
    RoleGrant.objects.filter(account=account).update(role="secretariat")
    assert read(token).status_code == 200
    RoleGrant.objects.filter(account=account).update(organisation=cast.bodies["wuhan"])
    assert read(token).status_code == 404


@ON_THAT_DAY
def test_who_asks_too_often_is_told_when_to_come_again(cast: Any) -> None:
    token, other = made(cast).token, made(cast).token
    client = Client()
    answers = [client.get(f"/calendar/{token}.ics").status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    refused = client.get(f"/calendar/{token}.ics")
    assert 0 < int(refused["Retry-After"]) <= 3601
    assert refused["Cache-Control"] == "private, no-store"
    assert client.get(f"/calendar/{other}.ics").status_code == 200


@ON_THAT_DAY
def test_whoever_tries_addresses_is_stopped(cast: Any) -> None:
    client = Client()
    answers = [client.get(f"/calendar/try-{number}.ics").status_code for number in range(601)]
    assert answers == [404] * 600 + [429]


def test_only_reading_is_possible(cast: Any) -> None:
    token = made(cast).token
    assert Client().head(f"/calendar/{token}.ics").status_code == 200
    assert Client().post(f"/calendar/{token}.ics").status_code == 405


def test_an_address_of_many_activities_asks_the_database_as_often_as_of_one(
    cast: Any, django_assert_max_num_queries: Any
) -> None:
    actor, token = cast.actor("secretariat"), made(cast).token
    for _ in range(3):
        held(actor, cast.at)
    assert Activity.objects.count() == 3
    read(token)
    with django_assert_max_num_queries(16):
        read(token)
