"""What the columns of a sheet probably are: by the source's last sheet, by their headings, and by what stands below."""

from collections.abc import Sequence
from dataclasses import replace

from open315.core.foreign_files.types import SheetLook
from open315.core.text import letters
from open315.intake.sheet_import import cell_values, counted_in
from open315.intake.sheet_import.columns import COUNTERS, Mapping, Target, carried_over
from open315.intake.sheet_import.headings import guessed
from open315.intake.sheet_import.result_file import own_headings


def mapped(look: SheetLook, number: int, headings: tuple[str, ...], earlier: Mapping | None) -> Mapping:
    """The guess for a sheet whose headings end in row `number`; what words mean comes from the source's last sheet too."""
    found = guessed(headings)
    if earlier is not None:
        found.update(carried_over(earlier, headings))
    columns = _own_columns(headings, _without_counter(found, headings, look, number))
    before = earlier or Mapping()
    defaults = replace(before.defaults, unit=counted_in.noted(look.rows, number))
    return Mapping(look.name, number, headings, columns, defaults, before.values)


def _without_counter(
    found: dict[int, Target], headings: Sequence[str], look: SheetLook, number: int
) -> dict[int, Target]:
    """A column that counts the rows of its sheet is no number of a case: in the next sheet the same number means another one."""
    for column, target in found.items():
        if target is Target.SOURCE_REF and (letters(headings[column]) in COUNTERS or _counts(column, look, number)):
            return {**found, column: Target.IGNORE}
    return found


def _counts(column: int, look: SheetLook, below: int) -> bool:
    """Whether the column says 1, 2, 3 …, as the rows come."""
    rows = [cells for number, cells in look.rows if number > below]
    cells = [cell_values.text(cells[column]) for cells in rows if column < len(cells)]
    return len(cells) > 1 and cells == [str(number) for number in range(1, len(cells) + 1)]


def _own_columns(headings: Sequence[str], found: dict[int, Target]) -> dict[int, Target]:
    """In a result file of ours that comes back: the outcome is read, the other columns of ours are left out."""
    own = own_headings()
    columns = dict(found)
    for column, heading in enumerate(headings):
        is_outcome = own.get(letters(heading))
        if is_outcome is not None:
            columns[column] = Target.OUTCOME if is_outcome else Target.IGNORE
    return dict(sorted(columns.items()))
