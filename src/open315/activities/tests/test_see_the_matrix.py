"""The matrix of measures and councils: how a state is derived, what stands behind it, how much it costs. Expectations by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from open315.activities import services as activities
from open315.activities.matrix import queries, rules
from open315.activities.matrix.types import Signs, Standing
from open315.activities.models import Activity, Output, Participation
from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.people import services as people
from open315.activities.tests.making import LEADER, held, planned
from open315.campaigns.filing import services as filing
from open315.campaigns.models import Delivery, JointIssue, Measure, PlanVersion
from open315.campaigns.plan import queries as plans
from open315.campaigns.plan import services as plan
from open315.campaigns.plan.types import MeasureDraft
from open315.campaigns.tests.drafting import Made, made
from open315.campaigns.tests.test_approve_plans import browser, words
from open315.campaigns.tests.test_file_own_plans import issued, keys, of_wuhan, secretary, to_wuhan
from open315.core.clock import SHANGHAI
from open315.core.errors import NotFound
from open315.org.models import Organisation

LAST, NEXT = date(2026, 3, 11), date(2026, 3, 12)
ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)


@pytest.mark.parametrize(
    ("signs", "due", "today", "standing"),
    [
        (Signs(), LAST, NEXT, "nothing"),
        (Signs(), None, NEXT, "nothing"),
        (Signs(filed=1), LAST, LAST, "planned"),
        (Signs(filed=1), LAST, NEXT, "late"),
        (Signs(filed=1), None, NEXT, "planned"),
        (Signs(filed=1, due=NEXT), LAST, NEXT, "planned"),
        (Signs(filed=1, due=LAST), NEXT, NEXT, "late"),
        (Signs(ahead=1), LAST, LAST, "planned"),
        (Signs(ahead=1), LAST, NEXT, "late"),
        (Signs(running=1), LAST, LAST, "under_way"),
        (Signs(unproven=1), LAST, LAST, "under_way"),
        (Signs(unproven=1), LAST, NEXT, "late"),
        (Signs(unreported=1), None, NEXT, "late"),
        (Signs(unreported=1, ahead=1), None, NEXT, "planned"),
        (Signs(unreported=1, unproven=1), None, NEXT, "under_way"),
        (Signs(filed=1, unreported=2), LAST, LAST, "late"),
        (Signs(proven=1), LAST, NEXT, "done"),
        (Signs(proven=1, unreported=3, filed=1, ahead=1), LAST, NEXT, "done"),
    ],
)
def test_a_state_is_derived(signs: Signs, due: date | None, today: date, standing: str) -> None:
    assert rules.standing(signs, due=due, today=today) == standing


SIGNS = st.builds(Signs, *[st.integers(0, 3)], st.none() | st.dates(), *[st.integers(0, 3)] * 5)


@given(signs=SIGNS, due=st.none() | st.dates(), today=st.dates())
def test_without_proof_nothing_is_ever_done(signs: Signs, due: date | None, today: date) -> None:
    said = rules.standing(replace(signs, proven=0), due=due, today=today)
    assert said != Standing.DONE
    assert rules.standing(replace(signs, proven=1), due=due, today=today) == Standing.DONE


def test_activities_are_counted_together() -> None:
    assert Signs(9, None, 1, 2, 4, 8, 16).activities == 31


@pytest.mark.parametrize(
    ("links", "of", "roots"),
    [
        ({}, [1], {1: 1}),
        ({7: 1}, [1, 2], {1: 1, 2: 2, 7: 1}),
        ({9: 7, 7: 1}, [1], {1: 1, 7: 1, 9: 1}),
        ({7: 5}, [1], {1: 1}),
        ({7: 7}, [1], {1: 1}),
        ({7: 8, 8: 7}, [1], {1: 1}),
        ({4: 3, 3: 2, 2: 1}, [1], {1: 1, 2: 1, 3: 1, 4: 1}),
        ({6: 5, 5: 4, 4: 3, 3: 2, 2: 1}, [1], {1: 1, 2: 1, 3: 1, 4: 1}),
    ],
)
def test_links_lead_to_the_measure_of_the_plan(links: Any, of: Iterable[int], roots: Any) -> None:
    assert rules.roots(links, of) == roots


@pytest.fixture
def there(cast: Any) -> Made:
    return made(cast)


@pytest.fixture
def paper(cast: Any, there: Made) -> JointIssue:
    return issued(cast, there)


def of_city(cast: Any) -> dict[str, Any]:
    return of_wuhan(cast)


def seen(cast: Any, there: Made) -> dict[tuple[str, str], str]:
    """State by council and measure, without those of which there is nothing."""
    draft = plans.get_draft(cast.actor("secretariat"), there.campaign.pk)
    matrix = queries.matrix_of(cast.actor("secretariat"), draft)
    names = {each.id: each.name[:2] for each in matrix.units}
    return {
        (names[unit], line.number): state.value
        for line in matrix.lines
        for unit, state in line.standings.items()
        if state != Standing.NOTHING
    }


def filed(cast: Any, paper: JointIssue, *measures: Measure, **changes: Any) -> tuple[Delivery, PlanVersion]:
    row = to_wuhan(cast, paper)
    campaign = filing.begin_own_plan(row.pk, keys(*measures), **of_wuhan(cast))
    for each in campaign.sections.get().measures.all():
        draft = MeasureDraft(each.title, serves_id=each.serves_id, **changes)
        plan.change_measure(each.pk, draft, **of_wuhan(cast))
    version = plan.freeze_plan(campaign.pk, why="報備", **of_wuhan(cast))
    return filing.file_own_plan(row.pk, version.pk, **of_wuhan(cast)), version


@pytest.mark.django_db
@ON_THAT_DAY
def test_a_filed_plan_counts_and_a_draft_does_not(cast: Any, there: Made, paper: JointIssue) -> None:
    row = to_wuhan(cast, paper)
    campaign = filing.begin_own_plan(row.pk, keys(there.stalls, there.seminar), **of_wuhan(cast))
    assert seen(cast, there) == {}
    version = plan.freeze_plan(campaign.pk, why="報備", **of_wuhan(cast))
    filing.file_own_plan(row.pk, version.pk, **of_wuhan(cast))
    assert seen(cast, there) == {("武漢", "2.1"): "late", ("武漢", "2.2"): "planned"}
    mine = campaign.sections.get().measures.get(serves=there.stalls)
    plan.change_measure(mine.pk, MeasureDraft("改", serves_id=there.contest.pk), **of_wuhan(cast))
    assert seen(cast, there) == {("武漢", "2.1"): "late", ("武漢", "2.2"): "planned"}


@pytest.mark.django_db
@ON_THAT_DAY
def test_what_was_held_is_done_once_something_proves_it(cast: Any, there: Made) -> None:
    province = cast.actor("secretariat")
    made_by = {"actor": of_wuhan(cast)["actor"], "at": cast.at}
    plan.freeze_plan(there.campaign.pk, why="發布", **secretary(cast))
    plan.release_plan(PlanVersion.objects.get().pk, **secretary(cast))
    row = planned(**made_by, measure_id=there.stalls.pk)
    assert seen(cast, there) == {("武漢", "2.2"): "late"}
    activities.hold_activity(row.pk, **made_by)
    assert seen(cast, there) == {("武漢", "2.2"): "under_way"}
    people.enter_person(row.pk, replace(LEADER, role="signed"), **made_by)
    assert seen(cast, there) == {("武漢", "2.2"): "under_way"}
    outputs.report_outputs(row.pk, [Told("leaflets", "", "300")], **made_by)
    assert seen(cast, there) == {("武漢", "2.2"): "done"}
    Output.objects.update(ended_at=cast.at)
    assert seen(cast, there) == {("武漢", "2.2"): "under_way"}
    people.enter_person(row.pk, replace(LEADER, office="省長"), **made_by)
    assert seen(cast, there) == {("武漢", "2.2"): "done"}
    held(province, cast.at, measure_id=there.contest.pk)
    assert seen(cast, there) == {("武漢", "2.2"): "done"}
    Activity.objects.filter(pk=row.pk).update(state="cancelled")
    assert seen(cast, there) == {}


@pytest.mark.django_db
@ON_THAT_DAY
def test_what_is_running_and_what_lies_ahead(cast: Any, there: Made) -> None:
    plan.freeze_plan(there.campaign.pk, why="發布", **secretary(cast))
    plan.release_plan(PlanVersion.objects.get().pk, **secretary(cast))
    made_by = {"actor": of_wuhan(cast)["actor"], "at": cast.at}
    now = datetime(2026, 5, 12, 10, 0, tzinfo=SHANGHAI)
    minute = timedelta(minutes=1)
    row = planned(**made_by, measure_id=there.stalls.pk, starts_at=now + minute, ends_at=now + 2 * minute)
    for begins, ends, state in (
        (now + minute, now + 2 * minute, "planned"),
        (now, now + minute, "under_way"),
        (now - minute, now, "under_way"),
        (now - 2 * minute, now - minute, "late"),
    ):
        Activity.objects.filter(pk=row.pk).update(starts_at=begins, ends_at=ends)
        assert seen(cast, there) == {("武漢", "2.2"): state}


@pytest.mark.django_db
@ON_THAT_DAY
def test_a_county_counts_for_its_city_by_way_of_the_citys_plan(cast: Any, there: Made, paper: JointIssue) -> None:
    _row, version = filed(cast, paper, there.stalls)
    mine = Measure.objects.get(serves=there.stalls)
    county = Organisation.objects.create(
        kind="council", name="江岸區消費者委員會", region_id="420102", parent=cast.bodies["wuhan"], case_prefix="岸"
    )
    county.path = f"{cast.bodies['wuhan'].path}{county.pk}/"
    county.save()
    row = held(of_wuhan(cast)["actor"], cast.at, measure_id=mine.pk)
    Activity.objects.filter(pk=row.pk).update(council=county)
    assert seen(cast, there)["武漢", "2.2"] == "under_way"
    behind = queries.behind(
        cast.actor("secretariat"),
        plans.get_draft(cast.actor("secretariat"), there.campaign.pk),
        there.stalls.pk,
        cast.bodies["wuhan"].pk,
    )
    assert [(each.pk, each.council_id) for each in behind.activities] == [(row.pk, county.pk)]
    assert [(each.measure.title, each.council.name, each.measure.version.pk) for each in behind.filed] == [
        ("現場諮詢", "武漢市消費者協會", version.pk)
    ]
    own = plans.get_draft(of_wuhan(cast)["actor"], mine.section.campaign_id)
    matrix = queries.matrix_of(of_wuhan(cast)["actor"], own)
    assert [each.name for each in matrix.units] == ["江岸區消費者委員會"]
    assert [line.standings[county.pk] for line in matrix.lines] == ["under_way"]


@pytest.mark.django_db
@ON_THAT_DAY
def test_the_latest_day_of_a_councils_own_plan_goes_before_that_of_the_measure(
    cast: Any, there: Made, paper: JointIssue
) -> None:
    row, _version = filed(cast, paper, there.seminar, last_day=date(2026, 5, 12))
    assert seen(cast, there) == {("武漢", "2.1"): "planned"}
    section = Measure.objects.get(serves=there.seminar).section
    plan.add_measure(
        section.pk, MeasureDraft("二", last_day=date(2026, 5, 1), serves_id=there.seminar.pk), **of_wuhan(cast)
    )
    again = plan.freeze_plan(section.campaign_id, why="再報", **of_wuhan(cast))
    filing.file_own_plan(row.pk, again.pk, **of_wuhan(cast))
    assert seen(cast, there) == {("武漢", "2.1"): "planned"}
    with time_machine.travel(datetime(2026, 5, 12, 16, 0, tzinfo=UTC), tick=False):
        assert seen(cast, there) == {("武漢", "2.1"): "late"}


@pytest.mark.django_db
def test_what_is_not_in_the_matrix_is_not_found(cast: Any, there: Made) -> None:
    actor = cast.actor("secretariat")
    draft = plans.get_draft(actor, there.campaign.pk)
    for measure, council in (
        (there.stalls.pk, cast.bodies["province"].pk),
        (there.stalls.pk, 0),
        (0, cast.bodies["wuhan"].pk),
    ):
        with pytest.raises(NotFound):
            queries.behind(actor, draft, measure, council)
    assert queries.behind(actor, draft, there.stalls.pk, cast.bodies["wuhan"].pk).standing == "nothing"


@pytest.mark.django_db
@ON_THAT_DAY
def test_the_matrix_in_the_browser(cast: Any, there: Made, paper: JointIssue) -> None:
    filed(cast, paper, there.stalls, there.seminar, responsible="市消協")
    row = planned(of_wuhan(cast)["actor"], cast.at, measure_id=Measure.objects.get(serves=there.stalls).pk)
    activities.hold_activity(row.pk, **of_wuhan(cast))
    people.enter_person(row.pk, LEADER, **of_wuhan(cast))
    client = browser(cast.accounts["secretariat"])
    page = f"/console/activities/matrix/{there.campaign.pk}/"
    cell = f"{page}{there.stalls.pk}/{cast.bodies['wuhan'].pk}/"
    answer = client.get(page)
    said = words(answer)
    for each in ("2026年措施落實情況", "✓ 已完成（有憑據） 1", "! 逾期 1", "· 無 4"):
        assert each in said
    assert 'title="武漢市 2.2 已完成（有憑據）"' in answer.content.decode()
    assert f'href="{cell}"' in answer.content.decode()
    assert "2.1 年主題座談會" not in words(client.get(f"{page}?state=done"))
    assert "2.2 現場諮詢" in words(client.get(f"{page}?state=done"))
    of_huangshi = words(client.get(f"{page}?unit={cast.bodies['huangshi'].pk}&state=done"))
    assert "沒有可顯示的內容" in of_huangshi
    assert "2.2 現場諮詢" not in words(client.get(f"{page}?part=1"))
    file = client.get(f"{page}export/?state=late")
    body = b"".join(file.streaming_content if file.streaming else [file.content]).decode()
    assert "2.1,年主題座談會,逾期,無" in body
    assert "2.2" not in body
    behind = words(client.get(cell))
    for each in (
        "武漢市消費者協會 · 2.2 現場諮詢",
        "狀態 已完成（有憑據）",
        "年主題座談會 武漢市消費者協會 已舉辦 1人到場",
        "現場諮詢 武漢市消費者協會 市消協",
    ):
        assert each in behind
    assert client.get(f"{page}{there.stalls.pk}/999999/").status_code == 404
    assert browser(cast.accounts["officer"]).get(page).status_code == 404
    assert f'href="{page}"' in client.get(f"/console/campaigns/{there.campaign.pk}/plan/").content.decode()
    assert f'href="{page}"' in client.get(f"/console/campaigns/issues/{paper.pk}/").content.decode()


@pytest.mark.django_db
@ON_THAT_DAY
def test_the_matrix_costs_the_same_whatever_its_size(cast: Any, there: Made, paper: JointIssue) -> None:
    filed(cast, paper, there.stalls)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            seen(cast, there)
        return len(found)

    asked()
    few = asked()
    for place in range(4):
        measure = plan.add_measure(there.forms.pk, MeasureDraft(f"措施{place}"), **secretary(cast))
        row = planned(cast.actor("secretariat"), cast.at, measure_id=measure.pk)
        Activity.objects.filter(pk=row.pk).update(council=cast.bodies["huangshi"])
    assert asked() == few
    assert Participation.objects.count() == 0
