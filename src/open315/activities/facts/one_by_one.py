"""The figures of one activity: who came to it, and under which heading of a summary it stands. What it put out is `effects`. Importing it declares them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities.facts import partners, people
from open315.activities.facts.figures import HELD, base_query
from open315.activities.facts.rows import ACTIVITIES, ROWS
from open315.activities.telling.queries import Within, judged, leaders_of, partners_of, titles_of
from open315.activities.telling.wording import group_words
from open315.core.access import Actor
from open315.core.facts import Breakdown, Fact, Period, RowsQuery, Scope, fact, figure, shared
from open315.core.facts.lines import LineMaker
from open315.org.facts import REGION

BY_GROUP = "activities.by_group"
LEADERS, PARTNERS = "activities.leaders_by_activity", "activities.partners_by_activity"


def within(period: Period, scope: Scope, actor: Actor) -> Within:
    """The activities of a figure, as the choice of what is told reads them."""
    return Within(actor, period, scope.get(REGION))


@fact(
    BY_GROUP,
    label=_("Activities by heading of the summary"),
    definition=_(
        "The activities held, by the heading under which the council's summary tells them: by their form, or where the council put them."
    ),
    unit=ACTIVITIES,
    rows=ROWS,
    is_breakdown=True,
)
def by_group(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """The media, seminars, contests …"""
    counts = Counter(each.group.value for each in judged(within(period, scope, actor)))
    maker = LineMaker(BY_GROUP, ACTIVITIES, "group", period, scope, base_query(period, scope), group_words)
    return maker.breakdown(maker.ranked(counts), figure(HELD, period, scope, actor))


def _table(key: str, unit: str, rows: RowsQuery, counts: Mapping[int, int], of: Within, scope: Scope) -> Breakdown:
    """A line an activity. One person comes to several, so the lines have no total."""

    def line(code: str) -> tuple[Any, Fact]:
        made = Fact(key, counts.get(int(code), 0), unit, of.period, scope, rows.narrowed(activity=code), line=code)
        return titles_of(of)[int(code)], made

    return Breakdown(key, tuple((str(pk), *line(str(pk))) for pk in sorted(counts)), None, line)


@fact(
    LEADERS,
    label=_("Leaders by activity"),
    definition=_(
        "Holders of leading posts of county rank and above in party committee, people's congress, government and CPPCC, present in person at the activity; each once an activity."
    ),
    unit=people.PEOPLE,
    rows=people.ROWS,
    is_breakdown=True,
)
def leaders_by_activity(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """How many leaders came to each."""
    of = within(period, scope, actor)
    counts = shared(("activities.leaders_of", of), lambda: leaders_of(of))
    return _table(LEADERS, people.PEOPLE, people.base_query(period, scope, "leaders"), counts, of, scope)


@fact(
    PARTNERS,
    label=_("Departments and partners by activity"),
    definition=_("The departments and partners that came to the activity; hosts are not counted."),
    unit=partners.TAKING_PART,
    rows=partners.ROWS,
    is_breakdown=True,
)
def partners_by_activity(period: Period, scope: Scope, actor: Actor) -> Breakdown:
    """How many bodies came to each."""
    of = within(period, scope, actor)
    counts = shared(("activities.partners_of", of), lambda: partners_of(of))
    return _table(PARTNERS, partners.TAKING_PART, partners.base_query(period, scope), counts, of, scope)
