"""The verbs by which a call becomes a case, or part of one; and those of the caller: her number opened for the desk's form, and erased."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from open315.cases import queries as cases
from open315.cases import services as of_cases
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.pages.drafts import drop_drafts_about
from open315.core.verbs import Verb
from open315.core.verbs.step import step
from open315.core.verbs.who import holders
from open315.hotline import vault
from open315.hotline.models import Call, Caller, CallRecording
from open315.hotline.recordings import drop_recordings
from open315.hotline.services.verb import CALLER, OWN_PAGE, handling
from open315.hotline.types import Result

OPEN_IT = handling("open_call", "hotline.call_opened", reads=True)
LINKED = _("This call belongs to a case already.")


@OPEN_IT
def open_call(call_id: int, *, actor: Actor, at: datetime) -> str:
    """The caller's number in clear, for the form in which a case is written; "" where none is known. The audit log tells who opened it."""
    with step(OPEN_IT, call_id, actor=actor, at=at) as done:
        return vault.opened(done.row.caller)


MAKE_CASE = handling("make_case", "hotline.case_made")


@MAKE_CASE
def link_made(call_id: int, *, case_id: int, kind: str, actor: Actor, at: datetime) -> Call:
    """Note the case that was made of a call at the desk. Linked to this case already, nothing happens; Conflict for another."""
    with step(MAKE_CASE, call_id, actor=actor, at=at) as done:
        call = done.row
        if call.case_id == case_id:
            done.leave()
        _need_free(call)
        call.case_id, call.result = case_id, Result.CASE.value
        call.kind = call.kind or kind
        call.account_id = call.account_id or actor.account_id
        done.say(case_id=case_id)
        return call


ADD_TO_CASE = handling("add_to_case", "hotline.call_added")


@ADD_TO_CASE
def add_to_case(call_id: int, *, number: str, actor: Actor, at: datetime, version: int | None = None) -> Call:
    """Say that a call belongs to a case there is: it stands there as a note for colleagues. InvalidInput for a case that one does not see."""
    with step(ADD_TO_CASE, call_id, actor=actor, at=at, version=version) as done:
        call = done.row
        _need_free(call)
        case = cases.visible_to(actor).filter(number=cases.as_read(number)).first()
        if case is None:
            raise InvalidInput(_("There is no such case."), field="number")
        call.case_id, call.result = case.pk, Result.ADDED.value
        call.account_id = call.account_id or actor.account_id
        told = {"line": call.line.name, "note": call.note}
        words = gettext("The consumer rang %(line)s: %(note)s") if call.note else gettext("The consumer rang %(line)s.")
        of_cases.add_note(case.pk, text=words % told, actor=actor, at=at)
        done.say(case_id=case.pk)
        return call


def _need_free(call: Call) -> None:
    if call.case_id is not None:
        raise Conflict(LINKED)


ERASE = Verb(
    "erase_caller",
    CALLER,
    event="hotline.caller_erased",
    emits=None,
    permission="hotline:erase",
    who=holders(_("You may not erase the number of a caller.")),
    face=OWN_PAGE,
)


@ERASE
def erase_caller(caller_id: int, *, actor: Actor, at: datetime) -> Caller:
    """Delete the number of a caller for good. What stays are masked notes, moments and results: the figures do not change."""
    with step(ERASE, caller_id, actor=actor, at=at) as done:
        forget(done.row, at)
        return done.row


def forget(caller: Caller, at: datetime) -> None:
    """Drop what is sealed of a caller and where recordings of her lie, the recordings kept here, and what staff began to write about her, in the caller's transaction."""
    drop_recordings(CallRecording.objects.filter(call__caller=caller, gone_at=None), at)
    caller.number_index = caller.masked_number = caller.key_id = ""
    caller.ciphertext = b""
    caller.save()
    call_ids = list(Call.objects.filter(caller=caller).order_by("pk").values_list("pk", flat=True))
    vault.forget_recordings(call_ids)
    for call_id in call_ids:
        drop_drafts_about(f"desk/hotline.{call_id}.", "")
        drop_drafts_about(f"hotline.write/{call_id}", "")
