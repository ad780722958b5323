"""Whom a limit counts as one. Who has one IPv6 address has the 2^64 of its network, and would be somebody else at every try."""

from ipaddress import IPv6Address, ip_address

from django.http import HttpRequest

NETWORK = 64
"""Bits of the network that a house, an office or a telephone is given."""


def address_of(request: HttpRequest) -> str:
    """The caller's address as the server sees it; behind a proxy the server is told whom to trust, not this code."""
    return str(request.META.get("REMOTE_ADDR", ""))


def counted_as(address: str) -> str:
    """The IPv4 address itself, or the network of an IPv6 address; what is no address counts as it is written."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> (128 - NETWORK) << (128 - NETWORK))}/{NETWORK}"
