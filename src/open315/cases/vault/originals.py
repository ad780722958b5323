"""The original wording of a case, cut where its masked form hides something."""

import json
from collections.abc import Iterator
from itertools import pairwise

from open315.cases.models import Case, SealedText
from open315.cases.types import Original, Piece
from open315.cases.vault.sealing import open_text

KEPT_COLUMNS = "source_data"
"""The field whose sealed text is a JSON object: the columns in which something was masked, by their headings."""

KEPT_HEADINGS = "source_headings"
"""The field whose sealed text is a JSON object: the headings that were masked themselves, by their masked form."""


def open_originals(case: Case) -> tuple[Original, ...]:
    """Every sealed text of the case; empty when nothing in it was masked, or it was erased."""
    rows = SealedText.objects.filter(case=case).order_by("id")
    return tuple(Original(name, pieces(text, masked)) for row in rows for name, text, masked in _texts(case, row))


def _texts(case: Case, row: SealedText) -> Iterator[tuple[str, str, str]]:
    """Name, original and masked form of what a row seals: one field, or the columns a sheet had beside the case."""
    text = open_text(row)
    if row.field == KEPT_HEADINGS:
        for masked, original in json.loads(text).items():
            yield masked, original, masked
        return
    if row.field != KEPT_COLUMNS:
        yield row.field, text, getattr(case, row.field, "")
        return
    for name, original in json.loads(text).items():
        yield name, original, case.source_data.get(name, "")


def pieces(original: str, masked: str) -> tuple[Piece, ...]:
    """`original` in pieces, those that `masked` hides told apart. Masking keeps the length, so hidden is what differs."""
    hidden = [at for at, (sign, shown) in enumerate(zip(original, masked, strict=False)) if sign != shown]
    edges = [0, *_edges(original, hidden), len(original)]
    cut = [original[start:end] for start, end in pairwise(edges)]
    return tuple(Piece(text, was_masked=bool(at % 2)) for at, text in enumerate(cut) if text)


def _edges(original: str, hidden: list[int]) -> list[int]:
    """Where a hidden stretch begins and ends, in turn. A dash or a blank between two hidden signs belongs to the stretch."""
    edges: list[int] = []
    for at in hidden:
        if edges and not any(sign.isalnum() for sign in original[edges[-1] : at]):
            edges[-1] = at + 1
        else:
            edges += [at, at + 1]
    return edges
