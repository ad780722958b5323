"""What a consumer sees: the receipt, and her case under its code. No names of staff, no notes, nothing before it is decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from open315.cases.actors import case_id_of
from open315.cases.models import Attachment, Case, Clock
from open315.cases.queries.case_file import Entry, declination, result_told_by, timeline
from open315.cases.query_codes import code_hash, normal, query_code
from open315.cases.rules.workflow import ROOM
from open315.cases.types import State
from open315.cases.wording import REPORT_CLOSED, STATE_HELP, STATE_TONES, state_words
from open315.core import verbs
from open315.core.access import Actor
from open315.core.ids import idempotency
from open315.core.uploads.queries import Sent, as_sent
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
    files: list[Sent]
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
    attachments = Attachment.objects.filter(
        case=case, added_by_kind__in=("anonymous", "consumer"), upload__dropped_at=None
    )
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
        files=[as_sent(each.upload) for each in attachments.select_related("upload").order_by("id")],
        may_add_evidence=verbs.named(ROOM, "add_evidence").fits(case.state),
        may_withdraw=verbs.named(ROOM, "withdraw").fits(case.state),
    )
