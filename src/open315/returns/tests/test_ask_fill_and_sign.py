"""From asking to signing: who may do what and when, what each step writes, what is refused. All expectations are by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.core.access import SYSTEM
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.returns import queries, services
from open315.returns.models import Call, Filing, Return, Value
from open315.returns.tests.making import CODES, DUE, LATER, asked, filled, of, plan, secretary_of, signed, told
from open315.returns.types import Answer
from tests.rows import changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db


def values(filing: Filing) -> dict[str, tuple[Any, ...]]:
    return {
        each.indicator: (each.kind, each.said, each.hundredths, each.bound, each.reason)
        for each in Value.objects.filter(filing=filing)
    }


def words_of(refusal: Any) -> str:
    with translation.override("zh-hant"):
        return str(refusal.value.message)


def test_asking_makes_one_return_a_body_and_says_so_everywhere(cast: Any) -> None:
    wanted = plan(cast, indicators=("enquiries", "leaflets"))
    found = changes(lambda: services.ask(wanted, actor=cast.actor("secretariat"), at=cast.at))
    ((how, call),) = found["returns.Call"]
    province = cast.bodies["province"].pk
    assert how == "+"
    assert {name: value for name, value in call.items() if name != "id"} == {
        "council_id": province, "campaign_id": wanted.campaign_id, "title": "「3·15」活動成果", "first": date(2026, 3, 1),
        "last": date(2026, 3, 15), "due_on": date(2026, 5, 20), "indicators": ["leaflets", "enquiries"], "note": "請於活動結束後填報",
        "version": 1, "created_at": cast.at, "closed_at": None,
    }  # fmt: skip
    rows = [row for _how, row in found["returns.Return"]]
    assert [(row["council_id"], row["state"], row["due_on"], row["call_id"], row["created_at"]) for row in rows] == [
        (cast.bodies[name].pk, "asked", DUE, call["id"], cast.at) for name in ("wuhan", "huangshi")
    ]
    said = {"councils": 2, "indicators": ["leaflets", "enquiries"], "due_on": "2026-05-20"}
    data = {"council_id": province, "campaign_id": wanted.campaign_id, **said}
    in_the_audit_log(found, cast, "secretariat", province, "returns.asked", ("call", str(call["id"])), data)
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == ("returns.asked", {"call_id": call["id"], "council_id": province})


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("title", {"title": " "}, "請填寫上報表的名稱。"),
        ("first", {"first": date(1982, 12, 31)}, "請填1983年以後的日期。"),
        ("last", {"last": date(2026, 2, 28)}, "結束日早於開始日，請修改其中一個。"),
        ("last", {"first": date(2025, 3, 13)}, "一份上報表最多涵蓋一年，請改正日期。"),
        ("due_on", {"due_on": date(2026, 5, 11)}, "最後一天過後才能上報，期限也不能是過去的日子，請改為更晚的日期。"),
        ("indicators", {"indicators": ()}, "請至少選擇一項指標。"),
        ("indicators", {"indicators": ("boards", "nothing")}, "請從列表中選擇指標。"),
        ("councils", {"council_ids": ()}, "請至少選擇一個單位。"),
    ],
)
def test_an_unsound_call_is_refused_at_its_field(cast: Any, field: str, wrong: Any, words: str) -> None:
    made = plan(cast, **wrong)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.ask(made, actor=cast.actor("secretariat"), at=cast.at)
    assert (refusal.value.field, words_of(refusal)) == (field, words)


def test_the_longest_days_and_the_nearest_day_are_taken(cast: Any) -> None:
    made = plan(cast, first=date(2025, 3, 14), due_on=date(2026, 5, 12))
    assert services.ask(made, actor=cast.actor("secretariat"), at=cast.at).pk
    with pytest.raises(InvalidInput) as refusal:
        services.ask(
            plan(cast, first=date(2026, 5, 20), last=date(2026, 6, 20), due_on=date(2026, 6, 19)),
            actor=cast.actor("secretariat"),
            at=cast.at,
        )
    assert refusal.value.field == "due_on"


def test_only_bodies_below_are_asked_and_only_for_ones_own_campaign(cast: Any) -> None:
    for ids in ((cast.bodies["province"].pk,), (cast.bodies["market"].pk,), (999_999,)):
        with pytest.raises(InvalidInput) as refusal:
            services.ask(plan(cast, council_ids=ids), actor=cast.actor("secretariat"), at=cast.at)
        assert (refusal.value.field, words_of(refusal)) == ("councils", "請從列表中選擇單位。")
    city = secretary_of(cast, "wuhan")
    with pytest.raises(InvalidInput) as refusal:
        services.ask(plan(cast), actor=city, at=cast.at)
    assert (refusal.value.field, words_of(refusal)) == ("campaign", "請選擇本單位的活動。")


def test_nobody_is_asked_twice_for_the_same_of_the_same_days(cast: Any) -> None:
    asked(cast)
    again = plan(cast, title="又一份", indicators=("boards",), first=date(2026, 3, 15), last=date(2026, 3, 31))
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.ask(again, actor=cast.actor("secretariat"), at=cast.at)
    assert refusal.value.field == "councils"
    assert (
        words_of(refusal)
        == "「「3·15」活動成果」已經向武漢市消費者協會索取過「宣傳展板」在其中幾天的數字，再要就會重複計算。"
    )
    for other in ({"indicators": ("lawyers",)}, {"first": date(2026, 3, 16)}):
        with undone():
            made = plan(cast, title="又一份", **{"last": date(2026, 3, 31), **other})
            assert services.ask(made, actor=cast.actor("secretariat"), at=cast.at).pk


def test_a_filled_in_return_keeps_each_value_as_it_was_said(cast: Any) -> None:
    row = of(asked(cast, indicators=(*CODES, "lawyers", "volunteers")), cast.bodies["wuhan"])
    said = [
        *told(leaflets=" 3000餘份 ", boards="35", enquiries="數百"),
        Answer("lawyers", "nothing"),
        Answer("volunteers", "unknown", reason="沒有人統計"),
    ]
    found = changes(lambda: services.fill_in(row.pk, said, actor=cast.actor("clerk"), at=cast.at, version=1))
    filing = Filing.objects.get()
    assert (filing.number, filing.filled_at, filing.filled_by_id, filing.reason) == (
        1,
        cast.at,
        cast.accounts["clerk"].pk,
        "",
    )
    assert (filing.signed_at, filing.signed_by_id) == (None, None)
    assert values(filing) == {
        "leaflets": ("value", "3000餘份", 300_000, "at_least", ""),
        "boards": ("value", "35", 3_500, "exact", ""),
        "enquiries": ("value", "數百", None, "", ""),
        "lawyers": ("nothing", "", None, "", ""),
        "volunteers": ("unknown", "", None, "", ""),
    }
    wuhan = cast.bodies["wuhan"].pk
    noted = {"call_id": row.call_id, "council_id": wuhan, "state": "filled", "number": 1}
    in_the_audit_log(found, cast, "clerk", wuhan, "returns.filled_in", ("return", str(row.pk)), noted)
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == (
        "returns.filled_in",
        {"return_id": row.pk, "council_id": wuhan, "actor": cast.accounts["clerk"].pk},
    )


def test_a_second_person_of_the_body_signs_and_nobody_else(cast: Any) -> None:
    row = filled(cast)
    with nothing_changes(), pytest.raises(NotAllowed) as refusal:
        services.sign(row.pk, actor=cast.actor("clerk"), at=cast.at)
    assert words_of(refusal) == "您沒有簽發上報表的權限。"
    services.fill_in(row.pk, told(boards="36"), actor=cast.actor("officer"), at=cast.at)
    for verb, more in ((services.sign, {}), (services.send_back, {"reason": "錯"})):
        with nothing_changes(), pytest.raises(NotAllowed) as refusal:
            verb(row.pk, **more, actor=cast.actor("officer"), at=cast.at)
        assert words_of(refusal) == "這是您本人填報的，須由本單位另一人簽發。"
    with nothing_changes(), pytest.raises(NotAllowed) as refusal:
        services.sign(row.pk, actor=cast.actor("secretariat"), at=cast.at)
    assert words_of(refusal) == "只有被要求上報的單位才能填報和簽發。"
    with nothing_changes(), pytest.raises(NotFound):
        services.sign(row.pk, actor=cast.actor("huangshi_officer"), at=cast.at)
    at = cast.at + LATER
    services.sign(row.pk, actor=cast.actor("supervisor"), at=at)
    first, second = Filing.objects.order_by("number")
    assert (first.number, first.signed_at, values(first)["boards"][1]) == (1, None, "35")
    assert (second.signed_at, second.signed_by_id, values(second)["boards"][1]) == (
        at,
        cast.accounts["supervisor"].pk,
        "36",
    )
    assert queries.latest_signed([Return.objects.get(pk=row.pk)]) == {row.pk: second}


def test_signing_leaves_the_whole_trail(cast: Any) -> None:
    row = filled(cast)
    found = changes(lambda: services.sign(row.pk, actor=cast.actor("officer"), at=cast.at, version=2))
    wuhan = cast.bodies["wuhan"].pk
    noted = {"call_id": row.call_id, "council_id": wuhan, "state": "signed", "number": 1}
    in_the_audit_log(found, cast, "officer", wuhan, "returns.signed", ("return", str(row.pk)), noted)
    assert set(found) == {"returns.Return", "returns.Filing", "core.AuditEntry", "core.OutboxEvent"}


def test_a_return_that_was_signed_elsewhere_is_brought_in_by_the_council_that_asked_and_names_nobody(cast: Any) -> None:
    row, at = of(asked(cast), cast.bodies["wuhan"]), cast.at - LATER
    for who, words in (
        ("clerk", "您沒有導入上報表的權限。"),
        (None, "只有下發要求的消費者組織才能導入已簽發的上報表。"),
    ):
        actor = cast.actor(who) if who else secretary_of(cast, "wuhan")
        with nothing_changes(), pytest.raises(NotAllowed) as refusal:
            services.bring_signed(row.pk, told(), actor=actor, at=at)
        assert words_of(refusal) == words
    with nothing_changes(), pytest.raises(InvalidInput) as unfit:
        services.bring_signed(row.pk, told(boards=""), actor=cast.actor("secretariat"), at=at)
    assert unfit.value.field == "boards"
    found = changes(lambda: services.bring_signed(row.pk, told(), actor=cast.actor("secretariat"), at=at))
    assert set(found) == {"returns.Return", "returns.Filing", "returns.Value", "core.AuditEntry", "core.OutboxEvent"}
    noted = {"call_id": row.call_id, "council_id": row.council_id, "state": "signed", "number": 1}
    province, thing = cast.bodies["province"].pk, ("return", str(row.pk))
    entry = found["core.AuditEntry"][0][1]
    assert (entry["event"], entry["at"], entry["organisation_id"], entry["data"]) == (
        "returns.brought_in",
        at,
        province,
        noted,
    )
    assert (entry["object_type"], entry["object_id"]) == thing
    filing = Filing.objects.get()
    assert (filing.filled_at, filing.filled_by_id, filing.signed_at, filing.signed_by_id, filing.reason) == (
        at,
        None,
        at,
        None,
        "",
    )
    assert values(filing)["leaflets"] == ("value", "3000餘", 300_000, "at_least", "")
    assert Return.objects.get(pk=row.pk).state == "signed"
    with nothing_changes(), pytest.raises(Conflict):
        services.bring_signed(row.pk, told(), actor=cast.actor("secretariat"), at=at)


STATES = """
# The state afterwards; "no" is Conflict.
verb       asked   filled  signed  again
fill_in    filled  filled  no      filled
sign       no      signed  no      no
send_back  no      again   no      no
correct    no      no      filled  no
reopen     no      no      again   no
"""


def use(verb: str, row: Return, cast: Any, **more: Any) -> Return:
    at = cast.at
    who = {"fill_in": "clerk", "correct": "clerk", "reopen": "secretariat"}.get(verb, "officer")
    given: dict[str, Any] = {"actor": cast.actor(who), "at": at, **more}
    ways: dict[str, Any] = {
        "fill_in": lambda: services.fill_in(row.pk, told(), **given),
        "sign": lambda: services.sign(row.pk, **given),
        "send_back": lambda: services.send_back(row.pk, reason="少填", **given),
        "correct": lambda: services.correct(row.pk, told(), reason="核實後更正", **given),
        "reopen": lambda: services.reopen(row.pk, reason="與記錄不符", due_on=date(2026, 6, 1), **given),
    }
    found: Return = ways[verb]()
    return found


def test_each_verb_leads_where_the_table_says_and_nowhere_else(cast: Any) -> None:
    row = filled(cast)
    (_verb, *states), *lines = (line.split() for line in STATES.splitlines() if line and not line.startswith("#"))
    assert len(lines) == 5
    for verb, *afters in lines:
        for state, after in zip(states, afters, strict=True):
            Return.objects.filter(pk=row.pk).update(state=state)
            if after == "no":
                with nothing_changes(), pytest.raises(Conflict) as refusal:
                    use(verb, row, cast)
                assert words_of(refusal) == "上報表已被填報、簽發或重新開放，不能再這樣做。", (verb, state)
            else:
                with undone():
                    assert use(verb, row, cast).state == after, (verb, state)


@pytest.mark.parametrize("verb", ["fill_in", "sign", "send_back"])
def test_a_form_that_is_older_than_the_return_is_refused(cast: Any, verb: str) -> None:
    row = filled(cast)
    for version in (1, 3):
        with nothing_changes(), pytest.raises(Conflict) as refusal:
            use(verb, row, cast, version=version)
        assert words_of(refusal) == "這份上報表已被他人改動，請重新查看後再操作。"
    with undone():
        assert use(verb, row, cast, version=2).version == 3


def test_those_without_the_permission_change_nothing(cast: Any) -> None:
    row = signed(cast)
    refused = {
        "fill_in": ("supervisor", "analyst", "nobody", "market_liaison"),
        "correct": ("supervisor", "administrator"),
        "reopen": ("clerk", "analyst"),
        "sign": ("clerk", "administrator"),
        "send_back": ("clerk", "analyst"),
    }
    for verb, people in refused.items():
        for who in people:
            with nothing_changes(), pytest.raises(NotAllowed):
                use(verb, row, cast, actor=cast.actor(who))
    for who in ("clerk", "officer", "analyst"):
        with nothing_changes(), pytest.raises(NotAllowed) as refusal:
            services.ask(plan(cast), actor=cast.actor(who), at=cast.at)
        assert words_of(refusal) == "您沒有要求上報的權限。"
    with nothing_changes(), pytest.raises(NotAllowed) as refusal:
        services.ask(plan(cast), actor=SYSTEM, at=cast.at)
    assert words_of(refusal) == "只有消費者委員會可以要求上報。"
    city = secretary_of(cast, "wuhan")
    with nothing_changes(), pytest.raises(NotAllowed) as refusal:
        use("reopen", row, cast, actor=city)
    assert words_of(refusal) == "只有要求上報的單位可以重新開放。"


def test_each_sees_what_concerns_it_and_drafts_are_the_bodys_own(cast: Any) -> None:
    row = filled(cast)
    filing = Filing.objects.get()
    assert queries.get_filing(cast.actor("clerk"), filing.pk) == filing
    for who in ("secretariat", "huangshi_clerk"):
        with pytest.raises(NotFound):
            queries.get_filing(cast.actor(who), filing.pk)
    assert list(queries.filings_for(cast.actor("officer"), row)) == [filing]
    assert list(queries.filings_for(cast.actor("secretariat"), row)) == []
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at)
    assert queries.get_filing(cast.actor("secretariat"), filing.pk) == filing
    seen = {
        who: queries.visible_to(cast.actor(who)).count()
        for who in ("secretariat", "clerk", "huangshi_clerk", "market_liaison")
    }
    assert seen == {"secretariat": 2, "clerk": 1, "huangshi_clerk": 1, "market_liaison": 0}
    calls = {who: queries.calls_for(cast.actor(who)).count() for who in seen}
    assert calls == {"secretariat": 1, "clerk": 1, "huangshi_clerk": 1, "market_liaison": 0}
    with pytest.raises(NotFound):
        queries.get_return(cast.actor("huangshi_clerk"), row.pk)
    with pytest.raises(NotFound):
        queries.get_own(cast.actor("secretariat"), row.pk)


def test_the_day_is_moved_for_what_is_not_signed(cast: Any) -> None:
    row = signed(cast)
    call, at, new = row.call, cast.at, date(2026, 5, 12)
    actor = cast.actor("secretariat")
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.move_due_day(call.pk, new - timedelta(days=1), reason="節假日", actor=actor, at=at)
    assert refusal.value.field == "due_on"
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.move_due_day(call.pk, new, reason=" ", actor=actor, at=at)
    assert (refusal.value.field, words_of(refusal)) == ("reason", "請寫明理由：各單位會問。")
    found = changes(lambda: services.move_due_day(call.pk, new, reason=" 節假日 ", actor=actor, at=at, version=1))
    assert {each.council_id: each.due_on for each in Return.objects.all()} == {
        cast.bodies["wuhan"].pk: DUE,
        cast.bodies["huangshi"].pk: new,
    }
    assert (Call.objects.get().due_on, Call.objects.get().version) == (new, 2)
    province = cast.bodies["province"].pk
    noted = {"council_id": province, "campaign_id": call.campaign_id, "due_on": "2026-05-12", "reason": "節假日"}
    in_the_audit_log(found, cast, "secretariat", province, "returns.due_day_moved", ("call", str(call.pk)), noted)
    with pytest.raises(NotFound):
        services.move_due_day(call.pk, new, reason="節假日", actor=secretary_of(cast, "wuhan"), at=at)


def test_a_closed_call_is_not_changed_and_its_returns_are_not_corrected(cast: Any) -> None:
    row = signed(cast)
    actor = cast.actor("secretariat")
    services.close_call(row.call_id, actor=actor, at=cast.at, version=1)
    assert Call.objects.get().closed_at == cast.at
    for again in (
        lambda: services.close_call(row.call_id, actor=actor, at=cast.at),
        lambda: services.move_due_day(row.call_id, DUE, reason="晚", actor=actor, at=cast.at),
    ):
        with nothing_changes(), pytest.raises(Conflict) as refusal:
            again()
        assert words_of(refusal) == "這次上報已經結束。"
    with nothing_changes(), pytest.raises(Conflict) as refusal:
        use("correct", row, cast)
    assert words_of(refusal) == "這次上報已經結束，請要求上報的單位重新開放您的上報表。"
    use("reopen", row, cast)
    assert use("fill_in", row, cast).state == "filled"
