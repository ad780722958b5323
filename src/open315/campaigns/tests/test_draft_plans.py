"""The verbs of a plan: who may, what they write, what they refuse. Expectations by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from open315.campaigns import services as campaigns
from open315.campaigns.models import Measure, PlanSection
from open315.campaigns.plan import queries, services
from open315.campaigns.plan.services import locking
from open315.campaigns.plan.types import MeasureDraft, SectionDraft
from open315.campaigns.tests.drafting import ASKED, SEMINAR, Made
from open315.campaigns.tests.making import plan
from open315.core import verbs
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org.models import RoleGrant
from tests.rows import changes, in_the_audit_log

pytestmark = pytest.mark.django_db


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def as_role(cast: Any, who: str, role: str, body: str) -> Any:
    grant = RoleGrant.objects.get(account=cast.accounts[who])
    grant.organisation, grant.role = cast.bodies[body], role
    grant.save()
    return cast.actor(who)


def order(section: PlanSection) -> list[str]:
    return list(section.measures.values_list("title", flat=True))


def test_a_measure_keeps_everything_that_was_written(cast: Any, there: Made) -> None:
    row = Measure.objects.get(pk=there.seminar.pk)
    assert (row.title, row.responsible, row.first_day, row.last_day, row.venue, row.budget_cents, row.output, row.text) == (
        "年主題座談會", "祕書處", date(2026, 3, 10), date(2026, 3, 11), "禮堂", 1_200_000, "80家企業", "解讀年主題",
    )  # fmt: skip
    assert (row.section_id, row.place, row.version) == (there.forms.pk, 1, 1)


def test_adding_a_measure_leaves_its_trail(cast: Any, there: Made) -> None:
    found = changes(lambda: services.add_measure(there.leading.pk, MeasureDraft(" 領導小組 "), **secretary(cast)))
    ((_how, row),) = found["campaigns.Measure"]
    assert (row["title"], row["place"], row["section_id"]) == ("領導小組", 1, there.leading.pk)
    thing = ("measure", str(row["id"]))
    province = cast.bodies["province"].pk
    in_the_audit_log(
        found, cast, "secretariat", province, "campaigns.measure_added", thing, {"section_id": there.leading.pk}
    )
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == (
        "campaigns.measure_added", {"section_id": there.leading.pk, "measure_id": row["id"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"last_day": date(2026, 3, 9)}, "last_day"),
        ({"budget_cents": -1}, "budget_cents"),
    ],
)
def test_an_unsound_measure_is_refused_at_its_field(cast: Any, there: Made, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.change_measure(there.seminar.pk, replace(SEMINAR, **wrong), **secretary(cast))
    assert refused.value.field == field


def test_a_measure_of_one_day_without_money_is_sound(cast: Any, there: Made) -> None:
    sound = replace(SEMINAR, last_day=date(2026, 3, 10), budget_cents=0)
    row = services.change_measure(there.seminar.pk, sound, **secretary(cast))
    assert (row.last_day, row.budget_cents, row.version) == (date(2026, 3, 10), 0, 2)


def test_a_section_without_a_title_is_refused(cast: Any, there: Made) -> None:
    with pytest.raises(InvalidInput) as refused:
        services.add_section(there.campaign.pk, SectionDraft(" "), **secretary(cast))
    assert refused.value.field == "title"


def test_of_two_people_on_one_measure_the_second_is_told(cast: Any, there: Made) -> None:
    services.change_measure(there.seminar.pk, replace(SEMINAR, venue="會議中心"), version=1, **secretary(cast))
    with pytest.raises(Conflict):
        services.change_measure(there.seminar.pk, replace(SEMINAR, venue="廣場"), version=1, **secretary(cast))
    assert Measure.objects.get(pk=there.seminar.pk).venue == "會議中心"


def test_a_section_is_written_anew(cast: Any, there: Made) -> None:
    row = services.change_section(there.leading.pk, SectionDraft(" 領導 ", " 文 "), version=1, **secretary(cast))
    assert (row.title, row.text, row.version) == ("領導", "文", 2)
    with pytest.raises(Conflict):
        services.change_section(there.leading.pk, SectionDraft("甲"), version=1, **secretary(cast))


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        (-1, ["現場諮詢", "年主題座談會", "知識競賽"]),
        (1, ["年主題座談會", "知識競賽", "現場諮詢"]),
        (-9, ["現場諮詢", "年主題座談會", "知識競賽"]),
        (9, ["年主題座談會", "知識競賽", "現場諮詢"]),
        (0, ["年主題座談會", "現場諮詢", "知識競賽"]),
    ],
)
def test_a_measure_moves_and_its_neighbours_make_room(cast: Any, there: Made, by: int, titles: list[str]) -> None:
    services.move_measure(there.stalls.pk, by, **secretary(cast))
    assert order(there.forms) == titles
    assert sorted(there.forms.measures.values_list("place", flat=True)) == [1, 2, 3]


def test_a_section_moves(cast: Any, there: Made) -> None:
    services.move_section(there.forms.pk, -1, **secretary(cast))
    assert list(there.campaign.sections.values_list("title", "place")) == [("活動形式", 1), ("組織領導", 2)]


def test_a_measure_is_carried_to_the_end_of_another_section(cast: Any, there: Made) -> None:
    first = services.add_measure(there.leading.pk, MeasureDraft("組委會"), **secretary(cast))
    services.change_measure(there.seminar.pk, SEMINAR, section_id=there.leading.pk, **secretary(cast))
    assert order(there.leading) == ["組委會", "年主題座談會"]
    services.change_measure(first.pk, MeasureDraft("組委會"), section_id=there.leading.pk, **secretary(cast))
    assert order(there.leading) == ["組委會", "年主題座談會"]


def test_a_measure_is_not_carried_into_another_plan(cast: Any, there: Made) -> None:
    other = campaigns.open_campaign(
        plan(year=2027, first_day=date(2027, 3, 1), last_day=date(2027, 3, 15)), **secretary(cast)
    )
    section = services.add_section(other.pk, SectionDraft("甲"), **secretary(cast))
    with pytest.raises(NotFound):
        services.change_measure(there.seminar.pk, SEMINAR, section_id=section.pk, **secretary(cast))


def test_a_measure_is_taken_out_and_the_trail_names_it(cast: Any, there: Made) -> None:
    found = changes(lambda: services.remove_measure(there.stalls.pk, version=1, **secretary(cast)))
    thing, province = ("measure", str(there.stalls.pk)), cast.bodies["province"].pk
    said = {"section_id": there.forms.pk, "text": "現場諮詢"}
    in_the_audit_log(found, cast, "secretariat", province, "campaigns.measure_removed", thing, said)
    assert order(there.forms) == ["年主題座談會", "知識競賽"]
    draft = queries.get_draft(cast.actor("secretariat"), there.campaign.pk)
    assert [draft.number(each) for each in draft.measures] == ["2.1", "2.2"]


def test_a_section_is_taken_out_with_its_measures(cast: Any, there: Made) -> None:
    services.remove_section(there.forms.pk, version=1, **secretary(cast))
    assert (PlanSection.objects.count(), Measure.objects.count()) == (1, 0)


def test_a_plan_is_full_at_last(cast: Any, there: Made, monkeypatch: Any) -> None:
    monkeypatch.setattr("open315.campaigns.plan.rules.MOST_MEASURES", 3)
    with pytest.raises(InvalidInput):
        services.add_measure(there.forms.pk, SEMINAR, **secretary(cast))


def test_what_is_gone_is_not_found(cast: Any, there: Made) -> None:
    for verb in (services.remove_measure, services.remove_section):
        with pytest.raises(NotFound):
            verb(0, **secretary(cast))
    with pytest.raises(NotFound):
        services.add_section(0, SectionDraft("甲"), **secretary(cast))


def test_a_closed_campaign_keeps_its_plan(cast: Any, there: Made) -> None:
    campaigns.close_campaign(there.campaign.pk, **secretary(cast))
    for act in (
        lambda: services.add_section(there.campaign.pk, SectionDraft("甲"), **secretary(cast)),
        lambda: services.add_measure(there.forms.pk, SEMINAR, **secretary(cast)),
        lambda: services.change_measure(there.seminar.pk, SEMINAR, **secretary(cast)),
        lambda: services.move_section(there.forms.pk, 1, **secretary(cast)),
        lambda: services.freeze_plan(there.campaign.pk, why="甲", **secretary(cast)),
        lambda: services.put_requirement(there.campaign.pk, ASKED, **secretary(cast)),
    ):
        with pytest.raises(Conflict):
            act()


def test_the_plan_of_a_city_is_drafted_by_the_city_alone(cast: Any, there: Made) -> None:
    wuhan = as_role(cast, "second_officer", "secretariat", "wuhan")
    city = campaigns.open_campaign(plan(region_code="420100"), actor=wuhan, at=cast.at)
    section = services.add_section(city.pk, SectionDraft("甲"), actor=wuhan, at=cast.at)
    with pytest.raises(NotFound):
        services.change_section(section.pk, SectionDraft("乙"), **secretary(cast))
    with pytest.raises(NotFound):
        queries.get_draft(cast.actor("secretariat"), city.pk)
    with pytest.raises(NotFound):
        services.change_section(there.leading.pk, SectionDraft("乙"), actor=wuhan, at=cast.at)
    with pytest.raises(NotAllowed):
        services.change_section(there.leading.pk, SectionDraft("乙"), actor=cast.actor("analyst"), at=cast.at)


def test_the_cost_of_a_plan_is_that_of_its_measures(cast: Any, there: Made) -> None:
    assert queries.draft_of(there.campaign).cost_cents == 1_500_000
    services.remove_section(there.forms.pk, **secretary(cast))
    assert queries.draft_of(there.campaign).cost_cents is None


def test_the_verbs_of_a_plan_are_these() -> None:
    of_plans = {"section", "measure", "plan_version", "requirement"}
    names = {str(each.name) for each in verbs.of_room("campaigns") if each.target.name in of_plans}
    assert names == {
        "add_section", "change_section", "move_section", "remove_section", "add_measure", "change_measure", "move_measure",
        "remove_measure", "freeze_plan", "release_plan", "send_plan", "put_requirement", "change_requirement", "answer_requirement",
        "withdraw_requirement",
    }  # fmt: skip


def test_what_went_while_the_campaign_was_waited_for_is_gone(cast: Any, there: Made, monkeypatch: Any) -> None:
    """Two people take the same measure out: the second waits for the campaign, and then there is nothing left."""
    locked = locking.locked_campaign

    def and_gone(actor: Any, campaign_id: int) -> Any:
        Measure.objects.filter(pk=there.seminar.pk).delete()
        return locked(actor, campaign_id)

    monkeypatch.setattr(locking, "locked_campaign", and_gone)
    with pytest.raises(NotFound) as refused:
        services.remove_measure(there.seminar.pk, actor=cast.actor("secretariat"), at=cast.at)
    with translation.override("zh-hant"):
        assert "已不存在" in str(refused.value.message)
