"""What meets a plan: its requirements and measures beside the activities that were held for them (ADR 0117).

A requirement is met by an activity that was held and is linked to it, or to a measure that serves it. Nobody types that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities import queries
from open315.activities.models import Activity
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
HELD, PLANNED = Activity.State.HELD, Activity.State.PLANNED


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement or a measure, the measures that serve it, and the activities for it: held and still planned."""

    number: str
    words: str
    href: str
    measures: Sequence[tuple[str, Any]]
    activities: Sequence[Activity]

    @property
    def held(self) -> list[Activity]:
        """What meets it."""
        return [each for each in self.activities if each.state == HELD]

    @property
    def planned(self) -> list[Activity]:
        """What may meet it yet."""
        return [each for each in self.activities if each.state == PLANNED]


@dataclass(frozen=True, slots=True)
class CoverageShown:
    """The lines of a plan, those that nothing meets first, and its figures (none for those who may not open figures)."""

    draft: Draft
    stats: Sequence[dict[str, Any]]
    requirements: Sequence[Line]
    measures: Sequence[Line]


def shown_to(actor: Actor, draft: Draft) -> CoverageShown:
    """What the page shows to this reader."""
    found = list(queries.for_plan(actor, draft.campaign.pk))
    return CoverageShown(
        draft,
        stats=_stats(actor, draft) if actor.may("facts:read") else [],
        requirements=sorted(_requirements(draft, found), key=lambda line: bool(line.held)),
        measures=[_of_measure(draft, each, found) for each in draft.measures],
    )


def requirements_of(actor: Actor, draft: Draft) -> list[Line]:
    """The requirements to a plan with what meets each, by their numbers."""
    return _requirements(draft, list(queries.for_plan(actor, draft.campaign.pk)))


def _requirements(draft: Draft, found: Sequence[Activity]) -> list[Line]:
    asked = draft.campaign.requirements.filter(withdrawn_at=None).prefetch_related("measures")
    return [_of_requirement(draft, each, found) for each in asked]


def _of_requirement(draft: Draft, asked: Any, found: Sequence[Activity]) -> Line:
    serving = {each.pk for each in asked.measures.all()}
    return Line(
        str(asked.number),
        asked.text,
        reverse("campaigns:requirement", args=[asked.pk]),
        [(draft.number(each), each) for each in draft.measures if each.pk in serving],
        [
            each
            for each in found
            if each.measure_id in serving or asked.pk in {linked.pk for linked in each.requirements.all()}
        ],
    )


def _of_measure(draft: Draft, measure: Any, found: Sequence[Activity]) -> Line:
    mine = [each for each in found if each.measure_id == measure.pk]
    return Line(draft.number(measure), measure.title, reverse("campaigns:measure", args=[measure.pk]), (), mine)


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


def _activities(rows: Sequence[Activity]) -> SafeString:
    return lines(
        format_html(
            "{} · {}", moment(each.starts_at)[:10], link(reverse("activities:detail", args=[each.pk]), each.title_in)
        )
        for each in rows
    )


def _columns(words: Any, *, with_measures: bool) -> tuple[Column[Line], ...]:
    between: tuple[Column[Line], ...] = (Column("measures", _("Measures that serve it"), _measures),)
    return (
        Column("number", _("Number"), lambda line: link(line.href, line.number), kind="nowrap"),
        Column("words", words, lambda line: text(line.words)),
        *(between if with_measures else ()),
        Column("held", _("Held for it"), lambda line: _activities(line.held)),
        Column("planned", _("Planned for it"), lambda line: _activities(line.planned)),
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
