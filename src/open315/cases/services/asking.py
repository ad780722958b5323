"""Somebody who lost her query code asks for a new one at the address she gave when filing. Nobody is told here whether it is hers (ADR 0153).

What was typed becomes an event and nothing else, so whoever asks waits as long, and is answered in the same words, whether number and
address belong together or not. Who she is is looked for afterwards, by the worker (`notices.codes`).
"""

from datetime import datetime

from django.db import transaction

from open315.cases.types import ASKED_FOR_CODE
from open315.cases.vault import address_indexes
from open315.core.outbox import declare_events, emit

declare_events(ASKED_FOR_CODE)


def ask_for_code(*, number: str, address: str, at: datetime) -> None:
    """Let a new code be sent to this address if it is that of the consumer of this case. The address is kept as keyed hashes alone."""
    with transaction.atomic():
        emit(ASKED_FOR_CODE, {"number": number, "address": list(address_indexes(address))}, at=at)
