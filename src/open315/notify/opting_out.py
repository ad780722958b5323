"""Who asked for no more messages by a channel. What is kept is a keyed hash of the address, so an erasure has nothing to find here."""

from datetime import datetime

from open315.core.crypto import blind_index
from open315.notify.models import OptOut

PURPOSE = "notify.opt_out"


def index_of(channel: str, address: str) -> str:
    """By what an address is known here: its digits, for a telephone; itself, for anything else."""
    digits = "" if "@" in address else "".join(filter(str.isdecimal, address))
    return blind_index(f"{channel}\0{digits or address.strip().lower()}", purpose=PURPOSE)


def opt_out(channel: str, address: str, *, at: datetime) -> bool:
    """Send this address nothing more by the channel; whether that is new."""
    _row, is_new = OptOut.objects.get_or_create(
        channel=channel, address_index=index_of(channel, address), defaults={"at": at}
    )
    return is_new


def opt_in(channel: str, address: str) -> bool:
    """Send to it again, since it asked for it; whether it had been stopped."""
    done, _by_table = OptOut.objects.filter(channel=channel, address_index=index_of(channel, address)).delete()
    return done > 0


def has_opted_out(channel: str, address: str) -> bool:
    """Whether nothing more is sent to it."""
    return OptOut.objects.filter(channel=channel, address_index=index_of(channel, address)).exists()
