"""Addresses and words of those who wrote: sealed, opened for an answer, for the desk's form and for nothing else."""

from open315.core.crypto import blind_index
from open315.core.crypto.sealed_columns import NOTHING, keep_sealed, opened, sealed
from open315.core.redaction import Own, mask_email, mask_phone, redact
from open315.inbox.models import Answer, Arrival, Sender
from open315.inbox.rules import as_compared

__all__ = [
    "ADDRESS",
    "NOTHING",
    "WORDS",
    "address_index",
    "as_kept",
    "masked",
    "opened",
    "plain",
    "sealed",
    "text_index",
]
ADDRESS, WORDS = "inbox.address", "inbox.words"


def address_index(channel: str, address: str) -> str:
    """By what an address is found again: its digits without the country, for a telephone."""
    return blind_index(f"{channel}\0{plain(address)}", purpose=ADDRESS)


def plain(address: str) -> str:
    """An address as it is compared: a telephone's digits without the country code; one of e-mail in small letters."""
    if "@" in address:
        return address.strip().lower()
    digits = "".join(filter(str.isdecimal, address))
    return digits.removeprefix("0086").removeprefix("86") if len(digits) > 11 else digits or address.strip().lower()


def masked(address: str) -> str:
    """An address as pages show it."""
    return (mask_email(plain(address)) if "@" in address else mask_phone(plain(address)))[:24]


def text_index(sender_id: int, text: str, files: str = "") -> str:
    """By what the same words of the same sender are found; with other files they are not the same."""
    return blind_index("\0".join([str(sender_id), as_compared(text), *([files] if files else [])]), purpose=WORDS)


def as_kept(text: str, address: str) -> str:
    """The words without personal data, the sender's own among them; as long as they were."""
    own = Own("", "", address, "", "") if "@" in address else Own("", address, "", "", "")
    return redact(text, own).text


for _table, _purpose in ((Sender, ADDRESS), (Arrival, WORDS), (Answer, WORDS)):
    keep_sealed(_table, _purpose)
