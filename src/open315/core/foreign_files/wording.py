"""What went wrong with a file, what is wrong with a cell, and what is doubtful in a sheet, in words that say what to do."""

from typing import Any

from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from open315.core.errors import InvalidInput, Unavailable
from open315.core.foreign_files.types import Damage, Doubt, DoubtKind, FileKind, Trouble, Unreadable

TROUBLES = {
    Trouble.UNREADABLE: _(
        "The file cannot be read: it is damaged, or not what it seems. Please save it again as XLSX."
    ),
    Trouble.LOCKED: _("The file is protected by a password. Please save it without one."),
    Trouble.TOO_LARGE: _(
        "The file unpacks to more than can be read. Please save only the rows that matter, as XLSX or CSV."
    ),
    Trouble.TOO_SLOW: _("Reading the file takes too long. Please save only the rows that matter, as XLSX or CSV."),
    Trouble.NO_TABLE: _("There is no table in the file: two rows of at least two cells."),
    Trouble.NO_ROWS: _("The file has no sheet with rows."),
    Trouble.NO_SHEET: _("The file has no sheet of this name."),
    Trouble.PICTURE: _("The picture cannot be read. Please save it again and send that."),
    Trouble.POINTS: _("The picture has more than 80 million points. Please send a smaller one."),
    Trouble.ENCODING: _("The encoding of the file cannot be told. Please save it as CSV UTF-8."),
}
PACKED = _("This is a packed archive. Please unpack it and send the sheet inside.")
KINDS = {
    FileKind.XLSB: _("This is a binary workbook (XLSB). Please save it as XLSX."),
    FileKind.MACROS: _("This workbook or document has macros. Please save it as XLSX or DOCX, without them."),
    FileKind.DOC: _("This is a document of an old Word. Please save it as DOCX; its tables can then be read."),
    FileKind.PDF: _("This is a PDF. Please ask for the sheet it was made from (XLSX, ODS or CSV)."),
    FileKind.ARCHIVE: PACKED,
    FileKind.FOLDER: PACKED,
    FileKind.NUMBERS: _("This is a sheet of Apple Numbers. Please export it as XLSX."),
    FileKind.PICTURE: _("This is a picture. Please ask for the sheet it was made from (XLSX, ODS or CSV)."),
    FileKind.EMPTY: _("The file is empty."),
}
OTHER_KIND = _(
    "This is no sheet that can be read. Please send XLSX, XLS, ODS, CSV, a Word document (DOCX) with a table, or a web page with one; "
    "a file of WPS (.et) that cannot be read is saved there as XLSX."
)
BUSY = _("Other files are being read just now. Please try again in a minute.")
DAMAGES = {
    Damage.ERROR: _("The formula ends in an error ({text}). Mend it in the sheet, or write the value."),
    Damage.FORMULA: _(
        "The result of the formula was not saved. Open the sheet in Excel or WPS, save it, and send it again."
    ),
    Damage.DIGITS: _(
        "{text}: a number of more than 15 digits is not kept whole by spreadsheets. Format the column as text, put the numbers in again."
    ),
    Damage.BYTES: _("Some characters were lost: {text}. Put them in again."),
}
DOUBTS = {
    DoubtKind.FILLED: ngettext_lazy(
        "%(count)d row has cells that are merged with those above; they were given the same content.",
        "%(count)d rows have cells that are merged with those above; they were given the same content.",
        "count",
    ),
    DoubtKind.DITTOS: ngettext_lazy(
        "%(count)d row says “as above”; its cells were given what stands above them.",
        "%(count)d rows say “as above”; their cells were given what stands above them.",
        "count",
    ),
    DoubtKind.ACROSS: ngettext_lazy(
        "%(count)d row has cells merged over several columns; only the first column has their content.",
        "%(count)d rows have cells merged over several columns; only the first column has their content.",
        "count",
    ),
    DoubtKind.HIDDEN_ROWS: ngettext_lazy(
        "%(count)d row is hidden in the sheet; it is read like the others.",
        "%(count)d rows are hidden in the sheet; they are read like the others.",
        "count",
    ),
    DoubtKind.HIDDEN_COLUMNS: ngettext_lazy(
        "%(count)d column is hidden in the sheet; it is read like the others.",
        "%(count)d columns are hidden in the sheet; they are read like the others.",
        "count",
    ),
    DoubtKind.LONG_RECORDS: ngettext_lazy(
        "%(count)d row runs over several lines of the file.",
        "%(count)d rows run over several lines of the file.",
        "count",
    ),
    DoubtKind.OPEN_QUOTES: ngettext_lazy(
        "%(count)d row has a quotation mark that nothing closes; it was taken for text.",
        "%(count)d rows have a quotation mark that nothing closes; it was taken for text.",
        "count",
    ),
    DoubtKind.MORE_CELLS: ngettext_lazy(
        "%(count)d row has more cells than the others: its columns may have slipped.",
        "%(count)d rows have more cells than the others: their columns may have slipped.",
        "count",
    ),
    DoubtKind.MORE_COLUMNS: ngettext_lazy(
        "%(count)d row has cells behind column 200; they are left out.",
        "%(count)d rows have cells behind column 200; they are left out.",
        "count",
    ),
    DoubtKind.ERRORS: ngettext_lazy(
        "%(count)d row has a formula that ends in an error.",
        "%(count)d rows have formulas that end in an error.",
        "count",
    ),
    DoubtKind.FORMULAS: ngettext_lazy(
        "%(count)d row has a formula whose result was not saved.",
        "%(count)d rows have formulas whose results were not saved.",
        "count",
    ),
    DoubtKind.DIGITS: ngettext_lazy(
        "%(count)d row has a number of more than 15 digits, which the spreadsheet did not keep whole.",
        "%(count)d rows have numbers of more than 15 digits, which the spreadsheet did not keep whole.",
        "count",
    ),
    DoubtKind.BYTES: ngettext_lazy(
        "%(count)d row has lost characters.", "%(count)d rows have lost characters.", "count"
    ),
    DoubtKind.FROM_1904: _(
        "This book counts days from 1904, as books of Excel for Mac did. Numbers in columns of days are read so."
    ),
}
LONGEST_SHOWN = 40


def refusal(error: Unreadable, *, field: str | None = None) -> InvalidInput | Unavailable:
    """The file's trouble as an error a person may read."""
    if error.trouble is Trouble.BUSY:
        return Unavailable(BUSY)
    if error.trouble is Trouble.KIND:
        known = {each.value: words for each, words in KINDS.items()}
        return InvalidInput(known.get(error.detail, OTHER_KIND), field=field)
    return InvalidInput(TROUBLES[error.trouble], field=field)


def damage_words(text: str, damage: Damage) -> Any:
    """What is wrong with a cell, and what to do."""
    shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
    return format_lazy(DAMAGES[damage], text=lazystr(shown))


def doubt_words(doubt: Doubt) -> Any:
    """What is doubtful, as a sentence; where, is told beside it."""
    return DOUBTS[doubt.kind] % {"count": doubt.count}


def places(doubt: Doubt) -> str:
    """The rows (or columns, as letters) it is about: 3, 4, 9 …"""
    if doubt.kind is DoubtKind.HIDDEN_COLUMNS:
        named = [letters(number - 1) for number in doubt.rows]
    else:
        named = [str(number) for number in doubt.rows]
    return ", ".join(named) + (" …" if doubt.count > len(named) else "")


def letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
