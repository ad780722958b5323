"""What a cell of such a sheet holds: read as days, moments, amounts and codes are read at every other door."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from open315.core.clock import SHANGHAI
from open315.core.errors import InvalidInput
from open315.core.exports import unguarded, yuan
from open315.core.foreign_files.types import Cell, Damaged
from open315.core.foreign_files.wording import damage_words
from open315.core.text import amounts, clean, letters, moments, whole_number

SEPARATORS = str.maketrans("；;\n", "|||")
YES = frozenset({"1", "yes", "y", "true", "是", "有", "√", "✓"})
NO = frozenset({"", "0", "no", "n", "false", "否", "無", "无"})


class Form(StrEnum):
    """How what stands in a cell is read."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    YUAN = "yuan"
    """Kept in cents, written in yuan."""
    CODE = "code"
    YES = "yes"
    SEVERAL = "several"
    """Texts between semicolons."""


def _no_codes() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: its key, what it is called, what it holds. `codes` are the codes of a coded one with their words; either may stand there."""

    key: str
    label: Any
    form: Form = Form.TEXT
    needed: bool = False
    codes: Callable[[], Mapping[str, Any]] = _no_codes

    def read(self, cell: Cell) -> Any:
        """What the cell says. InvalidInput, with the key as the field, for what cannot be read and for nothing where something is needed."""
        if type(cell) is Damaged:
            raise InvalidInput(damage_words(cell, cell.damage), field=self.key)
        written = clean(_text(cell)).strip()
        if not written and self.needed:
            raise InvalidInput(NEEDED, field=self.key)
        try:
            return _READ[self.form](self, written)
        except ValueError as error:
            raise InvalidInput(UNREADABLE[self.form], field=self.key) from error

    def write(self, value: Any) -> Any:
        """The cell that is read as this value again."""
        if value is None or value == "":
            return ""
        return _WRITE.get(self.form, _as_it_is)(self, value)

    def is_called(self, heading: str) -> bool:
        """Whether a heading names it: its key, or its words in any language of the interface."""
        return letters(heading) in _names(self)


NEEDED = _("This must be filled in.")
UNREADABLE: Mapping[Form, Any] = {
    Form.NUMBER: _("Enter a whole number."),
    Form.DAY: _("Enter a day, for example 2026-03-15."),
    Form.MOMENT: _("Enter a day and a time, for example 2026-03-15 09:00."),
    Form.YUAN: _("Enter an amount of yuan."),
    Form.CODE: _("This is not one of the words for it; the guide lists them."),
    Form.YES: _("Enter yes (是) or leave it empty."),
}


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else unguarded(str(cell))


def _number(_column: Column, written: str) -> int | None:
    if not written:
        return None
    found = whole_number(written)
    if found is None:
        raise ValueError(written)
    return found


def _day(_column: Column, written: str) -> date | None:
    return moments.day(written) if written else None


def _moment(_column: Column, written: str) -> datetime | None:
    return moments.read(written).replace(tzinfo=SHANGHAI) if written else None


def _yuan(_column: Column, written: str) -> int | None:
    found = amounts.read(written)
    if found is not None and not found.is_exact:
        raise ValueError(written)
    return None if found is None else found.cents


def _code(column: Column, written: str) -> str:
    if not written:
        return ""
    found = _codes(column).get(letters(written))
    if found is None:
        raise ValueError(written)
    return found


def _yes(_column: Column, written: str) -> bool:
    if written.lower() in YES:
        return True
    if written.lower() in NO:
        return False
    raise ValueError(written)


def _several(_column: Column, written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.translate(SEPARATORS).split("|") if part.strip())


def _as_it_is(_column: Column, value: Any) -> Any:
    return value


_READ: Mapping[Form, Callable[[Column, str], Any]] = {
    Form.TEXT: lambda _column, written: written,
    Form.NUMBER: _number,
    Form.DAY: _day,
    Form.MOMENT: _moment,
    Form.YUAN: _yuan,
    Form.CODE: _code,
    Form.YES: _yes,
    Form.SEVERAL: _several,
}
_WRITE: Mapping[Form, Callable[[Column, Any], Any]] = {
    Form.DAY: lambda _column, value: value.isoformat(),
    Form.MOMENT: lambda _column, value: value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
    Form.YUAN: lambda _column, value: str(yuan(value)),
    Form.CODE: lambda column, value: str(column.codes().get(value, value)),
    Form.YES: lambda _column, value: "1" if value else "",
    Form.SEVERAL: lambda _column, value: "；".join(value),
}


def _in_each_language(words: Any) -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield letters(str(words))


@cache
def _names(column: Column) -> frozenset[str]:
    return frozenset([letters(column.key), *_in_each_language(column.label)])


@cache
def _codes(column: Column) -> Mapping[str, str]:
    """The code of whatever may be written for it."""
    words = {word: code for code, label in column.codes().items() for word in _in_each_language(label)}
    return {**words, **{letters(code): code for code in column.codes()}}
