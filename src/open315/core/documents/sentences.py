"""Sentences with figures in them: a translated template with named placeholders becomes runs.

The translator decides where a figure stands in the sentence; the figure stays a figure.
"""

import re
from collections.abc import Iterable

from open315.core.documents.tree import Figure, Run, Runs, Term, Text

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def sentence(template: str, **parts: Run | str) -> Runs:
    """The runs of `template`; a part given as plain words becomes a `Term`. KeyError if a part is missing."""
    runs: list[Run] = []
    for index, piece in enumerate(_PLACEHOLDER.split(template)):
        if index % 2:
            part = parts[piece]
            runs.append(Term(part) if isinstance(part, str) else part)
        elif piece:
            runs.append(Text(piece.replace("%%", "%")))
    return tuple(runs)


def joined(sentences: Iterable[Runs], between: str = "") -> Runs:
    """Several sentences as one run of text."""
    runs: list[Run] = []
    for position, piece in enumerate(sentence for sentence in sentences if sentence):
        if position and between:
            runs.append(Text(between))
        runs.extend(piece)
    return tuple(runs)


def listed(items: Iterable[Runs], between: str, last: str = "") -> Runs:
    """An enumeration: "a, b and c" with the reader's own words between."""
    found = [item for item in items if item]
    runs: list[Run] = []
    for position, item in enumerate(found):
        if position:
            runs.append(Text(last if last and position == len(found) - 1 else between))
        runs.extend(item)
    return tuple(runs)


def plain(runs: Iterable[Run]) -> str:
    """The text of runs without any marks."""
    return "".join(run.text for run in runs)


def stray_digits(runs: Iterable[Run]) -> list[str]:
    """Words that hold a digit outside of figures, dates, citations and names: numbers nobody can open."""
    return [run.text for run in runs if not isinstance(run, Figure | Term) and any(c.isdecimal() for c in run.text)]
