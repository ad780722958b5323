"""Finds the translatable sentences of a room in its Python files and templates.

GNU gettext would do the same, but has to be installed first; the syntax trees of Python and Django's own `templatize` are there anyway.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation.template import templatize

from open315.config.catalogues.rooms import PACKAGE

_CALLS = {
    "_": ("id",),
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
_STRING = r"""[uU]?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\"\"\"(?:.|\n)*?\"\"\")"""
_TEMPLATE_CALL = re.compile(
    rf"\b({'|'.join(_CALLS)})\(\s*{_STRING}(?:\s*,\s*{_STRING})?(?:\s*,\s*{_STRING})?", re.DOTALL
)
_SKIPPED = {"tests", "migrations", "locale", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One translatable sentence and the first file that has it."""

    id: str
    file: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue looks it up by."""
        return self.context, self.id


def sentences_of(room: Path) -> dict[tuple[str, str], Sentence]:
    """Every sentence of the room, in the order of its files; a plural form anywhere makes the sentence plural."""
    found: dict[tuple[str, str], Sentence] = {}
    for file in sorted(_sources(room)):
        for sentence in _in_file(file):
            known = found.setdefault(sentence.key, sentence)
            if sentence.plural and not known.plural:
                found[sentence.key] = replace(known, plural=sentence.plural)
    return found


def _sources(room: Path) -> Iterator[Path]:
    for file in room.rglob("*"):
        if file.suffix in {".py", ".html", ".txt"} and not _SKIPPED & set(file.relative_to(room).parts):
            yield file


def _in_file(file: Path) -> Iterator[Sentence]:
    name = str(file.relative_to(PACKAGE).as_posix())
    text = file.read_text(encoding="utf-8")
    return in_python(text, name) if file.suffix == ".py" else in_template(text, name)


def in_python(text: str, name: str) -> Iterator[Sentence]:
    """Sentences in Python source: calls of the gettext functions with literal strings."""
    calls = [node for node in ast.walk(ast.parse(text, name)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if places := _CALLS.get(_called(node.func)):
            strings = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if len(strings) >= len(places):
                yield Sentence(file=name, **dict(zip(places, strings, strict=False)))


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def in_template(text: str, name: str) -> Iterator[Sentence]:
    """Sentences in a Django template: translate, blocktranslate and _("…")."""
    for match in _TEMPLATE_CALL.finditer(templatize(text, origin=name)):
        places = _CALLS[match[1]]
        strings = [ast.literal_eval(part) for part in match.groups()[1:] if part is not None]
        if len(strings) >= len(places):
            yield Sentence(file=name, **dict(zip(places, strings, strict=False)))
