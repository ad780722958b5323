"""The second campaign: both years have enough activities to be compared, and people who came a thousand times."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from open315.activities.models import Activity, Participation, Person
from open315.activities.people import queries
from open315.activities.tests.test_show_activities import ON_THAT_DAY, browser
from open315.campaigns import services as campaigns
from open315.campaigns.tests.making import plan_of
from open315.core.documents.sentences import plain
from open315.core.documents.walk import narrative_of
from open315.core.facts import Period, Scope, figure
from open315.org.models import RoleGrant
from open315.summaries.documents import campaign_summary

pytestmark = pytest.mark.django_db


def secretary(cast: Any, who: str) -> Any:
    RoleGrant.objects.filter(account=cast.accounts[who]).update(role="secretariat")
    return cast.actor(who)


def ten_each(cast: Any) -> list[Activity]:
    """Ten lectures of every council on the first of March of either year."""
    return Activity.objects.bulk_create(
        Activity(
            council=cast.bodies[name], kind="lecture", title=f"講座{number}", venue="社區", region_id=cast.bodies[name].region_id,
            state="held", starts_at=(begins := datetime(year, 3, 1, 1, number, tzinfo=UTC)), ends_at=begins + timedelta(hours=1),
            created_at=datetime(2024, 1, 1, tzinfo=UTC),
        )
        for year in (2025, 2026)
        for name in ("province", "wuhan", "huangshi")
        for number in range(10)
    )  # fmt: skip


@ON_THAT_DAY
def test_the_summary_of_a_second_year_is_written(cast: Any) -> None:
    """It ended in an error: councils have no figure of what their shares changed by, and it was asked for."""
    ten_each(cast)
    given: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    there = campaigns.open_campaign(plan_of(2026), **given)
    said = plain(narrative_of(campaign_summary(there, given["actor"], "zh-hant", at=cast.at)))
    assert "武漢市消費者協會（10項活動，占33.33%）" in said


def test_an_author_who_was_present_at_another_activity_is_none_by_an_article_alone(cast: Any) -> None:
    """Under either title, whoever is one with whom."""
    first, second = ten_each(cast)[-2:]
    people = [
        Person.objects.create(body="甲", body_kind="media", office=office, known_as=office, created_at=cast.at)
        for office in ("主編", "記者", "顧問", "社長")
    ]
    Person.objects.filter(pk=people[3].pk).update(same_as=people[2])
    roles = (
        (first, 0, "signed"),
        (first, 1, "signed"),
        (second, 1, "attended"),
        (first, 2, "signed"),
        (second, 3, "spoke"),
    )
    for activity, person, role in roles:
        Participation.objects.create(activity=activity, person=people[person], role=role, created_at=cast.at)
    period, actor = Period(datetime(2026, 3, 1).date(), datetime(2026, 3, 1).date()), cast.actor("secretariat")
    found = {key: figure(f"activities.{key}", period, Scope(), actor).value for key in ("people", "authors")}
    assert found == {"people": 3, "authors": 1}
    assert set(queries.visible_to(secretary(cast, "huangshi_officer"))) == set(people)
    assert list(queries.visible_to(secretary(cast, "officer"))) == []
    assert list(queries.visible_to(cast.actor("second_officer"))) == []


@ON_THAT_DAY
def test_the_list_of_people_counts_for_those_it_shows_alone(cast: Any) -> None:
    activities = ten_each(cast)
    person = Person.objects.create(body="甲", body_kind="media", office="主編", known_as="a", created_at=cast.at)
    for each, role in (
        (activities[-1], "spoke"),
        (activities[-1], "signed"),
        (activities[-2], "spoke"),
        (activities[0], "spoke"),
    ):
        Participation.objects.create(activity=each, person=person, role=role, created_at=cast.at)
    client = browser(cast)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/console/activities/people/").content.decode()
    assert '<td class="number" data-label="參加活動數">3</td>' in " ".join(page.split()) or ">3<" in page
    statements = [each["sql"] for each in asked if "COUNT(DISTINCT" in each["sql"]]
    assert len(statements) == 1
    assert "GROUP BY" not in statements[0].partition(' FROM "activities_person"')[2]
