"""The page of one pair: both entries side by side, what counts of them, and the decision."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from open315.activities.concern import host_words
from open315.activities.details import span
from open315.activities.doubles.drawing import decided_words, drawn_decision, entry_words, linked, why_words
from open315.activities.listing import drawn_state
from open315.activities.models import Activity, DoubleEntry
from open315.activities.outputs.queries import standing
from open315.activities.people.queries import of_activity
from open315.core.access import Actor
from open315.core.pages.cells import lines, moment, text
from open315.core.pages.details import DetailPage, Facts, Note, Steps
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named


@dataclass(frozen=True, slots=True)
class PairShown:
    """A pair, and whether the reader may decide."""

    pair: DoubleEntry
    may_manage: bool


def shown_to(actor: Actor, pair: DoubleEntry) -> PairShown:
    """What the page shows to this reader."""
    return PairShown(pair, actor.may("activities:manage"))


def _entry(of: Callable[[DoubleEntry], Activity]) -> Callable[[PairShown], Iterator[tuple[Any, Any]]]:
    def told(shown: PairShown) -> Iterator[tuple[Any, Any]]:
        activity = of(shown.pair)
        people, outputs = len(of_activity(activity)), len(standing(activity))
        yield pgettext_lazy("activity", "Title"), linked(activity)
        yield _("Entered by"), entry_words(activity)
        yield _("State"), drawn_state(activity)
        yield _("Form"), activity.get_kind_display()
        yield _("Time"), span(activity)
        yield _("Place"), named(activity.region)
        yield _("Venue"), text(activity.venue)
        yield _("Hosts"), lines(host_words(host) for host in activity.hosts.all())
        yield _("Who took part"), ngettext("%(n)s entry", "%(n)s entries", people) % {"n": people}
        yield _("What it put out"), ngettext("%(n)s value", "%(n)s values", outputs) % {"n": outputs}

    return told


def _decision(shown: PairShown) -> Iterator[tuple[Any, Any]]:
    pair = shown.pair
    yield _("Alike in"), why_words(pair)
    yield _("Decision"), drawn_decision(pair)
    if pair.decision:
        yield _("Decided by"), decided_words(pair)
        yield _("Moment of the decision"), moment(pair.decided_at)
    if pair.kept:
        yield _("It counts as entered by"), entry_words(pair.kept)


def _steps(shown: PairShown) -> Iterator[Confirm | Note]:
    pair = shown.pair
    if not shown.may_manage:
        return
    if pair.decision:
        to = reverse("activities:double_undo", args=[pair.pk])
        words = _("Both count again, and the summary says that nobody has decided.")
        yield Confirm(_("Take the decision back"), to, words, kind="secondary", version=pair.version)
        return
    words = _(
        "Both are one activity from now on: it counts once, its people are those of both, and of each indicator the values of this entry count; the other's where this one has none."
    )
    for each in (pair.first, pair.second):
        label = _("One activity; the entry of %(council)s counts") % {"council": entry_words(each)}
        to = reverse("activities:double_same", args=[pair.pk, each.pk])
        yield Confirm(label, to, words, kind="primary", version=pair.version)
    to = reverse("activities:double_different", args=[pair.pk])
    yield Confirm(
        _("Two activities"), to, _("Both count, and nobody is asked again."), kind="secondary", version=pair.version
    )


PAIR: DetailPage[PairShown] = DetailPage(
    name="activities.double",
    section="activities",
    permission="activities:read",
    title=lambda _shown: _("Entered twice?"),
    lead=lambda shown: drawn_decision(shown.pair),
    back=lambda: (_("Entered twice?"), reverse("activities:doubles")),
    main=(
        Facts(_("One entry"), _entry(lambda pair: pair.first)),
        Facts(_("The other entry"), _entry(lambda pair: pair.second)),
    ),
    aside=(Facts(_("What was decided"), _decision), Steps(_steps, title=_("Next steps"))),
)
