"""What a consumer sees: the receipt, and her case under its code. No names of staff, no notes, nothing before it is decided."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.cases.actors import CONSUMER, case_id_of
from open315.cases.models import Attachment, Case, Clock, TimelineEntry
from open315.cases.policies import FROM_CONSUMER
from open315.cases.queries.answers import answers
from open315.cases.queries.appointments import AppointmentShown, day_of_next, own_appointments
from open315.cases.queries.case_file import CLOSE, Entry, Line, timeline
from open315.cases.queries.numbers import spoken_number
from open315.cases.queries.objections import Objecting, objecting
from open315.cases.queries.refusals import declination
from open315.cases.queries.routes import Route, has_routes, routes_of
from open315.cases.query_codes import code_hash, normal, query_code
from open315.cases.rules.next_steps import Possible, Situation, next_steps
from open315.cases.rules.paper import notices_that_hold
from open315.cases.rules.rating import changeable_until, may_rate
from open315.cases.rules.workflow import ROOM
from open315.cases.types import OPEN, Kind, State
from open315.cases.wording import REPORT_CLOSED, STATE_HELP, STATE_TONES, letter_name, state_words
from open315.core import verbs
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.ids import idempotency
from open315.core.ui.templatetags.ui import yuan, zh
from open315.core.uploads.queries import as_sent
from open315.law import codelists
from open315.law.derivation import explain
from open315.law.rules import packs
from open315.org import queries as org

CODE_LENGTH = 12
HIDDEN = {State.DECLINATION_PROPOSED: State.REGISTERED}
"""A proposal is not a decision: the consumer sees the case as registered until the second signature."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that the consumer sent, under the name it came with."""

    pk: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Number, code, and what to expect."""

    number: str
    spoken: str
    """How the number is said in Latin letters; "" where it is said as it stands."""
    query_code: str
    council: Any
    received_at: datetime
    due_on: date | None
    due_words: str
    kind: str
    title: str
    told: list[Line]
    """What was told, as it is kept: for whoever told it, not for everybody who has the address of a receipt."""
    files: list[OwnFile]


REGISTRATIONS = "cases.register"
"""The scope in which keys of registrations are kept (`core.ids.idempotency`)."""


def registered_under(key: str) -> int | None:
    """The case that was registered under this key of a form; None if none was."""
    found = idempotency.answered(REGISTRATIONS, key)
    return int(found["case"]) if found else None


def was_received_since(case_id: int, moment: datetime) -> bool:
    """Whether the case came in at this moment or later."""
    return Case.objects.filter(pk=case_id, received_at__gte=moment).exists()


def receipt_of(case_id: int) -> Receipt | None:
    """The receipt of a case; None when there is no such case, or the code that it tells was replaced."""
    case = Case.objects.filter(pk=case_id, is_leaving=False, code_generation=None).first()
    if case is None:
        return None
    due = _due(case)
    council = org.body_by_id(case.council_id)
    return Receipt(
        number=case.number,
        spoken=spoken_number(case.number),
        query_code=query_code(case.pk),
        council=council,
        received_at=case.received_at,
        due_on=due.on,
        due_words=due.words,
        kind=case.kind,
        title=case.title,
        told=list(_told(case)),
        files=_own_files(case),
    )


def is_opened_by(case_id: int, generation: int) -> bool:
    """Whether the code of this generation is still the one that opens the case."""
    return Case.objects.filter(pk=case_id, code_generation=generation or None).exists()


@dataclass(frozen=True, slots=True)
class _NextDay:
    """The next day of a case: when, how it was counted, and what is due then."""

    on: date | None = None
    words: str = ""
    what: Any = ""


def _due(case: Case) -> _NextDay:
    clock = (
        Clock.objects.filter(case=case, due_on=case.next_due_on).order_by("id").first() if case.next_due_on else None
    )
    if clock is None:
        return _NextDay()
    return _NextDay(clock.due_on, str(explain(clock.trace)), packs.pack(clock.pack).clock(clock.key).name)


def find_by_code(code: str) -> Case | None:
    """The case a query code opens, however it was typed; None for a wrong one."""
    if len(normal(code)) != CODE_LENGTH:
        return None
    return Case.objects.filter(query_code_hash=code_hash(code)).exclude(query_code_hash="").first()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the council wrote last, while the consumer has not answered: its words, and until when an answer is asked for."""

    at: datetime
    text: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A notice to keep: by the verb that it tells of, and what it is called."""

    verb: str
    name: Any


@dataclass(frozen=True, slots=True)
class ConsumerView:
    """A case as its consumer sees it."""

    number: str
    spoken: str
    title: str
    state: str
    state_words: Any
    state_tone: str
    state_help: Any
    holder: Any
    answers: Any
    """The body to call: whoever has the case, its council where that one has no telephone."""
    can_do: tuple[Possible, ...]
    """What she can do now, the most pressing first."""
    due_on: date | None
    due_words: str
    due_what: Any
    """What is due on that day."""
    result_words: Any
    result_note: str
    result_law: str
    """The law by which a reporter is told the result; "" for everybody else."""
    decline_lines: list[str]
    decline_statement: str
    """The facts on which a refusal rests, in the words of the officer."""
    routes: list[Route]
    """Where else she can turn: after a refusal, where nothing was agreed, and while another body has her complaint."""
    papers: list[Paper]
    timeline: list[Entry]
    told: list[Line]
    """What she told, as it is kept: numbers and addresses in it are masked."""
    asked: Asked | None
    appointments: list[AppointmentShown]
    """Those to come."""
    files: list[OwnFile]
    rating: int | None
    rating_words: str
    rating_until: date | None
    """Until when she may change it."""
    may_rate: bool
    may_add_evidence: bool
    may_withdraw: bool
    objecting: Objecting | None
    """What she can do against the end of her case; None where it has no such end."""


def consumer_view(actor: Actor, at: datetime) -> ConsumerView | None:
    """The one case the actor's code opened, as it stands at `at`; None when it is gone."""
    case = Case.objects.filter(pk=case_id_of(actor), is_leaving=False).first()
    if case is None:
        return None
    state = HIDDEN.get(State(case.state), State(case.state))
    refusal = declination(case) if state is State.DECLINED else None
    told_by, holder = result_told_by(case), org.body_by_id(case.holder_id)
    asked, due = _asked(case), _due(case)
    against = objecting(case, local_day(at))
    situation = _situation(case, state, asked, due.on, at)
    situation = replace(
        situation, may_object=bool(against and against.may), object_until=against.until if against else None
    )
    return ConsumerView(
        number=case.number,
        spoken=spoken_number(case.number),
        title=case.title,
        state=state.value,
        state_words=state_words(state.value),
        state_tone=STATE_TONES[state],
        state_help=REPORT_CLOSED if state is State.CLOSED and told_by is None else STATE_HELP[state],
        holder=holder,
        answers=holder if holder and holder.phone else org.body_by_id(case.council_id),
        can_do=next_steps(situation),
        due_on=due.on,
        due_words=due.words,
        due_what=due.what,
        result_words=codelists.label("results", case.result) if case.result and told_by is not None else "",
        result_note=case.result_note if told_by is not None else "",
        result_law=told_by or "",
        decline_lines=refusal.lines if refusal else [],
        decline_statement=refusal.statement if refusal else "",
        routes=routes_of(case, situation.today),
        papers=_papers(case),
        timeline=timeline(case, for_consumer=True),
        told=list(_told(case)),
        asked=asked,
        appointments=own_appointments(case, at),
        files=_own_files(case),
        rating=case.rating,
        rating_words=_rating_words(case),
        rating_until=changeable_until(case.rated_on, settings.RATING_CHANGE_DAYS) if case.rated_on else None,
        may_rate=_may_rate(case, situation.today),
        may_add_evidence=situation.may_add,
        may_withdraw=situation.may_withdraw,
        objecting=against,
    )


