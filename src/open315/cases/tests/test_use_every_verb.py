"""Every verb in every state through the services: it leads where the table says with its whole trail, or refuses and writes nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from open315.cases import services
from open315.cases.models import Case, Handoff, Party, TimelineEntry
from open315.cases.rules import workflow
from open315.cases.services.verb import EVENTS, READS
from open315.cases.tests.making import complaint
from open315.cases.types import State, Verb
from open315.core.access import ANONYMOUS, SYSTEM, Actor
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, NotAllowed
from open315.core.outbox.models import OutboxEvent
from open315.core.uploads.models import Upload

Use = Callable[[int, Any], Any]


def use(name: str, who: str, **arguments: Any) -> Use:
    """The service `name` used by `who` of the cast."""

    def call(case_id: int, cast: Any) -> Any:
        given = {key: value(cast) if callable(value) else value for key, value in arguments.items()}
        return getattr(services, name)(case_id, **given, actor=cast.actor(who), at=cast.at + timedelta(hours=1))

    return call


def original(cast: Any) -> int:
    return services.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at).case_id


def upload(cast: Any) -> list[Any]:
    row = Upload.objects.create(
        storage_path="a", original_name="a.jpg", content_type="image/jpeg", size=1, sha256="0" * 64, created_at=cast.at
    )
    return [row.pk]


def other_officer(cast: Any) -> int:
    return cast.accounts["second_officer"].pk


def party(use_name: str, who: str, reason: str) -> Use:
    def call(case_id: int, cast: Any) -> Any:
        party_id = Party.objects.get(case_id=case_id).pk
        return use(use_name, who, party_id=party_id, reason=reason)(case_id, cast)

    return call


USES: dict[Verb, Use] = {
    Verb.ACCEPT: use("accept_case", "officer", foreclosure_told=True),
    Verb.PROPOSE_DECLINATION: use("propose_declination", "officer", grounds=["materials"], statement="沒有票據"),
    Verb.CONFIRM_DECLINATION: use("confirm_declination", "supervisor"),
    Verb.REJECT_DECLINATION: use("reject_declination", "supervisor", reason="請補充材料"),
    Verb.REFER: use("refer_case", "officer", to_organisation_id=lambda cast: cast.bodies["market"].pk, reason="請查處"),
    Verb.ACKNOWLEDGE_REFERRAL: use("acknowledge_referral", "market_liaison"),
    Verb.REFUSE_REFERRAL: use("refuse_referral", "market_liaison", reason="不屬於本局職責"),
    Verb.RETURN_REFERRAL: use("return_referral", "market_liaison", reason="材料不全"),
    Verb.ANSWER_REFERRAL: use("answer_referral", "market_liaison", reply="已責令改正"),
    Verb.ASSIGN: use("assign_case", "clerk", account_id=other_officer),
    Verb.NOTE: use("add_note", "clerk", text="致電商家"),
    Verb.ADD_EVIDENCE: use("add_evidence", "clerk", upload_ids=upload),
    Verb.PAUSE_CLOCK: use("pause_clock", "officer", ground="appraisal", evidence="鑑定委託書"),
    Verb.RESUME_CLOCK: use("resume_clock", "officer"),
    Verb.SUPERVISE: use(
        "supervise_case", "supervisor", level="yellow", reason="逾期", due_on=lambda cast: cast.at.date() + timedelta(9)
    ),
    Verb.CLOSE: use("close_case", "officer", result="mediated", recovered_cents=100, note="已退款"),
    Verb.REOPEN: use("reopen_case", "supervisor", reason="消費者提出新證據"),
    Verb.WITHDRAW: use("withdraw_case", "officer", reason="雙方和解"),
    Verb.MARK_DUPLICATE: use("mark_duplicate", "clerk", of_id=original),
    Verb.OVERRIDE_COMPETENCE: use(
        "override_competence",
        "supervisor",
        organisation_id=lambda cast: cast.bodies["health"].pk,
        reason="屬於醫療服務",
    ),
    Verb.UNMASK: party("unmask_identity", "officer", "電話回訪"),
    Verb.ERASE_IDENTITY: party("erase_identity", "administrator", "本人要求刪除"),
}
WAYS: dict[State, list[Verb]] = {
    State.REGISTERED: [],
    State.DECLINATION_PROPOSED: [Verb.PROPOSE_DECLINATION],
    State.DECLINED: [Verb.PROPOSE_DECLINATION, Verb.CONFIRM_DECLINATION],
    State.ACCEPTED: [Verb.ACCEPT],
    State.REFERRED: [Verb.REFER],
    State.ANSWERED: [Verb.REFER, Verb.ANSWER_REFERRAL],
    State.CLOSED: [Verb.ACCEPT, Verb.CLOSE],
    State.WITHDRAWN: [Verb.WITHDRAW],
    State.DUPLICATE: [Verb.MARK_DUPLICATE],
}
"""How a case gets into each state."""
NEEDS = {Verb.RESUME_CLOCK: Verb.PAUSE_CLOCK}
"""What has to come right before in the same state."""


@pytest.mark.parametrize("state", list(State))
def test_each_verb_leads_where_the_table_says_and_leaves_its_trail_or_refuses_and_leaves_nothing(
    cast: Any, state: State
) -> None:
    case_id = original(cast)
    for verb in WAYS[state]:
        USES[verb](case_id, cast)
    assert Case.objects.get(pk=case_id).state == state
    for verb in Verb:
        point = transaction.savepoint()
        if workflow.possible(verb, state):
            _leads(verb, case_id, cast)
        else:
            _refuses(verb, case_id, cast)
        transaction.savepoint_rollback(point)


def _leads(verb: Verb, case_id: int, cast: Any) -> None:
    if verb in NEEDS:
        USES[NEEDS[verb]](case_id, cast)
    before = Case.objects.get(pk=case_id)
    USES[verb](case_id, cast)
    after = Case.objects.get(pk=case_id)
    resume = State(before.resume_state) if before.resume_state else None
    assert after.state == workflow.next_state(verb, State(before.state), resume), verb
    assert after.version == before.version + (verb not in READS), verb
    assert TimelineEntry.objects.filter(case_id=case_id).latest("pk").verb == verb, verb
    assert AuditEntry.objects.latest("pk").event == EVENTS[verb]
    event = OutboxEvent.objects.latest("pk")
    assert (event.name, event.payload["case"]) == (EVENTS[verb], case_id)


def _refuses(verb: Verb, case_id: int, cast: Any) -> None:
    before = _trail_of(case_id)
    with pytest.raises(Conflict):
        _as_system(verb)(case_id, cast)
    assert _trail_of(case_id) == before, verb


def _as_system(verb: Verb) -> Use:
    """The same use by somebody who may do everything, so that the refusal is for the state alone."""

    def call(case_id: int, cast: Any) -> Any:
        class Everybody:
            at, bodies, accounts = cast.at, cast.bodies, cast.accounts

            @staticmethod
            def actor(_who: str) -> Actor:
                return SYSTEM

        return USES[verb](case_id, Everybody)

    return call


def _trail_of(case_id: int) -> tuple[Any, ...]:
    entries = TimelineEntry.objects.filter(case_id=case_id).count()
    row = Case.objects.filter(pk=case_id).values().get()
    return (
        entries,
        sorted(row.items(), key=lambda pair: pair[0]),
        OutboxEvent.objects.filter(payload__case=case_id).count(),
    )


REPEATABLE = [
    (State.REGISTERED, Verb.ACCEPT),
    (State.REGISTERED, Verb.PROPOSE_DECLINATION),
    (State.DECLINATION_PROPOSED, Verb.CONFIRM_DECLINATION),
    (State.DECLINATION_PROPOSED, Verb.REJECT_DECLINATION),
    (State.ACCEPTED, Verb.REFER),
    (State.REFERRED, Verb.ACKNOWLEDGE_REFERRAL),
    (State.REFERRED, Verb.REFUSE_REFERRAL),
    (State.REFERRED, Verb.RETURN_REFERRAL),
    (State.REFERRED, Verb.ANSWER_REFERRAL),
    (State.REGISTERED, Verb.ASSIGN),
    (State.ACCEPTED, Verb.CLOSE),
    (State.CLOSED, Verb.REOPEN),
    (State.REGISTERED, Verb.WITHDRAW),
]


@pytest.mark.parametrize(("state", "verb"), REPEATABLE)
def test_a_verb_repeated_by_the_same_person_writes_nothing_more(cast: Any, state: State, verb: Verb) -> None:
    case_id = original(cast)
    for way in WAYS[state]:
        USES[way](case_id, cast)
    first = USES[verb](case_id, cast)
    trail = _trail_of(case_id)
    again = USES[verb](case_id, cast)
    assert (again.state, again.version) == (first.state, first.version)
    assert _trail_of(case_id) == trail


def test_a_repeat_with_another_outcome_is_refused(cast: Any) -> None:
    case_id = original(cast)
    for way in WAYS[State.CLOSED]:
        USES[way](case_id, cast)
    with pytest.raises(Conflict):
        use("close_case", "officer", result="not_settled", recovered_cents=None, note="調解不成")(case_id, cast)


def test_the_same_step_by_somebody_else_is_no_repeat(cast: Any) -> None:
    case_id = original(cast)
    USES[Verb.ACCEPT](case_id, cast)
    with pytest.raises(Conflict):
        use("accept_case", "second_officer", foreclosure_told=True)(case_id, cast)


def test_a_case_withdrawn_while_it_was_out_is_recalled_from_the_body(cast: Any) -> None:
    case_id = original(cast)
    for way in WAYS[State.REFERRED]:
        USES[way](case_id, cast)
    case = USES[Verb.WITHDRAW](case_id, cast)
    handoff = Handoff.objects.get(case_id=case_id)
    assert (case.holder_id, handoff.state) == (case.council_id, "recalled")
    with pytest.raises(NotAllowed):
        USES[Verb.ANSWER_REFERRAL](case_id, cast)
