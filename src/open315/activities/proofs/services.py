"""The verbs about photos and papers: keep some, say something else of one, take one out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.models import Activity, Proof
from open315.activities.proofs import queries
from open315.activities.proofs.rules import MOST, faults
from open315.activities.proofs.types import MEASURE, ProofDraft
from open315.activities.rules import has_begun
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.uploads import services as uploads
from open315.core.uploads.kinds import PICTURES
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

FAULTS: dict[str, Any] = {
    "caption_missing": _("Write what can be seen on it."),
    "caption_too_long": _("The words below a photo have at most 120 characters."),
    "shows_unknown": _("Choose from the list what it proves: an output that is told, or the measure of this activity."),
    "paper_released": _("Only photos can be published. Papers stay inside."),
}
TOO_MANY = _("An activity has at most 40 photos and papers. Take some out first.")
NO_FILE = _("Choose at least one file.")
NOT_BEGUN = _("The activity has not begun yet. Photos and papers can be kept from its start on.")
IS_CANCELLED = _("The activity is cancelled: there is nothing to prove.")
MANAGERS = holders(_("You may not keep proofs of activities."))
OWN_PAGE = NoFace("The pages of activities have a form or a button for it.")


def _lock(actor: Actor, proof_id: int) -> Proof:
    rows = Proof.objects.select_for_update(of=("self",)).select_related("activity", "upload")
    found = rows.filter(pk=proof_id, activity__council__in=actor.organisation_ids).first()
    if found is None:
        raise NotFound(queries.NO_PROOF)
    return found


def _noted(done: Step[Proof]) -> dict[str, Any]:
    return {"activity_id": done.row.activity_id, **done.data}


PROOF: Target[Proof] = Target(
    room="activities",
    name="proof",
    who_first=True,
    lock=_lock,
    noted=_noted,
    announced=lambda done: {"activity_id": done.row.activity_id, "proof_id": done.row.pk},
    stale=_("Somebody else changed this photo or paper in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[Proof]:
    return Verb(name, PROOF, event=event, permission="activities:manage", who=MANAGERS, face=OWN_PAGE, **more)


KEEP = _verb("keep_proofs", "activities.proofs_kept", makes=True)


@KEEP
def keep_proofs(
    activity_id: int, upload_ids: Sequence[UUID], draft: ProofDraft, *, actor: Actor, at: datetime
) -> list[Proof]:
    """Keep photos and papers of an activity that has begun, all with these words. InvalidInput for what is unsound, or more than there is room for."""
    with making(KEEP, actor=actor, at=at) as done:
        activities.lock_activity(actor, activity_id)
        activity = activities.get_activity(actor, activity_id)
        _require_room(activity, len(upload_ids), at)
        rows = [
            _written(Proof(activity=activity, upload=each, came_as=draft.came_as, created_at=at), draft)
            for each in uploads.claim(upload_ids, at)
        ]
        for row in rows:
            row.save()
        done.row = rows[-1]
        done.say(files=len(rows), shows=draft.shows, released=draft.is_released)
        return rows


CHANGE = _verb("change_proof", "activities.proof_changed")


@CHANGE
def change_proof(proof_id: int, draft: ProofDraft, *, actor: Actor, at: datetime, version: int | None = None) -> Proof:
    """Say something else of a photo or paper: other words, what it proves, whether it may be published."""
    with step(CHANGE, proof_id, actor=actor, at=at, version=version) as done:
        _written(done.row, draft)
        done.say(shows=draft.shows, released=draft.is_released)
        return done.row


REMOVE = _verb("remove_proof", "activities.proof_removed")


@REMOVE
def remove_proof(proof_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Proof:
    """Take a photo or paper out; its file is deleted for good."""
    with step(REMOVE, proof_id, actor=actor, at=at, version=version) as done:
        uploads.drop([done.row.upload_id], at)
        Proof.objects.filter(pk=done.row.pk).delete()
        done.is_saved = True
        return done.row


def _require_room(activity: Activity, number: int, at: datetime) -> None:
    if activity.state == Activity.State.CANCELLED:
        raise Conflict(IS_CANCELLED)
    if not has_begun(activity.starts_at, at):
        raise Conflict(NOT_BEGUN)
    if not number:
        raise InvalidInput(NO_FILE, field="proofs")
    if activity.proofs.count() + number > MOST:
        raise InvalidInput(TOO_MANY, field="proofs")


def _written(row: Proof, draft: ProofDraft) -> Proof:
    """The row with what the draft says."""
    is_photo = row.upload.content_type in PICTURES
    for field, code in faults(draft, queries.shown_by(row.activity), is_photo=is_photo):
        raise InvalidInput(FAULTS[code], field=field)
    row.caption, row.is_released = draft.caption.strip(), draft.is_released
    row.measure_id = row.activity.measure_id if draft.shows == MEASURE else None
    row.indicator = "" if draft.shows == MEASURE else draft.shows
    return row
