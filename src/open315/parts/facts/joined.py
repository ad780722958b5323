"""What a body was asked to, promised and brought. Importing it declares the figures. A row is the body at one activity (room `activities`, `partners`)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext_lazy

from open315.activities.details import span
from open315.activities.doubles.queries import once
from open315.activities.partners.drawing import delivered_words, promised_words
from open315.activities.partners.queries import ever_asked, undelivered
from open315.activities.types import PartnerState as State
from open315.activities.types import State as Held
from open315.core.access import Actor
from open315.core.clock import now
from open315.core.facts import Column, Fact, Period, Scope, Unit, fact, open_rows
from open315.core.facts.units import declare_measured
from open315.core.facts.variants import declare_shares
from open315.parts.facts.making import COUNCIL, TIMES, asked, base, declare_by_form, declare_count, declare_rows

if TYPE_CHECKING:
    from open315.activities.models import Partner

ROWS = "parts.joined"
ASKED, AGREED, DECLINED, CAME, UNDELIVERED = (
    "parts.asked",
    "parts.agreed",
    "parts.declined",
    "parts.came",
    "parts.undelivered",
)
CAME_BY_FORM = "parts.came_by_form"
STAFF, STALLS, MONEY = "parts.staff", "parts.stalls", "parts.money"
OF_STALLS = declare_measured("parts.stalls", name=ngettext_lazy("stall", "stalls", "n"))
OF_STAFF = declare_measured("parts.staff", name=ngettext_lazy("person", "people", "n"))
ONLY: Mapping[str, Any] = {
    "agreed": _("Agreed to come"),
    "declined": pgettext_lazy("partner", "Declined"),
    "came": _("Came to what was held"),
    "undelivered": _("promised, not delivered"),
    "staff": _("Told how many people came"),
    "stalls": _("Told how many stalls were brought"),
    "money": _("Told how much money was given"),
}
TOLD = {"staff": "delivered_staff", "stalls": "delivered_stalls", "money": "delivered_cents"}


@declare_rows(
    ROWS,
    (
        Column(pgettext_lazy("activity", "Title"), lambda each: each.activity.title_in),
        Column(_("Time"), lambda each: span(each.activity)),
        COUNCIL,
        Column(_("State"), lambda each: each.get_state_display()),
        Column(_("Promised"), promised_words),
        Column(_("Delivered"), delivered_words),
    ),
    ONLY,
    ngettext_lazy("%(n)s activity it was asked to", "%(n)s activities it was asked to", "n"),
)
def select(params: Mapping[str, str], actor: Actor) -> "QuerySet[Partner]":
    """The body at each activity that it was asked to. KeyError for a parameter nobody knows."""
    found = asked(ever_asked(), params, actor)
    only = params.get("only", "")
    if only == "undelivered":
        found = found.filter(undelivered(now()))
    elif only in ("agreed", "declined"):
        found = found.filter(state__in=AGREES if only == "agreed" else [State.DECLINED])
    elif only:
        found = found.filter(state=State.DELIVERED, activity__state=Held.HELD)
        if only != "came":
            found = found.filter(**{f"{TOLD[only]}__isnull": False})
    return once(found, "activity__", "organisation").select_related("activity__council", "organisation")


AGREES = (State.PROMISED, State.DELIVERED, State.MISSING)
declare_count(
    ASKED, ROWS, TIMES, _("Asked to take part"),
    _("How often the body was asked to take part in an activity that begins in the period, each activity once; what was entered by mistake does not count."),
)  # fmt: skip
declare_count(
    AGREED, ROWS, TIMES, _("Agreed to take part"),
    _("How often it agreed: it promised, came, or had promised and did not come."), only="agreed",
)  # fmt: skip
declare_count(DECLINED, ROWS, TIMES, _("Declined"), _("How often it declined."), only="declined")
declare_count(
    CAME, ROWS, TIMES, _("Took part"), _("How often it came to an activity that was held, each activity once."), only="came",
)  # fmt: skip
declare_count(
    UNDELIVERED, ROWS, TIMES, _("Promised and not delivered"),
    _("How often it promised something for an activity that has begun and did not come, or nobody has said whether it came. Cancelled activities do not count."),
    only="undelivered",
)  # fmt: skip
declare_by_form(
    CAME_BY_FORM, CAME, ROWS, TIMES, _("Took part, by form of activity"),
    _("How often it came to what was held, by the form of the activity."), field="activity__kind", only="came",
)  # fmt: skip
declare_shares(CAME_BY_FORM)


def _declare_sum(key: str, only: str, unit: str, label: Any, definition: Any) -> None:
    @fact(key, label=label, definition=definition, unit=unit, rows=ROWS)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        wanted = base(ROWS, period, scope, only=only)
        total = open_rows(wanted, actor).order_by().aggregate(n=Sum(TOLD[only]))["n"]
        return Fact(key, total, unit, period, scope, wanted, beside=_silent(wanted, period, scope, actor))


def _silent(wanted: Any, period: Period, scope: Scope, actor: Actor) -> str:
    """How often it came and nobody said with how much: a missing part is no nought."""
    came = open_rows(base(ROWS, period, scope, only="came"), actor).order_by().count()
    n = came - open_rows(wanted, actor).order_by().count()
    words = ngettext("Of %(n)s more time nothing was said.", "Of %(n)s more times nothing was said.", n)
    return words % {"n": n} if n else ""


_declare_sum(
    STAFF, "staff", OF_STAFF, _("People it sent"),
    _("The people with whom it came, activity by activity: somebody who came twice is counted twice. Where nobody said how many, nothing is added."),
)  # fmt: skip
_declare_sum(
    STALLS, "stalls", OF_STALLS, _("Stalls it brought"),
    _("The stalls it brought, activity by activity. Where nobody said how many, nothing is added."),
)  # fmt: skip
_declare_sum(
    MONEY, "money", Unit.CENTS, _("Money it gave"),
    _("The money it gave, activity by activity. Where nobody said how much, nothing is added."),
)  # fmt: skip