def _situation(case: Case, state: State, asked: Asked | None, due_on: date | None, at: datetime) -> Situation:
    today = local_day(at)
    return Situation(
        state,
        today,
        is_asked=asked is not None,
        asked_until=asked.until if asked else None,
        due_on=due_on,
        meets_on=day_of_next(case, at),
        may_add=verbs.named(ROOM, ADDED).fits(case.state),
        may_withdraw=verbs.named(ROOM, "withdraw").fits(case.state),
        has_routes=has_routes(case),
        has_papers=bool(notices_that_hold(case)),
        may_rate=case.rating is None and _may_rate(case, today),
    )


def result_told_by(case: Case) -> str | None:
    """The law by which a reporter may be told the result; None where none was named, "" where the case is no report."""
    if case.kind != Kind.REPORT:
        return ""
    last = TimelineEntry.objects.filter(case=case, verb=CLOSE).order_by("-id").values_list("data", flat=True).first()
    return (last or {}).get("told_by") or None


def _papers(case: Case) -> list[Paper]:
    return [Paper(verb, letter_name(verbs.named(ROOM, verb).event)) for verb in notices_that_hold(case)]


WRITTEN, ADDED = "write_to_consumer", "add_evidence"


def _told(case: Case) -> Iterator[Line]:
    yield Line(_("Kind"), codelists.label("kinds", case.kind))
    yield Line(_("What happened"), case.narrative)
    if case.trader_name:
        yield Line(_("Trader"), case.trader_name)
    if case.goods or case.goods_text:
        goods = codelists.label("goods", case.goods) if case.goods else ""
        yield Line(_("Goods or service"), goods or case.goods_text, case.goods_text if goods else "")
    if case.occurred_on:
        yield Line(_("Happened on"), case.occurred_on.isoformat())
    yield from (Line(*each) for each in answers(case))
    if case.claims:
        yield Line(_("Claim"), codelists.labels("claims", case.claims))
    if case.amount_cents is not None:
        yield Line(_("Amount in dispute"), yuan(case.amount_cents))


def _asked(case: Case) -> Asked | None:
    """What the council wrote, unless something came from the consumer after it."""
    if case.state not in OPEN:
        return None
    written = TimelineEntry.objects.filter(case=case, verb=WRITTEN).order_by("-id").first()
    if written is None:
        return None
    if TimelineEntry.objects.filter(case=case, verb=ADDED, actor_kind=CONSUMER, id__gt=written.pk).exists():
        return None
    until = written.data.get("until")
    return Asked(written.at, zh(written.data.get("text", "")), date.fromisoformat(until) if until else None)


def _may_rate(case: Case, today: date) -> bool:
    return may_rate(case.state, case.rated_on, today, settings.RATING_CHANGE_DAYS)


def _rating_words(case: Case) -> str:
    last = TimelineEntry.objects.filter(case=case, verb="rate").order_by("-id").first() if case.rating else None
    return zh(last.data.get("note", "")) if last else ""


def _own_files(case: Case) -> list[OwnFile]:
    sent = Attachment.objects.filter(case=case, added_by_kind__in=FROM_CONSUMER, upload__dropped_at=None)
    return [_own_file(each) for each in sent.select_related("upload").order_by("id")]


def _own_file(attachment: Attachment) -> OwnFile:
    sent = as_sent(attachment.upload)
    return OwnFile(attachment.pk, sent.name, sent.size)
