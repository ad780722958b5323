"""The inbox: filters, order and keyset pages over the cases a person may see; built to stay quick with a million rows.

A page is found by its edge ("received before this moment, with a smaller id"), never by counting rows past.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Follow, Handoff, Mention, NextContact, SavedView
from open315.cases.queries.aside import day_of, ids_aside, is_aside, with_day
from open315.cases.queries.due import Due, due_of
from open315.cases.queries.found import BY_NUMBER, SEARCHED, Found, cases_of_number, found_in, search_words
from open315.cases.queries.numbers import number_of_spoken
from open315.cases.queries.visible import COUNCIL, visible_to
from open315.cases.types import OPEN, HandoffState, NewsFrom, State
from open315.cases.wording import state_tone, state_words
from open315.core import clock, search
from open315.core.access import Actor
from open315.core.pages.keyset import sliced
from open315.core.regions import prefix_of
from open315.core.text import whole_number
from open315.law import codelists

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
    officer_id: int | None
    due: Due
    found: Found | None = None
    """Where the words of the search stand, where it is not the title."""
    news_from: str = ""
    """Who outside wrote last, while nobody reacted."""
    aside_until: date | None = None
    """In the list of those put aside: until when."""

    @property
    def state_words(self) -> Any:
        """The state in the reader's language."""
        return state_words(self.state)

    @property
    def state_tone(self) -> str:
        """The tone of its badge."""
        return state_tone(self.state)

    @property
    def news_words(self) -> Any:
        """Who wrote and waits; "" where nobody does."""
        return NEWS.get(self.news_from, "")


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page and the edges of its neighbours ("" where there is none)."""

    rows: list[InboxRow] = field(default_factory=list)
    after: str = ""
    before: str = ""
    first: int = 1
    """The place of the first row in the list."""


EMPTY_PAGE = InboxPage()
NEWS = {
    NewsFrom.CONSUMER.value: _("The consumer wrote"),
    NewsFrom.BODY.value: _("The other body wrote"),
    NewsFrom.OBJECTION.value: _("The consumer objects"),
}
WORK = (State.REGISTERED, State.DECLINATION_PROPOSED, State.ACCEPTED, State.REFERRED, State.ANSWERED)
"""The open states in the order of work."""
_SHOWN = (
    "number", "title", "trader_name", "state", "channel", "received_at", "next_due_on", "calendar_unknown",
    "news_from", "officer__display_name", "officer__username",
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
    "aside": Q(state__in=OPEN),
    "unassigned": Q(state__in=OPEN, officer=None, closed_at=None),
    "waiting": Q(state=State.REGISTERED.value),
    "second": Q(state=State.DECLINATION_PROPOSED.value),
    "referred": Q(state=State.REFERRED.value),
    "overdue": Q(state__in=OPEN),
    "news": Q(news_from__isnull=False) & ~Q(news_from=NewsFrom.OBJECTION.value),
    "objections": Q(news_from__isnull=False, news_from=NewsFrom.OBJECTION.value),
    "named": Q(),
    "followed": Q(),
    "all": Q(),
}
SENDINGS: Mapping[str, tuple[HandoffState, ...]] = {
    "to_acknowledge": (HandoffState.SENT,),
    "to_answer": (HandoffState.ACKNOWLEDGED,),
    "answered": (HandoffState.ANSWERED,),
}
"""Tabs of a department: by how far it is with what was sent to it."""


def filtered(actor: Actor, filters: InboxFilters, *, within: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """The cases the filters leave, without order. `within` are those visible to the actor, where they are at hand already."""
    today = clock.today()
    rows = (visible_to(actor) if within is None else within).filter(VIEWS.get(filters.view, Q()))
    if filters.view == "mine":
        rows = rows.filter(~is_aside(today), officer_id=actor.account_id)
    if filters.view == "aside":
        rows = with_day(rows.filter(pk__in=ids_aside(today)), today)
        rows = rows if actor.may("cases:supervise") else rows.filter(officer_id=actor.account_id)
    if own := OWN_LISTS.get(filters.view):
        rows = rows.filter(pk__in=_own_list(own, actor))
    if filters.view == "overdue":
        rows = rows.filter(next_due_on__lt=today)
    if states := SENDINGS.get(filters.view):
        rows = rows.filter(pk__in=_sent_to(actor, states))
    exact = {name: getattr(filters, name) for name in ("state", "kind", "channel", "goods", "nature")}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    rows = rows.filter(
        _brought(filters, actor), _where(filters), _due(filters.due, today), _officer(filters.officer, actor)
    )
    if filters.due in CONTACTS:
        rows = rows.filter(pk__in=_contacts(filters.due, actor, today))
    return _searched(rows, actor, filters.q) if filters.q.strip() else rows


CONTACTS = frozenset({"contact", "contact_next"})
"""Values of the filter by day that ask for the day of the next contact with the trader."""


def _contacts(due: str, actor: Actor, today: date) -> QuerySet[Any]:
    """Cases whose trader the reader's body means to speak with: by today, or in the days after it that are near."""
    rows = NextContact.objects.filter(organisation_id__in=actor.organisation_ids)
    near = (today + timedelta(days=1), today + timedelta(days=3))
    return (rows.filter(on__lte=today) if due == "contact" else rows.filter(on__range=near)).values("case_id")


