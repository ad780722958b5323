"""Reads of the roster. Everything begins with the lines that the actor sees."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.errors import NotFound
from open315.core.spans import Span, gaps
from open315.hotline import queries
from open315.hotline.models import Call, Caller, Duty, HandOver, Leave, Line, Swap
from open315.hotline.roster import rules
from open315.hotline.roster.types import Away, Hours, On, Stretch
from open315.hotline.types import State, SwapState
from open315.org import queries as org

NO_DUTY = _("There is no such duty.")
NO_SWAP = _("There is no such swap.")
NO_HAND_OVER = _("There is no such hand-over.")
NO_LEAVE = _("There is no such leave.")
UNREAD = {"open": Q(read_at=None), "": Q()}
ASKED = {"open": Q(state=SwapState.ASKED.value), "": Q()}


def staff_of(council_id: int) -> dict[int, str]:
    """Who may be on duty at the lines of a council, with what they are called."""
    return org.names_of_accounts(org.account_ids_who_may("hotline:handle", council_id))


def named_staff(council_id: int) -> Mapping[str, list[int]]:
    """The same by name; two of one name are both there."""
    found: dict[str, list[int]] = {}
    for account_id, name in staff_of(council_id).items():
        found.setdefault(name, []).append(account_id)
    return found


def duties_for(actor: Actor) -> QuerySet[Duty]:
    """The duties at the lines that the actor sees."""
    return Duty.objects.filter(line__in=queries.lines_for(actor)).select_related("line__council", "account")


def within(lines: Collection[int], window: Span) -> list[Duty]:
    """The duties at these lines that stand in the window, in order."""
    rows = Duty.objects.filter(line__in=lines, starts_at__lt=window.ends_at, ends_at__gt=window.starts_at)
    return list(rows.select_related("account", "line").order_by("starts_at", "pk"))


def as_on(duties: Iterable[Duty]) -> list[On]:
    """Rows as the rules see them."""
    return [On(each.account_id, each.line_id, Span(each.starts_at, each.ends_at), each.pk) for each in duties]


def away_among(people: Collection[int], first: date, last: date) -> list[Away]:
    """The leave of these people on any of the days."""
    rows = Leave.objects.filter(account__in=people, starts_on__lte=last, ends_on__gte=first).order_by("pk")
    return [Away(*row) for row in rows.values_list("account_id", "starts_on", "ends_on")]


def present_within(lines: Collection[int], window: Span) -> list[On]:
    """Who is on duty at these lines during the window, leave cut out."""
    duties = as_on(within(lines, window))
    # The duties reach beyond the window by a day at most, and whoever is away then is cut out of all of them.
    first, last = local_day(window.starts_at) - rules.DAY, local_day(window.ends_at) + rules.DAY
    return rules.present(duties, away_among({each.person for each in duties}, first, last))


def on_duty_at(lines: Collection[int], at: datetime) -> dict[int, list[On]]:
    """Who is on duty at this moment, by line."""
    found: dict[int, list[On]] = {}
    for each in present_within(lines, Span(at, at + timedelta(microseconds=1))):
        if each.span.starts_at <= at < each.span.ends_at:
            found.setdefault(each.line, []).append(each)
    return found


def stretches_of(line: Line, window: Span) -> list[Stretch]:
    """Who was on duty at a line throughout the window."""
    return rules.stretches(window, present_within([line.pk], window))


def hours_of(line: Line) -> Hours | None:
    """When somebody is to be on duty; None while nobody has said."""
    if line.hours_from is None or line.hours_until is None:
        return None
    return Hours(line.hours_from, line.hours_until, line.weekdays, line.opens_on, line.closes_on)


def own_lines(actor: Actor) -> list[Line]:
    """The lines of the actor's own council that are there or will be."""
    rows = queries.lines_for(actor).filter(council_id=actor.organisation_id or 0)
    return list(rows.order_by("name", "pk"))


def own_duty(actor: Actor, at: datetime) -> list[On]:
    """The duties that the actor has at this moment."""
    lines = list(queries.lines_for(actor).values_list("pk", flat=True))
    found = (each for all_of_them in on_duty_at(lines, at).values() for each in all_of_them)
    return [each for each in found if each.person == actor.account_id]


def offered_lines(actor: Actor, at: datetime) -> set[int]:
    """The lines whose calls are the actor's first: where she is on duty, and where nobody is."""
    lines = list(queries.lines_for(actor).order_by("pk").values_list("pk", flat=True))
    there = on_duty_at(lines, at)
    return {each for each in lines if not there.get(each) or any(on.person == actor.account_id for on in there[each])}


def to_ring_back(actor: Actor, wanted: Mapping[str, Any], at: datetime) -> QuerySet[Caller]:
    """Who is to be rung back, by the filters; with `offered`, those of lines whose calls are the actor's first."""
    rows = queries.to_ring_back(actor, wanted)
    if "offered" in wanted:
        owed = Call.objects.filter(state=State.MISSED.value, settled_at=None, line__in=offered_lines(actor, at))
        rows = rows.filter(pk__in=owed.order_by().values("caller_id"))
    return rows


