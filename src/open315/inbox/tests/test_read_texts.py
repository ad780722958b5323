"""What is read from a text: what it suggests, whether it is junk, which words leave and come back, how parts are joined. By hand; and by property."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from open315.inbox import junk, rules
from open315.inbox.suggesting import suggestions
from open315.inbox.types import Sent

TOLD_AT = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


def found(text: str) -> dict[str, str]:
    return {each.field: each.value for each in suggestions(text, TOLD_AT)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "我11月21日在江漢家居廣場買的沙發2680元，商家不肯退款",
            {"occurred_on": "2026-11-21", "trader_name": "江漢家居廣場", "amount": "2680"},
        ),
        ("去年3月1日买的，1,299.50元", {"occurred_on": "2025-03-01", "amount": "1299.50"}),
        ("12月1日付了3600元", {"occurred_on": "2025-12-01", "amount": "3600"}),
        (
            "2026年10月2日在武汉示例餐饮有限公司吃饭",
            {"occurred_on": "2026-10-02", "trader_name": "武汉示例餐饮有限公司"},
        ),
        ("2026-10-02買的", {"occurred_on": "2026-10-02"}),
        ("2027-01-02發貨", {}),
        ("2月30日買的", {}),
        ("請聯繫19900001111", {"phone": "19900001111"}),
        ("座機027-88886666轉", {"phone": "027-88886666"}),
        ("訂單202611280001", {}),
        ("公司不退", {}),
        ("花了1.2萬元", {"amount": "12000"}),
        ("", {}),
    ],
)
def test_a_text_suggests_what_it_says_and_nothing_else(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@given(st.text(alphabet="我在11月2日3元公司店買138的，。萬 年去", max_size=60))
def test_suggestions_stand_in_the_text_in_order_and_never_overlap(text: str) -> None:
    at = 0
    for each in suggestions(text, TOLD_AT):
        assert at <= each.start < each.end <= len(text)
        at = each.end


@pytest.mark.parametrize(
    "text",
    [
        "無抵押信用貸款，當天放款，詳詢熱線",
        "无抵押信用贷款，当天放款，详询热线",
        "本店週年慶鉅惠，全場五折起，買一送一，詳詢熱線，歡迎光臨！",
        "【某某專櫃】女神節特惠，滿300減100，代金券先到先得",
    ],
)
def test_advertisements_look_like_junk_in_both_scripts(text: str) -> None:
    assert junk.looks_like_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "某商場促銷活動說買一送一，付了錢不送，要求退款",
        "健身房辦的年卡3600元，關門了怎麼辦？",
        "請問優惠券過期了商家不認，合理嗎？全場五折的時候買的",
        "歡迎光臨",
        "你好",
    ],
)
def test_who_asks_for_help_is_never_junk_whatever_shops_say(text: str) -> None:
    assert not junk.looks_like_junk(text)


def test_points_are_counted_once_a_word_and_at_most_twice_a_kind() -> None:
    assert junk.points_of("免费免费免费") == 1
    assert junk.points_of("免费会员品牌") == 2
    assert junk.points_of("清仓") == 2
    assert not junk.looks_like_junk("清仓")
    assert junk.looks_like_junk("清仓免费")


@pytest.mark.parametrize(
    "text", ["TD", "td", " 退訂。", "退订", "Stop!", "N", "T", "停止", "拒收", "unsubscribe", "取消訂閱"]
)
def test_the_words_by_which_people_leave(text: str) -> None:
    assert rules.asks_to_stop(text)


@pytest.mark.parametrize("text", ["我要退訂會員", "stop it please", "", "不", "TDD", "恢復"])
def test_other_words_are_no_wish_to_leave(text: str) -> None:
    assert not rules.asks_to_stop(text)


@pytest.mark.parametrize(
    ("text", "back"),
    [("恢復", True), ("恢復接收", True), ("START", True), ("hf", True), ("恢復原狀", False), ("TD", False)],
)
def test_the_words_by_which_people_come_back(text: str, back: bool) -> None:
    assert rules.asks_to_go_on(text) is back


@pytest.mark.parametrize(
    ("text", "number"),
    [("關於2026-000123的補充", "2026-000123"), ("12026-000123", ""), ("2026-123", ""), ("1999-000123", ""), ("無", "")],
)
def test_the_case_that_a_text_names(text: str, number: str) -> None:
    assert rules.cited_case(text) == number


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("好", "2026-000123", "好（2026-000123）"),
        ("案件2026-000123好", "2026-000123", "案件2026-000123好"),
        ("好", "", "好"),
    ],
)
def test_an_answer_names_its_case_once(text: str, number: str, words: str) -> None:
    assert rules.citing(text, number) == words


def test_missing_parts_and_their_gap() -> None:
    parts = [SimpleNamespace(part=1, parts=3), SimpleNamespace(part=3, parts=3)]
    assert rules.missing(parts, 3) == {2}
    assert rules.missing(parts[:1], 1) == set()
    assert rules.joined({1: "甲", 3: "丙"}, 3) == "甲［…］丙"


@given(st.integers(-300, 300))
@example(60)
@example(61)
@example(-60)
@example(-61)
def test_the_same_words_are_the_same_within_a_minute_either_way(seconds: int) -> None:
    assert rules.is_again(TOLD_AT, TOLD_AT + timedelta(seconds=seconds)) is (abs(seconds) <= 60)


def test_signs_and_script_make_no_other_text() -> None:
    assert rules.as_compared("「退 訂」！\n") == rules.as_compared("退订")
    assert rules.as_compared("退款") != rules.as_compared("退貨")


@pytest.mark.parametrize(("hours", "again"), [(None, True), (11.99, False), (12, True)])
def test_a_receipt_is_due_once_in_half_a_day(hours: float | None, again: bool) -> None:
    last = None if hours is None else TOLD_AT - timedelta(hours=hours)
    assert rules.needs_receipt(last, TOLD_AT) is again
    assert Sent.RECEIPT == "receipt"


@pytest.mark.parametrize(
    ("minutes", "hours"), [(-90, 0), (0, 0), (59, 0), (60, 1), (1439, 23), (1440, 24), (2879, 47), (2880, 48)]
)
def test_what_waits_is_told_in_whole_hours(minutes: int, hours: int) -> None:
    assert rules.waited_hours(TOLD_AT - timedelta(minutes=minutes), TOLD_AT) == hours
