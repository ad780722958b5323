"""「同上」 and 〃: whoever keeps a ledger by hand means what stands above. The cells are given it, and that is told. Pure."""

from collections.abc import Iterator

from open315.core.foreign_files.types import Cell, DoubtKind, NumberedRow, Reading

DITTOS = frozenset({"同上", "同前", "〃", "″", '"'})


def filled(reading: Reading) -> Reading:
    """The same rows, with what stands above in the place of every such mark; one with nothing above stays as it is."""
    return Reading(_rows(reading), reading.doubts, reading.spans)


def _rows(reading: Reading) -> Iterator[NumberedRow]:
    above: dict[int, Cell] = {}
    for number, cells in reading.rows:
        for column, cell in enumerate(cells):
            if type(cell) is str and len(cell) <= 4 and cell.strip() in DITTOS:
                if column in above:
                    cells[column] = above[column]
                    reading.doubts.note(DoubtKind.DITTOS, number)
            elif cell is not None and cell != "":
                above[column] = cell
        yield number, cells
