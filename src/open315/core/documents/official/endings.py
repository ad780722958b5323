"""Whether the last paragraph stays with the seals: no seal stands on a page without text."""

from math import ceil

from open315.core.documents.official.layout import ComposedBlock, Line, Remark, Signature
from open315.core.documents.official.standard import line_pitch, points, standard
from open315.core.documents.official.widths import width

INDENT = 2
"""Signs a paragraph begins from the edge."""


def is_kept(last: ComposedBlock, following: float) -> bool:
    """Whether the last block is a short paragraph that fits on one page with so many lines behind it."""
    text = standard()["text"]
    if not isinstance(last, Line):
        return False
    lines = ceil((INDENT + width(last.number + last.heading + last.text)) / text["signs"])
    return lines <= text["end_lines"] and lines + following <= text["lines"]


def end_lines(notes: tuple[Remark, ...], signature: Signature, note: str) -> float:
    """The lines from the note about annexes to the 附注, blank ones included."""
    signs = standard()["text"]["signs"]
    remarks = sum(ceil(width(each.text) / max(1, signs - INDENT - width(each.lead))) for each in notes)
    closing = ceil((INDENT + width(note)) / signs) if note else 0
    return float(bool(notes) + remarks + _signature_lines(signature) + closing)


def _signature_lines(signature: Signature) -> float:
    settings = standard()["signature"]
    above = settings["lines_above"] if signature.sealed else settings["unsealed_lines_above"]
    row = points(settings["row"]) / line_pitch() if signature.sealed else 1
    return float(above + (len(signature.rows) - 1) * row + max(len(name) for name in signature.rows[-1]) + 1)
