"""Registering: one case from a form or the API, or many from a sheet."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from open315.cases import codelists, law
from open315.cases.models import Case
from open315.cases.query_codes import query_code
from open315.cases.rules.registration import missing
from open315.cases.services.rows import CaseRows, Given, add_rows
from open315.cases.types import NewCase, Registered
from open315.core.access import Actor, ActorKind
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotAllowed, NotFound, Open315Error
from open315.core.ids import idempotency as answered
from open315.core.ids import take
from open315.core.uploads import services as uploads
from open315.org import queries as org
from open315.traders import services as traders

SCOPE = "cases.register"
COUNCIL = "council"
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
PUBLIC_KINDS = frozenset({ActorKind.ANONYMOUS, ActorKind.CLIENT, ActorKind.CONSUMER, ActorKind.SYSTEM})
WORDS: dict[str, Any] = {
    "title": _("Please say in one sentence what it is about."),
    "too_long": _("This text is too long. Please keep to what matters; papers can be added as files."),
    "amount": _("Please give an amount between 0 and 1,000,000,000,000 yuan."),
    "name": _("A complaint needs your real name (Order 121, Article 10)."),
    "phone": _("A complaint needs a telephone number at which the council reaches you."),
    "trader": _("A complaint needs the name of the trader."),
    "claims": _("Please say what you ask for: at least one of these."),
    "sign": _("This text holds a sign that cannot be stored. Please type it anew."),
    "code": _("This value is not in the list. Please choose one of those offered."),
}


def register_case(command: NewCase, *, actor: Actor, at: datetime, idempotency: str = "") -> Registered:
    """Register one case: number, trader, competent body, sealed identity, clock, timeline, audit, event, in one transaction.

    With a key, the same command again returns the same receipt and writes nothing; another command under that key is a
    Conflict. Raises InvalidInput at the field, NotAllowed.
    """
    check(command, actor)
    case_id = take("case")[0]
    number = _number(command)
    with transaction.atomic():
        if idempotency:
            earlier = answered.remember(
                SCOPE, idempotency, request_hash(command), {"case": case_id, "number": number}, at=at
            )
            if earlier is not None:
                return Registered(earlier["case"], earlier["number"], query_code(earlier["case"]), created=False)
        trader_id = _trader_id(command, at)
        if command.upload_ids:
            uploads.claim(command.upload_ids, at=at)
        rows, code = CaseRows(), query_code(case_id)
        add_rows(rows, command, Given(case_id, number, code, trader_id, actor, at))
        rows.write(search=False)
    return Registered(case_id, number, code, created=True)


def check(command: NewCase, actor: Actor) -> None:
    """Whether `actor` may register this, and whether it can be registered at all. PackUnknown when no law is known for its day."""
    council = org.body_by_id(command.council_id)
    if actor.kind not in PUBLIC_KINDS:
        if not actor.may("cases:register") and not actor.may("imports:run"):
            raise NotAllowed(_("Your role does not include registering cases."))
        if command.council_id not in actor.organisation_ids:
            raise NotFound(_("No such council."))
    if council is None or council.kind != COUNCIL:
        raise NotFound(_("No such council."))
    traders.checked_credit_code(command.trader.credit_code)
    for each in missing(command, _codes, org.is_region):
        raise InvalidInput(WORDS[each.why], field=each.field)
    law.pack_for(command.kind.value, council.kind, local_day(command.received_at), council.region_code)


@lru_cache(maxsize=8)
def _codes(name: str) -> frozenset[str]:
    return frozenset(codelists.code_list(name).codes)


def request_hash(command: NewCase) -> str:
    """A digest of everything that was asked, apart from the moment it arrived and the language it was asked in."""
    asked = repr(replace(command, received_at=_ANY_TIME, language=""))
    return hashlib.sha256(asked.encode()).hexdigest()


def _series(command: NewCase) -> tuple[str, int]:
    year = local_day(command.received_at).year
    return f"number:{command.council_id}:{year}", year


def _number(command: NewCase) -> str:
    name, year = _series(command)
    return _numbered(command.council_id, year, take(name)[0])


def _numbered(council_id: int, year: int, serial: int) -> str:
    body = org.body_by_id(council_id)
    prefix = body.case_prefix if body and body.case_prefix else f"C{council_id}"
    return f"{prefix}{year}-{serial:05d}"


def described(command: NewCase) -> traders.Described | None:
    """The trader of the command as the register compares it; None when none was named or it is given by id."""
    trader = command.trader
    if trader.trader_id or not trader.name.strip():
        return None
    return traders.Described(
        name=trader.name.strip()[:120],
        credit_code=traders.checked_credit_code(trader.credit_code),
        kind=trader.kind,
        address=trader.address[:200],
        region_code=trader.region_code,
    )


def _trader_id(command: NewCase, at: datetime) -> int | None:
    wanted = described(command)
    return traders.find_or_add(wanted, at=at) if wanted else command.trader.trader_id


Outcome = Registered | Open315Error


def register_cases(commands: Sequence[NewCase], *, actor: Actor, at: datetime) -> list[Outcome]:
    """Register many cases in one transaction: the same checks and rows as one, an outcome for each in order.

    A wrong one is returned as its error and does not hold up the others. A command whose (source, source_ref) is known
    returns the earlier case with created=False. Search finds them at once; one event announces all.
    """
    outcomes: dict[int, Outcome] = {}
    for position, command in enumerate(commands):
        try:
            check(command, actor)
        except Open315Error as error:
            outcomes[position] = error
    left = [(position, command) for position, command in enumerate(commands) if position not in outcomes]
    try:
        with transaction.atomic():
            outcomes.update(_write_many(left, actor, at))
    except IntegrityError:
        # Another import of the same source committed first: what it wrote is known now.
        with transaction.atomic():
            outcomes.update(_write_many(left, actor, at))
    return [outcomes[position] for position in range(len(commands))]


def _write_many(left: list[tuple[int, NewCase]], actor: Actor, at: datetime) -> dict[int, Outcome]:
    known = _already([command for _position, command in left])
    outcomes: dict[int, Outcome] = {}
    fresh: list[tuple[int, NewCase]] = []
    seen: dict[tuple[str, str], int] = {}
    repeats: dict[int, int] = {}
    for position, command in left:
        key = (command.source, command.source_ref)
        if command.source_ref and key in known:
            outcomes[position] = known[key]
        elif command.source_ref and key in seen:
            repeats[position] = seen[key]
        else:
            seen[key] = position
            fresh.append((position, command))
    outcomes.update(_insert_fresh(fresh, actor, at))
    for position, first in repeats.items():
        same = outcomes[first]
        outcomes[position] = (
            Registered(same.case_id, same.number, same.query_code, created=False)
            if isinstance(same, Registered)
            else same
        )
    return outcomes


def _already(commands: list[NewCase]) -> dict[tuple[str, str], Outcome]:
    by_source: dict[str, list[str]] = {}
    for command in commands:
        if command.source_ref:
            by_source.setdefault(command.source, []).append(command.source_ref)
    known: dict[tuple[str, str], Outcome] = {}
    for source, refs in by_source.items():
        rows = Case.objects.filter(source=source, source_ref__in=refs).exclude(source_ref="")
        for pk, number, ref in rows.values_list("id", "number", "source_ref"):
            known[(source, ref)] = Registered(pk, number, query_code(pk), created=False)
    return known


def _insert_fresh(fresh: list[tuple[int, NewCase]], actor: Actor, at: datetime) -> dict[int, Outcome]:
    if not fresh:
        return {}
    wanted = {position: each for position, command in fresh if (each := described(command))}
    trader_ids = traders.find_or_add_many(wanted.values(), at=at)
    ids = take("case", len(fresh))
    numbers = _numbers_for([command for _position, command in fresh])
    rows, outcomes = CaseRows(), dict[int, Outcome]()
    for (position, command), case_id, number in zip(fresh, ids, numbers, strict=True):
        told = wanted.get(position)
        trader_id = trader_ids[traders.key_of(told)] if told else command.trader.trader_id
        code = query_code(case_id)
        add_rows(rows, command, Given(case_id, number, code, trader_id, actor, at, quiet=True))
        outcomes[position] = Registered(case_id, number, code, created=True)
    rows.events.append(
        {
            "name": "cases.imported",
            "payload": {"first": ids[0], "last": ids[-1], "count": len(ids)},
            "created_at": at,
            "available_at": at,
        }
    )
    rows.write(search=True)
    return outcomes


def _numbers_for(commands: list[NewCase]) -> list[str]:
    wanted: dict[str, int] = {}
    for command in commands:
        wanted[_series(command)[0]] = wanted.get(_series(command)[0], 0) + 1
    serials = {name: iter(take(name, count)) for name, count in wanted.items()}
    return [
        _numbered(command.council_id, _series(command)[1], next(serials[_series(command)[0]])) for command in commands
    ]
