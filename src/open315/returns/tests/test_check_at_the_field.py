"""What is said at a field: what does not do, what asks for a reason, and what a correction and a reopening leave behind. By hand."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.tests.making import held
from open315.core.clock import SHANGHAI
from open315.core.errors import InvalidInput, NotFound
from open315.core.quantities import Bound, InWords, Quantity
from open315.returns import queries, rules, services
from open315.returns.checking import checked, sheet_of
from open315.returns.models import Filing, Return, Value
from open315.returns.rules import Beside, Doubt
from open315.returns.tests.making import asked, campaign, filled, last_year, of, secretary_of, signed, told
from open315.returns.types import Answer
from tests.rows import changes, in_the_audit_log, nothing_changes

pytestmark = pytest.mark.django_db


def q(number: int | str, bound: str = "exact") -> Quantity:
    return Quantity(Decimal(number), Bound(bound))


def refused(cast: Any, row: Return, answers: list[Answer]) -> tuple[str, str]:
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.fill_in(row.pk, answers, actor=cast.actor("clerk"), at=cast.at)
    with translation.override("zh-hant"):
        return str(refusal.value.field), str(refusal.value.message)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer("boards", said=""), "請填寫數字，或選擇「無」或「不詳」。"),
        (Answer("boards", "nothing", "35"), "填了數字，又選了「無」或「不詳」，請去掉其中一個。"),
        (Answer("boards", "unknown", "35"), "填了數字，又選了「無」或「不詳」，請去掉其中一個。"),
        (Answer("boards", "none", ""), "請填寫數字，或選擇「無」或「不詳」。"),
        (
            Answer("boards", said="很多塊板子"),
            "請填一個數字，準確數（1450）或約數（80餘、近百、約2000）均可，也可填文字（數百）。",
        ),
        (Answer("boards", said="12.5"), "小數位數超過了單位的精度。"),
        (Answer("boards", said="9999999999999"), "數字過大，請檢查是否多寫了一位。"),
    ],
)
def test_what_does_not_do_is_refused_at_its_field(cast: Any, answer: Answer, words: str) -> None:
    row = of(asked(cast, indicators=("boards",)), cast.bodies["wuhan"])
    field, said = refused(cast, row, [answer])
    assert field == "boards"
    assert said == words


def test_every_line_is_answered_and_nothing_else_is(cast: Any) -> None:
    row = of(asked(cast), cast.bodies["wuhan"])
    assert refused(cast, row, told()[:2]) == ("enquiries", "請填寫數字，或選擇「無」或「不詳」。")
    assert refused(cast, row, [*told(), Answer("lawyers", said="3")]) == ("lawyers", "沒有要求上報這項指標。")


def test_a_part_is_never_certainly_more_than_its_whole(cast: Any) -> None:
    row = of(asked(cast, indicators=("complaints_taken", "settled_on_spot")), cast.bodies["wuhan"])
    answers = [Answer("complaints_taken", said="40"), Answer("settled_on_spot", said="41")]
    assert refused(cast, row, answers) == (
        "settled_on_spot",
        "這一項是「受理投訴」的一部分，不應更大，請修改其中一個。",
    )
    answers[0] = Answer("complaints_taken", "nothing")
    assert refused(cast, row, answers)[0] == "settled_on_spot"
    answers[0] = Answer("complaints_taken", "unknown")
    services.fill_in(row.pk, answers, actor=cast.actor("clerk"), at=cast.at)


@pytest.mark.parametrize(
    ("value", "rows", "before", "found"),
    [
        (q(30), q(31), None, Doubt.LESS_THAN_ROWS),
        (q(30), q(30), None, None),
        (q(30, "at_least"), q(31), None, None),
        (q(30, "at_most"), q(31), None, Doubt.LESS_THAN_ROWS),
        (q(0), q(1), None, Doubt.LESS_THAN_ROWS),
        (q(30), q(31, "about"), None, None),
        (q(30), None, q(10), Doubt.FAR_ABOVE),
        (q("29.9"), None, q(10), None),
        (q(10), None, q(30), Doubt.FAR_BELOW),
        (q("10.1"), None, q(30), None),
        (q(0), None, q(30), Doubt.FAR_BELOW),
        (q(30), None, q(0), None),
        (q(30), None, InWords("數十"), None),
        (InWords("數百"), q(1000), q(10), None),
        (None, q(1000), q(10), None),
        (q(10), q(20), q(100), Doubt.LESS_THAN_ROWS),
    ],
)
def test_a_value_is_doubted_beside_the_rows_and_last_years(value: Any, rows: Any, before: Any, found: Any) -> None:
    assert rules.doubt(value, rows=rows, before=before) == found


@pytest.mark.parametrize(
    ("reported", "computed", "found"),
    [
        (q(30), q(30), Beside.SAME),
        (q(30, "at_least"), q(30), Beside.FITS),
        (q(30, "about"), q(90), Beside.FITS),
        (q(31), q(30), Beside.MORE),
        (q(29), q(30), Beside.LESS),
        (q(29), q(30, "at_least"), Beside.LESS),
        (q(31), q(30, "at_most"), Beside.MORE),
        (None, q(30), Beside.OPEN),
        (InWords("數十"), q(30), Beside.OPEN),
        (q(30), None, Beside.OPEN),
    ],
)
def test_reported_and_computed_stand_side_by_side(reported: Any, computed: Any, found: Beside) -> None:
    assert rules.beside(reported, computed) == found


def put_out(cast: Any, who: Any, said: str, **changes: Any) -> None:
    activity = held(who, cast.at, kind="consultation", **changes)
    outputs.report_outputs(activity.pk, [Told("boards", "", said)], actor=who, at=cast.at)


def test_the_rows_are_those_of_the_body_on_the_days_asked(cast: Any) -> None:
    row = of(asked(cast), cast.bodies["wuhan"])
    wuhan, huangshi = secretary_of(cast, "wuhan"), secretary_of(cast, "huangshi")
    put_out(cast, wuhan, "20")
    put_out(cast, wuhan, "30餘")
    put_out(cast, wuhan, "數十")
    put_out(cast, huangshi, "500")
    put_out(cast, cast.actor("secretariat"), "700")
    day = datetime(2026, 3, 16, 0, 0, tzinfo=SHANGHAI)
    put_out(cast, wuhan, "900", starts_at=day, ends_at=day)
    found = {each.indicator.code: each.rows for each in sheet_of(row)}
    assert found == {"leaflets": None, "boards": q(50, "at_least"), "enquiries": None}


def test_less_than_the_rows_and_far_from_last_year_ask_for_a_reason(cast: Any) -> None:
    last_year(cast, told(leaflets="1000", boards="60", enquiries="數百"))
    put_out(cast, secretary_of(cast, "wuhan"), "50")
    row = of(asked(cast), cast.bodies["wuhan"])
    sheet = sheet_of(row)
    assert {each.indicator.code: (each.rows, each.before) for each in sheet} == {
        "leaflets": (None, q(1000)),
        "boards": (q(50), q(60)),
        "enquiries": (None, InWords("數百")),
    }
    with translation.override("zh-hant"):
        found = checked(sheet, told(leaflets="3000餘", boards="49", enquiries="5"))
        faults = [(code, str(words)) for code, words in found.faults]
    assert faults == [
        ("leaflets", "去年為1,000份，今年達到三倍或以上。請更正，或寫明理由。"),
        ("boards", "系統中的活動記錄合計50塊，多於此數。請更正，或寫明理由。"),
    ]
    assert found.reasons_for == {"leaflets", "boards"}
    assert refused(cast, row, told(leaflets="3000餘", boards="49"))[0] == "leaflets"
    answers = [
        Answer("leaflets", said="3000餘", reason=" 加印 "),
        Answer("boards", said="49", reason="一塊損壞"),
        Answer("enquiries", said="5", reason="無需理由"),
    ]
    services.fill_in(row.pk, answers, actor=cast.actor("clerk"), at=cast.at)
    filing = Filing.objects.get(of=row)
    reasons = dict(Value.objects.filter(filing=filing).values_list("indicator", "reason"))
    assert reasons == {"leaflets": "加印", "boards": "一塊損壞", "enquiries": ""}
    answers[0] = Answer("leaflets", said="300", reason=" ")
    assert refused(cast, row, answers) == ("leaflets", "去年為1,000份，今年只有三分之一或更少。請更正，或寫明理由。")


def test_last_years_value_is_the_latest_that_was_signed(cast: Any) -> None:
    row = last_year(cast, told(boards="60"))
    services.correct(row.pk, told(boards="66"), reason="清點", actor=cast.actor("clerk"), at=cast.at)
    this = of(asked(cast), cast.bodies["wuhan"])
    assert queries.before(this)["boards"] == q(60)
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at + timedelta(hours=1))
    assert queries.before(this)["boards"] == q(66)
    other = of(this.call, cast.bodies["huangshi"])
    assert queries.before(other) == {}
    assert campaign(cast, 2025).pk != this.call.campaign_id


def test_a_correction_is_a_new_filing_and_the_signed_one_counts_until_it_is_signed(cast: Any) -> None:
    row = signed(cast, told(boards="35"))
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.correct(row.pk, told(), reason=" ", actor=cast.actor("clerk"), at=cast.at)
    assert refusal.value.field == "reason"
    say = {"reason": " 核實後更正 ", "actor": cast.actor("clerk"), "at": cast.at}
    found = changes(lambda: services.correct(row.pk, told(boards="36"), **say, version=3))
    wuhan = cast.bodies["wuhan"].pk
    noted = {"call_id": row.call_id, "council_id": wuhan, "state": "filled", "number": 2, "reason": "核實後更正"}
    in_the_audit_log(found, cast, "clerk", wuhan, "returns.corrected", ("return", str(row.pk)), noted)
    first = queries.latest_signed([row])[row.pk]
    assert first is not None
    assert (first.number, queries.latest(row).number) == (1, 2)  # type: ignore[union-attr]
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at)
    second = queries.latest_signed([row])[row.pk]
    assert second is not None
    assert (second.number, second.reason) == (2, "核實後更正")
    said = [dict(each.values.values_list("indicator", "said")) for each in Filing.objects.order_by("number")]
    assert [each["boards"] for each in said] == ["35", "36"]
    assert Return.objects.get(pk=row.pk).reason == ""


def test_what_was_sent_back_says_why_and_is_filled_in_again(cast: Any) -> None:
    row = filled(cast)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.send_back(row.pk, reason="", actor=cast.actor("officer"), at=cast.at)
    assert refusal.value.field == "reason"
    found = changes(lambda: services.send_back(row.pk, reason=" 少了一縣 ", actor=cast.actor("officer"), at=cast.at))
    wuhan = cast.bodies["wuhan"].pk
    noted = {"call_id": row.call_id, "council_id": wuhan, "state": "again", "reason": "少了一縣"}
    in_the_audit_log(found, cast, "officer", wuhan, "returns.sent_back", ("return", str(row.pk)), noted)
    assert Return.objects.get(pk=row.pk).reason == "少了一縣"
    services.fill_in(row.pk, told(), actor=cast.actor("clerk"), at=cast.at)
    assert Filing.objects.get(number=2).reason == "", "why it was sent back stays within the body"


def test_a_signed_return_is_opened_again_until_a_day_with_a_reason(cast: Any) -> None:
    row, actor, stranger = signed(cast), cast.actor("secretariat"), secretary_of(cast, "huangshi")
    today = date(2026, 5, 12)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.reopen(row.pk, reason="核對", due_on=today - timedelta(days=1), actor=actor, at=cast.at)
    assert refusal.value.field == "due_on"
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.reopen(row.pk, reason=" ", due_on=today, actor=actor, at=cast.at)
    assert refusal.value.field == "reason"
    with nothing_changes(), pytest.raises(NotFound):
        services.reopen(row.pk, reason="核對", due_on=today, actor=stranger, at=cast.at)
    found = changes(lambda: services.reopen(row.pk, reason=" 與活動記錄不符 ", due_on=today, actor=actor, at=cast.at))
    province, wuhan = cast.bodies["province"].pk, cast.bodies["wuhan"].pk
    noted = {"call_id": row.call_id, "council_id": wuhan, "state": "again"}
    noted |= {"reason": "與活動記錄不符", "due_on": "2026-05-12"}
    in_the_audit_log(found, cast, "secretariat", province, "returns.reopened", ("return", str(row.pk)), noted)
    again = Return.objects.get(pk=row.pk)
    assert (again.state, again.reason, again.due_on) == ("again", "與活動記錄不符", today)
    assert queries.latest_signed([again])[again.pk].number == 1


def test_each_way_to_stand_beside_the_rows_has_its_code() -> None:
    assert [each.value for each in rules.Beside] == ["same", "more", "less", "fits", "open"]
