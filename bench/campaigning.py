"""A campaign of a whole province: its pages through the whole of Django without a network, and its summary.

Seventeen cities and their counties, 2,000 activities, 60,000 participations, 7,600 outputs, two years: what the design asks for. Rows are written
straight into the tables, since verbs would take an hour; pages look at nothing else.
"""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.machine import percentile, timed
from bench.rows import Row
from open315.activities.models import Activity, Host, Output, Participation, Partner, Person
from open315.activities.people.rules import known_as
from open315.campaigns.models import Campaign, Measure, PlanSection, PlanVersion, Requirement
from open315.campaigns.plan import queries as plans
from open315.core import clock
from open315.core.clock import local_day
from open315.org import queries as org
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.queries import actor_for
from open315.summaries.documents import campaign_summary
from open315.summaries.files import FORMS

ACTIVITIES, PEOPLE, TAKING_PART, OUTPUTS, PARTNERS = 2000, 12_000, 30, 4, 3
SECTIONS, MEASURES, REQUIREMENTS = 8, 5, 8
TIMES = 20
KINDS = [each.value for each in Activity.Kind]
TOLD = ("leaflets", "boards", "enquiries", "complaints_taken")
RANKS = ("province_deputy", "department", "department_deputy", "county", "county_deputy", "")
MUST = "p50 ≤ 40 ms"


def campaigns(label: str) -> Iterator[Row]:
    """Fill, look at each page, write the summary."""
    year = clock.today().year
    _councils()
    for each in (year - 1, year):
        _fill(each)
    campaign = Campaign.objects.get(year=year)
    client = Client()
    _secretary()
    client.force_login(Account.objects.get(username="bench"))
    for what, address in _pages(campaign):
        yield _looked_at(client, what, address, label)
    yield _summed(campaign, label)


def _pages(campaign: Campaign) -> Iterator[tuple[str, str]]:
    for what, name, arguments in (
        ("campaign page", "campaigns:detail", [campaign.pk]),
        ("plan", "campaigns:plan", [campaign.pk]),
        ("coverage of the requirements", "activities:coverage", [campaign.pk]),
        ("matrix of measures and councils", "activities:matrix", [campaign.pk]),
        ("activities by place", "activities:places", []),
        ("list of activities", "activities:list", []),
        ("one activity", "activities:detail", [Activity.objects.order_by("-pk")[0].pk]),
        ("list of people", "activities:people", []),
        ("list of partners", "activities:partners", []),
    ):
        yield what, reverse(name, args=arguments)


def _looked_at(client: Client, what: str, address: str, label: str) -> Row:
    with CaptureQueriesContext(connection) as asked:
        first = client.get(address)
    if first.status_code != 200:
        raise RuntimeError(f"{address}: {first.status_code}")
    taken = [timed(lambda: client.get(address).status_code == 200) for _ in range(TIMES)]
    said = f"p50 {statistics.median(taken):.1f} ms, p95 {percentile(taken, 0.95):.1f} ms"
    more = f"{len(asked)} statements, {len(first.content) // 1024} KB"
    return Row(f"{what}, {label}", said, more, "–", MUST)


def _summed(campaign: Campaign, label: str) -> Row:
    actor = actor_for(Account.objects.get(username="bench"), clock.today())
    begun = time.perf_counter()
    document = campaign_summary(campaign, actor)
    counted = time.perf_counter() - begun
    stages = [f"figures {counted:.1f}"]
    for form, render in FORMS.items():
        start = time.perf_counter()
        render(document)
        stages.append(f"{form} {time.perf_counter() - start:.1f}")
    total = time.perf_counter() - begun
    return Row(f"summary of the campaign, {label}", f"{total:.1f} s ({', '.join(stages)})", "–", "–", "≤ 5 s")


def _secretary() -> None:
    """Who looks holds the post whose pages these are."""
    top, account = Organisation.objects.get(region_id="420000"), Account.objects.get(username="bench")
    RoleGrant.objects.create(account=account, organisation=top, role="secretariat", granted_from=date(2020, 1, 1))


