"""The single figures of the case room. Each says in words what it counts; its rows are the population, narrowed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.facts.tally import CASES, ROWS, Tally, base_query, clock_counts, counted, histogram, tally
from open315.core.access import Actor
from open315.core.facts import Fact, Period, RowsQuery, Scope, Unit, fact
from open315.core.facts.shares import median, percent

EARLIEST = date(1985, 1, 1)
"""Before any case of ours: the first day of a stock that has no beginning."""

PACK_LIMIT = _("The limit of the rule pack in force for the case on the day of its receipt, as stated on its page")


NOT_RECORDED = _("These cases came in as history, and what became of them was not recorded.")
NO_LIMIT_RAN = _("These cases came in as history: no time limit ran for them here.")


def _as_recorded(fact: Fact, found: Tally, narrow: dict[str, str]) -> Fact:
    """The figure; not known rather than zero where all there is is history that does not say it."""
    silent = found.unknown
    if narrow.get("outcome") == "accepted":
        silent += found.closed_unaccepted
    nobody_knows = bool(narrow) and not fact.value and 0 < found.received == silent
    return fact.unknown(NOT_RECORDED) if nobody_knows else fact


def _counts(key: str, narrow: dict[str, str], read: Callable[[Tally], int], *, label: Any, definition: Any) -> None:
    """Declare a number of complaints that the one pass counts."""

    @fact(key, label=label, definition=definition, unit=CASES, rows=ROWS)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        rows, found = base_query(period, scope).narrowed(**narrow), tally(period, scope, actor)
        told = {} if narrow.get("outcome") == "open" else narrow
        return _as_recorded(Fact(key, read(found), CASES, period, scope, rows), found, told)


def _sums(key: str, narrow: dict[str, str], read: Callable[[Tally], int], *, label: Any, definition: Any) -> None:
    """Declare a sum of money; its rows are the complaints whose amount is known."""

    @fact(key, label=label, definition=definition, unit=Unit.CENTS, rows=ROWS)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        rows, found = base_query(period, scope).narrowed(**narrow), tally(period, scope, actor)
        made = Fact(key, read(found), Unit.CENTS, period, scope, rows)
        return _as_recorded(made, found, narrow if "outcome" in narrow else {})


_counts(
    "cases.received",
    {},
    lambda found: found.received,
    label=_("Complaints received"),
    definition=_(
        "Complaints (not reports or enquiries) that the councils of the region received in the period, on any channel. "
        "A complaint marked as a duplicate is not counted again."
    ),
)
_counts(
    "cases.accepted",
    {"outcome": "accepted"},
    lambda found: found.accepted,
    label=_("Complaints accepted"),
    definition=_("Of the complaints received in the period, those a council accepted by the reckoning day."),
)
_counts(
    "cases.declined",
    {"outcome": "declined"},
    lambda found: found.declined,
    label=_("Complaints not accepted"),
    definition=_(
        "Of the complaints received in the period, those that were not accepted, on a coded ground confirmed by a second person."
    ),
)
_counts(
    "cases.withdrawn",
    {"outcome": "withdrawn"},
    lambda found: found.withdrawn,
    label=_("Complaints withdrawn"),
    definition=_("Of the complaints received in the period, those the consumer withdrew by the reckoning day."),
)
_counts(
    "cases.closed",
    {"outcome": "closed"},
    lambda found: found.closed,
    label=_("Complaints closed"),
    definition=_("Of the complaints received in the period, those closed with a result by the reckoning day."),
)
_counts(
    "cases.solved",
    {"outcome": "solved"},
    lambda found: found.solved,
    label=_("Complaints solved"),
    definition=_(
        "Of the complaints accepted, those closed by the reckoning day with a result that counts as solved: "
        "the parties agreed, or the claim was met in whole or in part."
    ),
)
_counts(
    "cases.solved_elsewhere",
    {"outcome": "solved_elsewhere"},
    lambda found: found.solved_elsewhere,
    label=_("Complaints solved by other bodies"),
    definition=_(
        "Of the complaints received in the period and not accepted by a council, those that another body solved after a referral "
        "and that were closed by the reckoning day."
    ),
)
_counts(
    "cases.open",
    {"outcome": "open"},
    lambda found: found.open,
    label=_("Complaints still open"),
    definition=_(
        "Of the complaints received in the period, those neither closed nor declined nor withdrawn by the reckoning day."
    ),
)
_sums(
    "cases.recovered_cents",
    {"outcome": "closed", "known": "recovered"},
    lambda found: found.recovered_cents,
    label=_("Losses recovered for consumers"),
    definition=_(
        "The sum of what consumers got back, as recorded at closure, over the complaints of the period that are closed."
    ),
)
_sums(
    "cases.amount_cents",
    {"known": "amount"},
    lambda found: found.amount_cents,
    label=_("Amount in dispute"),
    definition=_("The sum of the amounts in dispute of the complaints received, where the consumer named one."),
)


def _rate(key: str, narrow: dict[str, str], **words: Any) -> Callable[[Callable[[Tally], int]], None]:
    """Declare a share of the complaints accepted."""

    def declare(read: Callable[[Tally], int]) -> None:
        @fact(key, unit=Unit.PERCENT, rows=ROWS, **words)
        def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
            found, base = tally(period, scope, actor), base_query(period, scope)
            rows, whole = base.narrowed(**narrow), base.narrowed(outcome="accepted_known")
            value = percent(read(found), found.accepted_known)
            made = Fact(key, value, Unit.PERCENT, period, scope, rows, read(found), found.accepted_known, base=whole)
            return made if found.accepted_known else _as_recorded(made, found, {"outcome": "accepted"})

    return declare


_rate(
    "cases.solution_rate",
    {"outcome": "solved"},
    label=_("Solution rate"),
    definition=_(
        "The share of the accepted complaints that are solved, both of the complaints received in the period. "
        "History of which it is not known what became of it is left out."
    ),
    part=_("complaints solved"),
    whole=_("complaints accepted"),
)(lambda found: found.solved)


@fact(
    "cases.contacts",
    label=_("Cases of every kind"),
    definition=_(
        "Complaints, reports and enquiries the councils of the region received in the period; duplicates are not counted again."
    ),
    unit=CASES,
    rows=ROWS,
)
def contacts(period: Period, scope: Scope, actor: Actor) -> Fact:
    """Everything that came in."""
    rows = base_query(period, scope, kind="any")
    value = counted("contacts", lambda: rows, period, scope, actor)
    return Fact("cases.contacts", value, CASES, period, scope, rows)


def _without_limits(fact: Fact, actor: Actor) -> Fact:
    """The figure; with the reason where nothing is known of limits because all there is came in as history."""
    if fact.value:
        return fact
    found = tally(fact.period, fact.scope, actor)
    return fact.unknown(NO_LIMIT_RAN) if 0 < found.received == found.history else fact


def _narrowed_count(
    key: str,
    narrow: dict[str, str],
    *,
    label: Any,
    definition: Any,
    stock: bool = False,
    known: Callable[[Fact, Actor], Fact] = lambda fact, _actor: fact,
) -> None:
    """Declare a number of complaints that needs a count of its own."""

    def query(period: Period, scope: Scope) -> RowsQuery:
        rows = base_query(period, scope).narrowed(**narrow)
        return rows.narrowed(first=EARLIEST.isoformat()) if stock else rows

    @fact(key, label=label, definition=definition, unit=CASES, rows=ROWS)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        rows = query(period, scope)
        value = counted(key, lambda: rows, period, scope, actor)
        return known(Fact(key, value, CASES, period, scope, rows), actor)


_narrowed_count(
    "cases.referred",
    {"referred": "yes"},
    label=_("Complaints referred to other bodies"),
    definition=_(
        "Of the complaints received in the period, those handed over to another body at least once, where the hand-over was neither "
        "refused nor returned. They may also be accepted, closed or open."
    ),
)
_narrowed_count(
    "cases.open_at_end",
    {"outcome": "open"},
    stock=True,
    label=_("Complaints open on the reckoning day"),
    definition=_(
        "Complaints received up to the last day of the period, in this or an earlier one, that were still open on the reckoning day."
    ),
)
_narrowed_count(
    "cases.late",
    {"late": "yes"},
    known=_without_limits,
    label=_("Complaints with a missed limit"),
    definition=_(
        "Of the complaints received in the period, those in which a time limit, of law or of the place, had passed by the reckoning day before it was met."
    ),
)


def _median(what: str, *, label: Any, definition: Any, narrow: dict[str, str]) -> None:
    key = f"cases.median_days_to_{what}"

    @fact(key, label=label, definition=definition, unit=Unit.DAYS, rows=ROWS)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        value = median(histogram(what, period, scope, actor))
        return Fact(key, value, Unit.DAYS, period, scope, base_query(period, scope).narrowed(**narrow))


_median(
    "acceptance",
    narrow={"days": "acceptance"},
    label=_("Median days to acceptance"),
    definition=_("Half of the accepted complaints took at most so many natural days from receipt to acceptance."),
)
_median(
    "closure",
    narrow={"days": "closure"},
    label=_("Median days to closure"),
    definition=_("Half of the closed complaints took at most so many natural days from receipt to closure."),
)


def _on_time(key: str, clocks: str, **words: Any) -> None:
    """Declare the share of complaints whose limit was kept, of those whose limit was kept or missed."""

    @fact(key, unit=Unit.PERCENT, rows=ROWS, **words)
    def compute(period: Period, scope: Scope, actor: Actor) -> Fact:
        base = base_query(period, scope)
        rows, whole = base.narrowed(clock=f"{clocks}:kept"), base.narrowed(clock=f"{clocks}:judged")
        kept, judged = clock_counts(clocks, period, scope, actor)
        made = Fact(key, percent(kept, judged), Unit.PERCENT, period, scope, rows, kept, judged, base=whole)
        return made if judged else _without_limits(made, actor)


_on_time(
    "cases.on_time_acceptance",
    "acceptance",
    label=_("Decided on acceptance in time"),
    definition=_(
        "The share of complaints decided on within the limit for acceptance, of those of the period that were decided on or whose "
        "limit had passed by the reckoning day. History has no limits and is left out."
    ),
    part=_("complaints decided on in time"),
    whole=_("complaints decided on or overdue"),
    basis=PACK_LIMIT,
)
_on_time(
    "cases.on_time_handling",
    "mediation",
    label=_("Handled in time"),
    definition=_(
        "The share of complaints whose handling ended within its limit, of those of the period whose handling ended or whose limit had "
        "passed by the reckoning day. Time stopped on a ground of the rules that govern the case does not count. History has no limits and "
        "is left out."
    ),
    part=_("complaints handled in time"),
    whole=_("complaints handled or overdue"),
    basis=PACK_LIMIT,
)
