"""What the chapters have to tell beside what stands in a text: offered where it is new, said where it is gone, and where it belongs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from open315.core.chapters.registry import chapters
from open315.summaries.models import Passage
from open315.summaries.text.counting import SectionTold
from open315.summaries.text.document import BY_HAND, title_of
from open315.summaries.types import PassageKind


@dataclass(frozen=True, slots=True)
class Offer:
    """A chapter with sections that are not in the text."""

    chapter: str
    title: str
    sections: tuple[str, ...]
    is_whole: bool
    """Whether nothing of the chapter is in the text."""


def order_of(keys: Iterable[str]) -> list[str]:
    """Chapters in the order of the outline; what nobody declares any more stands last."""
    known = [*(chapter.key for chapter in chapters() if chapter.key not in BY_HAND), *BY_HAND]
    given = list(dict.fromkeys(keys))
    return sorted(given, key=lambda key: known.index(key) if key in known else len(known))


def anchors_of(passages: Sequence[Passage], told: Iterable[SectionTold]) -> list[str]:
    """The section that each passage of one chapter belongs to, told by its source, or by the words of its heading; "" before the first."""
    by_title = {section.title: section.anchor for section in told}
    found, anchor = [], ""
    for passage in passages:
        if passage.source:
            anchor = passage.source.split("/")[1]
        elif passage.kind == PassageKind.HEADING and passage.words in by_title:
            anchor = by_title[passage.words]
        found.append(anchor)
    return found


def missing(passages: Iterable[Passage], told: Iterable[SectionTold]) -> list[SectionTold]:
    """The sections that have something to tell and are not in the text."""
    told, passages = list(told), list(passages)
    held = {
        (chapter, anchor)
        for chapter in {each.chapter for each in told}
        for anchor in anchors_of(
            [row for row in passages if row.chapter == chapter], [each for each in told if each.chapter == chapter]
        )
    }
    return [each for each in told if (each.chapter, each.anchor) not in held]


def offers(passages: Iterable[Passage], told: Iterable[SectionTold]) -> list[Offer]:
    """Them by chapter."""
    passages = list(passages)
    here = {passage.chapter for passage in passages}
    found: dict[str, list[str]] = {}
    for each in missing(passages, told):
        found.setdefault(each.chapter, []).append(each.title)
    return [Offer(key, title_of(key), tuple(titles), key not in here) for key, titles in found.items()]


def silent(passages: Iterable[Passage], written: Iterable[str], told: Iterable[SectionTold]) -> list[str]:
    """The chapters of the text that were told by facts, and of which the facts tell nothing any more."""
    speaking = {each.chapter for each in told}
    here = {passage.chapter for passage in passages}
    return [key for key in written if key in here and key not in speaking]


def placed(
    passages: Sequence[Passage], new: Sequence[Passage], anchor: str, told: Sequence[SectionTold]
) -> list[Passage]:
    """The passages of a text with those of a new section at its place: behind the section that is told before it, or where its chapter belongs."""
    chapter = new[0].chapter
    its = [section for section in told if section.chapter == chapter]
    rows = [row for row in passages if row.chapter == chapter]
    if not rows:
        before = set(order_of([*(row.chapter for row in passages), chapter]))
        behind = [key for key in order_of(before) if order_of([key, chapter])[0] == chapter and key != chapter]
        at = next((n for n, row in enumerate(passages) if row.chapter in behind), len(passages))
        return [*passages[:at], *new, *passages[at:]]
    earlier = [section.anchor for section in its]
    earlier = ["", *earlier[: earlier.index(anchor)]]
    standing = anchors_of(rows, its)
    last = max((n for n, each in enumerate(standing) if each in earlier), default=-1)
    at = passages.index(rows[last]) + 1 if last >= 0 else passages.index(rows[0])
    return [*passages[:at], *new, *passages[at:]]
