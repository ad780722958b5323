"""Reads of returns."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.core import clock
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator
from open315.org import queries as org
from open315.returns.models import Call, Filing, Return
from open315.returns.types import State

LATE = "late"
WAITING = (State.ASKED, State.AGAIN)


def visible_to(actor: Actor) -> QuerySet[Return]:
    """The returns of the acting body and of those below it."""
    if not actor.may("returns:read"):
        return Return.objects.none()
    return Return.objects.filter(council__in=actor.organisation_ids)


def calls_for(actor: Actor) -> QuerySet[Call]:
    """The calls of the acting body and of those below it, and those by which it is asked itself."""
    if not actor.may("returns:read"):
        return Call.objects.none()
    asked = Return.objects.filter(council_id=actor.organisation_id).values("call_id")
    return Call.objects.filter(Q(council__in=actor.organisation_ids) | Q(pk__in=asked))


def get_call(actor: Actor, call_id: int) -> Call:
    """One call; NotFound if there is none or the actor is neither above nor asked by it."""
    found = calls_for(actor).select_related("council", "campaign").filter(pk=call_id).first()
    if found is None:
        raise NotFound(_("There is no such call for returns."))
    return found


def returns_of(actor: Actor, call: Call) -> QuerySet[Return]:
    """The returns to a call that the actor may see, from the top down."""
    return visible_to(actor).filter(call=call).select_related("council", "call").order_by("council__path", "pk")


def get_return(actor: Actor, return_id: int) -> Return:
    """One return; NotFound if there is none or it is another body's."""
    found = visible_to(actor).select_related("council", "call__campaign", "call__council").filter(pk=return_id).first()
    if found is None:
        raise NotFound(_("There is no such return."))
    return found


def listed(actor: Actor, wanted: Mapping[str, Any]) -> QuerySet[Return]:
    """The returns that fit the filters: call, state (or late), council."""
    rows = visible_to(actor).select_related("council", "call__council", "call__campaign")
    state = wanted.get("state")
    if state == LATE:
        rows = rows.exclude(state=State.SIGNED).filter(due_on__lt=clock.today())
    elif state:
        rows = rows.filter(state=state)
    for name in ("call", "council"):
        if name in wanted:
            rows = rows.filter(**{f"{name}_id": wanted[name]})
    return rows


def is_late(row: Return) -> bool:
    """Whether its day has passed and it is not signed."""
    return row.state != State.SIGNED and row.due_on < clock.today()


def filings_for(actor: Actor, row: Return) -> QuerySet[Filing]:
    """What was filed, the latest first. Whoever is of another body sees what was signed; the body itself also its drafts."""
    rows = Filing.objects.filter(of=row).select_related("filled_by", "signed_by").prefetch_related("values")
    return rows if row.council_id == actor.organisation_id else rows.exclude(signed_at=None)


def latest(row: Return) -> Filing | None:
    """What was filled in last, signed or not."""
    return Filing.objects.filter(of=row).order_by("-number").first()


def is_opened_again(row: Return) -> bool:
    """Whether it is to be filled in again because the council that asked said so: what was filled in last is signed."""
    last = latest(row)
    return row.state == State.AGAIN and last is not None and last.signed_at is not None


def latest_signed(rows: Iterable[Return]) -> dict[int, Filing]:
    """What counts of each: the latest that was signed, with its values; nothing of one that nobody signed."""
    filings = Filing.objects.filter(of__in=rows).exclude(signed_at=None).prefetch_related("values").order_by("number")
    return {each.of_id: each for each in filings}


def asked_of(call: Call, region_code: str) -> list[Indicator]:
    """The indicators of a call that a council of this place reports, in the order of the dictionary."""
    wanted = set(call.indicators)
    return [each for each in indicators.reported_on(call.last, region_code) if each.code in wanted]


def fields_of(row: Return) -> list[Indicator]:
    """The indicators that a return tells."""
    return asked_of(row.call, row.council.region_id or "")


def before(row: Return) -> dict[str, Any]:
    """What the same body signed for the campaign of the year before, by indicator; only what was told by the same definition."""
    year = row.call.campaign.year - 1
    filings = (
        Filing.objects.filter(of__council_id=row.council_id, of__call__campaign__year=year)
        .exclude(signed_at=None)
        .select_related("of__call")
        .order_by("signed_at", "number")
    )
    dictionary, found = indicators.dictionary(), {}
    for filing in filings.prefetch_related("values"):
        then = filing.of.call.last
        for each in filing.values.all():
            if not dictionary.changes_between(each.indicator, then, row.call.last):
                found[each.indicator] = each.as_value
    return found


def below(actor: Actor) -> list[org.Body]:
    """The councils below the acting one, from the top down."""
    return [body for body in org.councils() if body.id in actor.organisation_ids and body.id != actor.organisation_id]


def get_filing(actor: Actor, filing_id: int) -> Filing:
    """One filing of a return that the actor may see; NotFound for a draft of another body."""
    rows = Filing.objects.filter(pk=filing_id, of__in=visible_to(actor)).select_related(
        "of__council", "of__call__campaign", "filled_by", "signed_by"
    )
    found = rows.prefetch_related("values").first()
    if found is None or (found.signed_at is None and found.of.council_id != actor.organisation_id):
        raise NotFound(_("There is no such filing."))
    return found


def get_own(actor: Actor, return_id: int) -> Return:
    """One return of the acting body itself; NotFound for another's."""
    found = get_return(actor, return_id)
    if found.council_id != actor.organisation_id:
        raise NotFound(_("There is no such return."))
    return found


def sees_all_of(actor: Actor, call: Call) -> bool:
    """Whether the actor may see what every body told: those of the council that asked, and of those above it."""
    return call.council_id in actor.organisation_ids
