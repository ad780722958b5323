"""Periodic work of the room: what became of the messages that outside services took."""

from datetime import datetime

from open315.core.periodic import periodic
from open315.notify import leaving
from open315.notify.channels.email import kept_mails
from open315.notify.receipts import ask_services
from open315.notify.services import WAITING


@periodic(minutes=5)
def ask_for_receipts(at: datetime) -> None:
    """Ask the services that give receipts afterwards."""
    ask_services(at)


@periodic(minutes=30)
def offer_again(at: datetime) -> int:
    """Offer again what was given up while its service was away: it may be back."""
    return leaving.offer_again(WAITING, at)


@periodic(minutes=24 * 60)
def forget_counts(at: datetime) -> int:
    """Forget how much an address was sent on days long past."""
    return leaving.sweep(at)


@periodic(minutes=60)
def sweep_kept_mails(at: datetime) -> int:
    """Drop mails that were kept as files for want of a mail server."""
    return kept_mails.sweep(at)


@periodic(minutes=24 * 60)
def seal_kept_mails(at: datetime) -> int:
    """Seal what an earlier version kept in clear."""
    return sum(kept_mails.reseal_mails())
