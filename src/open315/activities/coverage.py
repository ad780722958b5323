"""What meets a plan: its requirements and measures beside the activities that were held for them (ADR 0117).

A requirement is met by an activity that was held and is linked to it, or to a measure that serves it. Nobody types that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from open315.activities import queries
from open315.activities.models import Activity
from open315.activities.queries import Linked
from open315.campaigns.plan.queries import Draft
from open315.core.access import Actor
from open315.core.facts import Fact, Period, compute, one_reading, spec_of
from open315.core.facts.address import rows_path
from open315.core.facts.wording import number_and_unit
from open315.core.pages.cells import badge, lines, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Part, Table
from open315.core.ui.templatetags.ui import named
from open315.org.facts import scope_of_region

FIGURES = (
    "activities.requirements",
    "activities.requirements_unmet",
    "activities.measures",
    "activities.measures_done",
)
HELD, PLANNED = Activity.State.HELD.value, Activity.State.PLANNED.value


FEW = 3
"""So many activities of a line are named; the others are counted, and led to."""


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement or a measure, the measures that serve it, and the activities for it by their numbers: held, and still planned.

    `named` are the first of them; `asks` is what the list of activities is narrowed by to show all.
    """

    number: str
    words: str
    href: str
    measures: Sequence[tuple[str, Any]]
    held: Sequence[int]
    planned: Sequence[int]
    asks: Mapping[str, int]
    named: Mapping[int, Activity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CoverageShown:
    """The lines of a plan, those that nothing meets first, and its figures (none for those who may not open figures)."""

    draft: Draft
    stats: Sequence[dict[str, Any]]
    requirements: Sequence[Line]
    measures: Sequence[Line]


def shown_to(actor: Actor, draft: Draft) -> CoverageShown:
    """What the page shows to this reader."""
    linked = queries.linked_to(actor, draft.campaign.pk)
    asked = [_of_requirement(draft, each, linked) for each in _asked(draft)]
    measures = [_of_measure(draft, each, linked) for each in draft.measures]
    wanted = {pk for line in (*asked, *measures) for found in (line.held, line.planned) for pk in found[:FEW]}
    named = queries.titles_of(wanted)
    return CoverageShown(
        draft,
        stats=_stats(actor, draft) if actor.may("facts:read") else [],
        requirements=sorted((replace(line, named=named) for line in asked), key=lambda line: bool(line.held)),
        measures=[replace(line, named=named) for line in measures],
    )


def requirements_of(actor: Actor, draft: Draft) -> list[Line]:
    """The requirements to a plan with what meets each, by their numbers."""
    linked = queries.linked_to(actor, draft.campaign.pk)
    return [_of_requirement(draft, each, linked) for each in _asked(draft)]


def _asked(draft: Draft) -> Any:
    return draft.campaign.requirements.filter(withdrawn_at=None).prefetch_related("measures")


def _of_requirement(draft: Draft, asked: Any, linked: Linked) -> Line:
    serving = {each.pk for each in asked.measures.all()}
    found = [linked.by_requirement.get(asked.pk, ()), *(linked.by_measure.get(pk, ()) for pk in serving)]
    return Line(
        str(asked.number),
        asked.text,
        reverse("campaigns:requirement", args=[asked.pk]),
        [(draft.number(each), each) for each in draft.measures if each.pk in serving],
        *_by_state(linked, found),
        asks={"requirement": asked.pk},
    )


def _of_measure(draft: Draft, measure: Any, linked: Linked) -> Line:
    href = reverse("campaigns:measure", args=[measure.pk])
    states = _by_state(linked, [linked.by_measure.get(measure.pk, ())])
    return Line(draft.number(measure), measure.title, href, (), *states, asks={"measure": measure.pk})


def _by_state(linked: Linked, found: Iterable[Collection[int]]) -> tuple[list[int], list[int]]:
    """Those that were held and those still planned, each once, in the order of their days."""
    once = sorted(set().union(*found), key=linked.places.__getitem__)
    held, planned = ([pk for pk in once if linked.states[pk] == state] for state in (HELD, PLANNED))
    return held, planned


def _stats(actor: Actor, draft: Draft) -> list[dict[str, Any]]:
    campaign = draft.campaign
    period, scope = Period(campaign.first_day, campaign.last_day), scope_of_region(campaign.council.region_id)
    with one_reading(many=False):
        found = [compute(key, period, scope, actor) for key in FIGURES]
    return [_stat(fact) for fact in found if isinstance(fact, Fact)]


def _stat(fact: Fact) -> dict[str, Any]:
    value, unit = number_and_unit(fact)
    return {"label": spec_of(fact.key).label, "value": value, "unit": unit, "href": rows_path(fact)}


def _state(line: Line) -> SafeString:
    if line.held:
        return badge(pgettext_lazy("requirement", "Met"), "good")
    if line.planned:
        return badge(pgettext_lazy("requirement", "Under way"), "info")
    return badge(pgettext_lazy("requirement", "Unmet"), "bad")


def _measures(line: Line) -> SafeString:
    return format_html_join(
        "、",
        '<a href="{}">{}</a>',
        (
            (reverse("campaigns:measure", args=[each.pk]), f"{number} {text(each.title)}")
            for number, each in line.measures
        ),
    )


def _activities(line: Line, pks: Sequence[int], only: str) -> SafeString:
    """The first of them by day and title, and how many more there are."""
    rows = [_named(line.named[pk]) for pk in pks[:FEW]]
    if (more := len(pks) - FEW) > 0:
        words = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
        rows.append(link(f"{reverse('activities:list')}?{urlencode({**line.asks, 'state': only})}", words))
    return lines(rows)


def _named(each: Activity) -> SafeString:
    title = link(reverse("activities:detail", args=[each.pk]), each.title_in)
    return format_html("{} · {}", moment(each.starts_at)[:10], title)


def _columns(words: Any, *, with_measures: bool) -> tuple[Column[Line], ...]:
    between: tuple[Column[Line], ...] = (Column("measures", _("Measures that serve it"), _measures),)
    return (
        Column("number", _("Number"), lambda line: link(line.href, line.number), kind="nowrap"),
        Column("words", words, lambda line: text(line.words)),
        *(between if with_measures else ()),
        Column("held", _("Held for it"), lambda line: _activities(line, line.held, HELD)),
        Column("planned", _("Planned for it"), lambda line: _activities(line, line.planned, PLANNED)),
        Column("state", _("State"), _state),
    )


COVERAGE: DetailPage[CoverageShown] = DetailPage(
    name="activities.coverage",
    section="activities",
    permission="activities:read",
    title=lambda shown: _("What meets the plan %(year)s") % {"year": shown.draft.campaign.year},
    lead=lambda shown: format_html("{} · {}", named(shown.draft.campaign.council), shown.draft.campaign.theme_in),
    back=lambda: (_("Activities"), reverse("activities:list")),
    buttons=lambda shown: [
        Go(_("The whole plan"), reverse("campaigns:plan", args=[shown.draft.campaign.pk]), icon="document"),
        Go(_("Matrix of councils"), reverse("activities:matrix", args=[shown.draft.campaign.pk]), icon="chart"),
    ],
    main=(
        Part("", "activities/coverage.html", belongs=lambda shown: bool(shown.stats), bare=True),
        Table(
            _("Requirements"),
            _columns(_("What is required"), with_measures=True),
            lambda shown: shown.requirements,
            _("No requirement was put to this plan."),
            lead=_(
                "What nothing meets comes first. A requirement is met by an activity that was held, by no other sign."
            ),
        ),
        Table(
            _("Measures"),
            _columns(_("What is done"), with_measures=False),
            lambda shown: shown.measures,
            _("The plan has no measure yet."),
        ),
    ),
)
