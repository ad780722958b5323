"""A chapter or section that has something to tell only after a text was begun is taken in at its place; one that fell silent is said so."""

from dataclasses import replace
from typing import Any

import pytest

from open315.core.audit.models import AuditEntry
from open315.core.chapters import Chapter, Reader, declare_chapter, printed
from open315.core.chapters import registry as chapters
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Paragraph, Photo, Row, Section, Table
from open315.core.documents.tree import Text as Plain
from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.summaries.models import Passage, Text
from open315.summaries.tests.samples import signed_in
from open315.summaries.tests.test_word_review_and_sign import begun, finish, opening, write
from open315.summaries.text import queries, services
from tests.rows import nothing_changes

RECEIVED = "cases.received"


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sections that a chapter before the complaints has to tell; the chapter appears while there are any."""
    monkeypatch.setattr(chapters, "_CHAPTERS", dict(chapters._CHAPTERS))
    told: list[str] = []

    def built(reader: Reader) -> list[Section]:
        n = printed(reader.fact(RECEIVED))
        table = Table("一覽", ("項目", "件數"), (Row(((Plain("收到"),), (n,))),))
        return [Section(f"{name}節", name, (Paragraph(sentence("%(n)s件。", n=n)), table)) for name in told]

    declare_chapter(
        Chapter(
            "early", title="開篇", sections=built, stands_on=(RECEIVED,), appears=lambda _reader: bool(told), order=1
        )
    )
    return told


@pytest.fixture
def text(cast: Any, time_machine: Any, speaking: list[str]) -> Text:
    """A text begun while the early chapter had nothing to tell."""
    time_machine.move_to(cast.at)
    return begun(cast)


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def headings(text: Text) -> list[tuple[str, str]]:
    return [(each.chapter, each.words) for each in text.passages.all() if each.kind == "heading" or not each.source]


def page(cast: Any, text: Text) -> str:
    return signed_in(cast, "secretariat").get(f"/console/campaigns/texts/{text.pk}/").content.decode()


def test_a_chapter_that_speaks_up_later_is_offered_and_stands_before_those_behind_it(
    cast: Any, text: Text, speaking: list[str]
) -> None:
    assert "開篇" not in page(cast, text)
    edited = write(cast, opening(text), opening(text).words + "經核。")
    speaking += ["甲", "乙"]
    offered = page(cast, text)
    assert "開篇" in offered
    assert "本篇已有內容可寫，文稿中還沒有" in offered
    taken = services.take_in_chapter(text.pk, "early", **secretary(cast))
    rows = list(taken.passages.all())
    mark = f"{{{len(text.marks) + 1}}}件。"
    assert [(each.chapter, each.kind, each.words) for each in rows[:6]] == [
        ("early", "heading", "甲節"), ("early", "paragraph", mark), ("early", "block", ""),
        ("early", "heading", "乙節"), ("early", "paragraph", mark), ("early", "block", ""),
    ]  # fmt: skip
    assert [each.chapter for each in rows[6:8]] == ["complaints", "complaints"]
    assert [each.place for each in rows] == list(range(1, len(rows) + 1))
    assert taken.chapters == ["early", "complaints"]
    edited.refresh_from_db()
    assert edited.words.endswith("經核。")
    counted = queries.counted_now(taken, cast.actor("secretariat"), cast.at)
    assert rows[1].was == {str(len(text.marks) + 1): "18"}
    assert {"early/甲/1", "early/乙/1"} <= set(counted.blocks)
    assert {"early/甲/1", "early/乙/1"} <= set(taken.counted["blocks"])
    entry = AuditEntry.objects.get(event="summaries.chapter_taken_in")
    assert entry.data == {"campaign_id": text.campaign_id, "state": "draft", "chapter": "early"}
    assert "本篇已有內容可寫" not in page(cast, text)


def test_a_section_that_comes_later_stands_behind_the_one_told_before_it(
    cast: Any, text: Text, speaking: list[str]
) -> None:
    speaking += ["甲", "丙"]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    first = text.passages.filter(chapter="early", kind="paragraph").order_by("place")[0]
    added = services.add_passage(first.pk, "另有說明。", **secretary(cast))
    speaking.insert(1, "乙")
    speaking.insert(0, "首")
    assert "首節、乙節" in page(cast, text)
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    early = [each for each in text.passages.all() if each.chapter == "early"]
    assert [each.words for each in early if each.kind == "heading"] == ["首節", "甲節", "乙節", "丙節"]
    words = [each.words for each in early]
    assert words.index("甲節") < words.index(added.words) < words.index("乙節")


def test_what_is_there_already_is_not_taken_in_twice(cast: Any, text: Text, speaking: list[str]) -> None:
    for chapter in ("early", "complaints", "nowhere"):
        with nothing_changes(), pytest.raises(Conflict):
            services.take_in_chapter(text.pk, chapter, **secretary(cast))
    speaking += ["甲"]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    with nothing_changes(), pytest.raises(Conflict):
        services.take_in_chapter(text.pk, "early", **secretary(cast))


def test_a_heading_that_was_worded_anew_does_not_bring_its_section_again(
    cast: Any, text: Text, speaking: list[str]
) -> None:
    speaking += ["甲"]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    heading = text.passages.filter(chapter="early", kind="heading").get()
    write(cast, heading, "改過的標題")
    with nothing_changes(), pytest.raises(Conflict):
        services.take_in_chapter(text.pk, "early", **secretary(cast))


def test_who_does_not_read_every_chapter_takes_none_in(cast: Any, text: Text, speaking: list[str]) -> None:
    speaking += ["甲"]
    Text.objects.update(chapters=[*text.chapters, "posts"])
    with nothing_changes(), pytest.raises(NotAllowed):
        services.take_in_chapter(text.pk, "early", **secretary(cast))


def test_a_full_text_takes_no_chapter_in(cast: Any, text: Text, speaking: list[str]) -> None:
    speaking += ["甲"]
    last = text.passages.last()
    room = 600 - 3 - text.passages.count()
    Passage.objects.bulk_create(
        Passage(text=text, chapter="next_year", place=last.place + n, kind="paragraph", words="滿", was={})
        for n in range(1, room + 2)
    )
    with nothing_changes(), pytest.raises(Conflict):
        services.take_in_chapter(text.pk, "early", **secretary(cast))
    text.passages.last().delete()
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    assert text.passages.count() == 600


def test_a_chapter_that_lost_its_facts_is_said_so_and_can_be_left_out(
    cast: Any, text: Text, speaking: list[str]
) -> None:
    speaking += ["甲"]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    silent = "本篇已沒有記錄"
    assert silent not in page(cast, text)
    speaking.clear()
    assert silent in page(cast, text)
    left = services.leave_out_chapter(text.pk, "early", **secretary(cast))
    assert left.chapters == ["complaints"]
    assert not left.passages.filter(chapter="early").exists()
    entry = AuditEntry.objects.get(event="summaries.chapter_left_out")
    assert entry.data == {"campaign_id": text.campaign_id, "state": "draft", "chapter": "early"}
    with nothing_changes(), pytest.raises(Conflict):
        services.leave_out_chapter(text.pk, "early", **secretary(cast))


def test_leaving_out_keeps_every_other_chapter_and_is_a_hand(cast: Any, text: Text) -> None:
    Text.objects.update(hands=[])
    left = services.leave_out_chapter(text.pk, "complaints", **secretary(cast))
    assert {each.chapter for each in left.passages.all()} == {"problems", "next_year"}
    assert Text.objects.get().hands == [cast.accounts["secretariat"].pk]


def test_a_table_is_placed_below_a_passage(cast: Any, text: Text) -> None:
    after = text.passages.get(chapter="problems")
    source = next(key for key in text.counted["blocks"] if key.startswith("complaints/"))
    placed = services.place_block(after.pk, source, **secretary(cast))
    assert (placed.chapter, placed.kind, placed.source, placed.place) == ("problems", "block", source, after.place + 1)
    assert text.passages.get(chapter="next_year").place == after.place + 2
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.place_block(after.pk, "complaints/nothing/9", **secretary(cast))
    assert refused.value.field == "source"
    shown = signed_in(cast, "secretariat").get(f"/console/campaigns/texts/passages/{after.pk}/block/")
    assert "表格：" in shown.content.decode()


def test_nothing_is_taken_in_left_out_or_placed_under_review(cast: Any, text: Text, speaking: list[str]) -> None:
    speaking += ["甲"]
    finish(cast, text)
    services.send_for_review(text.pk, **secretary(cast))
    source = next(iter(text.counted["blocks"]))
    for act in (
        lambda: services.take_in_chapter(text.pk, "early", **secretary(cast)),
        lambda: services.leave_out_chapter(text.pk, "complaints", **secretary(cast)),
        lambda: services.place_block(text.passages.last().pk, source, **secretary(cast)),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            act()


def test_a_text_counted_before_sections_were_kept_offers_nothing(cast: Any, text: Text, settings: Any) -> None:
    settings.SUMMARY_AT_ONCE = 0
    data = {name: value for name, value in text.counted.items() if name != "sections"}
    Text.objects.update(counted=data)
    assert queries.counted_now(Text.objects.get(), cast.actor("secretariat"), cast.at).sections is None
    assert page(cast, text)


def test_a_section_is_told_anew_at_its_place_and_a_version_keeps_the_words_of_before(
    cast: Any, text: Text, speaking: list[str]
) -> None:
    speaking += ["甲", "乙"]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    rows = list(text.passages.filter(chapter="early").order_by("place"))
    write(cast, rows[1], rows[1].words + "不要的話。")
    services.add_passage(rows[1].pk, "另有說明。", **secretary(cast))
    other = write(cast, rows[4], rows[4].words + "留下。")
    before = len(text.versions.all())
    services.tell_section_anew(rows[0].pk, **secretary(cast))
    text.refresh_from_db()
    found = [(each.kind, each.words) for each in text.passages.all() if each.chapter == "early"]
    mark = rows[1].words
    assert found == [
        ("heading", "甲節"), ("paragraph", mark), ("block", ""),
        ("heading", "乙節"), ("paragraph", f"{mark}留下。"), ("block", ""),
    ]  # fmt: skip
    assert [each.place for each in text.passages.all()] == list(range(1, text.passages.count() + 1))
    assert text.passages.filter(pk=other.pk).exists()
    assert text.passages.get(chapter="early", place=2).was == {str(len(text.marks)): "18"}
    assert text.versions.count() == before + 1
    kept = text.versions.first()
    assert kept is not None
    assert kept.why == "重新記述一節之前"
    assert "不要的話" in str(kept.content)
    entry = AuditEntry.objects.get(event="summaries.section_told_anew")
    assert entry.data == {"text_id": text.pk, "chapter": "early", "section": "甲"}


def test_a_section_that_nothing_is_told_of_is_not_told_anew(cast: Any, text: Text, speaking: list[str]) -> None:
    speaking += ["甲", "乙"]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    heading = text.passages.get(chapter="early", words="甲節")
    speaking.remove("甲")
    with nothing_changes(), pytest.raises(Conflict):
        services.tell_section_anew(heading.pk, **secretary(cast))
    browser = signed_in(cast, "secretariat")
    answer = browser.post(f"/console/campaigns/texts/passages/{text.passages.get(words='乙節').pk}/tell-anew/")
    assert answer.status_code == 302
    assert AuditEntry.objects.filter(event="summaries.section_told_anew").count() == 1


def test_who_does_not_read_every_chapter_tells_no_section_anew(cast: Any, text: Text, speaking: list[str]) -> None:
    speaking += ["甲"]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    heading = text.passages.get(chapter="early", kind="heading")
    text.refresh_from_db()
    readable = text.chapters
    Text.objects.update(chapters=[*readable, "posts"])
    with nothing_changes(), pytest.raises(NotAllowed):
        services.tell_section_anew(heading.pk, **secretary(cast))
    Text.objects.update(chapters=readable)
    services.tell_section_anew(heading.pk, **secretary(cast))
    assert text.versions.first().why == "重新記述一節之前"


def test_a_section_is_told_anew_as_long_as_the_text_has_room(cast: Any, text: Text, speaking: list[str]) -> None:
    speaking += ["甲"]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    heading, words, table = text.passages.filter(chapter="early")
    for row in (words, table):
        services.remove_passage(row.pk, **secretary(cast))
    last = text.passages.last()
    assert last is not None
    Passage.objects.bulk_create(
        Passage(text=text, chapter="next_year", place=last.place + n, kind="paragraph", words="滿", was={})
        for n in range(1, 600 - text.passages.count())
    )
    assert text.passages.count() == 599, "two come back: 601"
    with nothing_changes(), pytest.raises(Conflict) as refused:
        services.tell_section_anew(heading.pk, **secretary(cast))
    assert refused.value.message == "文稿段落過多，請合併若干段落。"
    text.passages.last().delete()
    services.tell_section_anew(heading.pk, **secretary(cast))
    assert text.passages.count() == 600


def test_a_chapter_that_tells_a_photo_is_a_fault_of_the_chapter(
    cast: Any, text: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People place photos: one that a chapter told would stand in the text without anybody having chosen it."""
    block: list[Any] = [Photo("合影", "合影", 60, "0" * 64, "jpg")]
    declared = replace(
        chapters._CHAPTERS["early"],
        sections=lambda _reader: [Section("甲節", "甲", tuple(block))],
        appears=lambda _reader: True,
    )
    monkeypatch.setitem(chapters._CHAPTERS, "early", declared)
    with nothing_changes(), pytest.raises(TypeError, match="photos"):
        services.take_in_chapter(text.pk, "early", **secretary(cast))
    block[:] = [Paragraph(sentence("合影為證。"))]
    services.take_in_chapter(text.pk, "early", **secretary(cast))
    assert headings(text)[:2] == [("early", "甲節"), ("early", "合影為證。")]
