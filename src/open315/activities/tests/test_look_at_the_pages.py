"""What a secretary saw on the evening of 15 March and did not expect: on the pages of activities, their lists and files. By hand."""

import re
from typing import Any

import pytest

from open315.activities import services
from open315.activities.models import Activity, Participation
from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.partners import services as partners
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.tests.making import LEADER, held, plan, planned
from open315.activities.tests.test_meet_the_plan import secretary, wuhan
from open315.activities.tests.test_show_activities import browser, words
from open315.campaigns.plan import services as drafting
from open315.campaigns.tests.drafting import Made, made
from open315.core.facts import Period, Scope, compute
from open315.core.names import Names

pytestmark = pytest.mark.django_db
AS_TYPED = {
    "kind": "seminar", "region": "420106", "title": "年主題座談會", "title_en": "Seminar on the theme", "starts_at": "2026-03-10T09:00",
    "ends_at": "2026-03-10T11:30", "venue": "禮堂", "hosts": "湖北省消費者委員會\n某雜誌社", "note": "帶證件",
}  # fmt: skip


@pytest.fixture
def there(cast: Any) -> Made:
    return made(cast)


def here(activity: Activity, more: str = "") -> str:
    return f"/console/activities/{activity.pk}/{more}"


def test_who_saves_second_sees_the_venue_that_the_other_saved_before_it_is_gone(cast: Any) -> None:
    actor, client = cast.actor("secretariat"), browser(cast)
    activity = planned(actor, cast.at)
    services.change_activity(activity.pk, plan(venue="禮堂東側"), actor=actor, at=cast.at, version=1)
    answer = client.post(here(activity, "edit/"), {**AS_TYPED, "note": "雨天", "version": "1"})
    seen = words(answer.content.decode())
    assert answer.status_code == 409
    assert "地點 禮堂東側 禮堂" in seen
    assert "備註 帶證件 雨天" in seen
    activity.refresh_from_db()
    assert (activity.venue, activity.note) == ("禮堂東側", "帶證件")


def test_a_value_that_another_corrected_is_shown_before_it_is_written_over(cast: Any) -> None:
    actor, client = cast.actor("secretariat"), browser(cast)
    activity = held(actor, cast.at, kind="consultation")
    told = [Told("leaflets", "", "3000餘"), Told("boards", "", "近百")]
    outputs.report_outputs(activity.pk, told, actor=actor, at=cast.at)
    outputs.report_outputs(activity.pk, [Told("boards", "", "80")], reason="數錯", actor=actor, at=cast.at)
    mine = {"leaflets": "3000餘", "boards": "近百", "enquiries": "80多", "reason": "補記", "version": "3"}
    answer = client.post(here(activity, "outputs/"), mine)
    seen = words(answer.content.decode())
    assert answer.status_code == 409
    assert "宣傳展板（塊） 80 近百" in seen
    assert "解答諮詢（人次） – 80多" in seen
    assert "宣傳資料（份） 3000餘" not in seen


def test_the_tables_of_an_activity_take_the_whole_width(cast: Any) -> None:
    page = browser(cast).get(here(held(cast.actor("secretariat"), cast.at))).content.decode()
    tables = [page.index(f'id="section-{place}-below"') for place in range(3)]
    assert tables == sorted(tables)
    assert "</aside>" in page[page.index('class="split"') : tables[0]]


def test_a_day_on_which_fakes_were_destroyed_offers_what_can_be_told_of_it(cast: Any) -> None:
    activity = held(cast.actor("secretariat"), cast.at, kind="destruction")
    assert browser(cast).get(here(activity, "outputs/")).url == here(activity, "outputs/new/")


def test_a_council_to_whose_plan_nothing_was_required_is_not_asked_what_is_met(cast: Any) -> None:
    client = browser(cast)
    assert "落實的要求" not in words(client.get("/console/activities/new/").content.decode())


