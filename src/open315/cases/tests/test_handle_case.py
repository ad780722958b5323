"""A case from registration to closure, through the verbs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from open315.cases import queries, services
from open315.cases.actors import consumer_of
from open315.cases.models import Case, Clock, Handoff, Identity, Party, SealedText, TimelineEntry
from open315.cases.tests.making import complaint
from open315.cases.types import Channel, PersonDetails, State, TraderRef
from open315.core.access import ANONYMOUS, Actor, ActorKind
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent
from open315.core.uploads.models import Upload
from open315.law.types import ClockState

Register = Callable[..., int]


@pytest.fixture
def register(cast: Any) -> Register:
    def make(**changes: Any) -> int:
        return services.register_case(complaint(cast, **changes), actor=ANONYMOUS, at=cast.at).case_id

    return make


def test_a_registration_leaves_everything_a_case_needs(cast: Any, register: Register) -> None:
    case = Case.objects.get(pk=register())
    assert case.state == State.REGISTERED
    assert case.number.startswith("武消2026-")
    assert case.next_due_on == date(2026, 5, 21)
    assert Clock.objects.get(case=case).key == "acceptance"
    assert TimelineEntry.objects.get(case=case).verb == "register"
    assert OutboxEvent.objects.filter(name="cases.registered").count() == 1


def test_no_personal_data_stand_in_the_case(cast: Any, register: Register) -> None:
    case = Case.objects.get(pk=register())
    party = Party.objects.get(case=case)
    assert "13800138000" not in case.narrative
    assert "測試消費者" not in str(vars(party))
    assert SealedText.objects.get(case=case).field == "narrative"
    assert "測試" not in bytes(Identity.objects.get().ciphertext).decode("latin-1")


def test_the_same_request_twice_is_one_case(cast: Any) -> None:
    first = services.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at, idempotency="web:abc")
    later = complaint(cast, received_at=cast.at + timedelta(minutes=1))
    again = services.register_case(later, actor=ANONYMOUS, at=later.received_at, idempotency="web:abc")
    assert (again.number, again.query_code, again.created) == (first.number, first.query_code, False)
    assert Case.objects.count() == 1


def test_another_request_under_the_same_key_is_refused(cast: Any) -> None:
    services.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at, idempotency="web:abc")
    with pytest.raises(Conflict):
        services.register_case(complaint(cast, title="另一件事"), actor=ANONYMOUS, at=cast.at, idempotency="web:abc")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"consumer": PersonDetails(name="某某")}, "phone"),
        ({"claims": ()}, "claims"),
        ({"nature": "no-such-code"}, "nature"),
        ({"trader": TraderRef(name="甲", credit_code="914201000000000000")}, "credit_code"),
    ],
)
def test_what_is_missing_or_wrong_is_named_at_its_field(cast: Any, change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        services.register_case(complaint(cast, **change), actor=ANONYMOUS, at=cast.at)
    assert caught.value.field == field
    assert not Case.objects.exists()


def test_accepting_needs_that_the_consumer_was_told(cast: Any, register: Register) -> None:
    case_id = register()
    with pytest.raises(InvalidInput) as caught:
        services.accept_case(case_id, actor=cast.actor("officer"), at=cast.at)
    assert caught.value.field == "foreclosure_told"
    case = services.accept_case(case_id, foreclosure_told=True, actor=cast.actor("officer"), at=cast.at)
    assert case.state == State.ACCEPTED
    assert case.next_clock == "mediation"
    assert Clock.objects.get(case=case, key="acceptance").state == ClockState.MET


def test_a_refusal_needs_a_second_person(cast: Any, register: Register) -> None:
    case_id, officer = register(), cast.actor("officer")
    services.propose_declination(case_id, grounds=["materials"], statement="沒有票據", actor=officer, at=cast.at)
    with pytest.raises(NotAllowed):
        services.confirm_declination(case_id, actor=officer, at=cast.at)
    case = services.confirm_declination(case_id, actor=cast.actor("supervisor"), at=cast.at)
    assert case.state == State.DECLINED
    assert not Clock.objects.filter(case=case, state=ClockState.RUNNING).exists()


def test_a_supervisor_cannot_confirm_her_own_proposal(cast: Any, register: Register) -> None:
    case_id, supervisor = register(), cast.actor("supervisor")
    services.propose_declination(case_id, grounds=["materials"], statement="沒有票據", actor=supervisor, at=cast.at)
    with pytest.raises(NotAllowed):
        services.confirm_declination(case_id, actor=supervisor, at=cast.at)


def test_a_referral_is_seen_acknowledged_and_answered_by_its_body_alone(cast: Any, register: Register) -> None:
    case_id, market = register(), cast.actor("market_liaison")
    assert not queries.visible_to(market).exists()
    services.refer_case(
        case_id, to_organisation_id=cast.bodies["market"].pk, reason="請查處", actor=cast.actor("officer"), at=cast.at
    )
    assert queries.visible_to(market).get().pk == case_id
    with pytest.raises(NotFound):
        services.acknowledge_referral(case_id, actor=cast.actor("health_liaison"), at=cast.at)
    services.acknowledge_referral(case_id, actor=market, at=cast.at)
    case = services.answer_referral(case_id, reply="已責令維修", actor=market, at=cast.at)
    assert (case.state, case.holder_id) == (State.ANSWERED, cast.bodies["wuhan"].pk)
    assert Handoff.objects.get().state == "answered"
    closed = services.close_case(
        case_id, result="mediated", recovered_cents=329_900, note="已退款", actor=cast.actor("officer"), at=cast.at
    )
    assert closed.state == State.CLOSED


def test_a_refused_referral_lets_the_old_clock_run_on(cast: Any, register: Register) -> None:
    case_id = register()
    before = Case.objects.get(pk=case_id).next_due_on
    services.refer_case(
        case_id, to_organisation_id=cast.bodies["market"].pk, reason="請查處", actor=cast.actor("officer"), at=cast.at
    )
    case = services.refuse_referral(case_id, reason="不屬於本局", actor=cast.actor("market_liaison"), at=cast.at)
    assert (case.state, case.next_due_on, case.next_clock) == (State.REGISTERED, before, "acceptance")


def test_a_stale_form_is_told_so(cast: Any, register: Register) -> None:
    case_id = register()
    version = Case.objects.get(pk=case_id).version
    services.add_note(case_id, text="致電商家", actor=cast.actor("clerk"), at=cast.at)
    with pytest.raises(Conflict):
        services.accept_case(case_id, foreclosure_told=True, actor=cast.actor("officer"), at=cast.at, version=version)


def test_another_councils_case_does_not_exist(cast: Any, register: Register) -> None:
    with pytest.raises(NotFound):
        services.accept_case(register(), foreclosure_told=True, actor=cast.actor("huangshi_officer"), at=cast.at)


def test_a_pause_moves_the_due_date_and_needs_a_ground(cast: Any, register: Register) -> None:
    case_id, officer = register(), cast.actor("officer")
    accepted = services.accept_case(case_id, foreclosure_told=True, actor=officer, at=cast.at)
    due = accepted.next_due_on
    with pytest.raises(InvalidInput):
        services.pause_clock(case_id, ground="holiday", evidence="函", actor=officer, at=cast.at)
    services.pause_clock(case_id, ground="appraisal", evidence="鑑定委託書", actor=officer, at=cast.at)
    assert Case.objects.get(pk=case_id).next_due_on is None
    resumed = services.resume_clock(case_id, actor=officer, at=cast.at + timedelta(days=10))
    assert due is not None
    assert resumed.next_due_on is not None
    assert resumed.next_due_on >= due + timedelta(days=8)


def test_a_date_beyond_the_calendar_is_not_guessed(cast: Any, register: Register) -> None:
    late = cast.at.replace(month=12, day=29)
    case = Case.objects.get(pk=register(received_at=late))
    assert (case.calendar_unknown, case.next_due_on) == (True, None)
    assert Clock.objects.get(case=case).state == ClockState.UNKNOWN


def test_a_consumer_withdraws_her_own_case_only(cast: Any, register: Register) -> None:
    mine, other = register(), register()
    me = consumer_of(mine)
    with pytest.raises(NotAllowed):
        services.withdraw_case(other, actor=me, at=cast.at)
    assert services.withdraw_case(mine, actor=me, at=cast.at).state == State.WITHDRAWN


def test_unmasking_needs_a_reason_and_erasing_ends_it(cast: Any, register: Register) -> None:
    case_id, officer = register(), cast.actor("officer")
    party = Party.objects.get(case_id=case_id)
    with pytest.raises(InvalidInput):
        services.unmask_identity(case_id, party_id=party.pk, reason="看", actor=officer, at=cast.at)
    seen = services.unmask_identity(case_id, party_id=party.pk, reason="電話回訪", actor=officer, at=cast.at)
    assert seen.person is not None
    assert seen.person.name == "測試消費者"
    services.erase_identity(
        case_id, party_id=party.pk, reason="本人要求刪除", actor=cast.actor("administrator"), at=cast.at
    )
    assert not Identity.objects.exists()
    with pytest.raises(NotFound):
        services.unmask_identity(case_id, party_id=party.pk, reason="電話回訪", actor=officer, at=cast.at)


def test_the_code_opens_the_case_however_it_is_typed(cast: Any) -> None:
    receipt = services.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at)
    typed = receipt.query_code.lower().replace("-", " ")
    found = queries.find_by_code(typed)
    assert found is not None
    assert found.number == receipt.number
    assert queries.find_by_code("0000-0000-0000") is None


def test_a_code_typed_in_full_width_signs_opens_the_case(cast: Any) -> None:
    receipt = services.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in receipt.query_code)
    found = queries.find_by_code(f"\u3000{wide.lower()}\u202c")
    assert found is not None
    assert found.number == receipt.number


def test_many_at_once_are_the_same_cases_and_known_ones_are_not_added(cast: Any) -> None:
    system = Actor(kind=ActorKind.SYSTEM, label="import")
    wanted = [
        complaint(cast, channel=Channel.SHEET, source="sheet", source_ref=str(each), consumer=PersonDetails())
        for each in range(60)
    ]
    wrong = complaint(cast, channel=Channel.SHEET, source="sheet", source_ref="x", nature="no-such-code")
    first = services.register_cases([*wanted, wrong], actor=system, at=cast.at)
    assert [getattr(each, "created", None) for each in first] == [True] * 60 + [None]
    again = services.register_cases(wanted, actor=system, at=cast.at)
    assert {getattr(each, "created", None) for each in again} == {False}
    assert Case.objects.count() == 60
    assert Clock.objects.count() == 60
    assert AuditEntry.objects.filter(event="cases.registered").count() == 60


def test_a_block_of_rows_stores_what_one_at_a_time_stores(cast: Any) -> None:
    """PostgreSQL takes sixty rows of a table as one block in binary, one row as a statement."""
    system = Actor(kind=ActorKind.SYSTEM, label="import")
    odd = {
        "title": '引號"反斜\\、制表\t和換行\n',
        "source_data": {"備註": '𠮷\t\\N"x"'},
        "occurred_on": date(2026, 2, 3),
    }
    wanted = [complaint(cast, channel=Channel.SHEET, source="one", source_ref=str(each), **odd) for each in range(60)]
    block = services.register_cases([replace(each, source="block") for each in wanted], actor=system, at=cast.at)
    single = [services.register_cases([each], actor=system, at=cast.at)[0] for each in wanted]
    assert [_stored(each) for each in block] == [_stored(each) for each in single]


def _stored(registered: Any) -> list[list[dict[str, Any]]]:
    """All rows of a case without what differs from case to case."""
    own = ("id", "case_id", "number", "query_code_hash", "source", "identity_id", "ciphertext")
    of_case = {"case_id": registered.case_id}
    identities = Identity.objects.filter(pk__in=Party.objects.filter(**of_case).values("identity_id"))
    tables: list[Any] = [Case.objects.filter(pk=registered.case_id), identities]
    tables += [table.objects.filter(**of_case) for table in (Party, Clock, TimelineEntry, SealedText)]
    return [
        [{name: value for name, value in row.items() if name not in own} for row in rows.order_by("pk").values()]
        for rows in tables
    ]


def test_one_audit_entry_names_all_that_one_person_brought_at_once(cast: Any) -> None:
    system = Actor(kind=ActorKind.SYSTEM, label="import")
    wanted = [complaint(cast, source="sheet", source_ref=str(each)) for each in range(60)]
    services.write_cases(services.prepare_cases(wanted, actor=system, at=cast.at, one_act=True))
    told = AuditEntry.objects.get(event="cases.imported").data
    named = Case.objects.filter(pk__range=(told["first"], told["last"]), source=told["source"])
    assert set(named) == set(Case.objects.all())
    assert not AuditEntry.objects.filter(event="cases.registered").exists()
    assert told["count"] == TimelineEntry.objects.filter(verb="register", actor_label="import").count() == 60


def test_the_inbox_pages_forth_and_back_over_every_case_once(cast: Any, register: Register) -> None:
    for minute in range(120):
        register(received_at=cast.at + timedelta(minutes=minute % 40))
    actor, seen, after, pages = cast.actor("officer"), [], "", []
    while True:
        page = queries.inbox(actor, queries.InboxFilters(), after=after)
        pages.append([row.id for row in page.rows])
        seen += pages[-1]
        if not page.after:
            break
        after = page.after
    assert len(seen) == len(set(seen)) == 120
    back = queries.inbox(actor, queries.InboxFilters(), before=page.before)
    assert [row.id for row in back.rows] == pages[-2]


def test_files_of_many_at_once_are_not_swept_as_unclaimed(cast: Any) -> None:
    upload = Upload.objects.create(
        storage_path="a", original_name="a.png", content_type="image/png", size=1, sha256="0" * 64, created_at=cast.at
    )
    system = Actor(kind=ActorKind.SYSTEM, label="import")
    sheet = complaint(cast, channel=Channel.SHEET, consumer=PersonDetails(), upload_ids=(upload.pk,))
    services.register_cases([sheet], actor=system, at=cast.at)
    upload.refresh_from_db()
    assert upload.claimed_at == cast.at
