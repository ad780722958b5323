"""The document as PDF, set by typst. Texts travel as JSON into a fixed template, never as markup, so nothing can be injected."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from open315.core.charts.picture import font_folder
from open315.core.documents.numbering import Entry, Line, anchor_of, entries_of, marks_of
from open315.core.documents.tree import (
    Block,
    Chart,
    Document,
    Ending,
    Evidence,
    Figure,
    Link,
    Note,
    Paragraph,
    Photo,
    Run,
    Runs,
    Section,
    Table,
    Text,
)
from open315.core.documents.walk import photos_of, with_photos
from open315.core.text import cleaned

TEMPLATE = Path(__file__).with_name("document.typ")
Marks = Mapping[Evidence, str]
FAMILY = "Noto Sans CJK TC"


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[font_folder()])


def render(document: Document) -> bytes:
    """The document as a tagged PDF with clickable figures."""
    photos = photos_of(document)
    bare = with_photos(document, lambda photo: replace(photo, content=b""))
    data = json.dumps(_document(cleaned(bare)), ensure_ascii=False)
    if not photos:
        return _set(TEMPLATE, data)
    with TemporaryDirectory() as folder:
        for photo in photos:
            Path(folder, _name(photo)).write_bytes(photo.content)
        return _set(Path(shutil.copy(TEMPLATE, folder)), data)


def _set(template: Path, data: str) -> bytes:
    found = typst.compile(template, font_paths=_fonts(), sys_inputs={"document": data}, format="pdf")
    return _bytes(found)


def _name(photo: Photo) -> str:
    """The file beside the template: typst reads photos from there, and tells their kind by the ending."""
    return f"{photo.digest}.{photo.ending}"


def _bytes(found: Any) -> bytes:
    return b"".join(found) if isinstance(found, list) else bytes(found)


def _document(document: Document) -> dict[str, Any]:
    entries = entries_of(document)
    marks = marks_of(entries)
    top: list[Block] = [*document.remarks, *document.sections]
    blocks = [_block(block, document, marks, 1) for block in top]
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "issuer": document.issuer,
        "issued": document.issued,
        "language": document.language,
        "font": FAMILY,
        "words": {name: getattr(document.annex.words, name) for name in document.annex.words.__dataclass_fields__},
        "blocks": blocks,
        "ending": _ending(document.ending),
        "annex": {
            "title": document.annex.title,
            "preface": _runs(document.annex.preface, document, marks),
            "about": [_block(note, document, marks, 2) for note in document.about],
            "entries": [_entry(entry, document) for entry in entries],
        },
    }


def _ending(ending: Ending | None) -> dict[str, str] | None:
    return None if ending is None else {"name": ending.name, "date": ending.date, "seal": ending.seal}


def _block(block: Block, document: Document, marks: Marks, level: int) -> dict[str, Any]:
    match block:
        case Section():
            inside = [_block(inner, document, marks, level + 1) for inner in block.blocks]
            return {"kind": "section", "level": level, "title": block.title, "blocks": inside}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.runs, document, marks)}
        case Note():
            return {"kind": "note", "runs": _runs(block.runs, document, marks)}
        case Table():
            return _table(block, document)
        case Chart():
            return {"kind": "chart", "caption": block.caption, "svg": block.drawing.svg, "alt": block.drawing.title}
        case Photo():
            return {
                "kind": "photo",
                "caption": block.caption,
                "alt": block.alt,
                "width": block.width,
                "file": _name(block),
            }


def _runs(runs: Runs, document: Document, marks: Marks) -> list[dict[str, Any]]:
    return [_run(run, document, marks) for run in runs]


def _run(run: Run, document: Document, marks: Marks) -> dict[str, Any]:
    data: dict[str, Any] = {"text": run.text, "href": "", "mark": "", "strong": False}
    if isinstance(run, Figure):
        mark = marks.get(run.evidence, "")
        anchor = anchor_of(mark) if mark else ""
        return {
            **data,
            "href": document.absolute(run.evidence.href),
            "mark": mark,
            "anchor": anchor,
            "strong": run.strong,
        }
    if isinstance(run, Link):
        return {**data, "href": document.absolute(run.href)}
    if isinstance(run, Text):
        return {**data, "strong": run.strong}
    return data


def _table(table: Table, document: Document) -> dict[str, Any]:
    rows = [{"strong": row.strong, "cells": [_runs(cell, document, {}) for cell in row.cells]} for row in table.rows]
    return {
        "kind": "table",
        "caption": table.caption,
        "head": list(table.head),
        "words": [column in table.words for column in range(len(table.head))],
        "rows": rows,
        "note": _runs(table.note, document, {}),
    }


def _entry(entry: Entry, document: Document) -> dict[str, Any]:
    first = entry.first
    return {
        "number": str(entry.number),
        "label": first.label,
        "key": first.key,
        "definition": first.definition,
        "period": "; ".join(entry.periods),
        "scope": first.scope,
        "query": entry.query,
        "fractions": entry.has_fractions,
        "lines": [_line(entry, line, document) for line in entry.lines],
    }


def _line(entry: Entry, line: Line, document: Document) -> dict[str, str]:
    return {
        "mark": line.mark,
        "anchor": anchor_of(line.mark),
        "line": line.title,
        "value": line.value,
        "fraction": line.fraction,
        "query": entry.rest(line),
        "href": document.absolute(line.evidence.href),
    }
