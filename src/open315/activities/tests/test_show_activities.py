"""The pages of activities: the list and its filters, the form, one activity and what can be done with it, the chapter of the summary."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.activities import services
from open315.activities.models import Activity
from open315.activities.tests.making import PLAN, held, planned
from open315.campaigns import services as campaigns
from open315.campaigns.tests.making import plan as campaign_plan
from open315.core.clock import SHANGHAI
from open315.core.documents.sentences import plain
from open315.core.documents.walk import narrative_of
from open315.org.models import RoleGrant
from open315.summaries.documents import campaign_summary
from tests.rows import DRAFTS, nothing_changes

pytestmark = pytest.mark.django_db
SENT = {
    "kind": "lecture", "title": "社區講座", "title_en": "Lecture", "starts_at": "2026-03-12T15:00", "ends_at": "2026-03-12T17:00",
    "region": "420106", "venue": "活動室", "hosts": "湖北省消費者委員會\n\n 某社區 \n", "note": "",
}  # fmt: skip
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ON_THAT_DAY = time_machine.travel(NOW, tick=False)


def browser(cast: Any, who: str = "secretariat", language: str = "zh-hant") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def listed(page: str) -> list[str]:
    """The titles in the first cells of the list."""
    return [words(cell) for cell in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page, re.DOTALL)]


@ON_THAT_DAY
def test_what_is_planned_stands_in_the_list_and_on_its_page(cast: Any) -> None:
    client = browser(cast)
    answer = client.post("/console/activities/new/", SENT)
    activity = Activity.objects.get()
    assert answer["Location"] == f"/console/activities/{activity.pk}/"
    assert (activity.starts_at, activity.ends_at) == (
        datetime(2026, 3, 12, 15, 0, tzinfo=SHANGHAI),
        datetime(2026, 3, 12, 17, 0, tzinfo=SHANGHAI),
    )
    assert [host.name for host in activity.hosts.all()] == ["湖北省消費者委員會", "某社區"]
    page = words(client.get(answer["Location"]).content.decode())
    for said in (
        "社區講座",
        "講座",
        "2026-03-12 15:00 – 17:00",
        "武昌區",
        "活動室",
        "某社區",
        "計劃中",
        "登記為已舉辦",
        "改期",
    ):
        assert said in page, said
    assert listed(client.get("/console/activities/").content.decode()) == ["社區講座"]


@ON_THAT_DAY
def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_at_the_field(cast: Any) -> None:
    wrong = {**SENT, "ends_at": "2026-03-12T14:00"}
    client = browser(cast)
    with nothing_changes(DRAFTS):
        answer = client.post("/console/activities/new/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "結束時間早於開始時間，請修改其中一個。" in page
    assert 'value="2026-03-12T14:00"' in page
    assert "社區講座" in page


@ON_THAT_DAY
def test_the_form_of_an_activity_starts_with_what_it_is(cast: Any) -> None:
    activity = planned(cast.actor("secretariat"), cast.at)
    page = browser(cast).get(f"/console/activities/{activity.pk}/edit/").content.decode()
    for said in (
        'value="2026-03-10T09:00"',
        'value="2026-03-10T11:30"',
        'value="年主題座談會"',
        'value="Seminar on the theme"',
        "某雜誌社",
    ):
        assert said in page, said
    answer = browser(cast).post(f"/console/activities/{activity.pk}/edit/", {**SENT, "version": "1"})
    activity.refresh_from_db()
    assert (answer["Location"], activity.title, activity.version) == (
        f"/console/activities/{activity.pk}/",
        "社區講座",
        2,
    )


@ON_THAT_DAY
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ["丙", "乙", "甲"]),
        ("?kind=press", ["乙"]),
        ("?state=held", ["甲"]),
        ("?first=2026-03-11", ["丙", "乙"]),
        ("?last=2026-03-10", ["甲"]),
        ("?first=2026-03-11&last=2026-03-11", ["乙"]),
        ("?q=發佈廳", ["乙"]),
        ("?q=丙", ["丙"]),
        ("?council=999999", ["丙", "乙", "甲"]),
        ("?sort=starts_at", ["甲", "乙", "丙"]),
    ],
)
def test_the_list_is_narrowed_by_what_its_address_says(cast: Any, address: str, expected: list[str]) -> None:
    actor = cast.actor("secretariat")
    held(actor, cast.at, title="甲")
    midnight = datetime(2026, 3, 11, 0, 0, tzinfo=SHANGHAI)
    planned(actor, cast.at, title="乙", kind="press", venue="發佈廳", starts_at=midnight, ends_at=midnight)
    planned(actor, cast.at, title="丙", starts_at=midnight + timedelta(days=1), ends_at=midnight + timedelta(days=1))
    assert listed(browser(cast).get(f"/console/activities/{address}").content.decode()) == expected


@ON_THAT_DAY
def test_a_council_is_chosen_among_one_s_own(cast: Any) -> None:
    grant = RoleGrant.objects.get(account=cast.accounts["officer"])
    grant.role = "secretariat"
    grant.save()
    planned(cast.actor("officer"), cast.at, title="武漢的")
    planned(cast.actor("secretariat"), cast.at, title="省的")
    page = browser(cast).get(f"/console/activities/?council={cast.bodies['wuhan'].pk}").content.decode()
    assert listed(page) == ["武漢的"]
    assert listed(browser(cast, "officer").get("/console/activities/").content.decode()) == ["武漢的"]


@ON_THAT_DAY
def test_the_file_has_every_activity_with_its_hosts(cast: Any) -> None:
    activity = held(cast.actor("secretariat"), cast.at)
    answer = browser(cast).get("/console/activities/export/?format=csv")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode("utf-8-sig")
    for said in (
        str(activity.pk),
        "座談會",
        "年主題座談會",
        "Seminar on the theme",
        "2026-03-10 09:00",
        "420106",
        "禮堂",
        "某雜誌社",
        "已舉辦",
    ):
        assert said in text, said


@ON_THAT_DAY
@pytest.mark.parametrize(
    ("step", "sent", "state", "said"),
    [
        ("hold", {}, "held", "已登記為舉辦，計入統計。"),
        ("cancel", {"reason": "雨"}, "cancelled", "活動已取消。"),
        ("cancel", {"reason": ""}, "planned", "請寫明原因：受邀請的人會問。"),
    ],
)
def test_a_step_is_done_from_the_page_and_says_so(
    cast: Any, step: str, sent: dict[str, str], state: str, said: str
) -> None:
    activity = planned(cast.actor("secretariat"), cast.at)
    client = browser(cast)
    answer = client.post(f"/console/activities/{activity.pk}/{step}/", {**sent, "version": "1"}, follow=True)
    activity.refresh_from_db()
    assert activity.state == state
    assert said in answer.content.decode()


@ON_THAT_DAY
def test_an_activity_is_postponed_and_taken_up_again(cast: Any) -> None:
    activity, client = held(cast.actor("secretariat"), cast.at), browser(cast)
    client.post(f"/console/activities/{activity.pk}/take-up/", {"reason": "登記錯了", "version": str(activity.version)})
    address = f"/console/activities/{activity.pk}/postpone/"
    assert 'value="2026-03-10T09:00"' in client.get(address).content.decode()
    client.post(
        address,
        {
            "starts_at": "2026-06-01T09:00",
            "ends_at": "2026-06-01T10:00",
            "reason": "雨",
            "version": str(activity.version + 1),
        },
    )
    activity.refresh_from_db()
    assert (activity.state, activity.reason, activity.starts_at) == (
        "planned",
        "雨",
        datetime(2026, 6, 1, 1, 0, tzinfo=UTC),
    )
    page = words(client.get(f"/console/activities/{activity.pk}/").content.decode())
    assert "尚未開始" in page
    assert "登記為已舉辦；" not in page.replace("可以在這裡登記為已舉辦；", "")


@ON_THAT_DAY
def test_a_reader_who_does_not_manage_sees_no_step(cast: Any) -> None:
    activity = planned(cast.actor("secretariat"), cast.at)
    page = browser(cast, "analyst").get(f"/console/activities/{activity.pk}/").content.decode()
    assert "年主題座談會" in page
    own = browser(cast).get(f"/console/activities/{activity.pk}/").content.decode()
    for step in ("/postpone/", "/cancel/", "/hold/", "/edit/"):
        assert (step in own, step in page) == (True, False), step


@ON_THAT_DAY
def test_a_cancelled_activity_can_only_be_taken_up_again(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    services.cancel_activity(activity.pk, reason="場地維修", actor=actor, at=cast.at)
    page = browser(cast).get(f"/console/activities/{activity.pk}/").content.decode()
    assert "恢復為計劃中" in page
    assert "場地維修" in page
    for step in ("/postpone/", "/cancel/", "/edit/"):
        assert step not in page, step


def test_the_summary_tells_what_was_held_on_the_days_of_the_campaign(cast: Any) -> None:
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)  # 1 to 15 March; figures of 2025
    for day in (1, 15):
        held(
            actor, cast.at, starts_at=PLAN.starts_at.replace(day=day), ends_at=PLAN.starts_at.replace(day=day, hour=12)
        )
    held(
        actor,
        cast.at,
        kind="press",
        starts_at=PLAN.starts_at.replace(day=16),
        ends_at=PLAN.starts_at.replace(day=16, hour=12),
    )
    planned(actor, cast.at, kind="visit")
    with time_machine.travel(NOW, tick=False):
        document = campaign_summary(campaign, actor, "zh-hant", at=cast.at)
    chapter = next(section for section in document.sections if section.anchor == "activities")
    text = repr(chapter)
    assert "共舉辦活動" in text
    assert "座談會" in text
    assert "新聞發佈會" not in text
    assert "走訪" not in text


def test_most_of_several_forms_is_told_with_its_share_and_measured_as_activities(cast: Any) -> None:
    """The forms that lead are told with the share of all of them, and what is counted is no case."""
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)
    for kind, times in (("seminar", 4), ("lecture", 3), ("visit", 2), ("press", 1)):
        for _time in range(times):
            held(actor, cast.at, kind=kind)
    with time_machine.travel(NOW, tick=False):
        document = campaign_summary(campaign, actor, "zh-hant", at=cast.at)
    said = plain(narrative_of(document)).partition("二、")[0]
    assert (
        "其中過半（90.00%）為座談會（4項活動，占40.00%）、講座（3項活動，占30.00%）、走訪（2項活動，占20.00%）" in said
    )
    assert "件" not in said


@ON_THAT_DAY
def test_several_lines_of_a_table_open_the_rows_of_all(cast: Any) -> None:
    actor = cast.actor("secretariat")
    for kind in ("seminar", "lecture", "visit"):
        held(actor, cast.at, kind=kind, title=kind)
    days = "first=2026-03-01&last=2026-03-31"
    page = browser(cast).get(f"/console/facts/activities.by_form/rows/?{days}&line=seminar%7Cvisit").content.decode()
    assert sorted(listed(page)) == ["seminar", "visit"]
    mine = f"{cast.bodies['province'].pk}%7C{cast.bodies['wuhan'].pk}"
    page = browser(cast).get(f"/console/facts/activities.by_council/rows/?{days}&line={mine}").content.decode()
    assert sorted(listed(page)) == ["lecture", "seminar", "visit"]


@ON_THAT_DAY
def test_titles_and_hosts_are_read_in_the_reader_s_language(cast: Any) -> None:
    activity = planned(cast.actor("secretariat"), cast.at)
    page = browser(cast, language="en").get(f"/console/activities/{activity.pk}/").content.decode()
    assert "<h1" in page
    assert "Seminar on the theme" in words(page.partition("<h1")[2].partition("</h1>")[0])
    assert listed(browser(cast, language="en").get("/console/activities/").content.decode()) == ["Seminar on the theme"]


def test_a_campaign_without_activities_has_no_such_chapter(cast: Any) -> None:
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)
    with time_machine.travel(NOW, tick=False):
        document = campaign_summary(campaign, actor, "zh-hant", at=cast.at)
    assert [section.anchor for section in document.sections if section.anchor == "activities"] == []


@ON_THAT_DAY
def test_the_page_of_a_campaign_leads_to_what_is_done_on_its_days(cast: Any) -> None:
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)
    for day in (1, 15, 16):
        begins = PLAN.starts_at.replace(day=day)
        planned(actor, cast.at, title=f"三月{day}日", starts_at=begins, ends_at=begins)
    client = browser(cast)
    page = client.get(f"/console/campaigns/{campaign.pk}/").content.decode()
    address = html.unescape(re.findall(r'href="([^"]*)"[^>]*>(?:(?!</a>).)*期間各項活動', page, re.DOTALL)[0])
    assert listed(client.get(address).content.decode()) == ["三月15日", "三月1日"]
