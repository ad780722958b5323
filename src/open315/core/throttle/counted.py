"""Whom a limit counts as one. Who has one IPv6 address has the 2^64 of its network, and would be somebody else at every try."""

from ipaddress import IPv6Address, ip_address

NETWORK = 64
"""Bits of the network that a house, an office or a telephone is given."""


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
