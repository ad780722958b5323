"""What each fact of activities means, counted by hand over the whole table, nothing of `activities.facts`.

Rows on both sides of every border: the midnights in China at both ends of what is asked, each state, each council, each form.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from open315.activities.models import Activity, DoubleEntry, Participation, Partner, Person
from open315.activities.tests import meanings_of_outputs as outputs
from open315.campaigns.models import Campaign, Measure, PlanSection, Requirement
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
    kinds = ("seminar", "press", "meeting", "visit", "other")
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
        Partner(activity=each, name=f"{state}{n}{number % 3}", kind=PARTNER_KINDS[n], state=state, created_at=cast.at)
        for number, each in enumerate(Activity.objects.order_by("pk"), 1)
        for state in ("invited", "promised", "declined", "delivered", "missing", "taken_out")
        for n in range(1 + number % 2)
    )

    people = [
        Person(body=kind, body_kind=kind, office=office, known_as=f"{kind}|{office}", created_at=cast.at)
        for kind in ("party", "government", "department")
        for office in ("head", "deputy")
    ]
    Person.objects.bulk_create(people)
    people[1].same_as = people[0]
    people[1].save()
    Participation.objects.bulk_create(
        Participation(
            activity=each, person=people[(number + n) % len(people)], role=ROLES[(number + n) % len(ROLES)],
            rank=RANKS[(number // 2 + n) % len(RANKS)], is_guest=number % 5 == n, created_at=cast.at,
        )
        for number, each in enumerate(Activity.objects.order_by("pk"), 1)
        for n in range(number % 3)
    )  # fmt: skip
    fill_plans(cast)
    outputs.fill(cast)
    fill_pairs(cast)


def fill_pairs(cast: Any) -> None:
    """Held activities by twos, of several days and councils: undecided, one by the first, one by the second, two; and one with a planned one."""
    rows = list(Activity.objects.order_by("pk"))
    pairs = [*zip(rows[1::6], rows[4::6], strict=False), (rows[0], rows[2])]
    for number, (first, second) in enumerate(pairs):
        decision = ("", "same", "same", "different")[number % 4]
        kept = (first if number % 4 == 1 else second) if decision == "same" else None
        DoubleEntry.objects.create(
            first=first, second=second, why="title", decision=decision, kept=kept, noted_at=cast.at
        )
        if kept is not None:
            lost = second if kept == first else first
            Activity.objects.filter(pk=lost.pk).update(same_as=kept)


def counted(rows: list[Activity]) -> list[Activity]:
    """Of those that are one activity: the entry that counts, if it is among them; else the first."""
    groups: dict[int, list[Activity]] = {}
    for each in rows:
        groups.setdefault(each.same_as_id or each.pk, []).append(each)
    return [next((each for each in group if each.pk == head), group[0]) for head, group in groups.items()]


def undecided(period: Period, scope: Scope) -> list[DoubleEntry]:
    """The pairs of which nobody has decided and both were held then and there."""
    there = {each.pk for each in all_held(period, scope)}
    rows = DoubleEntry.objects.filter(decision="").order_by("pk")
    return [each for each in rows if {each.first_id, each.second_id} <= there]


def held(period: Period, scope: Scope) -> list[Activity]:
    """What was held and counts: what was entered twice once."""
    return counted(all_held(period, scope))


def all_held(period: Period, scope: Scope) -> list[Activity]:
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
    of = {each.pk for each in all_held(period, scope)}
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


def leaders_by_activity(period: Period, scope: Scope) -> Counter[str]:
    """Each person once an activity, under the first of two titles."""
    present = [
        each
        for each in took_part(period, scope)
        if each.role != "signed"
        and not each.is_guest
        and each.rank in COUNTY_AND_ABOVE
        and each.person.body_kind in {"party", "congress", "government", "cppcc"}
        and each.activity_id in {one.pk for one in held(period, scope)}
    ]
    return Counter(
        str(activity)
        for activity, _who in {(each.activity_id, each.person.same_as_id or each.person_id) for each in present}
    )


def authors(period: Period, scope: Scope) -> list[Person]:
    """Who signed and was present at nothing of it."""
    rows = took_part(period, scope)
    present = {each.pk for each in persons(each for each in rows if each.role != "signed")}
    return [each for each in persons(rows) if each.pk not in present]


def guests(period: Period, scope: Scope) -> list[Person]:
    """Present, from outside."""
    return persons(each for each in took_part(period, scope) if each.is_guest and each.role != "signed")


def heard(period: Period, scope: Scope) -> list[Person]:
    """Present at a deployment meeting, no guest, county rank and above, of whatever body."""
    return persons(
        each
        for each in took_part(period, scope)
        if each.activity.kind == "meeting"
        and each.role != "signed"
        and not each.is_guest
        and each.rank in COUNTY_AND_ABOVE
    )


def came(period: Period, scope: Scope) -> list[Partner]:
    """Who delivered something at what was held."""
    return alone(each for each in partners(period, scope, "delivered") if each.activity.state == "held")


def alone(rows: Iterable[Partner]) -> list[Partner]:
    """A body once at what is one activity: at the entry that counts, if it is there, else at the first."""
    groups: dict[tuple[str, int], list[Partner]] = {}
    for each in rows:
        groups.setdefault((each.name, each.activity.same_as_id or each.activity_id), []).append(each)
    found = []
    for (_name, head), group in groups.items():
        at = head if any(each.activity_id == head for each in group) else min(each.activity_id for each in group)
        found += [each for each in group if each.activity_id == at]
    return found


def undelivered(period: Period, scope: Scope) -> list[Partner]:
    """Who promised and did not come; of what was not cancelled also of whom nobody has said anything. All of March is over."""
    missing = partners(period, scope, "missing")
    silent = [each for each in partners(period, scope, "promised") if each.activity.state != "cancelled"]
    return alone(missing + silent)


def fill_plans(cast: Any) -> None:
    """Campaigns on both sides of every border, of the province and of Wuhan; each with two measures and three requirements, one withdrawn.

    The first measure has an activity in each of the states, if the campaign's number says so, and serves the first requirement; the second
    requirement is met by an activity of its own in some.
    """
    states = ("held", "planned", "cancelled", "")
    for number, day in enumerate(
        (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 15), date(2026, 3, 16))
    ):
        for name in ("province", "wuhan"):
            council = cast.bodies[name]
            campaign = Campaign.objects.create(
                council=council, year=2000 + number, theme="題", first_day=day, last_day=day, stat_first=day, stat_last=day,
                region=council.region, created_at=cast.at,
            )  # fmt: skip
            section = PlanSection.objects.create(campaign=campaign, place=1, title="章")
            first, _second = (Measure.objects.create(section=section, place=at, title="措施") for at in (1, 2))
            asked = [
                Requirement.objects.create(
                    campaign=campaign,
                    number=at,
                    text="要求",
                    put_by="會",
                    put_on=day,
                    withdrawn_at=cast.at if at == 3 else None,
                )
                for at in (1, 2, 3)
            ]
            asked[0].measures.add(first)
            _act(cast, council, states[(number + 3) % 4], measure=first)
            linked = _act(cast, council, states[(number + 1) % 4])
            if linked:
                linked.requirements.add(asked[1])


def _act(cast: Any, council: Any, state: str, **more: Any) -> Activity | None:
    """An activity of long ago, which no other figure of the sample counts."""
    if not state:
        return None
    then = datetime(2020, 1, 1, tzinfo=SHANGHAI)
    return Activity.objects.create(
        council=council, kind="visit", title="甲", starts_at=then, ends_at=then, created_at=cast.at, region_id="420100",
        venue="館", state=state, **more,
    )  # fmt: skip


def _begins(campaign: Campaign, period: Period, scope: Scope) -> bool:
    """Of the province alone: its secretariat asks."""
    own = campaign.council.name == "湖北省消費者委員會" and scope.get("region") in ("", "42")
    return own and period.first <= campaign.first_day <= period.last


def _is_held(activities: Any) -> bool:
    return any(each.state == "held" for each in activities)


def requirements(period: Period, scope: Scope) -> list[Requirement]:
    """Those of the province's campaigns that begin in the period, without the withdrawn."""
    rows = Requirement.objects.select_related("campaign__council").order_by("pk")
    return [each for each in rows if each.withdrawn_at is None and _begins(each.campaign, period, scope)]


