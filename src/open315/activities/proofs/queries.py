"""Reads of photos and papers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.activities.models import Activity, Output, Proof
from open315.activities.outputs.wording import indicator_words
from open315.activities.proofs.types import MEASURE
from open315.activities.queries import started_in
from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.facts import Period
from open315.core.uploads import services as uploads
from open315.core.uploads.kinds import PICTURES
from open315.core.uploads.services import Published
from open315.indicators import queries as indicators

NO_PROOF = _("There is no such photo or paper.")


def visible_to(actor: Actor) -> QuerySet[Proof]:
    """The photos and papers of the activities of the acting council and of those below it."""
    if not actor.may("activities:read"):
        return Proof.objects.none()
    return Proof.objects.filter(activity__council__in=actor.organisation_ids)


def get_proof(actor: Actor, proof_id: int) -> Proof:
    """One photo or paper with its file; NotFound if there is none or it is another council's."""
    found = visible_to(actor).select_related("activity", "upload").filter(pk=proof_id).first()
    if found is None:
        raise NotFound(NO_PROOF)
    return found


def of_activity(activity: Activity) -> list[Proof]:
    """The photos and papers of one activity, in the order in which they were kept."""
    return list(activity.proofs.select_related("upload", "measure").order_by("pk"))


def is_photo() -> Q:
    """That it is a photo, not a paper."""
    return Q(upload__content_type__in=PICTURES)


def shown_by(activity: Activity) -> dict[str, Any]:
    """What a proof of this activity can show, in words: the outputs that stand, and the measure it carries out."""
    rows = Output.objects.filter(activity=activity, ended_at=None).order_by("pk")
    found: dict[str, Any] = {row.indicator: indicator_words(indicators.latest(row.indicator), "") for row in rows}
    return {**found, MEASURE: _("The measure of the plan")} if activity.measure_id else found


def proves() -> Q:
    """Of an activity: that a photo or paper shows the measure it carries out now. What shows an output needs no look: the output is on record."""
    return Q(Exists(Proof.objects.filter(activity=OuterRef("pk"), measure=OuterRef("measure"))))


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo for a document or a page of the public: its words, whose activity it is of and when, and the points themselves when they are asked for."""

    proof: Proof

    @property
    def caption(self) -> str:
        """The words below it."""
        return self.proof.caption

    @property
    def starts_at(self) -> datetime:
        """When the activity began."""
        return self.proof.activity.starts_at

    def published(self) -> Published:
        """The file to give out: it was drawn anew when it came, and is called by a name that says nothing. FileDamaged when it is not whole."""
        upload = self.proof.upload
        with uploads.open_original(upload) as file:
            content = file.read()
        return Published(content, upload.content_type, uploads.neutral_name(f"photo-{self.proof.pk}", upload))


def photos_for_the_summary(actor: Actor, period: Period, council_ids: Collection[int]) -> Sequence[Photo]:
    """The photos that were released, of what these councils held in the period and the actor may see, in the order of their days."""
    rows = visible_to(actor).filter(is_photo(), is_released=True, activity__state=Activity.State.HELD)
    rows = started_in(rows.filter(activity__council__in=council_ids), period, "activity__")
    found = rows.select_related("activity__council", "upload").order_by("activity__starts_at", "activity_id", "pk")
    return [Photo(each) for each in found]
