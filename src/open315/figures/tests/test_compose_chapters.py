"""Any number of chapters of any rooms make one document: in order, numbered, each figure with its rows in the annex."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from open315.core import clock
from open315.core.chapters import registry as chapters
from open315.core.chapters.registry import CAMPAIGN_DAYS, FIGURES
from open315.core.documents import docx, html, pdf
from open315.core.documents.numbering import entries_of
from open315.core.documents.sentences import plain
from open315.core.documents.tree import Annex, AnnexWords, Document, Section
from open315.core.documents.walk import evidence_of
from open315.core.facts import Breakdown, Period, Scope, registry
from open315.figures.chapters import Composed, compose, scans_of
from open315.figures.tests.other_room import declare, fill, query, tell
from open315.org.models import Post

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), date(2026, 5, 12))
SPANS = {FIGURES: YEAR, CAMPAIGN_DAYS: Period(date(2026, 3, 1), date(2026, 3, 15))}
WORDS = AnnexWords(*(f"word {number}" for number in range(11)))


@pytest.fixture(scope="module")
def _filled(standing_cast: Any) -> None:
    fill(standing_cast, 160)


@pytest.fixture
def room(_filled: None, cast: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The throw-away room with its posts, and no chapter of any room."""
    time_machine.move_to(cast.at)
    declare(monkeypatch)
    monkeypatch.setattr(chapters, "_CHAPTERS", {})
    return cast


def composed(cast: Any, language: str = "en", who: str = "administrator", scope: Scope = Scope()) -> Composed:  # noqa: B008
    with translation.override(language):
        return compose(SPANS, scope, cast.actor(who), at=clock.now())


def document(found: Composed) -> Document:
    return Document(
        "Title", "", "", "", "en", found.sections, Annex("Annex", (), WORDS), remarks=found.remarks, about=found.about
    )


def headings(found: Composed) -> list[str]:
    return [title for section in found.sections for title in _titles(section)]


def _titles(section: Section) -> list[str]:
    return [
        section.title,
        *(title for block in section.blocks if isinstance(block, Section) for title in _titles(block)),
    ]


def test_one_chapter_alone_needs_no_heading(room: Any) -> None:
    tell("posts", sections=3)
    assert headings(composed(room)) == ["1. Beginnings", "2. Part 2", "3. Part 3"]
    assert headings(composed(room, "zh-hant")) == ["一、Beginnings", "二、Part 2", "三、Part 3"]
    assert [section.anchor for section in composed(room).sections] == ["begun", "part-2", "part-3"]


def test_chapters_stand_in_order_with_their_sections_inside(room: Any) -> None:
    tell("later", order=90)
    tell("earlier", order=20)
    assert headings(composed(room)) == [
        "1. Chapter earlier", "1.1 Beginnings", "1.2 Part 2", "2. Chapter later", "2.1 Beginnings", "2.2 Part 2",
    ]  # fmt: skip
    assert headings(composed(room, "zh-hans")) == [
        "一、Chapter earlier", "（一）Beginnings", "（二）Part 2", "二、Chapter later", "（一）Beginnings", "（二）Part 2",
    ]  # fmt: skip
    assert composed(room).titles == ("Chapter earlier", "Chapter later")


def test_there_may_be_more_than_six_chapters_and_sections(room: Any) -> None:
    for number in range(1, 13):
        tell(f"c{number:02d}", order=number, sections=11)
    found = headings(composed(room, "zh-hant"))
    assert len(found) == 12 * 12
    assert [title for title in found if title.startswith("十")] == [
        "十、Chapter c10",
        "十一、Chapter c11",
        "十二、Chapter c12",
    ]
    assert found[-1] == "（十一）Part 11"


def test_no_two_sections_share_an_anchor(room: Any) -> None:
    tell("earlier", order=20)
    tell("later", order=90)
    text = str(html.render(document(composed(room))))
    for anchor in ("earlier", "earlier-begun", "earlier-part-2", "later", "later-begun"):
        assert text.count(f'<section id="{anchor}"') == 1
        assert text.count(f'<li><a href="#{anchor}">') == 1, "the contents lead there"


