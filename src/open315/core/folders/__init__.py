"""Records of many tables as a folder of sheets: taken along, looked through in a spreadsheet, brought into another install.

Who does the job: the secretary of another province, who has a campaign in spreadsheets and wants it here; and the one who leaves, and wants
all of it in a form that she can read without this software. Both work sheet by sheet, and want to be told row by row what came of it.

A room declares what one of its tables looks like as a sheet (`declare_sheet`): columns, how a row is brought in by the verbs that people
use, and how rows are given out. A row is known by what it says (a council, a start, a title), never by a number of one database: so bringing
the same folder twice changes nothing, and a folder that was given out comes in elsewhere (ADR 0124).

`columns`   what a cell holds, read as at every other door
`sheets`    the register
`beside`    the files that lie beside them
`files`     a directory of CSV files, or one workbook, from and to the disk
`bringing`  sheets in their order, rows one by one, each its own transaction, each with its answer
"""

from open315.core.folders.bringing import Bringing, Came, RowAnswer, bring, prepared, told_in
from open315.core.folders.columns import Column, Form
from open315.core.folders.sheets import (
    FolderSheet,
    Together,
    declare_pages,
    declare_sheet,
    page_of,
    sheets_for,
    sheets_of,
)

__all__ = [
    "Bringing",
    "Came",
    "Column",
    "FolderSheet",
    "Form",
    "RowAnswer",
    "Together",
    "bring",
    "declare_pages",
    "declare_sheet",
    "page_of",
    "prepared",
    "sheets_for",
    "sheets_of",
    "told_in",
]
