"""The queries behind what activities put out: the values that count, and the activities that told a value or should have. Importing it declares them.

A value belongs to the period, to the council and to the form as its activity does (ADR 0112). It counts if it stood on the reckoning day:
corrected ones and those taken back do not (ADR 0116).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from open315.activities.details import span
from open315.activities.doubles.queries import once, united
from open315.activities.facts.rows import activity_label, keepers, of_region, of_what, said_of
from open315.activities.models import Activity, Output
from open315.activities.outputs import queries as outputs
from open315.activities.outputs.rules import from_hundredths
from open315.activities.outputs.wording import indicator_words, kind_words, value_words
from open315.activities.queries import DAY, started_in, visible_to
from open315.core.access import Actor
from open315.core.clock import midnight
from open315.core.facts import Column, Period, RowsQuery, Scope, rows, shared
from open315.core.facts.address import parameters, period_of, require_known
from open315.core.facts.types import TOGETHER
from open315.core.names import enumerated
from open315.core.pages.cells import moment, text
from open315.core.ui.templatetags.ui import named
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator, Level
from open315.org import queries as org
from open315.org.facts import REGION

OUTPUTS, TELLING = "activities.outputs", "activities.telling"
COMMON = (REGION, "indicator", "form", "by")
Params = Mapping[str, str]


def values_of(period: Period, scope: Scope, **narrow: str) -> RowsQuery:
    """The values that count, of what was held in the period."""
    return RowsQuery(OUTPUTS, parameters(period, scope)).narrowed(**narrow)


def tellers_of(period: Period, scope: Scope, **narrow: str) -> RowsQuery:
    """What was held in the period: with `told` "1" what told a value, with "0" what should have and did not; of one indicator or of any."""
    return RowsQuery(TELLING, parameters(period, scope)).narrowed(**narrow)


def _indicator_said(params: Params) -> list[tuple[Any, Any]]:
    return [(_("Indicator"), indicators.latest(params["indicator"]).names)] if "indicator" in params else []


def _values_said(params: Params, actor: Actor) -> list[tuple[Any, Any]]:
    found = [*_indicator_said(params), *said_of(params)]
    if "activity" in params:
        found.append((_("Activity"), activity_label(params["activity"], actor)))
    if "kind" in params:
        known = indicators.latest(params["indicator"])
        found.append(
            (
                pgettext_lazy("goods", "Kind"),
                enumerated(kind_words(known, code) for code in params["kind"].split(TOGETHER)),
            )
        )
    return found


def _tellers_said(params: Params, _actor: Actor) -> list[tuple[Any, Any]]:
    found = [*_indicator_said(params), *said_of(params)]
    if "told" in params:
        found.append((_("Told it"), _("Told") if params["told"] == "1" else _("Not yet, and is expected to")))
    return found


def _name(each: Output) -> str:
    return indicator_words(indicators.latest(each.indicator), each.kind)


@rows(
    OUTPUTS,
    words=_values_said,
    columns=(
        Column(
            pgettext_lazy("activity", "Title"),
            lambda each: each.activity.title_in,
            lambda each: reverse("activities:detail", args=[each.activity_id]),
        ),
        Column(_("Indicator"), _name),
        Column(
            _("Value"),
            value_words,
            value=lambda each: "" if each.hundredths is None else from_hundredths(each.hundredths),
        ),
        Column(_("As it was written"), lambda each: text(each.said)),
        Column(_("Told on"), lambda each: moment(each.noted_at)),
        Column(_("Planned by"), lambda each: named(each.activity.council)),
    ),
    order=("-id",),
    permission="activities:read",
    export="activities:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s value", "%(n)s values", "n"),
    nothing=(_("No values"), _("No activity of this period and region has told it.")),
)
def select_values(params: Params, actor: Actor) -> QuerySet[Output]:
    """The values of the parameters that `actor` may see. KeyError for a parameter nobody knows."""
    require_known(params, *COMMON, "kind", "activity")
    period = period_of(params)
    found = started_in(outputs.stood_on(outputs.visible_to(actor), period.until), period, of="activity__")
    found = found.filter(activity__state=Activity.State.HELD).select_related("activity__council")
    if "indicator" in params:
        found = found.filter(indicator=indicators.latest(params["indicator"]).code)
    found = once(of_region(found, params, "activity__"), "activity__", "indicator")
    if "kind" in params:
        found = found.filter(kind__in=params["kind"].split(TOGETHER))
    return of_what(found, params, actor, of="activity__")


@rows(
    TELLING,
    words=_tellers_said,
    columns=(
        Column(
            pgettext_lazy("activity", "Title"),
            lambda each: each.title_in,
            lambda each: reverse("activities:detail", args=[each.pk]),
        ),
        Column(_("Form"), lambda each: each.get_kind_display()),
        Column(_("Time"), span),
        Column(_("Planned by"), lambda each: named(each.council)),
    ),
    order=("-starts_at", "-id"),
    permission="activities:read",
    export="activities:read",
    keepers=keepers,
    dimensions=[REGION],
    heading=ngettext_lazy("%(n)s activity", "%(n)s activities", "n"),
    nothing=(_("No activities"), _("There is no such activity in this period and region.")),
)
def select_tellers(params: Params, actor: Actor) -> QuerySet[Activity]:
    """The activities of the parameters that `actor` may see. KeyError for a parameter nobody knows."""
    require_known(params, *COMMON, "told")
    period = period_of(params)
    found = started_in(visible_to(actor), period).filter(state=Activity.State.HELD).select_related("council")
    found = once(of_region(found, params))
    if "told" in params:
        found = found.filter(told(params, period, actor) if params["told"] == "1" else untold(params, period, actor))
    return of_what(found, params, actor)


def told(params: Params, period: Period, actor: Actor) -> Q:
    """That an activity told the indicator of the parameters, or any; itself, or an entry of the same activity that `actor` sees."""
    standing = outputs.stood_on(Output.objects.all(), period.until)
    if "indicator" in params:
        standing = standing.filter(indicator=params["indicator"])
    own, doubled = Q(Exists(standing.filter(activity=OuterRef("pk")))), shared(("activities.united",), united)
    if not doubled:
        return own
    entries = {*doubled, *doubled.values()}
    seen = visible_to(actor).filter(pk__in=entries, state=Activity.State.HELD).order_by()
    tellers = standing.filter(activity__in=seen.values("pk"))
    heads = {doubled.get(pk, pk) for pk in tellers.order_by().values_list("activity_id", flat=True)}
    return own | Q(pk__in=[pk for pk in sorted(entries) if doubled.get(pk, pk) in heads])


def untold(params: Params, period: Period, actor: Actor) -> Q:
    """That an activity should have told the indicator of the parameters, or any, and did not."""
    codes = [params["indicator"]] if "indicator" in params else [each.code for each in indicators.ever_reported()]
    expected = Q(pk__in=())
    for version in (version for code in codes for version in indicators.dictionary().versions[code]):
        expected |= _expected(version, actor)
    return expected & ~told(params, period, actor)


def _expected(version: Indicator, actor: Actor) -> Q:
    """That an activity is of a form, a day and a council that are expected to report this version."""
    if not version.forms:
        return Q(pk__in=())
    found = Q(kind__in=version.forms, starts_at__gte=midnight(version.valid_from))
    if version.valid_until is not None:
        found &= Q(starts_at__lt=midnight(version.valid_until + DAY))
    if version.levels != frozenset(Level):
        found &= Q(council__in=_councils_at(version.levels, actor))
    return found


def _councils_at(levels: frozenset[Level], actor: Actor) -> Sequence[int]:
    """Councils of a place without a level report everything."""
    bodies = filter(None, map(org.body_by_id, sorted(actor.organisation_ids)))
    return [body.id for body in bodies if indicators.level_at(body.region_code) in {*levels, None}]
