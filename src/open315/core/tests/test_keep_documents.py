"""A document is kept as data, comes back the same, and its digest tells of every change."""

import pytest

from open315.core.charts import Chart as Drawing
from open315.core.documents.stored import as_data, digest_of, from_data
from open315.core.documents.tree import Chart, Evidence, Figure, Link, Note, Paragraph, Row, Section, Table, Term, Text

EVIDENCE = Evidence("a", "甲", "", "5", "件", "定義", "期間", "短", "範圍", "1", "2", "q?x=1", "/rows/")
SECTION = Section(
    "標題",
    "one",
    (
        Paragraph((Text("收到", strong=True), Figure("5", EVIDENCE), Term("GB 1"), Link("甲", "/"))),
        Note((Text("說明"),)),
        Table(
            "表", ("甲", "乙"), (Row(((Text("甲"),), (Figure("5", EVIDENCE, True),)), strong=True),), frozenset({0, 2})
        ),
        Chart("圖", Drawing("<svg/>", "圖", 10, 20)),
        Section("內", "inner", ()),
    ),
)


def test_a_tree_comes_back_as_it_was() -> None:
    assert from_data(as_data(SECTION)) == SECTION


def test_the_digest_tells_of_a_changed_figure() -> None:
    data = as_data(SECTION)
    digest = digest_of(data)
    assert digest == digest_of(as_data(SECTION))
    assert len(digest) == 64
    data["blocks"][0]["runs"][1]["text"] = "6"
    assert digest_of(data) != digest


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest_of({"a": 1, "b": "乙"}) == digest_of({"b": "乙", "a": 1})
    assert digest_of({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


def test_what_is_no_part_of_a_document_is_refused() -> None:
    with pytest.raises(TypeError):
        as_data(1.5)
    with pytest.raises(KeyError):
        from_data({"kind": "Nothing"})
