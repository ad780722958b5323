"""Lists as files: streamed, never cut, with a line that says how many rows there are, and harmless in a spreadsheet (ADR 0042)."""

from open315.core.exports.cells import guard, is_row_count_line, unguarded, yuan
from open315.core.exports.delimited import stream_csv
from open315.core.exports.responses import spreadsheet_response
from open315.core.exports.workbook import write_book, write_xlsx

__all__ = [
    "guard",
    "is_row_count_line",
    "spreadsheet_response",
    "stream_csv",
    "unguarded",
    "write_book",
    "write_xlsx",
    "yuan",
]
