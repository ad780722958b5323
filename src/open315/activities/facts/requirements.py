"""The figures of a plan: what was required, what nothing meets, what was to be done and what was. Importing it declares them.

A requirement and a measure belong to the council whose plan it is and to the campaign's first day: of the acting council alone, since drafts and requirements are the affair of each.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.activities.models import Activity
from open315.campaigns.plan import queries as plans
from open315.core.access import Actor
from open315.core.facts import Column, Fact, Keeper, Period, RowsQuery, Scope, Span, declare_unit, fact, open_rows, rows
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.facts.dimensions import narrowing_words
from open315.core.facts.wording import period_words
from open315.core.pages.cells import text
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org
from open315.org.facts import REGION, whole_code

REQUIREMENT_ROWS, MEASURE_ROWS = "activities.requirements", "activities.measures"
REQUIRED, UNMET, MET = "activities.requirements", "activities.requirements_unmet", "activities.requirements_met"
MEASURES, DONE = "activities.measures", "activities.measures_done"
REQUIREMENTS_UNIT = declare_unit(
    "activities.requirements",
    name=ngettext_lazy("requirement", "requirements", "n"),
    column=_("Number of requirements"),
    of_line=_("requirements of the line"),
    of_all_lines=_("requirements of all lines"),
)
MEASURES_UNIT = declare_unit(
    "activities.measures",
    name=ngettext_lazy("measure", "measures", "n"),
    column=_("Number of measures"),
    of_line=_("measures of the line"),
    of_all_lines=_("measures of all lines"),
)
Params = Mapping[str, str]


def stands_for(region: str, actor: Actor) -> bool:
    """Whether the acting council is that of the region itself; it is everybody's where none is named."""
    council = org.council_for_region(whole_code(region)) if region else org.body_by_id(actor.organisation_id or 0)
    return council is not None and council.id == actor.organisation_id and council.region_code.startswith(region)


def keepers(scope: Scope, actor: Actor) -> Sequence[Keeper]:
    """The acting council, since the first campaign it has a plan for. Of another's plan nothing is known here, so nothing is no zero."""
    council = org.body_by_id(actor.organisation_id or 0)
    if council is None:
        return []
    if not stands_for(region := scope.get(REGION), actor):
        return [Keeper((org.council_for_region(whole_code(region)) or council).names)]
    since = plans.planning_since(actor)
    return [Keeper(council.names, (Span(since),), presumed=True) if since else Keeper(council.names)]


def _held(links: Q) -> Exists:
    return Exists(Activity.objects.filter(links, state=Activity.State.HELD))


def _said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = [(_("Campaigns that begin in"), period_words(period_of(params)))]
    found += narrowing_words(params)
    if "held" in params:
        found.append((_("Held for it"), _("Yes") if params["held"] == "1" else _("Nothing yet")))
    return found


def _selected(found: QuerySet[Any], path: str, params: Params, actor: Actor, links: Q) -> QuerySet[Any]:
    require_known(params, REGION, "held")
    if not stands_for(params.get(REGION, ""), actor):
        return found.none()
    period = period_of(params)
    found = found.filter(**{f"{path}__first_day__range": (period.first, period.last)})
    if "held" in params:
        return found.filter(_held(links) if params["held"] == "1" else ~_held(links))
    return found


@rows(
    REQUIREMENT_ROWS,
    words=_said,
    columns=(
        Column(
            _("What is required"),
            lambda each: f"{each.number} {text(each.text)}",
            lambda each: reverse("campaigns:requirement", args=[each.pk]),
        ),
        Column(_("Put by"), lambda each: text(each.put_by)),
        Column(_("Answer"), lambda each: text(each.answer)),
        Column(_("Council"), lambda each: named(each.campaign.council)),
    ),
    order=("id",),
    permission="activities:read",
    export="activities:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s requirement", "%(n)s requirements", "n"),
    nothing=(_("No requirements"), _("No requirement of this sort was put to a plan of this period and region.")),
)
def select_requirements(params: Params, actor: Actor) -> QuerySet[Any]:
    """The requirements of the parameters that were not withdrawn. KeyError for a parameter nobody knows."""
    found = plans.requirements_of(actor).filter(withdrawn_at=None).select_related("campaign__council")
    links = Q(requirements=OuterRef("pk")) | Q(measure__requirements=OuterRef("pk"))
    return _selected(found, "campaign", params, actor, links)


