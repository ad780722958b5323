"""What a summary tells of activities one by one, what the secretary chooses, and the figures in the sentences. Words and numbers by hand."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.activities import services as activities
from open315.activities.facts import chapter
from open315.activities.facts.effects.figures import key_of
from open315.activities.models import Activity, TellingChoice, TellingRule
from open315.activities.outputs import services as outputs
from open315.activities.partners import services as partners
from open315.activities.partners.types import Contribution
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.telling import services
from open315.activities.telling.queries import Within, rule_of
from open315.activities.telling.types import Choice, Rule
from open315.activities.tests.test_count_outputs import told
from open315.activities.tests.test_show_activities import browser
from open315.campaigns.tests.seating import seated
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.chapters import Reader
from open315.core.clock import SHANGHAI
from open315.core.documents.sentences import plain, stray_digits
from open315.core.documents.tree import Figure, Paragraph
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.facts import Breakdown, Period, Scope, compute, one_reading, open_rows
from open315.core.outbox.models import OutboxEvent
from open315.org.models import Organisation, RoleGrant
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
TENTH = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _that_day(cast: Any, time_machine: Any) -> None:
    time_machine.move_to(cast.at)


def by(cast: Any, who: str = "secretariat") -> dict[str, Any]:
    return {"actor": cast.actor(who), "at": cast.at}


def there(cast: Any, who: str = "secretariat", *, on: datetime = TENTH, **given: Any) -> Activity:
    """Something of a council that was held, at its own place."""
    council = Organisation.objects.get(pk=cast.actor(who).organisation_id)
    usual = {
        "kind": "consultation",
        "title": "甲",
        "venue": "廣場",
        "ends_at": on + HOUR,
        "region_id": council.region_id,
    }
    return Activity.objects.create(
        council=council, starts_at=on, created_at=cast.at, state="held", **{**usual, **given}
    )


def leaders(cast: Any, activity: Activity, *offices: str, role: str = "attended") -> None:
    for office in offices:
        people.enter_person(activity.pk, Attendance("某市人民政府", "government", office, "county", role), **by(cast))


def said(cast: Any, language: str = "zh-hant") -> dict[str, list[str]]:
    """The paragraphs of what is told one by one, by heading."""
    with translation.override(language), one_reading():
        sections = chapter.sections(Reader(MARCH, Scope(region="42"), cast.actor("secretariat")))
        sections = [each for each in sections if each.anchor not in {"forms", "councils"}]
        for section in sections:
            for block in section.blocks:
                assert isinstance(block, Paragraph)
                assert stray_digits(block.runs) == []
        return {each.title: [plain(block.runs).strip() for block in each.blocks] for each in sections}  # type: ignore[union-attr]


def figures(cast: Any, heading: str) -> list[tuple[str, str, str]]:
    with translation.override("zh-hant"), one_reading():
        sections = chapter.sections(Reader(MARCH, Scope(region="42"), cast.actor("secretariat")))
    (found,) = [each for each in sections if each.title == heading]
    runs = [run for block in found.blocks for run in block.runs]  # type: ignore[union-attr]
    return [(run.text, run.evidence.key, run.evidence.line) for run in runs if isinstance(run, Figure)]


def test_an_activity_is_told_with_day_hosts_place_leaders_partners_and_outputs(cast: Any) -> None:
    one = there(cast, kind="contest", title="知識競賽決賽", venue="演播廳")
    leaders(cast, one, "市長", role="presented")
    leaders(cast, one, "副市長")
    for name, thing in (("甲隊", "一等獎"), ("乙隊", "二等獎"), ("丙隊", "二等獎")):
        partner = partners.invite_partner(one.pk, name=name, kind="other", **by(cast))
        partners.deliver(partner.pk, Contribution(materials=thing), **by(cast))
    partners.invite_partner(one.pk, name="丁隊", kind="other", **by(cast))
    outputs.report_outputs(one.pk, told(teams_first="200多", viewers="眾多", first_prizes="1"), **by(cast))
    assert said(cast)["知識競賽"] == [
        "此類活動共舉辦1項。",
        "2026年3月10日，湖北省消費者委員會在演播廳舉行知識競賽決賽。縣處級以上領導2人到場。某市人民政府（市長）為獲獎者頒獎。"
        "參與的部門和單位3家（甲隊：一等獎；乙隊、丙隊：二等獎）。收看人次（眾多）、參加初賽的代表隊200餘支、頒發一等獎1個。",
    ]
    assert figures(cast, "知識競賽") == [
        ("1", "activities.by_group", "知識競賽"),
        ("2", "activities.leaders_by_activity", "知識競賽決賽"),
        ("3", "activities.partners_by_activity", "知識競賽決賽"),
        ("200餘", "activities.output.teams_first.by_activity", "知識競賽決賽"),
        ("1", "activities.output.first_prizes.by_activity", "知識競賽決賽"),
    ]


def test_who_led_spoke_and_signed_is_told_by_office_where_the_post_leads_and_by_body_else(cast: Any) -> None:
    one = there(cast, kind="meeting", title="動員會")
    leaders(cast, one, "書記", role="commanded")
    leaders(cast, one, "市長", role="spoke")
    leaders(cast, one, "副市長", role="signed")
    people.enter_person(one.pk, Attendance("甲公司", "enterprise", "代表", "", "spoke"), **by(cast))
    assert said(cast)["動員部署"][1] == (
        "2026年3月10日，湖北省消費者委員會在廣場召開動員會。縣處級以上領導2人到場。活動由某市人民政府（書記）任總指揮。"
        "某市人民政府（市長）講話。甲公司發言。某市人民政府（副市長）發表署名文章。"
    )


def test_hosts_days_and_manner_are_told_as_they_are(cast: Any) -> None:
    series = there(cast, kind="broadcast", title="專題節目", venue="電視臺", ends_at=TENTH + timedelta(days=5))
    series.hosts.create(place=1, name="甲局")
    series.hosts.create(place=2, name="乙會")
    there(cast, kind="press", title="案例公佈")
    there(cast, kind="visit", title="走訪")
    found = said(cast)
    assert found["媒體宣傳"][0] == "此類活動共舉辦2項。"
    assert "2026年3月10日至3月15日，甲局、乙會聯合在電視臺推出專題節目。" in found["媒體宣傳"]
    assert "2026年3月10日，湖北省消費者委員會在廣場舉行案例公佈。" in found["媒體宣傳"]
    assert found["走訪、調查和銷毀假冒商品"][1] == "2026年3月10日，湖北省消費者委員會在廣場開展走訪。"
    english = said(cast, "en")
    assert english["The media"][0] == "Activities of this kind held: 2."


def test_of_others_who_held_them_is_said_with_the_place_where_that_is_another_and_each_once(cast: Any) -> None:
    there(cast)
    there(cast, "supervisor", title="乙")
    there(cast, "supervisor", title="丙")
    there(cast, "supervisor", title="丁", region_id="420106")
    assert said(cast)["現場諮詢服務"] == [
        "此類活動共舉辦4項。",
        "2026年3月10日，湖北省消費者委員會在廣場舉行甲。",
        "舉辦此類活動的還有武漢市消費者協會、武漢市消費者協會（武昌區）。",
    ]


def test_where_nothing_of_a_heading_is_told_the_heading_is_left_out(cast: Any) -> None:
    there(cast, "supervisor")
    assert said(cast) == {}
    services.decide(Activity.objects.get().pk, is_told=True, **by(cast))
    assert list(said(cast)) == ["現場諮詢服務"]


def test_each_figure_of_one_activity_opens_its_rows(cast: Any) -> None:
    one, other = there(cast, title="甲"), there(cast, title="乙")
    for each, number in ((one, "300"), (other, "500餘")):
        outputs.report_outputs(each.pk, told(leaflets=number), **by(cast))
        leaders(cast, each, "市長")
    leaders(cast, one, "副市長")
    actor, scope = cast.actor("secretariat"), Scope(region="42")
    table = compute(key_of("leaflets", "by_activity"), MARCH, scope, actor)
    came = compute("activities.leaders_by_activity", MARCH, scope, actor)
    assert isinstance(table, Breakdown)
    assert isinstance(came, Breakdown)
    assert {code: (str(label), fact.value, fact.bound) for code, label, fact in table.lines} == {
        str(other.pk): ("乙", 500, "at_least"), str(one.pk): ("甲", 300, "exact"),
    }  # fmt: skip
    assert [row.said for row in open_rows(table.line(str(one.pk)).rows, actor)] == ["300"]  # type: ignore[attr-defined]
    assert {code: fact.value for code, _label, fact in came.lines} == {str(one.pk): 2, str(other.pk): 1}
    assert open_rows(came.line(str(one.pk)).rows, actor).count() == 2
    assert came.line(str(one.pk)).value == 2
    with pytest.raises(KeyError):
        came.line("999999")


def test_the_rule_is_the_usual_one_until_somebody_sets_it(cast: Any) -> None:
    council = cast.actor("secretariat").organisation_id
    assert rule_of(council) == (Rule(), {})
    services.set_rule(Rule(False, 5, 2, 4), **by(cast))
    assert rule_of(council) == (Rule(False, 5, 2, 4), {})
    assert rule_of(cast.actor("supervisor").organisation_id) == (Rule(), {})
    row = TellingRule.objects.get()
    assert (row.council_id, row.version) == (council, 2)
    entry = AuditEntry.objects.get(event="activities.telling_rule_set")
    assert entry.data == {
        "council_id": council, "tells_own": False, "leaders_from": 5, "largest": 2, "most": 4,
    }  # fmt: skip
    assert OutboxEvent.objects.filter(name="activities.telling_rule_set").count() == 1


def test_a_rule_out_of_bounds_and_a_stale_form_change_nothing(cast: Any) -> None:
    services.set_rule(Rule(), **by(cast))
    for rule, field in (
        (Rule(most=61), "most"),
        (Rule(largest=21), "largest"),
        (Rule(leaders_from=10_000), "leaders_from"),
    ):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.set_rule(rule, **by(cast))
        assert refused.value.field == field
    with nothing_changes(), pytest.raises(Conflict):
        services.set_rule(Rule(most=3), version=1, **by(cast))


def test_only_those_who_plan_activities_of_a_council_choose(cast: Any) -> None:
    one = there(cast)
    for who in ("analyst", "clerk"):
        with nothing_changes(), pytest.raises(NotAllowed):
            services.decide(one.pk, is_told=False, **by(cast, who))
    with pytest.raises(NotFound):
        services.decide(999_999, is_told=False, **by(cast))
    services.decide(one.pk, is_told=False, **by(cast))
    assert rule_of(cast.actor("secretariat").organisation_id)[1] == {one.pk: Choice(is_told=False)}


def test_who_plans_activities_for_no_council_has_no_rule_of_what_is_told(cast: Any) -> None:
    RoleGrant.objects.filter(account=cast.accounts["market_liaison"]).update(role="secretariat")
    of_department = cast.actor("market_liaison")
    assert of_department.may("activities:manage")
    for actor in (of_department, SYSTEM):
        with nothing_changes(), pytest.raises(NotAllowed) as refused:
            services.set_rule(Rule(most=3), actor=actor, at=cast.at)
        assert refused.value.message == services.NO_COUNCIL
    RoleGrant.objects.filter(account=cast.accounts["clerk"]).update(role="secretariat")
    services.set_rule(Rule(most=3), **by(cast, "clerk"))
    assert TellingRule.objects.get().council_id == cast.bodies["wuhan"].pk


def test_what_is_decided_of_one_activity_is_told_or_not_and_can_be_given_back_to_the_rule(cast: Any) -> None:
    one = there(cast)
    assert len(said(cast)["現場諮詢服務"]) == 2
    services.decide(one.pk, is_told=False, **by(cast))
    assert said(cast) == {}
    entry = AuditEntry.objects.get(event="activities.told_decided")
    assert entry.data == {
        "council_id": cast.actor("secretariat").organisation_id, "activity_id": one.pk, "is_told": False,
    }  # fmt: skip
    services.decide(one.pk, is_told=None, **by(cast))
    assert len(said(cast)["現場諮詢服務"]) == 2
    assert TellingChoice.objects.count() == 1


def test_an_activity_under_another_heading_is_counted_there(cast: Any) -> None:
    one = there(cast)
    services.put_under(one.pk, "lessons", **by(cast))
    assert said(cast)["講座、展覽和演出"][0] == "此類活動共舉辦1項。"
    table = compute("activities.by_group", MARCH, Scope(region="42"), cast.actor("secretariat"))
    assert isinstance(table, Breakdown)
    assert {code: fact.value for code, _label, fact in table.lines} == {"lessons": 1}
    assert [row.pk for row in open_rows(table.line("lessons").rows, cast.actor("secretariat"))] == [one.pk]
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.put_under(one.pk, "elsewhere", **by(cast))
    assert refused.value.field == "group"
    assert AuditEntry.objects.get(event="activities.told_under_heading").data["group"] == "lessons"
    services.put_under(one.pk, "", **by(cast))
    assert list(said(cast)) == ["現場諮詢服務"]


def test_what_is_told_moves_up_and_down_under_its_heading(cast: Any) -> None:
    first, second, third = (there(cast, title=title) for title in ("子", "丑", "寅"))
    other = there(cast, title="會", kind="meeting")
    within = Within(cast.actor("secretariat"), MARCH, "42")

    def titles() -> list[str]:
        return [words.partition("舉行")[2].strip("。") for words in said(cast)["現場諮詢服務"][1:]]

    services.move(third.pk, -1, within, **by(cast))
    assert titles() == ["子", "寅", "丑"]
    assert AuditEntry.objects.get(event="activities.told_moved").data["place"] == 2
    services.move(first.pk, 1, within, **by(cast))
    assert titles() == ["寅", "子", "丑"]
    with nothing_changes():
        services.move(third.pk, -1, within, **by(cast))
        services.move(second.pk, 1, within, **by(cast))
        services.move(other.pk, 1, within, **by(cast))
    services.decide(first.pk, is_told=False, **by(cast))
    with nothing_changes(), pytest.raises(Conflict):
        services.move(first.pk, 1, within, **by(cast))
    services.put_under(third.pk, "service", **by(cast))
    assert titles() == ["丑", "寅"]


def test_the_page_says_what_is_told_and_why_and_its_buttons_work(cast: Any) -> None:
    campaign = seated(cast).campaign
    day = datetime.combine(campaign.first_day, TENTH.timetz())
    mine, theirs = there(cast, title="省裏的", on=day), there(cast, "supervisor", title="市裏的", on=day)
    page, address = browser(cast, "secretariat"), f"/console/activities/told/{campaign.pk}/"
    shown = page.get(address).content.decode()
    assert "省裏的" in shown
    assert shown.index("省裏的") < shown.index("未逐項記述的活動") < shown.index("市裏的")
    page.post(f"{address}{theirs.pk}/in/")
    shown = page.get(address).content.decode()
    assert shown.index("市裏的") < shown.index("未逐項記述的活動")
    assert "手工列入" in shown
    page.post(f"{address}{mine.pk}/out/")
    assert "手工排除" in page.get(address).content.decode()
    page.post(f"{address}{mine.pk}/rule/")
    page.post(f"{address}{mine.pk}/down/")
    assert TellingChoice.objects.get(activity=mine).place == 2
    assert page.post(f"{address}{mine.pk}/elsewhere/").status_code == 404
    page.post(f"{address}rule/", {"leaders_from": "2", "largest": "0", "most": "9", "version": "1"})
    assert rule_of(cast.actor("secretariat").organisation_id)[0] == Rule(False, 2, 0, 9)
    page.post(f"{address}{mine.pk}/heading/", {"group": "media"})
    assert TellingChoice.objects.get(activity=mine).group == "media"
    assert "市裏的" not in page.get(f"{address}?q=省").content.decode().partition("未逐項記述的活動")[2]


def test_activities_that_were_not_held_or_of_other_days_are_not_told(cast: Any) -> None:
    one = there(cast)
    there(cast, title="早", on=datetime(2026, 2, 28, 23, 59, tzinfo=SHANGHAI))
    there(cast, title="晚", on=datetime(2026, 4, 1, 0, 0, tzinfo=SHANGHAI))
    assert said(cast)["現場諮詢服務"][0] == "此類活動共舉辦1項。"
    activities.take_up_activity(one.pk, reason="誤記", **by(cast))
    assert said(cast) == {}
