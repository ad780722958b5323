"""System checks: what rooms declare about their figures fits together, said at the start and not on a page."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from open315.core.access import known_permissions
from open315.core.chapters import Chapter
from open315.core.chapters.registry import chapters
from open315.core.facts import RowsSpec, spec_of, specs
from open315.core.facts.boards import Board, boards
from open315.core.facts.dimensions import is_dimension
from open315.core.facts.registry import is_declared
from open315.core.facts.rows import rows_specs
from open315.core.facts.units import is_known


@register()
def check_figures(**_: Any) -> list[CheckMessage]:
    """E010: a fact without its unit or rows; E011: rows without order, permission or dimension; E012: a board, E013: a chapter
    of facts that nobody declared.
    """
    facts = (Error(words, id="open315.E010") for words in _of_facts())
    listed = (Error(words, id="open315.E011") for spec in rows_specs() for words in _of_rows(spec))
    shown = (Error(words, id="open315.E012") for board in boards() for words in _of_board(board))
    told = (Error(words, id="open315.E013") for chapter in chapters() for words in _of_chapter(chapter))
    return [*facts, *listed, *shown, *told]


def _of_facts() -> Iterator[str]:
    known = {spec.name for spec in rows_specs()}
    for spec in specs():
        if not is_known(spec.unit):
            yield f"the fact {spec.key} has the unit {spec.unit!r}, which nobody declared"
        if spec.rows not in known:
            yield f"the fact {spec.key} has the rows {spec.rows!r}, which nobody declared"


def _of_rows(spec: RowsSpec) -> Iterator[str]:
    if not spec.order or not spec.columns:
        yield f"the rows {spec.name} have no order or no columns"
    for name in {spec.permission, spec.export} - set(known_permissions()):
        yield f"the rows {spec.name} need the permission {name!r}, which nobody declared"
    for name in spec.dimensions:
        if not is_dimension(name):
            yield f"the rows {spec.name} are narrowed to {name!r}, which nobody declared"


def _of_chapter(chapter: Chapter) -> Iterator[str]:
    if not chapter.stands_on:
        yield f"the chapter {chapter.key} stands on no fact, so nobody knows who may read it"
    for key in chapter.stands_on:
        if not is_declared(key):
            yield f"the chapter {chapter.key} stands on {key}, which nobody declared"


def _of_board(board: Board) -> Iterator[str]:
    if not board.facts:
        yield f"the board {board.key} shows nothing"
    for key in board.facts:
        if not is_declared(key):
            yield f"the board {board.key} shows {key}, which nobody declared"
        elif spec_of(key).is_breakdown != (key in board.tables):
            yield f"the board {board.key} shows {key} among the wrong ones: figures or tables"
