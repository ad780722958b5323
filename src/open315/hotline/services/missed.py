"""Who rang in vain: one duty a caller, until somebody reached her or she got through herself."""

from datetime import datetime

from open315.core.access import Actor
from open315.core.verbs import Verb
from open315.core.verbs.step import step
from open315.hotline import vault
from open315.hotline.models import Call, Caller, Line, RingBack
from open315.hotline.rules import settled_at, try_faults
from open315.hotline.services.verb import CALLER, HANDLERS, OWN_PAGE, refuse
from open315.hotline.types import Outcome, State

OPEN_NUMBER = Verb(
    "open_number",
    CALLER,
    event="hotline.number_opened",
    emits=None,
    permission="hotline:handle",
    who=HANDLERS,
    face=OWN_PAGE,
    reads=True,
)


@OPEN_NUMBER
def open_number(caller_id: int, *, actor: Actor, at: datetime) -> str:
    """The number of a caller in clear, to ring her back. The audit log tells who opened it."""
    with step(OPEN_NUMBER, caller_id, actor=actor, at=at) as done:
        return vault.opened(done.row)


RING_BACK = Verb(
    "ring_back",
    CALLER,
    event="hotline.rung_back",
    permission="hotline:handle",
    who=HANDLERS,
    face=OWN_PAGE,
)


@RING_BACK
def ring_back(caller_id: int, *, outcome: str, note: str, actor: Actor, at: datetime) -> RingBack:
    """Note a try to ring a caller back. Reached or given up, all her calls in vain until now are settled; given up only for a reason."""
    with step(RING_BACK, caller_id, actor=actor, at=at) as done:
        refuse(try_faults(outcome, note))
        caller = done.row
        kept = vault.as_kept(note.strip(), vault.opened(caller))
        made = RingBack.objects.create(caller=caller, at=at, outcome=outcome, note=kept, account_id=actor.account_id)
        settle(caller)
        done.say(outcome=outcome)
        return made


def caller_of(line: Line, digits: str, at: datetime) -> Caller:
    """Whoever rings the line's council from this number."""
    known = {"council_id": line.council_id, "number_index": vault.number_index(digits)}
    found, _is_new = Caller.objects.get_or_create(**known, defaults={"created_at": at, **vault.columns_of(digits)})
    return found


def settle(caller: Caller) -> None:
    """Say of each of a caller's calls in vain when she was reached after it, whichever way; a function of all calls and tries."""
    # Locked, so that a call that is heard and a try that is noted at one moment do not miss each other.
    Caller.objects.select_for_update(of=("self",)).get(pk=caller.pk)
    talked = Call.objects.filter(caller=caller, state__in=(State.OVER.value, State.TALKING.value))
    tried = RingBack.objects.filter(caller=caller).exclude(outcome=Outcome.NOT_REACHED.value)
    reached = {*talked.values_list("started_at", flat=True), *tried.values_list("at", flat=True)}
    for call in Call.objects.filter(caller=caller, state=State.MISSED.value).order_by("pk"):
        found = settled_at(call.started_at, reached)
        if call.settled_at != found:
            Call.objects.filter(pk=call.pk).update(settled_at=found)
