"""The council's own addresses, and those that it signs for answers: tousu+c12-3fa9…@example.org leads to conversation 12, and to no other.

Pure but for the settings handed in and the key by which is signed. A number alone, in an address or a subject, opens nothing.
"""

import hmac
import re
from collections.abc import Iterable

from open315.core.crypto import blind_index

PURPOSE = "inbox.reply"
_SIGNED = re.compile(r"c(\d{1,12})-([0-9a-f]{24})")


def known(addresses: str) -> dict[str, str]:
    """The addresses of a setting like "tousu@example.org=420000 wuhan@example.org=420100", each with its region."""
    pairs = (each.rsplit("=", 1) for each in addresses.lower().split() if "=" in each)
    return {address: region for address, region in pairs if "@" in address}


def plain(address: str) -> str:
    """An address without what stands behind a plus, in small letters."""
    local, _at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def own_of(receivers: Iterable[str], addresses: str) -> str:
    """The first receiver that is one of ours; the first of ours where none is (a mailbox gets what was only forwarded to it); "" without any."""
    ours = known(addresses)
    named = (plain(each) for each in receivers if plain(each) in ours)
    return next(named, next(iter(ours), ""))


def is_own(address: str, addresses: str) -> bool:
    """Whether it is one of ours, signed or not."""
    return plain(address) in known(addresses)


def address_of_region(region: str, addresses: str) -> str:
    """Where the council of this region is written to; the first address of the site where it has none of its own; "" without any."""
    ours = known(addresses)
    return next((address for address, where in ours.items() if where == region), next(iter(ours), ""))


def signed(address: str, conversation_id: int) -> str:
    """The address that leads an answer to this conversation."""
    local, _at, domain = address.rpartition("@")
    return f"{local}+c{conversation_id}-{_signature(conversation_id)}@{domain}"


def conversation_in(receivers: Iterable[str]) -> int | None:
    """The conversation that one of these addresses leads to; None where none is signed by us."""
    for each in receivers:
        tag = each.strip().lower().rpartition("@")[0].partition("+")[2]
        match = _SIGNED.fullmatch(tag)
        if match and hmac.compare_digest(match[2], _signature(int(match[1]))):
            return int(match[1])
    return None


def _signature(conversation_id: int) -> str:
    """Small letters and digits alone: some servers do not keep capitals."""
    return hmac.new(blind_index(str(conversation_id), purpose=PURPOSE).encode(), b"reply", "sha256").hexdigest()[:24]