@rows(
    MEASURE_ROWS,
    words=_said,
    columns=(
        Column(
            _("What is done"),
            lambda each: text(each.title),
            lambda each: reverse("campaigns:measure", args=[each.pk]),
        ),
        Column(pgettext_lazy("measure", "Who"), lambda each: text(each.responsible)),
        Column(_("Expected output"), lambda each: text(each.output)),
        Column(_("Council"), lambda each: named(each.section.campaign.council)),
    ),
    order=("id",),
    permission="activities:read",
    export="activities:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s measure", "%(n)s measures", "n"),
    nothing=(_("No measures"), _("No measure of this sort stands in a plan of this period and region.")),
)
def select_measures(params: Params, actor: Actor) -> QuerySet[Any]:
    """The measures of the parameters. KeyError for a parameter nobody knows."""
    found = plans.measures_planned(actor)
    return _selected(found, "section__campaign", params, actor, Q(measure=OuterRef("pk")))


def _counted(key: str, unit: str, rows_name: str, at: tuple[Period, Scope, Actor], **narrow: str) -> Fact:
    period, scope, actor = at
    wanted = RowsQuery(rows_name, parameters(period, scope)).narrowed(**narrow)
    return Fact(key, open_rows(wanted, actor).order_by().count(), unit, period, scope, wanted)


@fact(
    REQUIRED,
    label=_("Requirements"),
    definition=_(
        "The requirements put to the plan of one's own council and not withdrawn, of campaigns that begin in the period."
    ),
    unit=REQUIREMENTS_UNIT,
    rows=REQUIREMENT_ROWS,
)
def required(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many requirements were put."""
    return _counted(REQUIRED, REQUIREMENTS_UNIT, REQUIREMENT_ROWS, (period, scope, actor))


@fact(
    UNMET,
    label=_("Requirements unmet"),
    definition=_(
        "Those for which no activity was held: none that is linked to them, and none that is linked to a measure that serves them."
    ),
    unit=REQUIREMENTS_UNIT,
    rows=REQUIREMENT_ROWS,
)
def unmet(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many requirements nothing meets."""
    return _counted(UNMET, REQUIREMENTS_UNIT, REQUIREMENT_ROWS, (period, scope, actor), held="0")


@fact(
    MET,
    label=_("Requirements met"),
    definition=_("Those for which an activity was held that is linked to them or to a measure that serves them."),
    unit=REQUIREMENTS_UNIT,
    rows=REQUIREMENT_ROWS,
)
def met(period: Period, scope: Scope, actor: Actor) -> Fact:
    """For how many requirements something was held."""
    return _counted(MET, REQUIREMENTS_UNIT, REQUIREMENT_ROWS, (period, scope, actor), held="1")


@fact(
    MEASURES,
    label=_("Measures of the plan"),
    definition=_("The measures of the plan of one's own council as it stands, of campaigns that begin in the period."),
    unit=MEASURES_UNIT,
    rows=MEASURE_ROWS,
)
def measures(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many measures the plan has."""
    return _counted(MEASURES, MEASURES_UNIT, MEASURE_ROWS, (period, scope, actor))


@fact(
    DONE,
    label=_("Measures with an activity held"),
    definition=_("Those to which an activity is linked that was held, by the council or by one below it."),
    unit=MEASURES_UNIT,
    rows=MEASURE_ROWS,
)
def done(period: Period, scope: Scope, actor: Actor) -> Fact:
    """For how many measures something was held."""
    return _counted(DONE, MEASURES_UNIT, MEASURE_ROWS, (period, scope, actor), held="1")
