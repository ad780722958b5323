"""Periodic work of the room: what became of the messages that outside services took."""

from datetime import datetime

from open315.core.periodic import periodic
from open315.notify.receipts import ask_services


@periodic(minutes=5)
def ask_for_receipts(at: datetime) -> None:
    """Ask the services that give receipts afterwards."""
    ask_services(at)
