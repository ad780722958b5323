"""A call as a place where the desk takes a case: `hotline.12.complaint`, with line and number filled in already."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from open315.cases.console.taken import Taken
from open315.cases.types import Channel, Kind
from open315.core import clock
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.pages.cells import moment, text
from open315.core.text import whole_number
from open315.hotline import queries, services
from open315.hotline.models import Call
from open315.intake.desk.places import ADDRESS, Lender, Place

if TYPE_CHECKING:
    from open315.cases.models import Case

NAME = "hotline"
LONGEST_TITLE = 30
KINDS = tuple(each.value for each in Kind)


def at_desk(call_id: int, kind: str) -> str:
    """The address of the desk at which this call becomes a case of this kind; a complaint, where the call was about something else."""
    key = f"{NAME}.{call_id}.{kind if kind in KINDS else Kind.COMPLAINT.value}"
    return f"{reverse('desk:desk')}?{urlencode({ADDRESS: key})}"


def _read(key: str) -> tuple[int, str]:
    number, _dot, kind = key.partition(".")
    return whole_number(number) or 0, kind if kind in KINDS else Kind.COMPLAINT.value


def find(actor: Actor, key: str) -> Place | None:
    """The call, for who may make a case of it."""
    call_id, kind = _read(key)
    if not actor.may("hotline:handle"):
        return None
    try:
        call = queries.get_call(actor, call_id)
    except NotFound:
        return None
    told = {"line": text(call.line.name), "number": call.line.number, "moment": moment(call.started_at)}
    words = _("Call on %(line)s (%(number)s), %(moment)s. The case is linked to the call.")
    back = reverse("hotline:call", args=[call.pk])
    return Place(words % told, back, Channel.HOTLINE, partial(known_of, call, kind, actor))


def known_of(call: Call, kind: str, actor: Actor) -> Mapping[str, Any]:
    """What the desk's form begins with: the caller's number and the note; opening the number is noted."""
    number = services.open_call(call.pk, actor=actor, at=clock.now())
    return {"kind": kind, "phone": number, "narrative": call.note, "title": call.note[:LONGEST_TITLE]}


def taken(actor: Actor, key: str, case_id: int, at: datetime) -> None:
    """Link the case to the call."""
    call_id, kind = _read(key)
    services.link_made(call_id, case_id=case_id, kind=kind, actor=actor, at=at)


def taken_at(actor: Actor, case: "Case") -> Taken | None:
    """The call that led to a case, for its page; none for who does not see that line."""
    call = queries.call_of_case(actor, case.pk)
    if call is None:
        return None
    words = f"{text(call.line.name)} · {moment(call.started_at)}"
    return Taken(words, reverse("hotline:call", args=[call.pk]))


FROM_HOTLINE = Lender(find, taken)
