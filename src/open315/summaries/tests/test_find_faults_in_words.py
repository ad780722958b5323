"""The check reads the sentences that people wrote: a planted fault is found, its true twin is not."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from open315.campaigns.models import Campaign
from open315.cases.models import Case
from open315.cases.tests.years import add
from open315.summaries.models import Text
from open315.summaries.text import queries, services
from open315.summaries.text.findings import findings
from tests.covering import keep_records


@pytest.fixture
def text(cast: Any, time_machine: Any) -> Text:
    """100 complaints of 2024 and 120 of 2025: 70 of quality, 30 of price, 20 of contracts; 50, 30, 20 the year before."""
    time_machine.move_to(cast.at)
    keep_records(cast, date(2024, 1, 1))
    for nature, before, now in (("quality", 50, 70), ("price", 30, 30), ("contract", 20, 20)):
        add(cast, {date(2024, 2, 10): before, date(2025, 2, 10): now}, nature=nature)
    campaign = Campaign.objects.create(
        council=cast.bodies["province"], year=2026, theme="提振消費信心", first_day=date(2026, 3, 1), last_day=date(2026, 3, 15),
        stat_first=date(2025, 1, 1), stat_last=date(2025, 12, 31), region_id="420000", created_at=datetime(2026, 2, 1, tzinfo=UTC),
    )  # fmt: skip
    return services.begin_text(
        campaign.pk, language="zh-hant", base_url="", actor=cast.actor("secretariat"), at=cast.at
    )


def number(text: Text, key: str, line: str = "", form: str = "value", days: str = "now") -> int:
    """The mark of a figure."""
    for place, mark in enumerate(text.marks, 1):
        if (mark.get("key"), mark.get("form"), mark.get("days")) != (key, form, days):
            continue
        if mark["params"].get("line", "") == line:
            return place
    raise LookupError((key, line, [(each.get("key"), each.get("params"), each.get("form")) for each in text.marks]))


def found(cast: Any, text: Text, words: str) -> list[str]:
    """What the check says of these words in the chapter of problems."""
    passage = text.passages.get(chapter="problems")
    services.write_passage(passage.pk, words, drops=True, actor=cast.actor("secretariat"), at=cast.at)
    counted = queries.counted_now(text, cast.actor("secretariat"), cast.at)
    return [said for pk, said in findings(text, text.passages.all(), counted) if pk == passage.pk]


def test_the_sentences_of_the_facts_hold(cast: Any, text: Text) -> None:
    counted = queries.counted_now(text, cast.actor("secretariat"), cast.at)
    assert findings(text, text.passages.all(), counted) == []


def test_a_rise_that_was_none_is_found(cast: Any, text: Text) -> None:
    change = number(text, "cases.received.change", form="size")
    assert found(cast, text, f"收到投訴上升{{{change}}}。") == []
    assert len(found(cast, text, f"收到投訴下降{{{change}}}。")) == 1
    assert len(found(cast, text, f"收到投訴與上年持平（{{{change}}}）。")) == 1
    assert found(cast, text, f"收到投訴先上升後下降{{{change}}}。") == []


def test_what_is_said_to_be_most_must_be(cast: Any, text: Text) -> None:
    quality, price = (number(text, "cases.by_nature", line) for line in ("quality", "price"))
    assert found(cast, text, f"質量投訴最多（{{{quality}}}件）。") == []
    assert len(found(cast, text, f"價格投訴最多（{{{price}}}件）。")) == 1
    assert found(cast, text, f"質量投訴居首（{{{quality}}}件），其次是價格（{{{price}}}件）。") == []


def test_a_majority_must_be_one(cast: Any, text: Text) -> None:
    quality, price = (number(text, "cases.by_nature", line) for line in ("quality", "price"))
    assert found(cast, text, f"過半數投訴涉及質量（{{{quality}}}件）。") == []
    assert len(found(cast, text, f"大多數投訴涉及價格（{{{price}}}件）。")) == 1


def test_a_figure_without_rows_is_found(cast: Any, text: Text) -> None:
    rate = next(place for place, mark in enumerate(text.marks, 1) if mark.get("key") == "cases.received.change")
    Case.objects.filter(received_on__year=2024).delete()
    said = found(cast, text, f"收到投訴變動{{{rate}}}。")
    assert [f"{{{rate}}}" in words for words in said] == [True]


def test_parts_against_a_total_and_the_same_thing_twice_are_found(cast: Any, text: Text) -> None:
    received = number(text, "cases.received")
    quality, price, contract = (number(text, "cases.by_nature", line) for line in ("quality", "price", "contract"))
    true = f"共收到投訴{{{received}}}件，其中質量{{{quality}}}件、價格{{{price}}}件、合同{{{contract}}}件。"
    assert found(cast, text, true) == []
    assert found(cast, text, f"質量{{{quality}}}件、價格{{{price}}}件，共{{=101件|記錄}}。") == [
        "各部分70、30相加為100，所述合計為101件。"
    ]
    assert found(cast, text, f"共{{{contract}}}件，其中質量{{{quality}}}件。") == ["各部分70相加為70，多於其所屬的20。"]
    assert found(cast, text, f"質量{{{quality}}}件、質量{{{quality}}}件，共{{=140件|記錄}}。") == [
        "「質量 70」在同一合計中計了兩次。"
    ]


def test_words_are_held_against_the_tables_of_their_chapter(cast: Any, text: Text) -> None:
    passage = text.passages.filter(chapter="complaints", kind="paragraph").order_by("place")[0]
    before = passage.words
    price = number(text, "cases.by_nature", "price")

    def said(words: str) -> list[str]:
        services.write_passage(passage.pk, before + words, drops=True, actor=cast.actor("secretariat"), at=cast.at)
        counted = queries.counted_now(text, cast.actor("secretariat"), cast.at)
        return [words for pk, words in findings(text, text.passages.all(), counted) if pk == passage.pk]

    assert said("質量{=70件|記錄}。") == []
    assert [each.split("，")[0] for each in said("質量{=71件|記錄}。")] == ["質量：文中為71件"]
    passage.text.passages.filter(pk=passage.pk).update(kind="note")
    assert said("質量{=71件|記錄}。") == []
    passage.text.passages.filter(pk=passage.pk).update(kind="paragraph")
    assert said(f"質量{{{price}}}件。") == [f"文中寫的是「質量」，而數字{{{price}}}是「價格」的。"]
    assert said(f"價格{{{price}}}件。") == []
    assert said("質量類投訴居首位。") == []
    assert len(said("合同類投訴居首位。")) == 1
