"""The verbs of what a line says, and of recordings: kept with consent, heard, gone."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.core.access import SYSTEM, Actor
from open315.core.errors import Conflict, NotFound
from open315.core.uploads import services as uploads
from open315.core.verbs import Target, Verb
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.hotline import queries
from open315.hotline.models import Call, CallRecording, Line
from open315.hotline.recordings import drop_recordings
from open315.hotline.rules import keep_until, may_keep, voice_faults
from open315.hotline.services.verb import HANDLERS, LINE, OWN_PAGE, handling, refuse, setting_up
from open315.hotline.types import Consent, VoicePlan
from open315.hotline.voice import queries as voice

BATCH = 200
NOT_ALLOWED = {
    "none": _("Calls of this line are not recorded, so no recording is kept."),
    "told": _("Nobody has said that the caller was told she is recorded, so no recording is kept."),
    "asked": _("The caller did not say yes to being recorded, so no recording is kept."),
}


def _lock(actor: Actor, recording_id: int) -> CallRecording:
    rows = CallRecording.objects.select_for_update(of=("self",)).select_related("call__line", "upload")
    found = rows.filter(pk=recording_id, call__in=queries.visible_to(actor), gone_at=None).first()
    if found is None:
        raise NotFound(voice.NO_RECORDING)
    return found


RECORDING: Target[CallRecording] = Target(
    room="hotline",
    name="hotline_recording",
    who_first=True,
    lock=_lock,
    announced=lambda done: {"call_id": done.row.call_id},
)
SET_VOICE = setting_up("set_voice", LINE, "hotline.voice_set")


@SET_VOICE
def set_voice(line_id: int, plan: VoicePlan, *, actor: Actor, at: datetime, version: int | None = None) -> Line:
    """Word what a line says by itself, and say whether its calls are recorded. InvalidInput for what is too long, and for a line that records and does not say so.

    Recordings that are kept already keep the days they had.
    """
    with step(SET_VOICE, line_id, actor=actor, at=at, version=version) as done:
        refuse(voice_faults(plan))
        line = done.row
        line.recording, line.keep_days = plan.recording, plan.keep_days
        line.greeting, line.out_of_hours = plan.greeting.strip(), plan.out_of_hours.strip()
        line.recording_notice, line.queue = plan.recording_notice.strip(), plan.queue.strip()
        done.say(way=plan.recording)
        return line


REFUSE = handling("refuse_recording", "hotline.recording_refused", reads=True)
KEEP = Verb(
    "keep_recording",
    RECORDING,
    event="hotline.recording_kept",
    permission="hotline:handle",
    who=HANDLERS,
    face=OWN_PAGE,
    makes=True,
)


@REFUSE
def refuse_recording(call_id: int, *, actor: Actor, at: datetime) -> Call:
    """Note that a recording was not taken, for want of consent."""
    with step(REFUSE, call_id, actor=actor, at=at) as done:
        done.say(way=done.row.line.recording, outcome=done.row.consent)
        return done.row


@KEEP
def keep_recording(call_id: int, upload_id: UUID, *, actor: Actor, at: datetime) -> CallRecording:
    """Keep a recording with its call. Conflict where the line does not record or consent is wanting: that is noted, and the file is deleted at once."""
    call = queries.get_call(actor, call_id)
    if not may_keep(call.line.recording, call.consent):
        refuse_recording(call_id, actor=actor, at=at)
        uploads.drop_unclaimed([upload_id])
        raise Conflict(NOT_ALLOWED[call.line.recording])
    with making(KEEP, actor=actor, at=at) as done:
        (upload,) = uploads.claim([upload_id], at)
        done.row = CallRecording.objects.create(
            call=call,
            upload=upload,
            added_at=at,
            keep_until=keep_until(call.started_at, call.line.keep_days),
            account_id=actor.account_id,
        )
        return done.row


HEAR_IT = Verb(
    "hear_recording",
    RECORDING,
    event="hotline.recording_heard",
    emits=None,
    permission="hotline:handle",
    who=HANDLERS,
    face=OWN_PAGE,
    reads=True,
)


@HEAR_IT
def hear_recording(recording_id: int, *, actor: Actor, at: datetime) -> CallRecording:
    """Open a recording; the audit log tells who did. FileDamaged where it is not whole."""
    with step(HEAR_IT, recording_id, actor=actor, at=at) as done:
        uploads.require_whole(done.row.upload)
        return done.row


DELETE = Verb(
    "delete_recording",
    RECORDING,
    event="hotline.recording_deleted",
    permission="hotline:erase",
    who=holders(_("You may not erase the number of a caller.")),
    face=OWN_PAGE,
)


@DELETE
def delete_recording(recording_id: int, *, actor: Actor, at: datetime) -> CallRecording:
    """Delete a recording for good. That there was one, and until when, stays."""
    with step(DELETE, recording_id, actor=actor, at=at) as done:
        drop_recordings([done.row], at)
        done.is_saved = True
        return done.row


def delete_expired(at: datetime) -> int:
    """Delete the recordings whose days are over, some at a time; returns how many."""
    ids = list(voice.expired(at, BATCH).values_list("pk", flat=True))
    for each in ids:
        delete_recording(each, actor=SYSTEM, at=at)
    return len(ids)


CONSENT = handling("say_consent", "hotline.consent_said")


@CONSENT
def say_consent(call_id: int, *, consent: str, actor: Actor, at: datetime) -> Call:
    """Say what the caller was told or said of being recorded. Whoever refused is recorded no more: what there was is deleted."""
    with step(CONSENT, call_id, actor=actor, at=at) as done:
        refuse([] if consent in set(Consent) else [("consent", "consent")])
        done.row.consent = consent
        if consent == Consent.REFUSED:
            drop_recordings(CallRecording.objects.filter(call=done.row, gone_at=None), at)
        done.say(outcome=consent)
        return done.row
