"""What a timeline entry says, in the language of its reader."""

import pytest
from django.utils import translation

from open315.cases.wording import entry_detail, entry_words

DATA = {"to": 1, "to_name": "武漢市市場監督管理局", "to_name_en": "Wuhan Market Administration", "reason": "請覈實。"}


@pytest.mark.parametrize(
    ("language", "name", "reason"),
    [
        ("zh-hant", "武漢市市場監督管理局", "請覈實。"),
        ("zh-hans", "武汉市市场监督管理局", "请核实。"),
        ("en", "Wuhan Market Administration", "請覈實。"),
    ],
)
def test_names_and_reasons_are_in_the_reader_s_language(language: str, name: str, reason: str) -> None:
    with translation.override(language):
        assert name in entry_words("refer", DATA)
        assert entry_detail("refer", DATA) == reason


def test_an_old_entry_without_an_english_name_keeps_the_chinese_one() -> None:
    with translation.override("en"):
        assert "武漢市" in entry_words("refer", {"to_name": "武漢市市場監督管理局"})
