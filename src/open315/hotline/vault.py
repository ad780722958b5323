"""Numbers of callers: sealed, opened for the desk's form and to ring back, and for nothing else.

Telephone systems write the number into the ids of calls and events and into the names of recordings, too: of an id its keyed hash is kept, a name is
sealed, and shown without the number.
"""

from collections.abc import Iterable
from typing import Any

from open315.core.crypto import blind_index, sealed_columns
from open315.core.crypto.sealed_columns import keep_sealed, sealed
from open315.core.redaction import Own, mask_phone, redact
from open315.core.text import telephones
from open315.hotline.models import Caller, Event

NUMBER = "hotline.number"
RECORDING = "hotline.recording"
CALL_ID, EVENT_ID = "hotline.call_id", "hotline.event_id"


def plain(number: str) -> str:
    """The digits of a number without country code and extension; "" for what is none."""
    return next(iter(telephones.numbers(number)), "")


def number_index(digits: str) -> str:
    """By what a number is found again."""
    return blind_index(digits, purpose=NUMBER)


def columns_of(digits: str) -> dict[str, Any]:
    """The columns that keep a number: sealed, and masked for pages."""
    return {"masked_number": mask_phone(digits)[:24], **sealed(digits, NUMBER)}


def opened(caller: Caller | None) -> str:
    """The number of a caller; "" where there is none, and once it is erased."""
    return sealed_columns.opened(caller, NUMBER) if caller else ""


def id_as_kept(told: str, purpose: str) -> str:
    """By what a call or an event is known again, whatever stands in its id."""
    return blind_index(told, purpose=purpose)


def recording_columns(where: str) -> dict[str, Any]:
    """The columns that keep where a recording is."""
    return sealed(where, RECORDING) if where else {}


def recording_shown(event: Event) -> str:
    """Where a recording is, without the number of who rang; "" for none."""
    return as_kept(sealed_columns.opened(event, RECORDING), opened(event.call.caller))


def forget_recordings(call_ids: Iterable[int]) -> None:
    """Keep no longer where the recordings of these calls are. They themselves are the telephone system's to delete."""
    Event.objects.filter(call__in=call_ids).exclude(key_id="").update(**sealed_columns.NOTHING)


def as_kept(text: str, number: str) -> str:
    """A note without personal data, the caller's own number among them."""
    return redact(text, Own("", number, "", "", "")).text


keep_sealed(Caller, NUMBER)
keep_sealed(Event, RECORDING)