def test_taking_a_person_out_asks_first(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    row = people.enter_person(activity.pk, LEADER, actor=actor, at=cast.at)
    page = browser(cast).get(here(activity)).content.decode()
    (asked,) = re.findall(
        r"<details class=\"confirm\">(?:(?!</details>).)*/entries/\d+/take-out/(?:(?!</details>).)*", page, re.DOTALL
    )
    assert "這項登記不會保留，也不再計入任何統計。" in asked
    browser(cast).post(f"/console/activities/people/entries/{row.pk}/take-out/")
    assert not Participation.objects.exists()


def test_the_buttons_of_a_table_stand_together(cast: Any) -> None:
    page = browser(cast).get(here(held(cast.actor("secretariat"), cast.at))).content.decode()
    assert re.search(
        r'<div class="cluster">(?:(?!</div>).)*people/enter/(?:(?!</div>).)*people/paste/', page, re.DOTALL
    )


def test_every_line_of_a_refused_list_has_a_line_of_its_own(cast: Any) -> None:
    activity = held(cast.actor("secretariat"), cast.at)
    wrong = "市律協,行會,會長\n市工會,工會,主席\n"
    page = browser(cast).post(here(activity, "people/paste/"), {"text": wrong, "role": "attended"}).content.decode()
    assert re.search("第1行：[^<]*<br>第2行：", page)


def test_the_file_names_the_measure_to_who_may_know_it_and_to_nobody_else(cast: Any, there: Made) -> None:
    actor = cast.actor("secretariat")
    held(actor, cast.at, measure_id=there.seminar.pk)
    held(actor, cast.at, measure_id=there.seminar.pk)
    held(actor, cast.at)
    text = browser(cast).get("/console/activities/export/?format=csv").getvalue().decode("utf-8-sig")
    assert text.splitlines()[0].count("方案中的措施") == 1
    assert text.count("2026 · 2.1 年主題座談會") == 2


def test_a_city_s_file_names_the_measure_only_once_the_plan_is_released(cast: Any, there: Made) -> None:
    activity = held(wuhan(cast), cast.at)
    Activity.objects.filter(pk=activity.pk).update(measure=there.seminar.pk)
    client = browser(cast, "second_officer")
    before = client.get("/console/activities/export/?format=csv").getvalue().decode("utf-8-sig")
    assert "年主題座談會（" not in before
    assert "該單位方案中的措施（方案未發布）" in before
    drafting.release_plan(drafting.freeze_plan(there.campaign.pk, why="下發", **secretary(cast)).pk, **secretary(cast))
    after = client.get("/console/activities/export/?format=csv").getvalue().decode("utf-8-sig")
    assert "2026 · 2.1 年主題座談會（湖北省消費者委員會）" in after


@pytest.mark.parametrize("sought", ["消费者", "消費者", "雜誌", "杂志社", "礼堂", "座谈", "theme"])
def test_an_activity_is_found_in_either_script_by_title_venue_or_host(cast: Any, sought: str) -> None:
    actor = cast.actor("secretariat")
    planned(
        actor,
        cast.at,
        title="消費者座談會",
        venue="禮堂",
        hosts=("某雜誌社",),
        title_in=Names(en="Seminar on the theme"),
    )
    planned(actor, cast.at, title="別的", venue="別處", hosts=("別人",), title_in=Names(en="Other"))
    page = words(browser(cast).get("/console/activities/", {"q": sought}).content.decode())
    assert ("消費者座談會" in page, "別的" in page) == (True, False)


def test_partners_and_people_are_found_in_either_script(cast: Any) -> None:
    actor, client = cast.actor("secretariat"), browser(cast)
    activity = held(actor, cast.at)
    partners.invite_partner(activity.pk, name="湖北省律師協會", kind="lawyers", actor=actor, at=cast.at)
    people.enter_person(
        activity.pk, Attendance("湖北省工商联", "social", "主席", "", "attended"), actor=actor, at=cast.at
    )
    for room, there, sought, other in (
        ("partners", "湖北省律師協會", "律师", "工商"),
        ("people", "湖北省工商联", "工商聯", "律師"),
    ):
        assert there in words(client.get(f"/console/activities/{room}/", {"q": sought}).content.decode())
        assert there not in words(client.get(f"/console/activities/{room}/", {"q": other}).content.decode())


@pytest.mark.parametrize("key", ["requirements", "requirements_unmet", "measures", "measures_done"])
def test_the_plan_of_a_city_is_unknown_to_the_province_and_not_empty(cast: Any, there: Made, key: str) -> None:
    march = Period(there.campaign.first_day, there.campaign.last_day)
    assert compute(f"activities.{key}", march, Scope(region="4201"), cast.actor("secretariat")).value is None
