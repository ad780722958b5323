"""Codes in words: the labels of lines and of filters, in the reader's language when shown."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from open315.cases.queries.visible import visible_to
from open315.core.access import Actor
from open315.core.names import Names
from open315.law import codelists
from open315.org import queries as org

NONE, ELSEWHERE = "none", "elsewhere"
UNKNOWN = _("Not stated")
ELSEWHERE_LABEL = _("Outside of the region")
OTHER_TRADERS = _("All other traders")
NO_TRADER = _("Trader not known")
ANY_KIND = _("Complaints, reports and enquiries")
REFERRED = _("Handed over to another body")
LATE = _("A limit was missed")

OUTCOMES: dict[str, Any] = {
    "solved": _("Accepted and solved"),
    "unsolved": _("Accepted and closed without a solution"),
    "solved_elsewhere": _("Solved by another body after a referral"),
    "unsolved_elsewhere": _("Closed after a referral without a solution"),
    "closed_unaccepted": _("Closed; day of acceptance not known"),
    "declined": _("Not accepted"),
    "withdrawn": _("Withdrawn"),
    "open": _("Still open"),
    "unknown": _("On record; what became of it is not known"),
}
OF_HISTORY = frozenset({"closed_unaccepted", "unknown"})
"""Outcomes that only history has: where there is none, nobody has to read of it."""
FILTERS: dict[str, Any] = {
    **OUTCOMES,
    "accepted": _("Accepted"),
    "closed": _("Closed"),
    "history": _("Came in as history"),
    "accepted_known": _("Accepted, and known what became of it"),
}
CLOCK_FILTERS: dict[tuple[str, str], Any] = {
    ("acceptance", "kept"): _("Decided on acceptance in time"),
    ("acceptance", "judged"): _("Decided on acceptance, or overdue"),
    ("mediation", "kept"): _("Handled in time"),
    ("mediation", "judged"): _("Handled, or overdue"),
}
DAYS_FILTERS: dict[str, Any] = {"acceptance": _("Days to acceptance known"), "closure": _("Days to closure known")}
RATED_FILTERS: dict[str, Any] = {"any": _("Rated by the consumer"), "good": _("Rated good or very good")}
KNOWN_FILTERS: dict[str, Any] = {"recovered": _("Recovered amount recorded"), "amount": _("Amount in dispute stated")}


def region_labels(codes: Iterable[str]) -> Callable[[str], Any]:
    """Names of many regions, read at once; a code nobody knows stands for itself."""
    known = org.region_names(code for code in codes if code.isdecimal())
    return lambda code: known.get(code) or Names(code)


def region_name(code: str) -> Any:
    """The name of one region."""
    return region_labels([code])(code)


def place(code: str) -> Any:
    """A region, an unknown place, or one outside."""
    special = {NONE: UNKNOWN, ELSEWHERE: ELSEWHERE_LABEL}
    return special.get(code) or region_name(code)


def trader(code: str, actor: Actor) -> Any:
    """A trader by id as the cases call it that the actor may see, all others, or none. One of other councils' cases stays a number."""
    if code == NONE:
        return NO_TRADER
    if code.startswith("not:"):
        return OTHER_TRADERS
    seen = visible_to(actor).filter(trader=int(code)).order_by("-id")
    known = seen.values_list("trader_name", flat=True).first()
    return Names(known or code)


def or_unknown(name: Callable[[str], Any]) -> Callable[[str], Any]:
    """`name`, with words for "none"."""
    return lambda code: UNKNOWN if code == NONE else name(code)


def month(code: str) -> Any:
    """ "2026-03" as a month of a year."""
    return _Month(code)


def short_month(code: str) -> str:
    """ "2026-03" as a month alone, where the year is said elsewhere: "Mar", "3月"."""
    year, number = (int(part) for part in code.split("-"))
    return date_format(date(year, number, 1), pgettext("date format of a month", "M"))


def months_below(codes: Sequence[str]) -> list[str]:
    """What stands below the columns of months: without the year, if all are of one."""
    one_year = len({code[:4] for code in codes}) == 1
    return [short_month(code) if one_year else str(month(code)) for code in codes]


class _Month:
    __slots__ = ("code",)

    def __init__(self, code: str) -> None:
        self.code = code

    def __str__(self) -> str:
        year, number = (int(part) for part in self.code.split("-"))
        return date_format(date(year, number, 1), pgettext("date format of a month of a year", "F Y"))


def _listed(name: str) -> Callable[[str], Any]:
    return lambda code: codelists.label(name, code)


channel, kind, nature = _listed("channels"), _listed("kinds"), _listed("natures")
goods, state, result = _listed("goods"), _listed("states"), _listed("results")
