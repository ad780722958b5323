"""Reads of what a line says and of its recordings."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.text.script import to_simplified
from open315.hotline import queries
from open315.hotline.models import Call, CallRecording, Line
from open315.hotline.roster.queries import on_duty_at
from open315.hotline.types import Consent, Text

NO_RECORDING = _("There is no such recording.")
COLUMNS = {
    Text.GREETING: "greeting",
    Text.OUT_OF_HOURS: "out_of_hours",
    Text.RECORDING: "recording_notice",
    Text.QUEUE: "queue",
}


def texts_of(line: Line) -> dict[str, dict[str, str]]:
    """What the line says by itself, in both scripts; only what was worded."""
    worded = {each.value: getattr(line, column) for each, column in COLUMNS.items()}
    return {key: {"zh-Hant": text, "zh-Hans": to_simplified(text)} for key, text in worded.items() if text}


def told_to_telephone(line_id: int, at: datetime) -> dict[str, Any]:
    """What a telephone system that showed a secret of its line may ask of it."""
    line = Line.objects.get(pk=line_id)
    return {
        "line": line.pk,
        "number": line.number,
        "recording": line.recording,
        "somebody_on_duty": bool(on_duty_at([line.pk], at).get(line.pk)),
        "texts": texts_of(line),
    }


def recordings_of(call: Call) -> list[CallRecording]:
    """The recordings of a call, those that are gone among them."""
    return list(CallRecording.objects.filter(call=call).select_related("upload").order_by("added_at", "pk"))


def get_recording(actor: Actor, call_id: int, recording_id: int) -> CallRecording:
    """One that is still there; NotFound for another council's, and once it is gone."""
    rows = CallRecording.objects.filter(call__in=queries.visible_to(actor), call_id=call_id, gone_at=None)
    found = rows.filter(pk=recording_id, upload__dropped_at=None).select_related("upload", "call__line").first()
    if found is None:
        raise NotFound(NO_RECORDING)
    return found


def expired(at: datetime, most: int) -> QuerySet[CallRecording]:
    """So many recordings whose days are over, or whose caller was heard to refuse."""
    over = Q(keep_until__lte=at) | Q(call__consent=Consent.REFUSED.value)
    return CallRecording.objects.filter(over, gone_at=None).order_by("keep_until", "pk")[:most]
