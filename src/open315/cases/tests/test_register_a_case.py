"""Registering a case: every row it writes, what is missing or wrong at its field, who may."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from open315.cases.models import Case, Clock, Identity, Party, SealedText
from open315.cases.tests.making import complaint
from open315.cases.tests.telling import CODE, MIDNIGHT, PERSON, register, told
from open315.cases.tests.world import AT, World
from open315.cases.types import Channel, Kind, NewCase, PersonDetails, TraderRef
from open315.cases.vault import open_identity, open_text
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.law.models import CompetenceRule
from tests.rows import Row, difference, everything, undone


def test_everything_that_was_told_is_kept_where_it_belongs_and_nothing_else_is_touched(world: World) -> None:
    receipt = register(world, told(world))
    found = difference(world.kept, everything())
    added = {table: [row for how, row in rows if how == "+"] for table, rows in found.items()}
    (case,), (party,), (identity,) = added["cases.Case"], added["cases.Party"], added["cases.Identity"]
    assert set(found) == {
        "cases.Case", "cases.Party", "cases.Identity", "cases.SealedText", "cases.Clock", "cases.TimelineEntry",
        "cases.Attachment", "core.AuditEntry", "core.OutboxEvent", "core.Upload", "core.Series", "traders.Trader",
    }  # fmt: skip
    assert receipt.created
    assert (receipt.case_id, receipt.number) == (case["id"], case["number"])
    assert case.pop("query_code_hash")
    case.pop("split_from_id", None)
    assert case == {"id": receipt.case_id, **_case(world, case["number"], added["traders.Trader"][0]["id"])}
    assert party == _party(party["id"], case["id"], identity["id"], party["phone_index"])
    assert open_identity(Identity.objects.get(pk=identity["id"])) == PERSON
    assert identity["created_at"] == AT
    sealed = SealedText.objects.filter(case_id=case["id"]).order_by("id")
    assert {each.field: open_text(each) for each in sealed} == {
        "title": "過期牛奶，致電 13900139000",
        "narrative": "店主電話 13800138000。",
        "goods_text": "牛奶 13900139000",
        "source_data": json.dumps({"備註": "請打 13900139000"}, ensure_ascii=False),
    }
    _check_trail(world, added, case)


def _case(world: World, number: str, trader_id: int) -> Row:
    reason = "由平台內經營者實際經營地或者平台住所地的縣級市場監督管理部門處理"
    rule = CompetenceRule.objects.get(code="report-platform_seller", valid_until=None)
    known = {
        "number": number, "kind": "report", "channel": "hotline", "source": "12315", "source_ref": "A-1",
        "source_data": {"備註": "請打 139****9000", "批次": "三"}, "state": "registered", "version": 1,
        "council_id": world.body("wuhan"), "holder_id": world.body("wuhan"), "registered_by_id": world.account("clerk"),
        "trader_id": trader_id, "trader_name": "武漢示例超市", "region_code": "420102", "city_code": "420100",
        "title": "過期牛奶，致電 139****9000", "narrative": "店主電話 138****8000。", "nature": "safety", "goods": "food",
        "goods_text": "牛奶 139****9000", "claims": ["refund", "damages"], "amount_cents": 1_990,
        "consents": ["publish", "entrust"], "occurred_on": date(2026, 4, 28), "received_at": MIDNIGHT,
        "received_on": date(2026, 4, 29), "language": "en", "competent_id": None,
        "competence": {
            "rule": rule.pk, "code": "report-platform_seller", "sector": "market",
            "article": {"zh_hant": "市場監督管理投訴舉報處理辦法第二十八條至第三十二條", "en": "SAMR Order 121 Art 28 to 32"},
            "reason": {
                "zh_hant": f"{reason}；地點為湖北省黃石市黃石港區，系統中尚未登記該地的市場監督管理部門。",
                "en": "Competent is the county market regulation authority; what counts is where the seller does business, or the"
                " platform's domicile; the place is Huangshigang District, Huangshi, Hubei Province, for which no market regulation"
                " authority is registered.",
            },
        },
        "pack": "council-2024", "next_due_on": date(2026, 5, 12), "next_clock": "acceptance",
    }  # fmt: skip
    nothing = {
        "officer_id": None, "recovered_cents": None, "accepted_at": None, "closed_at": None, "closed_on": None,
        "result": "", "result_note": "", "decline_grounds": [], "decline_statement": "", "declination_by_id": None,
        "resume_state": "", "duplicate_of_id": None, "calendar_unknown": False, "was_late": False, "has_note": False,
        "is_history": False, "import_id": None, "is_leaving": False, "masked_by": 4, "news_from": None,
        "rating": None, "rated_on": None, "code_generation": None,
    }  # fmt: skip
    return {**known, **nothing}


def _party(party_id: int, case_id: int, identity_id: UUID, phone_index: str) -> Row:
    assert len(phone_index) == 44
    return {
        "id": party_id, "case_id": case_id, "role": "consumer", "identity_id": identity_id, "masked_name": "歐**",
        "masked_phone": "139-****-9000", "phone_index": phone_index, "has_email": True, "age_band": "30-39",
        "gender": "female", "region_code": "420106",
    }  # fmt: skip


def _check_trail(world: World, added: dict[str, list[Row]], case: Row) -> None:
    who = {
        "actor_kind": "staff", "account_id": world.account("clerk"), "organisation_id": world.body("wuhan"),
        "actor_label": "clerk",
    }  # fmt: skip
    own = ("id",)
    clock, entry, act, event = (
        {name: value for name, value in added[table][0].items() if name not in own}
        for table in ("cases.Clock", "cases.TimelineEntry", "core.AuditEntry", "core.OutboxEvent")
    )
    assert clock == {
        "case_id": case["id"], "pack": "council-2024", "key": "acceptance", "state": "running",
        "started_on": date(2026, 4, 29), "due_on": date(2026, 5, 12), "ended_on": None, "ended_by": "",
        "pauses": [], "was_announced": "",
        "trace": [
            {"step": "start", "on": "2026-04-29", "event": "received", "n": 7, "unit": "working_days"},
            {"step": "first", "on": "2026-04-30"},
            {"step": "holiday", "from": "2026-05-01", "until": "2026-05-05", "name": "勞動節"},
            {"step": "makeup", "on": "2026-05-09", "name": "勞動節"},
            {"step": "weekends", "n": 1},
            {"step": "due", "on": "2026-05-12"},
            {"step": "basis", "pack": "council-2024", "clock": "acceptance"},
        ],
    }  # fmt: skip
    assert entry == {
        "case_id": case["id"], "at": AT, "verb": "register", **who, "data": {"channel": "hotline", "files": 2},
        "is_public": True,
    }  # fmt: skip
    assert act == {
        "at": AT, "event": "cases.registered", **who, "object_type": "case", "object_id": str(case["id"]),
        "data": {"number": case["number"], "channel": "hotline"},
    }  # fmt: skip
    payload = {"case": case["id"], "number": case["number"], "council": world.body("wuhan")}
    assert (event["name"], event["payload"], event["created_at"]) == ("cases.registered", payload, AT)
    files = [{name: value for name, value in row.items() if name != "id"} for row in added["cases.Attachment"]]
    common = {"case_id": case["id"], "kind": "evidence", "added_by_kind": "staff", "added_at": AT, "note": ""}
    assert files == [{"upload_id": each, **common} for each in world.uploads]
    (trader,) = added["traders.Trader"]
    assert {name: trader[name] for name in ("name", "credit_code", "kind", "address", "region_id", "created_at")} == {
        "name": "武漢示例超市", "credit_code": CODE, "kind": "platform_seller", "address": "中山大道 2 號",
        "region_id": "420202", "created_at": AT,
    }  # fmt: skip


def test_who_tells_next_to_nothing_is_registered_too(world: World) -> None:
    bare = NewCase(
        kind=Kind.ENQUIRY,
        channel=Channel.WEB,
        title="問",
        narrative="問",
        council_id=world.body("wuhan"),
        received_at=AT,
    )
    case = Case.objects.get(pk=register(world, bare, "anonymous").case_id)
    party = Party.objects.get(case=case)
    assert (party.identity_id, party.masked_name, party.phone_index, party.has_email) == (None, "", "", False)
    assert (case.trader_id, case.trader_name, case.amount_cents, case.occurred_on) == (None, "", None, None)
    assert (case.region_code, case.city_code, case.claims, case.consents) == ("", "", [], [])
    assert (case.registered_by_id, case.source_data, case.narrative) == (None, {}, "問")
    assert not SealedText.objects.filter(case=case).exists()
    assert Clock.objects.get(case=case).key == "enquiry_answer"


WRONG: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    # what is wrong, at which field, and the twin that is taken
    ({"title": " "}, "title", {"title": "問"}),
    ({"title": "a\0b"}, "title", {"title": "ab"}),
    ({"narrative": "述" * 20_001}, "narrative", {"narrative": "述" * 20_000}),
    ({"narrative": "\0"}, "narrative", {"narrative": "述"}),
    ({"narrative": " "}, "narrative", {"narrative": "述"}),
    ({"occurred_on": date(2099, 1, 1)}, "occurred_on", {"occurred_on": date(2026, 4, 29)}),
    ({"consumer": PersonDetails("甲", "不详")}, "phone", {"consumer": PersonDetails("甲", "（027）88888888转8001")}),
    ({"consumer": PersonDetails("甲", "1" * 61)}, "phone", {"consumer": PersonDetails("甲", "12315")}),
    ({"consumer": PersonDetails("甲", "12315", "a@b")}, "email", {"consumer": PersonDetails("甲", "12315", "a@example.org")}),
    ({"goods_text": "a\0"}, "goods_text", {"goods_text": "a"}),
    ({"source_ref": "a\0"}, "source_ref", {"source_ref": "a"}),
    ({"source_data": {"備註": "\0"}}, "備註", {"source_data": {"備註": "0"}}),
    ({"amount_cents": -1}, "amount", {"amount_cents": 0}),
    ({"amount_cents": 10**14 + 1}, "amount", {"amount_cents": 10**14}),
    ({"consumer": PersonDetails(phone="13900139000")}, "name", {"consumer": PersonDetails("甲", "13900139000")}),
    ({"consumer": PersonDetails(" ", "13900139000")}, "name", {"consumer": PersonDetails("甲", "12315")}),
    ({"consumer": PersonDetails("甲", " ")}, "phone", {"consumer": PersonDetails("甲", "027-88888888")}),
    ({"trader": TraderRef(name=" ")}, "trader_name", {"trader": TraderRef(name="甲")}),
    ({"trader": TraderRef(name="甲\0")}, "trader_name", {"trader": TraderRef(name="甲")}),
    ({"trader": TraderRef(name="甲", address="\0")}, "trader_address", {"trader": TraderRef(name="甲", address="路")}),
    ({"trader": TraderRef(name="甲", region_code="999999")}, "trader_place", {"trader": TraderRef(name="甲", region_code="420102")}),
    ({"trader": TraderRef(name="甲", credit_code=CODE[:-1] + "H")}, "credit_code", {"trader": TraderRef(name="甲", credit_code=CODE)}),
    ({"trader": TraderRef(trader_id=0)}, "trader_name", {"trader": TraderRef(name="甲")}),
    ({"trader": TraderRef(trader_id=10**9)}, "trader_name", {"trader": TraderRef(name="甲")}),
    ({"claims": ()}, "claims", {"claims": ("repair",)}),
    ({"purpose": "gift"}, "purpose", {"purpose": "consumer"}),
    ({"purpose": "wages"}, "purpose", {"kind": Kind.REPORT, "purpose": "wages"}),
    ({"claims": ("repair", "holiday")}, "claims", {"claims": ("repair", "refund")}),
    ({"nature": "holiday"}, "nature", {"nature": "quality"}),
    ({"goods": "holiday"}, "goods", {"goods": "food"}),
    ({"region_code": "999999"}, "place", {"region_code": "420100"}),
]  # fmt: skip


def test_what_is_missing_or_wrong_is_named_at_its_field_and_its_twin_is_taken(world: World) -> None:
    for wrong, field, right in WRONG:
        with undone():
            with pytest.raises(InvalidInput) as caught:
                register(world, complaint(world.cast, **wrong))
            assert caught.value.field == field, wrong
            assert str(caught.value.message)
            left = difference(world.kept, everything())
            assert set(left) <= {"core.Series"}, "at most a number is skipped"
        with undone():
            assert register(world, complaint(world.cast, **right)).created, right


def test_each_thing_that_is_wrong_has_words_of_its_own(world: World) -> None:
    words = {}
    for wrong, field, _right in WRONG:
        with pytest.raises(InvalidInput) as caught:
            register(world, complaint(world.cast, **wrong))
        words[str(caught.value.message)] = field
    assert len(words) == 15 + 1, sorted(words)


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ({"kind": Kind.COMPLAINT}, False),
        ({"kind": Kind.COMPLAINT, "channel": Channel.SHEET}, True),
        ({"kind": Kind.COMPLAINT, "channel": Channel.API}, False),
        ({"kind": Kind.REPORT}, True),
        ({"kind": Kind.ENQUIRY}, True),
    ],
)
def test_only_a_complaint_that_is_taken_here_needs_a_name(world: World, change: dict[str, Any], allowed: bool) -> None:
    command = complaint(world.cast, consumer=PersonDetails(), claims=(), trader=TraderRef(), **change)
    if allowed:
        assert register(world, command).created
        return
    with pytest.raises(InvalidInput):
        register(world, command)


WHO = [
    ("clerk", "wuhan", None), ("officer", "wuhan", None), ("supervisor", "wuhan", None),
    ("province_supervisor", "wuhan", None), ("province_supervisor", "province", None), ("administrator", "wuhan", None),
    ("clerk", "huangshi", NotFound), ("huangshi_clerk", "wuhan", NotFound), ("clerk", "province", NotFound),
    ("market_liaison", "wuhan", NotAllowed), ("analyst", "wuhan", NotAllowed), ("secretariat", "wuhan", NotAllowed),
    ("nobody", "wuhan", NotAllowed), ("anonymous", "wuhan", None), ("client", "huangshi", None), ("system", "wuhan", None),
    ("consumer:original", "wuhan", None), ("anonymous", "market", NotFound), ("system", "market", NotFound),
    ("market_liaison", "market", NotAllowed),
]  # fmt: skip


def test_who_may_register_for_which_council(world: World) -> None:
    for who, council, refusal in WHO:
        command = complaint(world.cast, council_id=world.body(council))
        if refusal is None:
            with undone():
                assert register(world, command, who).created, (who, council)
            continue
        with pytest.raises(refusal):
            register(world, command, who)
    assert world.unchanged()


def test_a_council_that_never_was_is_not_found(world: World) -> None:
    for who in ("anonymous", "clerk"):
        with pytest.raises(NotFound):
            register(world, complaint(world.cast, council_id=0), who)
