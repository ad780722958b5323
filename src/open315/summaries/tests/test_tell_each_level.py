"""The summary of a province, of a city and of a county tells of that body: whose return, whose activities. All expectations are by hand."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from open315.activities.tests.making import held
from open315.campaigns import services as campaigns
from open315.campaigns.models import Campaign
from open315.campaigns.tests.making import plan_of
from open315.core.access import Actor
from open315.core.documents.sentences import plain
from open315.core.documents.tree import Section
from open315.core.documents.walk import narrative_of
from open315.returns.tests.making import campaign, secretary_of, signed
from open315.summaries.documents import campaign_summary

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ON_THAT_DAY = time_machine.travel(NOW, tick=False)
NOT_ADDED = "兩列數字出自兩種途徑，從不相加。"


def of_wuhan(cast: Any) -> tuple[Campaign, Actor]:
    """Wuhan's own campaign and its secretary."""
    actor = secretary_of(cast, "wuhan")
    return campaigns.open_campaign(plan_of(2026, region_code="420100"), actor=actor, at=cast.at), actor


def said(its: Campaign, actor: Actor) -> str:
    """The sentences, behind the titles of all sections."""
    document = campaign_summary(its, actor)
    inside = [each.title for chapter in document.sections for each in chapter.blocks if isinstance(each, Section)]
    return "\n".join([*inside, plain(narrative_of(document))])


@ON_THAT_DAY
def test_a_city_that_asks_nobody_reads_of_its_own_return_and_not_of_its_counties(cast: Any) -> None:
    signed(cast)
    told = said(*of_wuhan(cast))
    assert "本單位上報情況" in told
    assert "市縣上報情況" not in told
    assert "要求上報1份，已簽發1份，逾期0份。" in told
    assert f"{NOT_ADDED}上報數以本單位簽發的上報表為準，已包含所屬單位。" in told
    assert "上報數中沒有" not in told


@ON_THAT_DAY
def test_the_province_reads_that_its_own_activities_are_in_no_return(cast: Any) -> None:
    signed(cast)
    told = said(campaign(cast), cast.actor("secretariat"))
    assert "市縣上報情況" in told
    assert f"{NOT_ADDED}系統記錄合計包含本單位自己的活動，上報數中沒有。" in told


@ON_THAT_DAY
def test_what_one_council_alone_held_is_not_said_to_be_most_of_it(cast: Any) -> None:
    its, actor = of_wuhan(cast)
    for kind in ("seminar", "lecture"):
        held(actor, cast.at, kind=kind)
    told = said(its, actor)
    assert "按形式分：講座（1項活動，占50.00%）、座談會（1項活動，占50.00%）。" in told
    assert "過半" not in told
    assert not any(title.endswith("消費者組織") for title in told.splitlines()[:-1])


@ON_THAT_DAY
def test_the_province_reads_who_held_what_and_a_majority_is_said_only_where_something_is_left(cast: Any) -> None:
    its = campaign(cast)
    for who in (cast.actor("secretariat"), secretary_of(cast, "wuhan")):
        held(who, cast.at, kind="lecture")
    told = said(its, cast.actor("secretariat"))
    assert "按舉辦單位分：" in told
    assert any(title.endswith("）消費者組織") for title in told.splitlines()[:-1])
    assert "過半" not in told