def unmet(period: Period, scope: Scope) -> list[Requirement]:
    """Those for which nothing was held, of their own or of a measure that serves them."""
    return [
        each
        for each in requirements(period, scope)
        if not _is_held(each.activities.all())
        and not any(_is_held(measure.activities.all()) for measure in each.measures.all())
    ]


def measures(period: Period, scope: Scope) -> list[Measure]:
    """Those of the province's campaigns that begin in the period."""
    rows = Measure.objects.select_related("section__campaign__council").order_by("pk")
    return [each for each in rows if _begins(each.section.campaign, period, scope)]


def known(scope: Scope, count: int) -> int | None:
    """Of the plan of Wuhan the province knows nothing, so nothing is no zero."""
    return None if scope.get("region") == "4201" else count


SAMPLE = Sample(
    fill=fill,
    who="secretariat",
    asked=ASKED,
    meanings={
        "activities.held": lambda period, scope: len(held(period, scope)),
        "activities.by_form": lambda period, scope: Counter(each.kind for each in held(period, scope)),
        "activities.by_council": lambda period, scope: Counter(str(each.council_id) for each in held(period, scope)),
        "activities.undecided": lambda period, scope: len(undecided(period, scope)),
        "activities.leaders_by_activity": lambda period, scope: leaders_by_activity(period, scope),
        "activities.partners_by_activity": lambda period, scope: Counter(
            str(each.activity_id)
            for each in came(period, scope)
            if each.activity_id in {one.pk for one in held(period, scope)}
        ),
        "activities.people": lambda period, scope: len(persons(took_part(period, scope))),
        "activities.people_by_body": lambda period, scope: Counter(
            each.body_kind for each in persons(took_part(period, scope))
        ),
        "activities.leaders": lambda period, scope: len(leaders(period, scope)),
        "activities.leaders_by_body": lambda period, scope: Counter(each.body_kind for each in leaders(period, scope)),
        "activities.guests": lambda period, scope: len(guests(period, scope)),
        "activities.authors": lambda period, scope: len(authors(period, scope)),
        "activities.heard": lambda period, scope: len(heard(period, scope)),
        "activities.partners_came": lambda period, scope: len(came(period, scope)),
        "activities.partners_by_kind": lambda period, scope: Counter(each.kind for each in came(period, scope)),
        "activities.departments": lambda period, scope: len(
            {each.name for each in came(period, scope) if each.kind == "department"}
        ),
        "activities.partners_undelivered": lambda period, scope: len(undelivered(period, scope)),
        "activities.requirements": lambda period, scope: known(scope, len(requirements(period, scope))),
        "activities.requirements_unmet": lambda period, scope: known(scope, len(unmet(period, scope))),
        "activities.requirements_met": lambda period, scope: known(
            scope, len(requirements(period, scope)) - len(unmet(period, scope))
        ),
        "activities.measures": lambda period, scope: known(scope, len(measures(period, scope))),
        "activities.measures_done": lambda period, scope: known(
            scope, sum(_is_held(each.activities.all()) for each in measures(period, scope))
        ),
        **outputs.meanings(held, all_held),
    },
    measures=outputs.MEASURES,
    unknown=outputs.UNKNOWN,
)
