"""What one department did in a campaign is told of it alone, and only to it and to the councils. All expectations are by hand."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.core.documents.sentences import plain
from open315.core.documents.walk import narrative_of
from open315.core.errors import NotFound
from open315.core.facts import Period, Scope, figure, table
from open315.core.facts.address import rows_path
from open315.core.facts.registry import may_open
from open315.org.queries import body_by_id
from open315.parts import queries
from open315.parts.facts.dimension import scope_of_part
from open315.parts.tests.making import HEALTH, NOW, brought, campaign_of, hosted, missed
from open315.summaries.documents import campaign_summary

pytestmark = pytest.mark.django_db
ON_THAT_DAY = time_machine.travel(NOW, tick=False)


def told(cast: Any, campaign: Any, who: str, body: str = "market", language: str = "zh-hant") -> str:
    document = campaign_summary(campaign, cast.actor(who), language, about=body_by_id(cast.bodies[body].pk))
    return "\n".join([document.title, document.issuer, plain(narrative_of(document))])


def value(cast: Any, key: str, who: str, body: str = "market") -> Any:
    campaign = queries.parts_of(cast.actor(who))[0].campaign
    days = Period(campaign.first_day, campaign.last_day)
    return figure(key, days, scope_of_part("420000", cast.bodies[body].pk), cast.actor(who)).value


@ON_THAT_DAY
def test_a_department_reads_what_it_was_asked_to_promised_and_brought(cast: Any) -> None:
    campaign = campaign_of(cast)
    brought(cast), missed(cast), hosted(cast)
    said = told(cast, campaign, "market_liaison")
    assert "2026年「3·15」活動總結：武漢市市場監督管理局部分" in said
    assert "應邀參加2次；承諾參加2次；已舉辦的活動中實際參加1次。" in said
    assert "承諾未到位1次。" in said
    assert "派出人員合計3人次" in said
    assert "宣傳冊" in said
    assert "主辦或參與主辦活動1項" in said
    assert "打假公開課" in said
    assert "牽頭1項" in said


@ON_THAT_DAY
def test_the_department_issues_its_own_and_the_council_issues_one_of_it(cast: Any) -> None:
    campaign = campaign_of(cast)
    brought(cast)
    assert told(cast, campaign, "market_liaison").splitlines()[1] == "武漢市市場監督管理局"
    assert told(cast, campaign, "secretariat").splitlines()[1] == "湖北省消費者委員會"


@ON_THAT_DAY
def test_the_part_is_told_in_every_language(cast: Any) -> None:
    campaign = campaign_of(cast)
    brought(cast)
    assert "应邀参加1次" in told(cast, campaign, "secretariat", language="zh-hans")
    assert "Asked to take part: 1; agreed: 1" in told(cast, campaign, "secretariat", language="en")


@ON_THAT_DAY
def test_what_another_department_did_is_no_part_of_it(cast: Any) -> None:
    campaign_of(cast)
    brought(cast, name=HEALTH)
    brought(cast)
    assert value(cast, "parts.asked", "secretariat") == 1
    assert value(cast, "parts.asked", "secretariat", "health") == 1
    assert value(cast, "parts.asked", "market_liaison") == 1
    assert value(cast, "parts.asked", "market_liaison", "health") in (0, None)


@ON_THAT_DAY
def test_a_department_reads_its_part_in_the_activities_of_every_council_and_a_council_in_its_own(cast: Any) -> None:
    campaign_of(cast)
    brought(cast)
    days, scope = Period(NOW.date().replace(month=3, day=1), NOW.date()), Scope(part=str(cast.bodies["market"].pk))
    assert figure("parts.came", days, scope, cast.actor("market_liaison")).value == 1
    assert figure("parts.came", days, scope, cast.actor("secretariat")).value == 1
    assert not may_open("parts.came", cast.actor("huangshi_clerk"))
    assert not may_open("parts.came", cast.actor("officer"))


@ON_THAT_DAY
def test_the_parts_of_a_campaign_are_those_of_bodies_that_did_something_in_its_days(cast: Any) -> None:
    campaign = campaign_of(cast)
    brought(cast)
    at_home = [part.body.name for part in queries.parts_of(cast.actor("market_liaison"))]
    assert at_home == ["武漢市市場監督管理局"]
    assert queries.parts_of(cast.actor("health_liaison")) == []
    assert [part.campaign.pk for part in queries.parts_of(cast.actor("secretariat"))] == [campaign.pk]


@ON_THAT_DAY
def test_a_day_outside_of_the_campaign_makes_no_part(cast: Any) -> None:
    campaign = campaign_of(cast)
    before, after = campaign.first_day, campaign.last_day
    from datetime import datetime, time, timedelta

    from open315.core.clock import SHANGHAI

    for day, is_part in ((before - timedelta(days=1), False), (after + timedelta(days=1), False), (after, True)):
        starts = datetime.combine(day, time(9), SHANGHAI)
        brought(cast, starts_at=starts, ends_at=starts + timedelta(hours=1), title=f"{day}")
        assert bool(queries.parts_of(cast.actor("market_liaison"))) is is_part


@ON_THAT_DAY
def test_nobody_gets_the_part_of_a_body_that_is_not_hers(cast: Any) -> None:
    campaign = campaign_of(cast)
    brought(cast)
    market = cast.bodies["market"].pk
    assert queries.get_part(cast.actor("market_liaison"), campaign.pk, market).body.id == market
    for who in ("health_liaison", "huangshi_officer", "clerk", "nobody_at_all"):
        actor = cast.actor(who) if who in cast.accounts else cast.actor("supervisor")
        with pytest.raises(NotFound):
            queries.get_part(actor, campaign.pk, market)


@ON_THAT_DAY
def test_the_people_it_sent_are_not_known_where_nobody_said(cast: Any) -> None:
    campaign_of(cast)
    missed(cast)
    assert value(cast, "parts.staff", "secretariat") is None
    brought(cast)
    assert value(cast, "parts.staff", "secretariat") == 3


@ON_THAT_DAY
def test_a_figure_of_the_part_opens_its_rows_for_the_department_and_nobody_elses(client: Client, cast: Any) -> None:
    campaign = campaign_of(cast)
    brought(cast)
    days = Period(campaign.first_day, campaign.last_day)
    scope = scope_of_part("420000", cast.bodies["market"].pk)
    fact = figure("parts.came", days, scope, cast.actor("market_liaison"))
    client.force_login(cast.accounts["market_liaison"])
    assert "年主題座談會" in client.get(rows_path(fact)).content.decode()
    client.force_login(cast.accounts["health_liaison"])
    assert "年主題座談會" not in client.get(rows_path(fact)).content.decode()
    client.force_login(cast.accounts["officer"])
    assert client.get(rows_path(fact)).status_code == 403


@ON_THAT_DAY
def test_the_forms_it_came_to_add_up_to_how_often_it_came(cast: Any) -> None:
    campaign = campaign_of(cast)
    brought(cast), brought(cast, kind="lecture", title="講座")
    days = Period(campaign.first_day, campaign.last_day)
    found = table(
        "parts.came_by_form", days, scope_of_part("420000", cast.bodies["market"].pk), cast.actor("secretariat")
    )
    assert [(code, fact.value) for code, _label, fact in found.lines] == [("lecture", 1), ("seminar", 1)]
    assert found.total is not None
    assert found.total.value == 2
