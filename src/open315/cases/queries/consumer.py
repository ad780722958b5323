"""What a consumer sees: the receipt, and her case under its code. No names of staff, no notes, nothing before it is decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.actors import CONSUMER, case_id_of
from open315.cases.models import Attachment, Case, Clock, TimelineEntry
from open315.cases.policies import FROM_CONSUMER
from open315.cases.queries.case_file import Entry, Line, declination, result_told_by, timeline
from open315.cases.query_codes import code_hash, normal, query_code
from open315.cases.rules.workflow import ROOM
from open315.cases.types import OPEN, State
from open315.cases.wording import REPORT_CLOSED, STATE_HELP, STATE_TONES, state_words
from open315.core import verbs
from open315.core.access import Actor
from open315.core.ids import idempotency
from open315.core.ui.templatetags.ui import yuan, zh
from open315.core.uploads.queries import as_sent
from open315.law import codelists
from open315.law.derivation import explain
from open315.org import queries as org

CODE_LENGTH = 12
HIDDEN = {State.DECLINATION_PROPOSED: State.REGISTERED}
"""A proposal is not a decision: the consumer sees the case as registered until the second signature."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Number, code, and what to expect."""

    number: str
    query_code: str
    council: Any
    received_at: datetime
    due_on: date | None
    due_words: str


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
    """The receipt of a case; None when there is no such case."""
    case = Case.objects.filter(pk=case_id, is_leaving=False).first()
    if case is None:
        return None
    due_on, words = _due(case)
    return Receipt(case.number, query_code(case.pk), org.body_by_id(case.council_id), case.received_at, due_on, words)


def _due(case: Case) -> tuple[date | None, str]:
    clock = (
        Clock.objects.filter(case=case, due_on=case.next_due_on).order_by("id").first() if case.next_due_on else None
    )
    return (clock.due_on, str(explain(clock.trace))) if clock else (None, "")


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
class OwnFile:
    """A file that the consumer sent, under the name it came with."""

    pk: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ConsumerView:
    """A case as its consumer sees it."""

    number: str
    title: str
    state: str
    state_words: Any
    state_tone: str
    state_help: Any
    holder: Any
    due_on: date | None
    due_words: str
    result_words: Any
    result_note: str
    result_law: str
    """The law by which a reporter is told the result; "" for everybody else."""
    decline_lines: list[str]
    routes: list[str]
    timeline: list[Entry]
    told: list[Line]
    """What she told, as it is kept: numbers and addresses in it are masked."""
    asked: Asked | None
    files: list[OwnFile]
    may_add_evidence: bool
    may_withdraw: bool


def consumer_view(actor: Actor) -> ConsumerView | None:
    """The one case the actor's code opened; None when it is gone."""
    case = Case.objects.filter(pk=case_id_of(actor), is_leaving=False).first()
    if case is None:
        return None
    state = HIDDEN.get(State(case.state), State(case.state))
    refusal = declination(case) if state is State.DECLINED else None
    due_on, due_words = _due(case)
    told_by = result_told_by(case)
    attachments = Attachment.objects.filter(case=case, added_by_kind__in=FROM_CONSUMER, upload__dropped_at=None)
    return ConsumerView(
        number=case.number,
        title=case.title,
        state=state.value,
        state_words=state_words(state.value),
        state_tone=STATE_TONES[state],
        state_help=REPORT_CLOSED if state is State.CLOSED and told_by is None else STATE_HELP[state],
        holder=org.body_by_id(case.holder_id),
        due_on=due_on,
        due_words=due_words,
        result_words=codelists.label("results", case.result) if case.result and told_by is not None else "",
        result_note=case.result_note if told_by is not None else "",
        result_law=told_by or "",
        decline_lines=refusal.lines if refusal else [],
        routes=refusal.routes if refusal else [],
        timeline=timeline(case, for_consumer=True),
        told=list(_told(case)),
        asked=_asked(case) if case.state in OPEN else None,
        files=[_own_file(each) for each in attachments.select_related("upload").order_by("id")],
        may_add_evidence=verbs.named(ROOM, "add_evidence").fits(case.state),
        may_withdraw=verbs.named(ROOM, "withdraw").fits(case.state),
    )


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
    if case.claims:
        yield Line(_("Claim"), codelists.labels("claims", case.claims))
    if case.amount_cents is not None:
        yield Line(_("Amount in dispute"), yuan(case.amount_cents))


def _asked(case: Case) -> Asked | None:
    """What the council wrote, unless something came from the consumer after it."""
    written = TimelineEntry.objects.filter(case=case, verb=WRITTEN).order_by("-id").first()
    if written is None:
        return None
    if TimelineEntry.objects.filter(case=case, verb=ADDED, actor_kind=CONSUMER, id__gt=written.pk).exists():
        return None
    until = written.data.get("until")
    return Asked(written.at, zh(written.data.get("text", "")), date.fromisoformat(until) if until else None)


def _own_file(attachment: Attachment) -> OwnFile:
    sent = as_sent(attachment.upload)
    return OwnFile(attachment.pk, sent.name, sent.size)
