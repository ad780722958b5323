"""Earlier contacts of a number, and cases that are likely the same matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Party
from open315.cases.queries.visible import visible_to
from open315.cases.types import NewCase
from open315.cases.vault import phone_index
from open315.cases.wording import state_tone, state_words
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.redaction import redact
from open315.core.text import fold, similarity

MOST = 8
CANDIDATES = 300
WITHIN = timedelta(days=365)
LIKELY = 0.35
"""Score from which two cases are shown as likely the same (text weighs most; a number or trader in common lifts it)."""


@dataclass(frozen=True, slots=True)
class EarlierContact:
    """An earlier case of the same number, masked."""

    number: str
    title: str
    masked_name: str
    masked_phone: str
    received_on: date
    state_words: Any
    state_tone: str


def earlier_contacts(phone: str, actor: Actor) -> list[EarlierContact]:
    """The newest cases of this telephone number that the person may see."""
    index = phone_index(phone)
    if not index:
        return []
    parties = Party.objects.filter(phone_index=index, case__in=visible_to(actor)).select_related("case")
    return [
        EarlierContact(
            party.case.number,
            party.case.title,
            party.masked_name,
            party.masked_phone,
            party.case.received_on,
            state_words(party.case.state),
            state_tone(party.case.state),
        )
        for party in parties.order_by("-id")[:MOST]
    ]


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """A case that is likely the same, how likely in percent, and why."""

    number: str
    title: str
    percent: int
    reasons: list[Any]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is compared."""

    text: str
    trader_id: int | None
    trader_name: str
    phones: frozenset[str]
    goods: str
    amount: int | None
    day: date
    own_id: int | None = None


def likely_duplicates(subject: NewCase | Case, actor: Actor) -> list[LikelyDuplicate]:
    """Cases of the last year with the same trader or the same number whose text is alike; a person decides."""
    wanted = _subject(subject)
    same = Q(parties__phone_index__in=wanted.phones) if wanted.phones else Q(pk=None)
    if wanted.trader_id:
        same |= Q(trader_id=wanted.trader_id)
    elif wanted.trader_name:
        same |= Q(trader__folded_name=fold(wanted.trader_name))
    rows = visible_to(actor).filter(same, received_on__gte=wanted.day - WITHIN).exclude(pk=wanted.own_id or 0)
    found = rows.order_by("-received_at").distinct().prefetch_related("parties")[:CANDIDATES]
    scored = [each for each in _scored(wanted, found) if each.percent >= LIKELY * 100]
    return sorted(scored, key=lambda each: -each.percent)[:MOST]


def _subject(subject: NewCase | Case) -> _Subject:
    if isinstance(subject, Case):
        phones = frozenset(each.phone_index for each in subject.parties.all() if each.phone_index)
        return _Subject(
            f"{subject.title}\n{subject.narrative}", subject.trader_id, subject.trader_name, phones, subject.goods,
            subject.amount_cents, subject.received_on, subject.pk,
        )  # fmt: skip
    index = phone_index(subject.consumer.phone)
    return _Subject(
        redact(f"{subject.title}\n{subject.narrative}").text, subject.trader.trader_id, subject.trader.name,
        frozenset({index} if index else ()), subject.goods, subject.amount_cents, local_day(subject.received_at),
    )  # fmt: skip


def _scored(wanted: _Subject, found: Iterable[Case]) -> Iterable[LikelyDuplicate]:
    for case in found:
        alike = similarity(wanted.text, f"{case.title}\n{case.narrative}")
        score: float = 0.7 * alike
        reasons: list[Any] = [_("text %(percent)d %% alike") % {"percent": round(alike * 100)}]
        if wanted.phones & {each.phone_index for each in case.parties.all()}:
            score, reasons = score + 0.25, [*reasons, _("same telephone number")]
        if _same_trader(wanted, case):
            score, reasons = score + 0.1, [*reasons, _("same trader")]
        if wanted.amount is not None and wanted.amount == case.amount_cents:
            score, reasons = score + 0.1, [*reasons, _("same amount")]
        if wanted.goods and wanted.goods == case.goods:
            score, reasons = score + 0.05, [*reasons, _("same goods or service")]
        yield LikelyDuplicate(case.number, case.title, min(100, round(score * 100)), reasons)


def _same_trader(wanted: _Subject, case: Case) -> bool:
    if wanted.trader_id:
        return wanted.trader_id == case.trader_id
    return bool(wanted.trader_name) and fold(wanted.trader_name) == fold(case.trader_name)