def _own_list(model: type[Follow | Mention], actor: Actor) -> QuerySet[Any]:
    return model._default_manager.filter(account_id=actor.account_id or 0).values("case_id")


OWN_LISTS: Mapping[str, type[Follow | Mention]] = {"named": Mention, "followed": Follow}
"""Lists of the reader's own: cases whose note names her, and those that she follows."""


def _sent_to(actor: Actor, states: Iterable[HandoffState]) -> QuerySet[Any]:
    sent = Handoff.objects.filter(
        to_organisation_id__in=actor.organisation_ids, state__in=[each.value for each in states]
    )
    return sent.values("case_id")


def _searched(rows: QuerySet[Case], actor: Actor, q: str) -> QuerySet[Case]:
    """The case whose Latin number was typed; the cases of a telephone number, for those who may see one and type it whole; else those
    whose text holds the words.
    """
    if number := number_of_spoken(q):
        return rows.filter(number=number)
    if called := cases_of_number(actor, q):
        return rows.filter(pk__in=called)
    return search.narrow(rows, SEARCH_INDEX, q)


def with_words(actor: Actor, q: str, most: int) -> list[tuple[str, str]]:
    """Number and title of the newest cases whose number or text holds the words; a telephone number is not looked for."""
    number = number_of_spoken(q)
    if not number and not search_words(q):
        return []
    visible = visible_to(actor)
    rows = visible.filter(number=number) if number else search.narrow(visible, SEARCH_INDEX, q)
    rows = rows.order_by(*SORTS["received"])
    return list(rows.values_list("number", "title")[:most])


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
        return Q(next_due_on=None, closed_at=None, calendar_unknown=True)
    if due == "none":
        return Q(next_due_on=None, closed_at=None, calendar_unknown=False)
    if due == "overdue":
        return Q(next_due_on__lt=today)
    if due == "today":
        return Q(next_due_on=today)
    if due == "soon":
        return Q(next_due_on__range=(today, today + timedelta(days=3)))
    if due == "next":
        return Q(next_due_on__range=(today + timedelta(days=1), today + timedelta(days=3)))
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
    rows = rows.select_related("officer").only(*_SHOWN, *(SEARCHED if filters.q.strip() else ()))
    shown = sliced(rows, order, size=PAGE, after=after, before=before)
    by_number = bool(filters.q.strip() and cases_of_number(actor, filters.q))
    told = list(_rows(shown.rows, filters.q, by_number=by_number, with_news=actor.organisation_kind == COUNCIL))
    return InboxPage(told, shown.after, shown.before, shown.first)


def open_by_state(actor: Actor) -> dict[str, QuerySet[Case]]:
    """The open cases the actor sees, a state each in the order of work; within it, who has waited longest first."""
    visible = visible_to(actor).select_related("officer").only(*_SHOWN)
    return {each.value: visible.filter(state__in=OPEN, state=each.value).order_by("received_at", "id") for each in WORK}


def _rows(cases: list[Case], q: str, *, by_number: bool, with_news: bool) -> Iterator[InboxRow]:
    today = clock.today()
    words = search_words(q)
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
            officer_id=case.officer_id,
            due=due_of(case.next_due_on, today, unknown=case.calendar_unknown),
            found=BY_NUMBER if by_number else found_in(case, words) if words else None,
            news_from=(case.news_from or "") if with_news else "",
            aside_until=day_of(case),
        )


def view_counts(actor: Actor, *, within: QuerySet[Case] | None = None) -> dict[str, str]:
    """How many cases wait behind the tabs that ask for action, counted to 99 at most."""
    if actor.organisation_kind != COUNCIL:
        return counts_of(
            actor, {name: InboxFilters(view=name) for name in ("to_acknowledge", "to_answer")}, within=within
        )
    wanted = {name: InboxFilters(view=name) for name in ("mine", "news", "overdue")}
    if actor.may("cases:close"):
        wanted["aside"] = InboxFilters(view="aside")
    if actor.may("cases:reopen"):
        wanted["objections"] = InboxFilters(view="objections")
    if actor.may("cases:confirm_declination"):
        wanted["second"] = InboxFilters(view="second")
    return counts_of(actor, wanted, within=within)


def counts_of(
    actor: Actor, wanted: Mapping[str, InboxFilters], *, within: QuerySet[Case] | None = None
) -> dict[str, str]:
    """How many cases stand in each of these lists, counted to 99 at most, in one question."""
    visible = visible_to(actor) if within is None else within
    lists = [_in_order_of_its_index(filtered(actor, each, within=visible), each) for each in wanted.values()]
    return dict(zip(wanted, map(_shown_count, bounded(lists, COUNT_LIMIT)), strict=True))


def _in_order_of_its_index(rows: QuerySet[Case], filters: InboxFilters) -> QuerySet[Case]:
    """Without an order SQLite looks through every case of the council for the few of a rare state."""
    is_rare = filters.view in {"second", "news", "objections", "unassigned"} or filters.due in {"unknown", "none"}
    return rows.order_by("-received_at", "-id") if is_rare else rows


def bounded(wanted: Iterable[QuerySet[Case]], limit: int) -> list[int]:
    """The number of rows of each, up to one more than `limit`: one question for all."""
    parts: list[str] = []
    values: list[Any] = []
    for rows in wanted:
        sql, given = rows.values("pk")[: limit + 1].query.sql_with_params()
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
