"""The inbox: filters, order and keyset pages over the cases a person may see; built to stay quick with a million rows.

A page is found by its edge ("received before this moment, with a smaller id"), never by counting rows past.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from open315.cases.models import Case, SavedView
from open315.cases.queries.due import Due, due_of
from open315.cases.queries.visible import visible_to
from open315.cases.types import OPEN, State
from open315.cases.wording import state_tone, state_words
from open315.core import clock, search
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.exports import yuan
from open315.core.pages.keyset import sliced
from open315.core.regions import prefix_of
from open315.core.text import whole_number
from open315.law import codelists
from open315.org import queries as org

PAGE = 50
COUNT_LIMIT = 99
SEARCH_INDEX = "case_search"


@dataclass(frozen=True, slots=True)
class InboxFilters:
    """What the person asked for; every value may be empty. `view` is the tab."""

    view: str = "open"
    q: str = ""
    state: str = ""
    due: str = ""
    kind: str = ""
    channel: str = ""
    goods: str = ""
    nature: str = ""
    region: str = ""
    officer: str = ""
    source: str = ""
    """What a council calls another system; the cases of its sheets."""
    sheet: int | None = None
    """The import that brought them."""
    first: date | None = None
    last: date | None = None
    sort: str = "received"


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the list."""

    id: int
    number: str
    title: str
    trader_name: str
    state: str
    channel_words: Any
    received_at: datetime
    officer_name: str
    due: Due

    @property
    def state_words(self) -> Any:
        """The state in the reader's language."""
        return state_words(self.state)

    @property
    def state_tone(self) -> str:
        """The tone of its badge."""
        return state_tone(self.state)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page and the edges of its neighbours ("" where there is none)."""

    rows: list[InboxRow] = field(default_factory=list)
    after: str = ""
    before: str = ""


EMPTY_PAGE = InboxPage()
WORK = (State.REGISTERED, State.DECLINATION_PROPOSED, State.ACCEPTED, State.REFERRED, State.ANSWERED)
"""The open states in the order of work."""
_SHOWN = (
    "number", "title", "trader_name", "state", "channel", "received_at", "next_due_on", "calendar_unknown",
    "officer__display_name", "officer__username",
)  # fmt: skip
"""What a row shows: a case has four dozen columns, some of them long."""

# The orders a list may have; the id makes every order total.
SORTS: Mapping[str, tuple[str, ...]] = {
    "received": ("-received_at", "-id"),
    "oldest": ("received_at", "id"),
    "due": ("next_due_on", "id"),
}
VIEWS: Mapping[str, Q] = {
    "open": Q(state__in=OPEN),
    "mine": Q(state__in=OPEN),
    "unassigned": Q(state__in=OPEN, officer=None),
    "waiting": Q(state=State.REGISTERED.value),
    "second": Q(state=State.DECLINATION_PROPOSED.value),
    "referred": Q(state=State.REFERRED.value),
    "overdue": Q(state__in=OPEN),
    "all": Q(),
}


def filtered(actor: Actor, filters: InboxFilters, *, within: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """The cases the filters leave, without order. `within` are those visible to the actor, where they are at hand already."""
    today = clock.today()
    rows = (visible_to(actor) if within is None else within).filter(VIEWS.get(filters.view, Q()))
    if filters.view == "mine":
        rows = rows.filter(officer_id=actor.account_id)
    if filters.view == "overdue":
        rows = rows.filter(next_due_on__lt=today)
    exact = {name: getattr(filters, name) for name in ("state", "kind", "channel", "goods", "nature")}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    rows = rows.filter(
        _brought(filters, actor), _where(filters), _due(filters.due, today), _officer(filters.officer, actor)
    )
    return search.narrow(rows, SEARCH_INDEX, filters.q) if filters.q.strip() else rows


def _where(filters: InboxFilters) -> Q:
    wanted = Q()
    if filters.region:
        wanted &= Q(region_code__startswith=prefix_of(filters.region))
    if filters.first:
        wanted &= Q(received_on__gte=filters.first)
    if filters.last:
        wanted &= Q(received_on__lte=filters.last)
    return wanted


def _brought(filters: InboxFilters, actor: Actor) -> Q:
    """By the sheet they came in, and by where that came from. A council's sources bear its number (`intake.source_key`)."""
    wanted = Q()
    if filters.sheet:
        wanted &= Q(import_id=filters.sheet)
    if source := filters.source.strip():
        own = [f"{source}#{body}" for body in sorted(actor.organisation_ids)]
        wanted &= Q(source__in=[source, *own]) & ~Q(source_ref="")
    return wanted


def _due(due: str, today: date) -> Q:
    if due == "unknown":
        return Q(calendar_unknown=True)
    if due == "overdue":
        return Q(next_due_on__lt=today)
    if due == "today":
        return Q(next_due_on=today)
    if due == "soon":
        return Q(next_due_on__range=(today, today + timedelta(days=3)))
    return Q()


