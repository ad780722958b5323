"""Earlier contacts of a number, and cases that are likely the same matter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Identity, OtherNumber, Party
from open315.cases.queries.visible import visible_to
from open315.cases.types import NewCase, PersonDetails
from open315.cases.vault import open_identity, phone_indexes, redacted
from open315.cases.wording import state_tone, state_words
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.text import fold, likeness, registered

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
    indexes = phone_indexes(phone)
    if not indexes:
        return []
    visible = visible_to(actor)
    first = _with_number(indexes).filter(case__in=visible)
    further = Party.objects.filter(case__in=visible.filter(pk__in=_by_other_number(indexes)), role="consumer")
    newest = {each.pk: each for rows in (first, further) for each in rows.select_related("case").order_by("-id")[:MOST]}
    parties = [newest[pk] for pk in sorted(newest, reverse=True)[:MOST]]
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
        for party in parties
    ]


def caller_again(number: str, phone: str, actor: Actor) -> PersonDetails | None:
    """Who called with this telephone number in the earlier case `number`; None for another number, and for a case that the actor does not see.

    It goes into another sealed identity and is shown to nobody: a clerk may say that the caller is the same without reading who she is.
    """
    indexes = phone_indexes(phone)
    parties = Party.objects.filter(case__in=visible_to(actor).filter(number=number), role="consumer")
    rows = Identity.objects.filter(pk__in=parties.exclude(identity_id=None).values("identity_id")).order_by("pk")
    known = (open_identity(row) for row in rows)
    return next((each for each in known if set(phone_indexes(each.phone)) & set(indexes)), None)


def _with_number(indexes: Iterable[str]) -> QuerySet[Party]:
    # Their index leaves out those without a number: unless the question does too, SQLite looks through every party.
    return Party.objects.filter(phone_index__in=indexes).exclude(phone_index="")


def _by_other_number(indexes: Iterable[str]) -> QuerySet[Any]:
    """The cases whose consumer has one of the numbers besides her first."""
    return OtherNumber.objects.filter(phone_index__in=indexes).values("case_id")


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


_COMPARED = ("id", "number", "title", "narrative", "trader_id", "trader_name", "goods", "amount_cents")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What it is compared with; the fields after the first as `_COMPARED` names them."""

    same_phone: bool
    id: int
    number: str
    title: str
    narrative: str
    trader_id: int | None
    trader_name: str
    goods: str
    amount_cents: int | None


def likely_duplicates(subject: NewCase | Case, actor: Actor) -> list[LikelyDuplicate]:
    """Cases of the last year with the same trader or the same number whose text is alike; a person decides."""
    wanted = _subject(subject)
    scored = [each for each in _scored(wanted, _candidates(wanted, actor)) if each.percent >= LIKELY * 100]
    return sorted(scored, key=lambda each: -each.percent)[:MOST]


def _candidates(wanted: _Subject, actor: Actor) -> Iterable[_Candidate]:
    """The newest cases of the number and those of the trader, each found by its own index: one question with "or" finds neither.

    A narrative may be long, so only what is compared is read.
    """
    rows = visible_to(actor).filter(received_on__gte=wanted.day - WITHIN).exclude(pk=wanted.own_id or 0)
    found: dict[int, _Candidate] = {}
    if wanted.phones:
        called = rows.filter(pk__in=_with_number(wanted.phones).values("case_id"))
        found.update((each.id, each) for each in _newest(called, same_phone=True))
        also = rows.filter(pk__in=_by_other_number(wanted.phones))
        found.update((each.id, each) for each in _newest(also, same_phone=True))
    if wanted.trader_id or wanted.trader_name:
        trader = (
            Q(trader_id=wanted.trader_id)
            if wanted.trader_id
            else Q(trader__folded_name=fold(registered(wanted.trader_name)))
        )
        found = {each.id: each for each in _newest(rows.filter(trader))} | found
    return found.values()


def _newest(rows: QuerySet[Case], *, same_phone: bool = False) -> Iterator[_Candidate]:
    compared = rows.order_by("-received_at").values_list(*_COMPARED)[:CANDIDATES]
    return (_Candidate(same_phone, *values) for values in compared)


def _subject(subject: NewCase | Case) -> _Subject:
    if isinstance(subject, Case):
        own: list[Party | OtherNumber] = [*subject.parties.all(), *subject.other_numbers.all()]
        phones = frozenset(each.phone_index for each in own if each.phone_index)
        return _Subject(
            f"{subject.title}\n{subject.narrative}", subject.trader_id, subject.trader_name, phones, subject.goods,
            subject.amount_cents, subject.received_on, subject.pk,
        )  # fmt: skip
    return _Subject(
        redacted(f"{subject.title}\n{subject.narrative}", subject.consumer).text, subject.trader.trader_id, subject.trader.name,
        frozenset(phone_indexes(subject.consumer.phone)), subject.goods, subject.amount_cents, local_day(subject.received_at),
    )  # fmt: skip


def _scored(wanted: _Subject, found: Iterable[_Candidate]) -> Iterable[LikelyDuplicate]:
    alike_to = likeness(wanted.text)
    for case in found:
        alike = alike_to(f"{case.title}\n{case.narrative}")
        score: float = 0.7 * alike
        reasons: list[Any] = [_("text %(percent)d %% alike") % {"percent": round(alike * 100)}]
        if case.same_phone:
            score, reasons = score + 0.25, [*reasons, _("same telephone number")]
        if _same_trader(wanted, case):
            score, reasons = score + 0.1, [*reasons, _("same trader")]
        if wanted.amount is not None and wanted.amount == case.amount_cents:
            score, reasons = score + 0.1, [*reasons, _("same amount")]
        if wanted.goods and wanted.goods == case.goods:
            score, reasons = score + 0.05, [*reasons, _("same goods or service")]
        yield LikelyDuplicate(case.number, case.title, min(100, round(score * 100)), reasons)


def _same_trader(wanted: _Subject, case: _Candidate) -> bool:
    if wanted.trader_id:
        return wanted.trader_id == case.trader_id
    return bool(wanted.trader_name) and fold(wanted.trader_name) == fold(case.trader_name)