def get_duty(actor: Actor, duty_id: int) -> Duty:
    """One duty; NotFound if there is none or it is another council's."""
    found = duties_for(actor).filter(pk=duty_id).first()
    if found is None:
        raise NotFound(NO_DUTY)
    return found


def duties_to_give(duty: Duty, at: datetime) -> list[Duty]:
    """The duties of colleagues at the lines of the same council that have not begun: what may be taken instead."""
    rows = Duty.objects.filter(line__council_id=duty.line.council_id, starts_at__gt=at).exclude(account=duty.account_id)
    return list(rows.select_related("account", "line").order_by("starts_at", "pk")[:60])


def swaps_for(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Swap]:
    """The swaps at the lines that the actor sees; `mine` are those that ask her."""
    lines = queries.lines_for(actor)
    rows = Swap.objects.filter(duty__line__in=lines).filter(ASKED[wanted.get("show", "")])
    if "mine" in wanted:
        rows = rows.filter(asked_of_id=actor.account_id or 0)
    return rows.select_related("duty__line", "duty__account", "instead__line", "asked_by", "asked_of")


def get_swap(actor: Actor, swap_id: int) -> Swap:
    """One swap; NotFound if there is none or it is another council's."""
    found = swaps_for(actor, {}).filter(pk=swap_id).first()
    if found is None:
        raise NotFound(NO_SWAP)
    return found


def leaves_for(actor: Actor, _wanted: Mapping[str, Any]) -> QuerySet[Leave]:
    """The leave that the actor's council and those below it keep."""
    rows = Leave.objects.filter(council__in=actor.organisation_ids)
    return (rows if actor.may("hotline:roster") else rows.none()).select_related("account", "council")


def hand_overs_for(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[HandOver]:
    """What was handed over at the lines that the actor sees."""
    lines = queries.lines_for(actor)
    rows = HandOver.objects.filter(duty__line__in=lines).filter(UNREAD[wanted.get("show", "")])
    if "line" in wanted:
        rows = rows.filter(duty__line_id=wanted["line"])
    return rows.select_related("duty__line", "duty__account", "read_by").prefetch_related("callers")


def listed_hand_overs(actor: Actor, wanted: Mapping[str, Any], at: datetime) -> QuerySet[HandOver]:
    """The hand-overs of the list; `mine` are those that wait for the actor to read them."""
    rows = hand_overs_for(actor, wanted)
    return rows.filter(pk__in=[each.pk for each in to_read(actor, at)]) if "mine" in wanted else rows


def get_hand_over(actor: Actor, hand_over_id: int) -> HandOver:
    """One hand-over; NotFound if there is none or it is another council's."""
    found = hand_overs_for(actor, {}).filter(pk=hand_over_id).first()
    if found is None:
        raise NotFound(NO_HAND_OVER)
    return found


def next_after(duty: Duty) -> int | None:
    """Who is on duty at the line next after somebody: the first that goes on longer, whoever is not on leave."""
    rows = Duty.objects.filter(line_id=duty.line_id, ends_at__gt=duty.ends_at).exclude(account=duty.account_id)
    for each in rows.order_by("starts_at", "pk")[:10]:
        window = Span(each.starts_at, each.ends_at)
        if any(on.key == each.pk for on in present_within([duty.line_id], window)):
            return each.account_id
    return None


def may_read(actor: Actor, note: HandOver, at: datetime) -> bool:
    """Whether the actor takes over what this hand-over leaves."""
    there = on_duty_at([note.duty.line_id], at).get(note.duty.line_id, [])
    people = {each.person for each in there}
    return rules.may_read(note.duty.account_id, actor.account_id or 0, people, next_after(note.duty))


def to_read(actor: Actor, at: datetime) -> list[HandOver]:
    """The hand-overs of the actor's own council that wait for her to read them."""
    rows = hand_overs_for(actor, {"show": "open"}).filter(duty__line__council_id=actor.organisation_id or 0)
    return [each for each in rows.order_by("written_at", "pk")[:50] if may_read(actor, each, at)]


def owed_on(line_id: int) -> list[Caller]:
    """Who is to be rung back for having rung this line in vain."""
    owed = Call.objects.filter(line_id=line_id, state=State.MISSED.value, settled_at=None)
    rows = Caller.objects.filter(pk__in=owed.values("caller_id")).exclude(number_index="")
    return list(rows.order_by("pk"))


def unmanned(lines: Collection[Line], first: date, days: int) -> dict[int, list[Span]]:
    """When nobody is on duty though somebody is to be, by line, of the hours that begin on these days."""
    window = Span(midnight(first), midnight(first + timedelta(days=days + 1)))
    present = present_within([each.pk for each in lines], window)
    found: dict[int, list[Span]] = {}
    for line in lines:
        hours = hours_of(line)
        spans = [each.span for each in present if each.line == line.pk]
        wanted = (rules.to_be_manned(hours, first + timedelta(days=n)) for n in range(days)) if hours else ()
        found[line.pk] = [gap for whole in wanted if whole for gap in gaps(whole, spans)]
    return found
