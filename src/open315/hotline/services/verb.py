"""What the verbs of the hotline share: what they act upon, how it is locked, what is refused."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor, ActorKind
from open315.core.errors import InvalidInput, NotFound
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.types import YES, Decision
from open315.core.verbs.who import holders
from open315.hotline.models import Call, Caller, Line

FAULTS: dict[str, Any] = {
    "name": _("Give a name of at most 40 characters."),
    "number": _("A line has a number of at most 30 characters."),
    "outlet_kind": _("Choose whose line it is."),
    "outlet_missing": _("Name the newspaper, station or site whose line it is."),
    "closes_before": _("The line closes before it opens."),
    "ahead": _("The call lies in the future."),
    "kind": _("Say what the call was about."),
    "result": _("Choose what became of the call."),
    "phone": _("Write one telephone number, or none."),
    "wait": _("Nobody waits longer than three hours on a line."),
    "length": _("A call lasts at most twelve hours."),
    "hours": _("Say a number of hours from 1 to 168."),
    "answer_within": _("Say a number of seconds from 1 to 600."),
    "both_hours": _("Say from when and until when somebody is on duty, or neither."),
    "weekdays": _("Choose at least one day of the week."),
    "outcome": _("Say what came of ringing back."),
    "why_given_up": _("Say why she is given up."),
    "no_object": _("This is no JSON object."),
    "event_id": _("An event has an id of at most 120 characters."),
    "call_id": _("An event names its call in at most 120 characters."),
    "told": _("An event is arrived, answered, ended or recording."),
    "moment": _("An event has a moment with its zone, of the last 30 days."),
    "recording": _("Where a recording is kept has at most 200 characters."),
    "consent": _("Consent is told, given or refused."),
    "recording_mode": _("Choose whether calls are recorded."),
    "notice_missing": _("Who records tells so: word the notice that callers hear."),
    "keep_days": _("Say a number of days from 1 to 1,095."),
    "voice_length": _("What is read out has at most 300 characters."),
    "note": _("A note has at most 1,000 characters."),
}
HANDLERS = holders(_("You may not take calls of the hotline."))
MANAGERS = holders(_("You may not set up lines of the hotline."))
OWN_PAGE = NoFace("The pages of the hotline have a form or a button for it.")
NO_LINE = pgettext_lazy("of the hotline", "There is no such line.")
NO_CALL = _("There is no such call.")
STALE = _("Somebody else changed this in the meantime. Look at it again before you go on.")


def telephones(actor: Actor, _permission: str, _row: Any) -> Decision:
    """A telephone system that showed a secret of its line."""
    if actor.kind == ActorKind.CLIENT:
        return YES
    return Decision(False, _("Only a telephone system tells what happens on a line."))


def lock_line(actor: Actor, line_id: int) -> Line:
    """The line, locked; NotFound for another council's."""
    rows = Line.objects.select_for_update(of=("self",)).filter(pk=line_id, council__in=actor.organisation_ids)
    found = rows.first()
    if found is None:
        raise NotFound(NO_LINE)
    return found


def _lock_call(actor: Actor, call_id: int) -> Call:
    rows = Call.objects.select_for_update(of=("self",)).select_related("line", "caller", "case")
    found = rows.filter(pk=call_id, line__council__in=actor.organisation_ids).first()
    if found is None:
        raise NotFound(NO_CALL)
    return found


def _lock_caller(actor: Actor, caller_id: int) -> Caller:
    rows = Caller.objects.select_for_update(of=("self",))
    found = rows.filter(pk=caller_id, council__in=actor.organisation_ids).exclude(number_index="").first()
    if found is None:
        raise NotFound(_("This caller was erased."))
    return found


def _noted(done: Step[Call]) -> dict[str, Any]:
    return {"line_id": done.row.line_id, "kind": done.row.kind, "result": done.row.result, **done.data}


LINE: Target[Line] = Target(
    room="hotline",
    name="hotline_line",
    who_first=True,
    lock=lock_line,
    announced=lambda done: {"line_id": done.row.pk},
    stale=STALE,
)
CALL: Target[Call] = Target(
    room="hotline",
    name="hotline_call",
    who_first=True,
    lock=_lock_call,
    noted=_noted,
    announced=lambda done: {"call_id": done.row.pk, "line_id": done.row.line_id},
    stale=STALE,
)
CALLER: Target[Caller] = Target(
    room="hotline",
    name="hotline_caller",
    who_first=True,
    lock=_lock_caller,
    announced=lambda done: {"caller_id": done.row.pk},
)


def handling(name: str, event: str, **more: Any) -> Verb[Call]:
    """A verb of who takes calls."""
    return Verb(name, CALL, event=event, permission="hotline:handle", who=HANDLERS, face=OWN_PAGE, **more)


def setting_up(name: str, target: Target[Any], event: str, **more: Any) -> Verb[Any]:
    """A verb of who sets up the lines."""
    return Verb(name, target, event=event, permission="hotline:manage", who=MANAGERS, face=OWN_PAGE, **more)


def refuse(faults: Iterable[tuple[str, str]]) -> None:
    """InvalidInput for the first fault, at its field."""
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)
