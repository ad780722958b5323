"""What a row says of the end of its case: whether it comes in as history, and how it was closed.

A row comes in as history when its state says so, when it has a result or a day of closing, or when that was chosen for all rows
that say nothing. What such columns say of a case that begins now is no history: a result is refused, the rest kept beside it.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from open315.cases.types import HISTORY_STATES, OPEN_STATES, History, State
from open315.intake.sheet_import import cell_values, counted_in
from open315.intake.sheet_import.coded_values import Meanings
from open315.intake.sheet_import.columns import Mapping, Target
from open315.intake.sheet_import.row_cells import KEPT_IN_WORDS, Cells

COLUMNS = (
    Target.STATE,
    Target.ACCEPTED_ON,
    Target.CLOSED_ON,
    Target.RESULT,
    Target.RECOVERED,
    Target.RESULT_NOTE,
)
OF_RECEIPT = "received"
"""The day of acceptance of rows that do not say it is that of receipt."""
NO_RESULT = _(
    "A case that is over needs a result. Write it in this row, explain its word among the values, or choose a result for all rows "
    "that say none: it stands beside the columns, under “Result of closed cases”."
)
OPEN_WITH_END = _("A case that is still open has no result, no day of closing, and nothing recovered.")


@dataclass(frozen=True, slots=True)
class Told:
    """The cells of one row, read."""

    state: str = ""
    is_open: bool = False
    accepted_on: date | None = None
    closed_on: date | None = None
    result: str = ""
    recovered_cents: int | None = None
    note: str = ""

    @property
    def has_end(self) -> bool:
        """Whether something was said that only an ended case has."""
        return bool(self.closed_on or self.result or self.recovered_cents)


NOTHING = Told()


class HistoryColumns:
    """Reads them by one mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._meanings = Meanings(mapping)
        self._recovered = counted_in.reader_of(mapping, Target.RECOVERED)
        self._asked = any(mapping.of(target) for target in COLUMNS)
        self._always = History(mapping.defaults.state) if mapping.defaults.state else History()

    def read(self, row: Cells) -> Told:
        """What the row says; what cannot be read, or cannot be, is blamed."""
        if not self._asked:
            return NOTHING
        found = self._meanings.code(Target.STATE, row.text(Target.STATE))
        told = Told(
            state=found if found in HISTORY_STATES else "",
            is_open=found in OPEN_STATES,
            accepted_on=row.read(Target.ACCEPTED_ON, cell_values.day, _("Not a day.")),
            closed_on=row.read(Target.CLOSED_ON, cell_values.day, _("Not a day.")),
            result=self._meanings.code(Target.RESULT, row.text(Target.RESULT)),
            recovered_cents=row.read(Target.RECOVERED, *self._recovered),
            note=row.text(Target.RESULT_NOTE),
        )
        if told.is_open and told.has_end:
            row.blame(Target.STATE, OPEN_WITH_END)
        elif self._state(told) == State.CLOSED and not (told.result or self._mapping.defaults.result):
            row.blame(Target.RESULT if row.text(Target.RESULT) else Target.STATE, NO_RESULT)
        return told

    def of(self, row: Cells, told: Told, received_on: date, kept: dict[str, str]) -> History:
        """The history that follows from it. What no field of ours holds goes to `kept`, under its heading."""
        if not self._asked:
            return self._dated(self._always, received_on)
        self._keep_unknown_words(row, told, kept)
        state = self._state(told)
        if not state:
            self._keep(row, (Target.ACCEPTED_ON, Target.RESULT_NOTE), kept)
            return History()
        result = told.result or (self._mapping.defaults.result if state == State.CLOSED else "")
        return self._dated(
            History(state, told.accepted_on, told.closed_on, result, told.recovered_cents, told.note), received_on
        )

    def _state(self, told: Told) -> str:
        """Closed where an end is named: a day of closing or a result says more than what holds for rows that say nothing."""
        if told.state or told.is_open:
            return told.state
        return State.CLOSED.value if told.has_end else self._mapping.defaults.state

    def _dated(self, history: History, received_on: date) -> History:
        if not history or history.accepted_on or self._mapping.defaults.accepted != OF_RECEIPT:
            return history
        if history.state == State.DECLINED:
            return history
        return History(
            history.state, received_on, history.closed_on, history.result, history.recovered_cents, history.note
        )

    def _keep_unknown_words(self, row: Cells, told: Told, kept: dict[str, str]) -> None:
        unknown = []
        if not told.state and not told.is_open:
            unknown.append(Target.STATE)
        if not told.result:
            unknown.append(Target.RESULT)
        self._keep(row, tuple(unknown), kept)

        for target in unknown:
            if row.text(target) and self._meanings.said(target, row.text(target)) is None:
                row.note(target, KEPT_IN_WORDS)

    def _keep(self, row: Cells, targets: tuple[Target, ...], kept: dict[str, str]) -> None:
        for target in targets:
            for column in self._mapping.of(target):
                if written := row.text_at(column):
                    kept[self._mapping.heading(column)] = written
