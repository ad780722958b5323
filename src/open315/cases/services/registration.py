"""Registering one case, from a form or the API; `many` registers sheets of them with the same checks and rows."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.cases.actors import CONSUMER
from open315.cases.queries import REGISTRATIONS
from open315.cases.queries.first_codes import first_codes
from open315.cases.query_codes import query_code
from open315.cases.rules.registration import missing
from open315.cases.services.new_case import HISTORY, IMPORT, REGISTER
from open315.cases.services.results import check_history
from open315.cases.services.rows import CaseRows, Given, add_rows
from open315.cases.types import NewCase, Registered
from open315.cases.vault import trader_as_kept
from open315.core import bulk
from open315.core.access import Actor, ActorKind
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.core.ids import idempotency as answered
from open315.core.ids import take
from open315.core.uploads import services as uploads
from open315.law import codelists
from open315.law import queries as law
from open315.law.rules.packs import Pack
from open315.org import queries as org
from open315.traders import queries as trader_queries
from open315.traders import services as traders

COUNCIL = "council"
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
PUBLIC_KINDS = frozenset({ActorKind.ANONYMOUS, ActorKind.CLIENT, CONSUMER, ActorKind.SYSTEM})
OUTSIDERS = PUBLIC_KINDS - {ActorKind.SYSTEM}
WORDS: dict[str, Any] = {
    "narrative": _("Please say what happened."),
    "title": _("Please say in one sentence what it is about."),
    "too_long": _("This text is too long. Please keep to what matters; papers can be added as files."),
    "amount": _("Please give an amount between 0 and 1,000,000,000,000 yuan."),
    "name": _("A complaint needs your real name: an authority it goes to asks for it (Order 121, Article 10)."),
    "phone": _("A complaint needs a telephone number at which the council reaches you."),
    "future": _("This day lies in the future."),
    "no_telephone": _("Please give a telephone number, for example 13800138000 or 027-12345678."),
    "email": _("This is no e-mail address."),
    "trader": _("A complaint needs the name of the trader."),
    "claims": _("Please say what you ask for: at least one of these."),
    "sign": _("This text holds a sign that cannot be stored. Please type it anew."),
    "no_complaint": _(
        "This is no consumer complaint. A report or a question may be registered; the right way is named."
    ),
    "history": _("Say what became of the case."),
    "code": _("This value is not in the list. Please choose one of those offered."),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A command that may be registered, with what every further step needs: its day, its law, its council."""

    command: NewCase
    day: date
    pack: Pack
    council: org.Body

    @property
    def series(self) -> str:
        """The series its number is taken from."""
        return f"number:{self.council.id}:{self.day.year}"

    def number(self, serial: int) -> str:
        """The number of the case."""
        return f"{self.council.number_prefix}{self.day.year}-{serial:05d}"


@REGISTER
def register_case(command: NewCase, *, actor: Actor, at: datetime, idempotency: str = "") -> Registered:
    """Register one case: number, trader, competent body, sealed identity, clock, timeline, audit, event, in one transaction.

    With a key, the same command again returns the same receipt and writes nothing; another command under that key is a
    Conflict. Raises InvalidInput at the field, NotAllowed, NotFound (no such council), PackUnknown.
    """
    checked = check(command, actor)
    case_id = take("case")[0]
    number = checked.number(take(checked.series)[0])
    with transaction.atomic():
        if idempotency:
            earlier = answered.remember(
                REGISTRATIONS, idempotency, request_hash(command), {"case": case_id, "number": number}, at=at
            )
            if earlier is not None:
                found = earlier["case"]
                return Registered(found, earlier["number"], first_codes([found])[found], created=False)
        trader_id = _trader_id(command, at)
        if command.upload_ids:
            uploads.claim(command.upload_ids, at=at)
        rows, code = CaseRows(), query_code(case_id)
        add_rows(rows, command, Given(case_id, number, code, trader_id, checked.day, checked.pack, actor, at))
        bulk.insert_packed(rows.pack())
    return Registered(case_id, number, code, created=True)


@HISTORY
def record_history(command: NewCase, *, actor: Actor, at: datetime, idempotency: str = "") -> Registered:
    """Enter one case that was over before it came here, as `command.history` says: no clock, no letter, no message.

    InvalidInput without a history. Otherwise as `register_case`.
    """
    if not command.history:
        raise InvalidInput(WORDS["history"], field="state")
    return register_case(command, actor=actor, at=at, idempotency=idempotency)


def check(command: NewCase, actor: Actor) -> Checked:
    """Whether `actor` may register this, and whether it can be registered at all."""
    council = org.body_by_id(command.council_id)
    if actor.kind not in PUBLIC_KINDS:
        if not actor.may(REGISTER.permission) and not actor.may(IMPORT.permission):
            raise NotAllowed(_("Your role does not include registering cases."))
        if command.council_id not in actor.organisation_ids:
            raise NotFound(_("No such council."))
    if council is None or council.kind != COUNCIL:
        raise NotFound(_("No such council."))
    if command.history and actor.kind in OUTSIDERS:
        raise NotAllowed(_("Only staff enter cases that are over already."))
    traders.checked_credit_code(command.trader.credit_code)
    for each in missing(command, _codes, org.is_region):
        raise InvalidInput(WORDS[each.why], field=each.field)
    day = local_day(command.received_at)
    check_history(command, day)
    return Checked(command, day, law.pack_for(str(command.kind), council.kind, day, council.region_code), council)


@lru_cache(maxsize=8)
def _codes(name: str) -> frozenset[str]:
    return frozenset(codelists.code_list(name).codes)


def request_hash(command: NewCase) -> str:
    """A digest of everything that was asked, apart from the moment it arrived and the language it was asked in."""
    asked = repr(replace(command, received_at=_ANY_TIME, language=""))
    return hashlib.sha256(asked.encode()).hexdigest()


def described(command: NewCase) -> traders.Described | None:
    """The trader of the command as the register compares it; None when none was named or it is given by id."""
    if command.trader.trader_id or not command.trader.kept_name:
        return None
    trader = trader_as_kept(command)
    return traders.Described(
        name=trader.kept_name,
        credit_code=traders.checked_credit_code(trader.credit_code),
        kind=trader.kind,
        address=trader.address[:200],
        region_code=trader.region_code,
        platform_name=trader.platform_name.strip()[:120].rstrip(),
        platform_region=trader.platform_region,
    )


def _trader_id(command: NewCase, at: datetime) -> int | None:
    given = command.trader.trader_id
    if given is not None and trader_queries.find_trader(given) is None:
        raise InvalidInput(_("There is no such trader in the register."), field="trader_name")
    wanted = described(command)
    return traders.find_or_add(wanted, at=at) if wanted else given
