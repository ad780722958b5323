"""A signed document as everybody reads it: each figure leads to its own page with definition, period, value and parts, never to rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from open315.core.documents.numbering import Entry, Line, entries_of, marks_of
from open315.core.documents.stored import KIND, as_data, from_data
from open315.core.documents.tree import Document, Evidence
from open315.core.documents.walk import with_photos
from open315.summaries.models import Edition


def document_for_all(edition: Edition) -> Document:
    """The frozen document with public addresses behind its figures."""
    document: Document = from_data(edition.content)
    marks = marks_of(entries_of(document))
    found: Document = from_data(_turned(edition.content, marks, edition.pk))
    return with_photos(
        found, lambda photo: replace(photo, src=reverse("published:photo", args=[edition.pk, photo.digest]))
    )


def _turned(data: Any, marks: Mapping[Evidence, str], pk: int) -> Any:
    if isinstance(data, list):
        return [_turned(each, marks, pk) for each in data]
    if not isinstance(data, dict):
        return data
    if data[KIND] == Evidence.__name__:
        evidence: Evidence = from_data(data)
        return as_data(replace(evidence, href=reverse("published:figure", args=[pk, marks[evidence]])))
    return {name: _turned(value, marks, pk) for name, value in data.items()}


@dataclass(frozen=True, slots=True)
class PublicFigure:
    """One figure of a published document: its line, and the entry of the annex it is of."""

    line: Line
    entry: Entry

    @property
    def beside(self) -> list[Line]:
        """The other lines and periods of the same fact."""
        return [line for line in self.entry.lines if line.mark != self.line.mark]


def figure_of(document: Document, mark: str) -> PublicFigure | None:
    """The figure of a number of the annex; None where there is none."""
    for entry in entries_of(document):
        for line in entry.lines:
            if line.mark == mark:
                return PublicFigure(line, entry)
    return None
