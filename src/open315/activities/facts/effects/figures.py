"""The figures of what activities put out. There is no line of code for any one indicator: each of the dictionary that bodies report gets

- `activities.output.<code>`, the sum of what was told, and its change from the year before;
- `….by_form`, `….by_council`, and `….by_kind` where the dictionary tells it apart by kinds;
- `….missing`, the activities that should have told it and did not, where it is expected of some form.

A sum is exact only if all its parts are. What was told in words is among the rows and told beside the sum. What is never to be added has a value only
where one activity told it (ADR 0116). Importing it declares them.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities.facts.effects.reading import ANY, At, expected, missing, parts, telling
from open315.activities.facts.effects.rows import OUTPUTS, TELLING, tellers_of, values_of
from open315.activities.facts.effects.sums import By, Summed
from open315.activities.facts.effects.units import unit_of
from open315.activities.facts.rows import ACTIVITIES, council_label, form_label, line_of
from open315.activities.outputs.wording import kind_words
from open315.activities.telling.queries import Within, titles_of
from open315.core.access import Actor
from open315.core.facts import Breakdown, Fact, Period, Scope, fact, figure
from open315.core.facts.variants import declare_change
from open315.core.names import Filled
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator, Sums
from open315.org.facts import REGION

TOLD, UNTOLD = "activities.outputs_told", "activities.outputs_untold"
OF_SUM = _(
    "%(words)s Counted is what activities that were held told, as it stood on the reckoning day. The sum is exact only if all values are; "
    "words without a number are not counted."
)
OF_SINGLE = _(
    "%(words)s Values are never added, because they may count the same; so there is one only where one activity told it, as it stood on the reckoning day."
)


def key_of(code: str, part: str = "") -> str:
    """The key of a figure of an indicator."""
    return f"activities.output.{code}{part and '.'}{part}"


def apart(code: str, before: Period, now: Period) -> str:
    """Why values of two spans are not compared although both are known: they do not count the same."""
    changes = indicators.dictionary().changes_between(code, before.first, now.last)
    return str(_("The definition of the two spans is not the same.")) if changes else ""


def _form(_each: Indicator, _at: At) -> By:
    return By("form", lambda part: part.form, form_label)


def _council(_each: Indicator, at: At) -> By:
    """By the council directly below that of the region, along the line in which bodies report."""
    region = at.scope.get(REGION)
    return By("by", cache(lambda part: str(line_of(part.council, region))), council_label)


def _activity(_each: Indicator, at: At) -> By:
    """By the activity itself: what a summary says where it tells one by one."""
    titles = titles_of(Within(at.actor, at.period, at.scope.get(REGION)))
    return By("activity", lambda part: str(part.activity), lambda code: titles[int(code)])


def _kind(each: Indicator, _at: At) -> By:
    return By("kind", lambda part: part.kind, lambda code: kind_words(each, code))


TABLES: dict[str, tuple[Any, Any, Callable[[Indicator, At], By]]] = {
    "by_form": (
        _("%(words)s by form of activity"),
        _("What was told of “%(words)s”, by the form of the activity."),
        _form,
    ),
    "by_council": (
        _("%(words)s by council"),
        _(
            "What was told of “%(words)s”, by the council that planned the activity; those further below are counted with the one they report to."
        ),
        _council,
    ),
    "by_activity": (
        _("%(words)s by activity"),
        _("What was told of “%(words)s”, each activity by itself."),
        _activity,
    ),
    "by_kind": (_("%(words)s by kind"), _("What was told of “%(words)s”, by the kind of things."), _kind),
}


def _declare(each: Indicator) -> None:
    """Everything of one indicator."""
    _declare_whole(each)
    for part, (label, definition, by) in TABLES.items():
        if part != "by_kind" or each.kinds:
            _declare_table(each, part, label, definition, by)
    if each.code in expected():
        _declare_missing(each)


def _declare_whole(each: Indicator) -> None:
    key = key_of(each.code)

    @fact(
        key,
        label=each.names,
        definition=Filled(OF_SINGLE if each.sums == Sums.NOTHING else OF_SUM, words=each.definition),
        unit=unit_of(each),
        rows=OUTPUTS,
        apart=partial(apart, each.code),
    )
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        at = At(period, scope, actor)
        rows = values_of(period, scope, indicator=each.code)
        return Summed(key, each, at).fact(parts(each.code, at), rows, missing=missing(each.code, at))

    declare_change(
        key,
        definition=_(
            'By how many percent "%(label)s" differs from the value of the same days one year before; unknown unless both are exact, whole and above 0, by one definition and from records that are equally complete.'
        ),
    )


def _declare_table(each: Indicator, part: str, label: Any, definition: Any, by: Callable[[Indicator, At], By]) -> None:
    key = key_of(each.code, part)

    @fact(
        key,
        label=Filled(label, words=each.names),
        definition=Filled(definition, words=each.names),
        unit=unit_of(each),
        rows=OUTPUTS,
        is_breakdown=True,
    )
    def compute(period: Period, scope: Scope, actor: Actor) -> Breakdown:
        at = At(period, scope, actor)
        whole = figure(key_of(each.code), period, scope, actor)
        return Summed(key, each, at).table(whole, parts(each.code, at), by(each, at))


def _declare_missing(each: Indicator) -> None:
    key = key_of(each.code, "missing")

    @fact(
        key,
        label=Filled(_("%(words)s: not told"), words=each.names),
        definition=Filled(
            _(
                "Activities that were held, of a form that is expected to tell “%(words)s”, and have not told it. Missing is not zero."
            ),
            words=each.names,
        ),
        unit=ACTIVITIES,
        rows=TELLING,
    )
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        rows = tellers_of(period, scope, indicator=each.code, told="0")
        return Fact(key, missing(each.code, At(period, scope, actor)), ACTIVITIES, period, scope, rows)


@fact(
    TOLD,
    label=_("Activities that told what they put out"),
    definition=_(
        "Activities that were held and told a value of at least one indicator, as it stood on the reckoning day."
    ),
    unit=ACTIVITIES,
    rows=TELLING,
)
def told(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many told something."""
    rows = tellers_of(period, scope, told="1")
    return Fact(TOLD, telling(At(period, scope, actor)), ACTIVITIES, period, scope, rows)


@fact(
    UNTOLD,
    label=_("Activities that told nothing yet"),
    definition=_(
        "Activities that were held, of a form that is expected to tell what it put out, and have told nothing of it."
    ),
    unit=ACTIVITIES,
    rows=TELLING,
)
def untold(period: Period, scope: Scope, actor: Actor) -> Fact:
    """How many should have told something and told nothing."""
    rows = tellers_of(period, scope, told="0")
    return Fact(UNTOLD, missing(ANY, At(period, scope, actor)), ACTIVITIES, period, scope, rows)


for _each in indicators.ever_reported():
    _declare(_each)
