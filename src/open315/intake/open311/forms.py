"""The two forms of every answer: XML, and JSON as its conventions make it of the XML (lists without a root)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse

XML = "xml"
FORMS = {XML: "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A list in a list: in XML an element `many` of elements `one`."""

    one: str
    rows: Sequence[Row]


def answer(form: str, many: str, one: str, rows: Iterable[Row], status: int = 200) -> HttpResponse:
    """A list: `many` of `one`."""
    rows = list(rows)
    if form == "json":
        return _said(form, json.dumps([_plain(each) for each in rows], ensure_ascii=False), status)
    root = ElementTree.Element(many)
    for each in rows:
        _fill(ElementTree.SubElement(root, one), each)
    return _said(form, _written(root), status)


def one_answer(form: str, name: str, row: Row) -> HttpResponse:
    """A single thing that is no list."""
    if form == "json":
        return _said(form, json.dumps(_plain(row), ensure_ascii=False), 200)
    root = ElementTree.Element(name)
    _fill(root, row)
    return _said(form, _written(root), 200)


def _said(form: str, content: str, status: int) -> HttpResponse:
    return HttpResponse(content, status=status, content_type=FORMS[form])


def _written(root: ElementTree.Element) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _fill(element: ElementTree.Element, row: Row) -> None:
    for name, value in row.items():
        below = ElementTree.SubElement(element, name)
        if isinstance(value, Named):
            for each in value.rows:
                _fill(ElementTree.SubElement(below, value.one), each)
        elif value is not None:
            below.text = _word(value)


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plain(row: Row) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in row.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Named):
        return [_plain(each) for each in value.rows]
    return value if value is None or isinstance(value, (bool, int)) else str(value)
