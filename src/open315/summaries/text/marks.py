"""What the marks of a text stand for: a figure by its key, days, scope and line; or a name that holds digits.

A mark keeps no value. Its days are those of the document, or the same a year before, so it follows a campaign that is still running.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from open315.core.chapters import Reader
from open315.core.documents.tree import Figure, Runs, Term
from open315.summaries.text.rules import typed_figures

NOW, BEFORE, OWN = "now", "before", ""
DAYS = ("first", "last", "until")


class Catalogue:
    """The marks of a text while it is written: the same figure has the same number."""

    def __init__(self, marks: Iterable[Mapping[str, Any]] = ()) -> None:
        self.marks: list[dict[str, Any]] = [dict(each) for each in marks]
        self._numbers = {_identity(mark): number for number, mark in enumerate(self.marks, 1)}

    def worded(self, runs: Runs, reader: Reader, chapter: str) -> str:
        """The runs as words with marks."""
        return "".join(self._word(run, reader, chapter) for run in runs)

    def _word(self, run: Any, reader: Reader, chapter: str) -> str:
        if isinstance(run, Figure):
            return f"{{{self.number(mark_of(run, reader, chapter))}}}"
        text = run.text.replace("{", "(").replace("}", ")")
        if isinstance(run, Term) and typed_figures(text):
            return f"{{{self.number({'term': text})}}}"
        return text

    def number(self, mark: dict[str, Any]) -> int:
        """The number of a mark, given when it is new."""
        identity = _identity(mark)
        if identity not in self._numbers:
            self.marks.append(mark)
            self._numbers[identity] = len(self.marks)
        return self._numbers[identity]


def mark_of(figure: Figure, reader: Reader, chapter: str) -> dict[str, Any]:
    """What the mark of a printed figure keeps."""
    evidence = figure.evidence
    params = dict(parse_qsl(urlsplit(evidence.href).query))
    spans = {reader.period.first.isoformat(): NOW, reader.before.first.isoformat(): BEFORE}
    days = spans.get(params["first"], OWN)
    kept = {name: value for name, value in params.items() if days == OWN or name not in DAYS}
    form = "value" if figure.text == evidence.value else "size"
    return {
        "key": evidence.key, "params": kept, "days": days, "form": form, "chapter": chapter,
        "line": evidence.line, "label": evidence.label,
    }  # fmt: skip


def _identity(mark: Mapping[str, Any]) -> tuple[Any, ...]:
    if "term" in mark:
        return ("term", mark["term"])
    return (mark["key"], mark["days"], mark["form"], mark["chapter"], tuple(sorted(mark["params"].items())))
