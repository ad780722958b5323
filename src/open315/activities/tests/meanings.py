"""What each fact of activities means, counted by hand over the whole table, nothing of `activities.facts`.

Rows on both sides of every border: the midnights in China at both ends of what is asked, each state, each council, each form.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from open315.activities.models import Activity, Participation, Partner, Person
from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from tests.figures.recount import Sample

MARCH = Period(date(2026, 3, 1), date(2026, 3, 15))
ASKED = (
    (MARCH, Scope()),
    (MARCH, Scope(region="42")),
    (Period(date(2026, 3, 2), date(2026, 3, 2)), Scope(region="4201")),
)
MOMENTS = tuple(
    datetime(2026, *day, tzinfo=SHANGHAI)
    for day in (
        (2, 28, 23, 59),
        (3, 1, 0, 0),
        (3, 2, 0, 0),
        (3, 2, 23, 59),
        (3, 8, 9, 0),
        (3, 15, 23, 59),
        (3, 16, 0, 0),
    )
)
ROLES = ("attended", "spoke", "presented", "commanded", "signed", "signed", "signed")
RANKS = ("province", "county_deputy", "township", "", "national", "staff")
COUNTY_AND_ABOVE = {
    *("national", "province", "province_deputy", "department", "department_deputy", "county", "county_deputy"),
}
PARTNER_KINDS = ("department", "enterprise")
LINES = {"湖北省消費者委員會": "420000", "武漢市消費者協會": "420100", "黃石市消費者委員會": "420200"}
"""The councils of the cast and the places they stand for: cities report to the province, and stand below it by themselves."""


def fill(cast: Any) -> None:
    """Every moment × state × council of the cast, in changing forms; one is held in another city than its council's."""
    councils = [cast.bodies[name] for name in ("province", "wuhan", "huangshi")]
    kinds = ("seminar", "press", "seminar", "visit", "other")
    rows = [
        Activity(
            council=council, kind=kinds[(at + place) % len(kinds)], title=f"活動{at}", starts_at=moment, created_at=cast.at,
            ends_at=moment + timedelta(days=at % 3), region_id="420200" if at % 2 else council.region_id, venue="館", state=state,
        )
        for at, moment in enumerate(MOMENTS)
        for place, council in enumerate(councils)
        for state in ("planned", "held", "cancelled")
    ]  # fmt: skip
    Activity.objects.bulk_create(rows)
    Partner.objects.bulk_create(
        Partner(activity=each, name=f"{state}{n}", kind=PARTNER_KINDS[n], state=state, created_at=cast.at)
        for each in Activity.objects.order_by("pk")
        for state in ("invited", "promised", "declined", "delivered", "missing", "taken_out")
        for n in range(1 + each.pk % 2)
    )

    people = [
        Person(body=f"{kind}", body_kind=kind, office=f"{office}", created_at=cast.at)
        for kind in ("party", "government", "department")
        for office in ("head", "deputy")
    ]
    Person.objects.bulk_create(people)
    people[1].same_as = people[0]
    people[1].save()
    Participation.objects.bulk_create(
        Participation(
            activity=each, person=people[(each.pk + n) % len(people)], role=ROLES[(each.pk + n) % len(ROLES)],
            rank=RANKS[(each.pk // 2 + n) % len(RANKS)], is_guest=each.pk % 5 == n, created_at=cast.at,
        )
        for each in Activity.objects.order_by("pk")
        for n in range(each.pk % 3)
    )  # fmt: skip


def held(period: Period, scope: Scope) -> list[Activity]:
    """What was held, by the day of its start in China and the council that planned it; of a city, its own."""
    region = scope.get("region")
    return [
        each
        for each in Activity.objects.select_related("council").order_by("pk")
        if each.state == "held"
        and period.first <= each.starts_at.astimezone(SHANGHAI).date() <= period.last
        and LINES[each.council.name].startswith(region)
    ]


def partners(period: Period, scope: Scope, *states: str) -> list[Partner]:
    """The partners in these states of activities of the period, whatever became of the activity."""
    return [
        each
        for each in Partner.objects.select_related("activity__council").order_by("pk")
        if each.state in states
        and period.first <= each.activity.starts_at.astimezone(SHANGHAI).date() <= period.last
        and LINES[each.activity.council.name].startswith(scope.get("region"))
    ]


def took_part(period: Period, scope: Scope) -> list[Participation]:
    """Who took part in what was held."""
    of = {each.pk for each in held(period, scope)}
    found = Participation.objects.select_related("person__same_as").order_by("pk")
    return [each for each in found if each.activity_id in of]


def persons(rows: Iterable[Participation]) -> list[Person]:
    """Each person once, under the first of two titles."""
    return list({(each.person.same_as or each.person).pk: each.person.same_as or each.person for each in rows}.values())


def leaders(period: Period, scope: Scope) -> list[Person]:
    """Present, no guest, county rank and above, of one of the four kinds of body."""
    return persons(
        each
        for each in took_part(period, scope)
        if each.role != "signed"
        and not each.is_guest
        and each.rank in COUNTY_AND_ABOVE
        and each.person.body_kind in {"party", "congress", "government", "cppcc"}
    )


def authors(period: Period, scope: Scope) -> list[Person]:
    """Who signed and was present at nothing of it."""
    rows = took_part(period, scope)
    present = {each.pk for each in persons(each for each in rows if each.role != "signed")}
    return [each for each in persons(rows) if each.pk not in present]


def guests(period: Period, scope: Scope) -> list[Person]:
    """Present, from outside."""
    return persons(each for each in took_part(period, scope) if each.is_guest and each.role != "signed")


def came(period: Period, scope: Scope) -> list[Partner]:
    """Who delivered something at what was held."""
    return [each for each in partners(period, scope, "delivered") if each.activity.state == "held"]


def undelivered(period: Period, scope: Scope) -> list[Partner]:
    """Who promised and did not come; of what was not cancelled also of whom nobody has said anything. All of March is over."""
    missing = partners(period, scope, "missing")
    silent = [each for each in partners(period, scope, "promised") if each.activity.state != "cancelled"]
    return missing + silent


SAMPLE = Sample(
    fill=fill,
    who="secretariat",
    asked=ASKED,
    meanings={
        "activities.held": lambda period, scope: len(held(period, scope)),
        "activities.by_form": lambda period, scope: Counter(each.kind for each in held(period, scope)),
        "activities.by_council": lambda period, scope: Counter(str(each.council_id) for each in held(period, scope)),
        "activities.people": lambda period, scope: len(persons(took_part(period, scope))),
        "activities.people_by_body": lambda period, scope: Counter(
            each.body_kind for each in persons(took_part(period, scope))
        ),
        "activities.leaders": lambda period, scope: len(leaders(period, scope)),
        "activities.leaders_by_body": lambda period, scope: Counter(each.body_kind for each in leaders(period, scope)),
        "activities.guests": lambda period, scope: len(guests(period, scope)),
        "activities.authors": lambda period, scope: len(authors(period, scope)),
        "activities.partners_came": lambda period, scope: len(came(period, scope)),
        "activities.partners_by_kind": lambda period, scope: Counter(each.kind for each in came(period, scope)),
        "activities.partners_undelivered": lambda period, scope: len(undelivered(period, scope)),
    },
    measures={},
)
