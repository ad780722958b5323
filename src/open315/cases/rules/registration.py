"""What a registration must contain, by its kind. Pure; forms show it early, the verb decides."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from open315.cases.types import Channel, Kind, NewCase
from open315.core.clock import local_day
from open315.core.text import telephones
from open315.law.rules.exits import CONSUMER, all_exits, keeps_out

PURPOSES = frozenset({CONSUMER, *all_exits()})
MAX_TITLE = 120
MAX_NARRATIVE = 20_000
MAX_PHONE = 60
"""Two numbers with an extension."""
_ADDRESS = re.compile(r"\A[^@\s,;<>()\"]{1,64}@[^@\s,;<>()\".]{1,63}(?:\.[^@\s,;<>()\".]{1,63}){1,8}")
"""Each part as long as it may be (RFC 5321, 4.5.3.1; RFC 1035, 2.3.4)."""
MAX_CENTS = 10**14


def is_first_hand(command: NewCase) -> bool:
    """Whether the case is first told here, by somebody who can say more. Rows of other systems, and old files, bring what they bring."""
    return command.channel is not Channel.SHEET and not command.source and not command.history


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that is missing or unusable: which, and why (a key of `services.registration.WORDS`)."""

    field: str
    why: str


Codes = Callable[[str], frozenset[str]]


def missing(command: NewCase, codes: Codes, is_place: Callable[[str], bool]) -> Iterator[Missing]:
    """Everything that keeps `command` from being registered. `codes` gives the codes of a list, `is_place` knows regions."""
    if not command.title.strip():
        yield Missing("title", "title")
    yield from _unfit_texts(command)
    if command.amount_cents is not None and not 0 <= command.amount_cents <= MAX_CENTS:
        yield Missing("amount", "amount")
    if is_first_hand(command):
        if not command.narrative.strip():
            yield Missing("narrative", "narrative")
        if command.kind is Kind.COMPLAINT:
            yield from _of_a_complaint(command)
    yield from _unfit_details(command)
    yield from _unknown_codes(command, codes)
    yield from _unfit_purpose(command)
    yield from _unknown_places(command, is_place)


def _unfit_purpose(command: NewCase) -> Iterator[Missing]:
    if command.purpose and command.purpose not in PURPOSES:
        yield Missing("purpose", "code")
    elif keeps_out(str(command.kind), command.purpose, command.goods):
        yield Missing("purpose", "no_complaint")


def _unknown_places(command: NewCase, is_place: Callable[[str], bool]) -> Iterator[Missing]:
    for field, code in (
        ("place", command.region_code),
        ("trader_place", command.trader.region_code),
        ("platform_place", command.trader.platform_region),
    ):
        if code and not is_place(code):
            yield Missing(field, "code")


def _unfit_texts(command: NewCase) -> Iterator[Missing]:
    """Texts that are too long to be kept, or hold the one sign that PostgreSQL does not take."""
    if len(command.narrative) > MAX_NARRATIVE:
        yield Missing("narrative", "too_long")
    for name, text in (
        ("title", command.title),
        ("narrative", command.narrative),
        ("trader_name", command.trader.name),
        ("trader_address", command.trader.address),
        ("goods_text", command.goods_text),
        ("source_ref", command.source_ref),
        *command.source_data.items(),
    ):
        if "\0" in text:
            yield Missing(name, "sign")


def _unfit_details(command: NewCase) -> Iterator[Missing]:
    """A day to come, what is no telephone number and what is no e-mail address: refused at every door."""
    if command.occurred_on and command.occurred_on > local_day(command.received_at):
        yield Missing("occurred_on", "future")
    phone, email = command.consumer.phone, command.consumer.email
    if phone and not (len(phone) <= MAX_PHONE and telephones.is_telephone(phone)):
        yield Missing("phone", "no_telephone")
    if email and not _ADDRESS.fullmatch(email):
        yield Missing("email", "email")


def _of_a_complaint(command: NewCase) -> Iterator[Missing]:
    if not command.consumer.name.strip():
        yield Missing("name", "name")
    if not command.consumer.phone.strip():
        yield Missing("phone", "phone")
    if not (command.trader.kept_name or command.trader.trader_id):
        yield Missing("trader_name", "trader")
    if not command.claims:
        yield Missing("claims", "claims")


def _unknown_codes(command: NewCase, codes: Codes) -> Iterator[Missing]:
    if command.nature and command.nature not in codes("natures"):
        yield Missing("nature", "code")
    if command.goods and command.goods not in codes("goods"):
        yield Missing("goods", "code")
    if set(command.claims) - codes("claims"):
        yield Missing("claims", "code")
