"""Reading a phrase: which braces are known, how it reads when filled, which bounds it keeps. By hand."""

import pytest

from open315.phrases.rules import CALLED, filled, joined, plan_faults, unknown_in
from open315.phrases.types import PhrasePlan, Place

VALUES = {"number": "武消2026-00001", "trader": "示例商場", "amount": ""}


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("沒有括號", []),
        ("案號{案號}", []),
        ("案号{案号}，{ case NUMBER }", []),
        ("全角｛案號｝", []),
        ("{身份證號}和{案號}和{}", ["{身份證號}", "{}"]),
        ("{案號", ["{"]),
        ("案號}", ["}"]),
        ("{{案號}}", ["{", "}"]),
    ],
)
def test_what_is_no_place_is_named(text: str, unknown: list[str]) -> None:
    assert list(unknown_in(text)) == unknown


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("{案號}：{經營者}", "武消2026-00001：示例商場"),
        ("{案号}：{trader}", "武消2026-00001：示例商場"),
        ("退{涉及金額}", "退〔涉及金額〕"),
        ("退{ 挽回金額 }", "退〔挽回金額〕"),
        ("{身份證號}", "〔身份證號〕"),
        ("｛案號｝", "武消2026-00001"),
    ],
)
def test_a_place_reads_as_the_case_knows_it_and_stands_open_otherwise(text: str, reads: str) -> None:
    assert filled(text, VALUES) == reads


def test_what_is_put_in_stands_below_what_was_typed() -> None:
    assert joined("", "請補發票。") == "請補發票。"
    assert joined(" \n", "請補發票。") == "請補發票。"
    assert joined("您好。 \n", "請補發票。") == "您好。\n請補發票。"


def test_every_place_is_called_in_both_scripts_and_in_english() -> None:
    assert set(CALLED) == set(Place)
    assert dict(CALLED) == {
        "number": ("案號", "案号", "case number"),
        "trader": ("經營者", "经营者", "trader"),
        "goods": ("商品或服務", "商品或服务", "goods"),
        "amount": ("涉及金額", "涉及金额", "amount"),
        "recovered": ("挽回金額", "挽回金额", "recovered"),
        "received": ("登記日期", "登记日期", "received"),
        "accepted": ("受理日期", "受理日期", "accepted"),
        "due": ("辦理期限", "办理期限", "due"),
        "body": ("辦理單位", "办理单位", "body"),
        "phone": ("聯繫電話", "联系电话", "phone"),
        "today": ("今天", "今天", "today"),
    }


@pytest.mark.parametrize(
    ("plan", "faults"),
    [
        (PhrasePlan("名", "字"), []),
        (PhrasePlan("名" * 40, "字" * 1000, "note"), []),
        (PhrasePlan(" ", "字"), [("name", "name_missing")]),
        (PhrasePlan("名" * 41, "字"), [("name", "name_too_long")]),
        (PhrasePlan("名", "\n"), [("text", "text_missing")]),
        (PhrasePlan("名", "字" * 1001, "consumer"), [("text", "text_too_long")]),
        (PhrasePlan("名", "字", "else"), [("use", "unknown_use")]),
    ],
)
def test_a_phrase_keeps_its_bounds(plan: PhrasePlan, faults: list[tuple[str, str]]) -> None:
    assert list(plan_faults(plan)) == faults