def _councils() -> None:
    """A council in every city and county of the province."""
    top = Organisation.objects.get(region_id="420000")
    for city in org.city_codes("420000"):
        above = _council(city, top)
        for county in org.county_codes(city):
            _council(county, above)
    org.forget()


def _council(code: str, parent: Organisation) -> Organisation:
    found = Organisation.objects.filter(region_id=code, kind="council").first()
    if found is None:
        found = Organisation.objects.create(
            kind="council", name=f"示例消費者委員會 {code}", region_id=code, parent=parent
        )
        found.path = f"{parent.path}{found.pk}/"
        found.save()
    return found


def _fill(year: int) -> None:
    top, pick = Organisation.objects.get(region_id="420000"), random.Random(year)
    first = datetime(year, 3, 1, 1, tzinfo=UTC)
    campaign = Campaign.objects.create(
        council=top, year=year, theme="示例", first_day=local_day(first), last_day=local_day(first + timedelta(days=30)),
        stat_first=datetime(year - 1, 1, 1).date(), stat_last=datetime(year - 1, 12, 31).date(), region_id="420000", created_at=first,
    )  # fmt: skip
    measures = _plan(campaign, first)
    councils = list(Organisation.objects.filter(kind="council").order_by("pk"))
    activities = Activity.objects.bulk_create(
        Activity(
            council=(council := councils[number % len(councils)]), kind=KINDS[number % len(KINDS)], title=f"活動{number}",
            starts_at=(begins := first + timedelta(hours=pick.randrange(0, 720))), ends_at=begins + timedelta(hours=2),
            region_id=council.region_id, venue="廣場", state="held" if number % 20 else "planned", created_at=first,
            measure=measures[number % len(measures)],
        )
        for number in range(ACTIVITIES)
    )  # fmt: skip
    Host.objects.bulk_create(
        Host(activity=each, place=1, name=each.council.name, organisation=each.council) for each in activities
    )
    _people(activities, pick, first)
    Output.objects.bulk_create(
        Output(activity=each, indicator=code, said=f"{(n := pick.randrange(1, 5000))}餘", hundredths=n * 100, bound="at_least", noted_at=each.ends_at)
        for each in activities
        for code in TOLD[:OUTPUTS]
        if each.state == "held"
    )  # fmt: skip
    Partner.objects.bulk_create(
        Partner(activity=each, name=f"示例局{pick.randrange(40)}-{n}", kind="department", state=pick.choice(("promised", "delivered")), created_at=first)
        for each in activities
        for n in range(PARTNERS)
    )  # fmt: skip


def _plan(campaign: Campaign, at: datetime) -> list[Measure]:
    found = []
    for place in range(1, SECTIONS + 1):
        section = PlanSection.objects.create(campaign=campaign, place=place, title=f"第{place}項")
        found += Measure.objects.bulk_create(
            Measure(section=section, place=each, title=f"措施{place}.{each}", first_day=local_day(at), last_day=local_day(at + timedelta(days=20)))
            for each in range(1, MEASURES + 1)
        )  # fmt: skip
    for number in range(1, REQUIREMENTS + 1):
        row = Requirement.objects.create(
            campaign=campaign, number=number, text=f"要求{number}", put_by="常委會", put_on=local_day(at)
        )
        row.measures.set(found[number * 4 : number * 4 + 3])
    content = [item.as_data() for item in plans.draft_of(campaign).content]
    PlanVersion.objects.create(campaign=campaign, number=1, content=content, why="示例", made_at=at, released_at=at)
    return found


def _people(activities: list[Activity], pick: random.Random, at: datetime) -> None:
    begun = Person.objects.count()
    names = ((f"示例機關{number % 900}", f"職務{number}") for number in count(begun))
    people = Person.objects.bulk_create(
        Person(body=body, office=office, known_as=known_as(body, office), body_kind=pick.choice(("party", "government", "congress", "cppcc", "media")), created_at=at)
        for (body, office), _ in zip(names, range(PEOPLE), strict=False)
    )  # fmt: skip
    rows = (
        Participation(activity=each, person=person, role="attended", rank=pick.choice(RANKS), created_at=at)
        for each in activities
        for person in pick.sample(people, TAKING_PART)
    )
    Participation.objects.bulk_create(rows, batch_size=5000)
