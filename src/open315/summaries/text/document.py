"""The text of a summary as a document: the same content tree as the summary that writes itself, from words and counted figures."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.chapters.registry import chapters
from open315.core.documents.numbering import with_numbered_captions
from open315.core.documents.numerals import inner_number, outer_number
from open315.core.documents.tree import Block, Document, Note, Paragraph, Photo, Run, Runs, Section, Term
from open315.core.documents.tree import Text as Plain
from open315.figures.chapters import Composed
from open315.summaries.documents import framed
from open315.summaries.models import Passage, Text
from open315.summaries.text.counting import Counted
from open315.summaries.text.rules import ByHand, Mark, pieces_of
from open315.summaries.types import PassageKind

PROBLEMS, NEXT_YEAR = "problems", "next_year"
BY_HAND: dict[str, Any] = {PROBLEMS: gettext_lazy("Problems"), NEXT_YEAR: gettext_lazy("Next year")}
"""Chapters that no fact can write."""


def title_of(chapter: str) -> str:
    """The title of a chapter in the active language."""
    known = {each.key: each.title for each in chapters()} | BY_HAND
    return str(known.get(chapter, chapter))


def document_of(
    text: Text,
    passages: Iterable[Passage],
    counted: Counted,
    remarks: Iterable[Note] = (),
    signed_at: datetime | None = None,
) -> Document:
    """The document with the figures as counted; `remarks` are said above it besides. `signed_at` is the moment of the signature, once there is one."""
    with translation.override(text.language):
        sections = tuple(_chapters(list(passages), counted))
        composed = Composed(sections, tuple(section.title for section in sections), tuple(remarks), counted.remarks)
        document = framed(text.campaign, text.council, text.language, composed, counted.at, text.about, signed_at)
        numbered = with_numbered_captions(document, _("Table {n}. "), _("Chart {n}. "), _("Photo {n}. "))
        return replace(numbered, base_url=text.base_url)


def _chapters(passages: list[Passage], counted: Counted) -> Iterator[Section]:
    order = list(dict.fromkeys(passage.chapter for passage in passages))
    for number, chapter in enumerate(order, 1):
        its = [passage for passage in passages if passage.chapter == chapter]
        title = f"{outer_number(number)}{title_of(chapter)}"
        yield Section(title, chapter, tuple(_blocks(its, counted, number)))


def _blocks(passages: Iterable[Passage], counted: Counted, number: int) -> Iterator[Block]:
    """What stands before the first heading, then a section for each heading."""
    title, place = "", 0
    inside: list[Block] = []
    for passage in passages:
        if passage.kind == PassageKind.HEADING:
            yield from _closed(passage.chapter, title, inside, number, place)
            title, inside, place = passage.words, [], place + 1
        else:
            inside += blocks_of(passage, counted)
    yield from _closed(chapter_of(passages), title, inside, number, place)


def chapter_of(passages: Iterable[Passage]) -> str:
    """The chapter that passages of one chapter are of."""
    return next(passage.chapter for passage in passages)


def _closed(chapter: str, title: str, inside: list[Block], number: int, place: int) -> list[Block]:
    if not place:
        return inside
    return [Section(f"{inner_number(number, place)}{title}", f"{chapter}-{place}", tuple(inside))]


def blocks_of(passage: Passage, counted: Counted) -> list[Block]:
    """What a passage comes to: a paragraph a line, or its table; nothing where there is no such table now."""
    if passage.kind == PassageKind.PHOTO:
        return [photo_of(passage, counted)]
    if passage.kind == PassageKind.BLOCK:
        block = counted.blocks.get(passage.source)
        return [] if block is None else [block]
    kind = Note if passage.kind == PassageKind.NOTE else Paragraph
    return [kind(runs_of(line, counted)) for line in passage.words.split("\n") if line.strip()]


def photo_of(passage: Passage, counted: Counted) -> Photo:
    """A photo of a text: staff see it at its address in the console; files get its bytes from `pictures`."""
    picture = passage.picture
    assert picture is not None, "a photo has a picture"
    caption = filled(passage.words, counted)
    ending = "png" if picture.content_type == "image/png" else "jpg"
    src = reverse("summaries:picture", args=[picture.pk])
    return Photo(caption, caption, passage.width, picture.digest, ending, src)


def runs_of(words: str, counted: Counted) -> Runs:
    """Words with their marks filled in; a figure typed by hand says so, and where it is from."""
    return tuple(_run(piece, counted) for piece in pieces_of(words))


def _run(piece: Any, counted: Counted) -> Run:
    if isinstance(piece, Mark):
        return counted.figures.get(piece.number) or Plain("–")
    if isinstance(piece, ByHand):
        told = _("%(figure)s (typed by hand, from: %(source)s)")
        return Term(told % {"figure": piece.text, "source": piece.source})
    return Plain(piece.text)


def filled(words: str, counted: Counted) -> str:
    """The words as they are read."""
    return "".join(run.text for run in runs_of(words, counted))
