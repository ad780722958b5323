"""The red head: how large the names may be so that they fit into the width and text still stands on the first page."""

from math import ceil, floor

from open315.core.documents.official.layout import Head
from open315.core.documents.official.standard import line_pitch, points, standard
from open315.core.documents.official.widths import width

SIGNERS_IN_ROW = 2
SHORTEST_NAME = 3
"""王　五: a name of two signs is set as wide as one of three."""
LINES_OF_TEXT = 2
GAP = 0.5
"""Signs between the names of a joint issue and 文件."""


def head_of(
    issuers: tuple[str, ...], suffix: str, every: bool, title_lines: int, recipient_signs: float, signer_rows: int
) -> Head:
    """The names of the head, in half points; what else stands on the first page says how much room there is for them."""
    names = issuers if every else issuers[:1]
    column = max(width(name) for name in names)
    joint = len(names) > 1
    across = points(standard()["page"]["type_width"]) / (column + width(suffix) + (GAP if joint else 0.0))
    recipients = ceil(recipient_signs / int(standard()["text"]["signs"]))
    down = _room(title_lines + recipients + max(1, signer_rows)) / (len(names) * float(standard()["head"]["pitch"]))
    fitting = floor(min(float(standard()["head"]["largest"]), across, down) * 2) / 2
    size = max(fitting, float(standard()["head"]["smallest"]))
    return Head(names, suffix, size, size * float(standard()["head"]["pitch"]), column)


def _room(lines: int) -> float:
    """Points for the names, when so many lines, the blank ones between them and two lines of text follow."""
    head, body = standard()["head"], standard()["body"]
    blank = int(head["lines_below_mark"]) + int(body["lines_above_title"]) + 1
    free = int(standard()["text"]["lines"]) - lines - blank - LINES_OF_TEXT
    return free * line_pitch() - points(head["mark_from_top"])


def signer_rows(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The signers two in a row, all equally wide."""
    longest = max([SHORTEST_NAME, *(len(name) for name in names)])
    even = [_spread(name, longest) for name in names]
    return tuple(tuple(even[at : at + SIGNERS_IN_ROW]) for at in range(0, len(even), SIGNERS_IN_ROW))


def _spread(name: str, longest: int) -> str:
    """A name filled up with ideographic spaces: between two signs, else behind."""
    missing = "　" * (longest - len(name))
    return name[0] + missing + name[1] if len(name) == 2 else name + missing