def test_a_chapter_with_nothing_to_tell_does_not_appear(room: Any) -> None:
    tell("earlier", order=20)
    tell("later", order=90)
    Post.objects.all().delete()
    assert composed(room) == Composed((), (), ())


def test_whoever_may_not_open_its_rows_gets_no_such_chapter(room: Any) -> None:
    tell("posts")
    assert composed(room, who="analyst") == Composed((), (), ())
    assert composed(room, who="administrator").titles == ("Chapter posts",)


def test_each_chapter_says_how_it_was_counted(room: Any) -> None:
    tell("posts")
    assert [plain(note.runs) for note in composed(room).about] == ["Posts of posts as of 2026-05-12."]


def test_a_chapter_says_what_it_cannot_be_narrowed_by(room: Any) -> None:
    tell("posts")
    remarks = [plain(note.runs) for note in composed(room, scope=Scope(region="42")).about]
    assert remarks[1:] == ["The chapter Chapter posts cannot be narrowed by: Councils of."]
    wuhan = str(room.bodies["wuhan"].pk)
    narrowed = composed(room, scope=Scope(body=wuhan))
    assert len(narrowed.about) == 1
    assert {each.scope for each in evidence_of(document(narrowed))} == {f"Body {wuhan}"}


def test_its_figures_stand_in_the_annex_with_their_rows(room: Any) -> None:
    tell("posts")
    entries = {entry.first.key: entry for entry in entries_of(document(composed(room)))}
    begun = entries["posts.begun"].first
    assert (begun.value, begun.unit, begun.definition) == ("120", "people", "Posts that began in the period.")
    assert begun.query == "posts?first=2025-01-01&last=2025-12-31&until=2026-05-12"
    assert begun.href.startswith("/console/facts/posts.begun/rows/?first=2025-01-01")
    change = entries["posts.begun.change"].first
    assert (change.value, change.numerator, change.denominator) == ("+200.00%", "120", "40")
    assert {line.evidence.line for line in entries["posts.by_title"].lines} == {"會長", "秘書長", "部長 ~ 100%"}


def test_its_contradictions_are_printed_above_all(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tell("posts")
    spec = registry.spec_of("posts.by_title")

    def forgetful(*asked: Any) -> Breakdown:
        whole = spec.compute(*asked)
        assert isinstance(whole, Breakdown)
        return Breakdown(whole.key, whole.lines[1:], whole.total)

    registry._SPECS["posts.by_title"] = replace(spec, compute=forgetful)
    said = [plain(note.runs) for note in composed(room).remarks]
    assert said[0].startswith("Contradiction: Posts by title: the lines make ")


def test_all_forms_are_made_of_several_chapters(room: Any) -> None:
    tell("earlier", order=20)
    tell("later", order=90)
    found = document(composed(room))
    assert docx.render(found).startswith(b"PK")
    assert pdf.render(found).startswith(b"%PDF")


def test_what_is_scanned_is_known_before_writing(room: Any) -> None:
    tell("posts")
    scope = Scope(region="42", body="7")
    assert scans_of(SPANS, scope, room.actor("administrator")) == [
        query(YEAR, Scope(body="7")),
        query(YEAR.year_before(), Scope(body="7")),
    ]
    assert scans_of(SPANS, scope, room.actor("analyst")) == []


def test_counting_ends_before_setting_begins(room: Any) -> None:
    seen: list[str] = []
    tell("posts")
    chapter = chapters._CHAPTERS["posts"]
    chapters.declare_chapter(replace(chapter, sections=lambda reader: seen.append("set") or chapter.sections(reader)))
    compose(SPANS, Scope(), room.actor("administrator"), at=clock.now(), when_counted=lambda: seen.append("counted"))
    assert seen == ["counted", "set"]
