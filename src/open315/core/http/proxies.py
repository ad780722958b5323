"""Who speaks, when a proxy passes a request on: the visitor's address and scheme, told by trusted proxies and by nobody else.

`X-Forwarded-For` is read from the right: each trusted proxy names the one that called it, and the first that is not trusted is the
visitor; whatever stands further left she wrote herself. `X-Forwarded-Proto` counts only from a trusted peer, and of several words the
right-most. `Forwarded` and `X-Real-IP` are never read: a proxy that sets one and passes the other on would let the visitor choose
(ADR 0108). Standard library only: the settings need it before Django is loaded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

UNIX = "unix"
"""The word for a peer without an address: it came by a unix socket, which the modes of its file guard."""
MOST_HOPS = 32
"""Entries of X-Forwarded-For that are looked at."""
SCHEMES = ("http", "https")

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request came from in truth, and over what."""

    address: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Proxies:
    """The trusted ones: networks, and perhaps whoever comes by a unix socket."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    unix: bool = False

    @classmethod
    def of(cls, words: Iterable[str]) -> "Proxies":
        """From words such as 127.0.0.1, 10.1.0.0/16, fd00::/8 or unix; ValueError names the one that is none of these."""
        words = list(words)
        return cls(tuple(_network(word) for word in words if word != UNIX), UNIX in words)

    def trusts(self, peer: str) -> bool:
        """Whether `peer` (an address; empty: a unix socket) is one of them."""
        if not peer:
            return self.unix
        address = read_address(peer)
        return address is not None and any(address in network for network in self.networks)

    def visitor(self, peer: str, scheme: str, *, forwarded_for: str = "", forwarded_proto: str = "") -> Visitor:
        """The visitor behind `peer`, who connected over `scheme` and sent these two headers."""
        if not self.trusts(peer):
            return Visitor(peer, scheme)
        return Visitor(self._address(peer, forwarded_for), _last_scheme(forwarded_proto) or scheme)

    def _address(self, peer: str, forwarded_for: str) -> str:
        nearest = peer
        for entry in reversed(forwarded_for.rsplit(",", MOST_HOPS)[-MOST_HOPS:]):
            address = read_address(entry)
            if address is None:
                break
            nearest = str(address)
            if not self.trusts(nearest):
                break
        return nearest


def read_address(written: str) -> Address | None:
    """An address as proxies write it: `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1`, `[2001:db8::1]:4711`; None for anything else.

    An IPv4 address in the clothes of IPv6 (`::ffff:203.0.113.7`) is the IPv4 address, or it would count as another visitor.
    """
    bare = written.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _network(word: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(word, strict=False)
    except ValueError:
        raise ValueError(word) from None


def _last_scheme(words: str) -> str:
    last = words.rpartition(",")[2].strip().lower()
    return last if last in SCHEMES else ""
