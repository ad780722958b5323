"""Walking the content tree."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from open315.core.documents.tree import Block, Document, Evidence, Figure, Note, Paragraph, Photo, Run, Section, Table


def blocks_of(document: Document) -> Iterator[Block]:
    """Every block in reading order, sections before what they contain."""
    yield from document.remarks
    for section in document.sections:
        yield from _inside(section)
    yield from document.about


def _inside(section: Section) -> Iterator[Block]:
    yield section
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _inside(block)
        else:
            yield block


def runs_of(block: Block) -> Iterator[Run]:
    """Every run that stands directly in the block."""
    if isinstance(block, Paragraph | Note):
        yield from block.runs
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                yield from cell
        yield from block.note


def narrative_of(document: Document) -> Iterator[Run]:
    """The runs of paragraphs and notes: what is read as text."""
    for block in blocks_of(document):
        if isinstance(block, Paragraph | Note):
            yield from block.runs


def figures_of(document: Document) -> Iterator[Figure]:
    """Every figure in reading order."""
    for block in blocks_of(document):
        yield from (run for run in runs_of(block) if isinstance(run, Figure))


def evidence_of(document: Document) -> list[Evidence]:
    """Each figure's evidence once, in order of first appearance."""
    return list(dict.fromkeys(figure.evidence for figure in figures_of(document)))


def photos_of(document: Document) -> list[Photo]:
    """Every photo in reading order."""
    return [block for block in blocks_of(document) if isinstance(block, Photo)]


def with_photos(document: Document, change: Callable[[Photo], Photo]) -> Document:
    """The document with each photo changed: with its bytes for a file, with its address for a page."""

    def changed(block: Block) -> Block:
        if isinstance(block, Section):
            return replace(block, blocks=tuple(map(changed, block.blocks)))
        return change(block) if isinstance(block, Photo) else block

    sections = tuple(replace(each, blocks=tuple(map(changed, each.blocks))) for each in document.sections)
    return replace(document, sections=sections)
