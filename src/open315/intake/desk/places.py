"""Where a clerk takes complaints, if not at the desk itself: a room above lends the desk a place, and hears of each case that was taken there.

`?at=stall.12` at the desk's address names the place: what comes before the first dot is the lender's name, the rest its key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from open315.cases import services
from open315.cases.types import Channel, NewCase, Registered
from open315.core.access import Actor

ADDRESS = "at"
"""The parameter of an address that names the place."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the clerk reads it, and where the page of the receipt leads back to; by which channel the person came, and what is known already.

    `known` is asked for what fills the empty form: it may leave a trail, so it is asked when that is shown and not before.
    """

    words: Any
    back: str
    channel: Channel = Channel.DESK
    known: Callable[[], Mapping[str, Any]] = dict


@dataclass(frozen=True, slots=True)
class Lender:
    """Who lends places: how one is found for an actor by its key (None where it is none for him), and what is done with a case taken there,
    in the transaction that registers it."""

    find: Callable[[Actor, str], Place | None]
    taken: Callable[[Actor, str, int, datetime], None]


_LENDERS: dict[str, Lender] = {}


def lend(name: str, lender: Lender) -> None:
    """Lend places under this name. Called from an AppConfig."""
    _LENDERS[name] = lender


def place_of(actor: Actor, asked: str) -> Place | None:
    """The place that an address names; None for the desk itself, and for what is no place for this actor."""
    name, _dot, key = asked.partition(".")
    lender = _LENDERS.get(name)
    return lender.find(actor, key) if lender else None


def register_at(asked: str, command: NewCase, *, actor: Actor, at: datetime, idempotency: str) -> Registered:
    """Register a case that was taken at a place, in one transaction with what its lender does; at the desk itself, where `asked` names none."""
    name, _dot, key = asked.partition(".")
    with transaction.atomic():
        receipt = services.register_case(command, actor=actor, at=at, idempotency=idempotency)
        if lender := _LENDERS.get(name):
            lender.taken(actor, key, receipt.case_id, at)
    return receipt