def _officer(officer: str, actor: Actor) -> Q:
    if officer == "me":
        return Q(officer_id=actor.account_id)
    if officer == "none":
        return Q(officer=None)
    account = whole_number(officer)
    return Q() if account is None else Q(officer_id=account)


def inbox(
    actor: Actor, filters: InboxFilters, *, after: str = "", before: str = "", within: QuerySet[Case] | None = None
) -> InboxPage:
    """One page. `after` and `before` are the edges a neighbouring page gave; a wrong edge means the first page.

    `within` are the cases visible to the actor, where they are at hand already.
    """
    order = SORTS.get(filters.sort, SORTS["received"])
    rows = filtered(actor, filters, within=within)
    if filters.sort == "due":
        rows = rows.filter(next_due_on__isnull=False)
    rows = rows.select_related("officer").only(*_SHOWN)
    shown = sliced(rows, order, size=PAGE, after=after, before=before)
    return InboxPage(rows=list(_rows(shown.rows)), after=shown.after, before=shown.before)


def open_by_state(actor: Actor) -> dict[str, QuerySet[Case]]:
    """The open cases the actor sees, a state each in the order of work; within it, who has waited longest first."""
    visible = visible_to(actor).select_related("officer").only(*_SHOWN)
    return {each.value: visible.filter(state__in=OPEN, state=each.value).order_by("received_at", "id") for each in WORK}


def _rows(cases: list[Case]) -> Iterator[InboxRow]:
    today = clock.today()
    for case in cases:
        yield InboxRow(
            id=case.pk,
            number=case.number,
            title=case.title,
            trader_name=case.trader_name,
            state=case.state,
            channel_words=codelists.label("channels", case.channel),
            received_at=case.received_at,
            officer_name=str(case.officer) if case.officer else "",
            due=due_of(case.next_due_on, today, unknown=case.calendar_unknown),
        )


def view_counts(actor: Actor, *, within: QuerySet[Case] | None = None) -> dict[str, str]:
    """How many cases wait behind the tabs that ask for action, counted to 99 at most."""
    visible = visible_to(actor) if within is None else within
    wanted = {
        "mine": visible.filter(VIEWS["mine"], officer_id=actor.account_id),
        "overdue": visible.filter(VIEWS["overdue"], next_due_on__lt=clock.today()),
    }
    if actor.may("cases:confirm_declination"):
        # In the order of its index: without one SQLite looks through every case of the council.
        wanted["second"] = visible.filter(VIEWS["second"]).order_by("-received_at", "-id")
    return dict(zip(wanted, map(_shown_count, _bounded(wanted.values())), strict=True))


def _bounded(wanted: Iterable[QuerySet[Case]]) -> list[int]:
    """The number of rows of each, up to one more than is shown: one question for all."""
    parts: list[str] = []
    values: list[Any] = []
    for rows in wanted:
        sql, given = rows.values("pk")[: COUNT_LIMIT + 1].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS found)")  # noqa: S608  (written by Django, its values apart)
        values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())


def _shown_count(found: int) -> str:
    return f"{COUNT_LIMIT}+" if found > COUNT_LIMIT else str(found or "")


@dataclass(frozen=True, slots=True)
class KeptView:
    """A saved view for the filter pane."""

    id: int
    name: str
    query: str
    is_mine: bool


def saved_views(actor: Actor) -> list[KeptView]:
    """The person's own views, then those shared in her body."""
    shared = Q(is_shared=True, organisation_id=actor.organisation_id)
    rows = SavedView.objects.filter(Q(account_id=actor.account_id) | shared).order_by("name")
    kept = [KeptView(row.pk, row.name, row.query, row.account_id == actor.account_id) for row in rows]
    return sorted(kept, key=lambda each: not each.is_mine)


EXPORT_HEADER = (
    "number", "state", "kind", "channel", "received", "due", "title", "narrative", "trader", "place", "goods", "nature",
    "amount_yuan", "result", "recovered_yuan", "closed", "council",
)  # fmt: skip


def export_list(actor: Actor, filters: InboxFilters) -> QuerySet[Case]:
    """The filtered list in the order of a file: everything."""
    return filtered(actor, filters).order_by("-received_at", "-id")


def export_rows(rows: QuerySet[Case]) -> Iterator[list[Any]]:
    """Rows of the file, masked like the screen."""
    return (_exported(case) for case in rows.iterator(chunk_size=2000))


def _exported(case: Case) -> list[Any]:
    council = org.body_by_id(case.council_id)
    return [
        case.number,
        str(state_words(case.state)),
        str(codelists.label("kinds", case.kind)),
        str(codelists.label("channels", case.channel)),
        local_day(case.received_at),
        case.next_due_on,
        case.title,
        case.narrative,
        case.trader_name,
        str(org.region_as_seen_from(council.region_code if council else "", case.region_code)),
        str(codelists.label("goods", case.goods)) if case.goods else "",
        str(codelists.label("natures", case.nature)) if case.nature else "",
        yuan(case.amount_cents),
        str(codelists.label("results", case.result)) if case.result else "",
        yuan(case.recovered_cents),
        case.closed_on,
        council.name if council else "",
    ]
