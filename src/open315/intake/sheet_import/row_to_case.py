"""From a row to a `NewCase`, or to what is wrong with which cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from open315.cases.rules.registration import MAX_TITLE
from open315.cases.types import Channel, ConsumerFacts, Kind, NewCase, PersonDetails, TraderRef
from open315.core.clock import SHANGHAI, local_day
from open315.core.foreign_files.types import Damaged
from open315.core.foreign_files.wording import damage_words
from open315.core.places import PlaceFinder
from open315.intake.commands import trader_of
from open315.intake.sheet_import import cell_values, consumer_columns, counted_in
from open315.intake.sheet_import.coded_values import Codes, Meanings, words_of
from open315.intake.sheet_import.columns import DAYS, FIELDS, MONEY, Mapping, Target
from open315.intake.sheet_import.history_columns import HistoryColumns
from open315.intake.sheet_import.result_file import TAKEN_IN, outcome_of
from open315.intake.sheet_import.row_cells import KEPT_IN_WORDS, Cells, Problem
from open315.intake.sheet_import.row_reference import Known, References
from open315.intake.sheet_import.sheet_file import Row
from open315.traders import queries as traders

EARLIEST = datetime(1985, 1, 1)
NOBODY, NO_FACTS = PersonDetails(), ConsumerFacts()
NO_PLACE = _("No place is recognised for certain; it is kept in words.")
ABOUT = _("This is only about; it is taken as the number it names.")


@dataclass(slots=True)
class Converted:
    """A row as it would become a case, or why it cannot. `notes` tell what was read otherwise than it was written."""

    number: int
    known: Known
    command: NewCase | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    is_done: bool = False
    """Our own result file says of the row that it was taken in before: it is passed over."""

    @property
    def reference(self) -> str:
        """What the row is known by."""
        return self.known.by


class Converter:
    """Reads the rows of one import, in order: a row without a number of its own is known by its content and how often it came."""

    def __init__(
        self,
        mapping: Mapping,
        *,
        council_id: int,
        source: str,
        at: datetime,
        places: PlaceFinder,
        import_id: int | None = None,
        from_1904: bool = False,
    ) -> None:
        self._mapping = mapping
        self._days = [column for target in DAYS for column in mapping.of(target)] if from_1904 else []
        self._import_id = import_id
        self._history = HistoryColumns(mapping)
        self._council_id = council_id
        self._source = source
        self._at = at
        self._places = places
        self._one = {target: mapping.of(target)[0] for target in mapping.columns.values()}
        self._meanings = Meanings(mapping)
        self._references = References(mapping)
        self._used = sorted(column for column, target in mapping.columns.items() if target)
        self._kept = [(column, self._heading(column)) for column in mapping.of(Target.KEEP)]
        self._titles, self._narratives = mapping.of(Target.TITLE), mapping.of(Target.NARRATIVE)
        self._goods_texts = mapping.of(Target.GOODS_TEXT)
        self._passing = [(each.target, each.passes) for each in FIELDS if each.passes and each.target in self._one]
        self._amount = counted_in.reader_of(mapping, Target.AMOUNT)
        self._knows_consumer = bool(consumer_columns.COLUMNS & self._one.keys())
        self._platform_place = lru_cache(maxsize=1000)(traders.platform_place)

    def convert(self, number: int, cells: Row, known: Known) -> Converted:
        """The row as a command, or its problems; never both. `known` is what `reference` said of it."""
        row = Cells(self._in_our_days(cells), self._one)
        found = Converted(number, known, notes=row.notes)
        if outcome_of(row.text(Target.OUTCOME)) in TAKEN_IN:
            found.is_done = True
            return found
        row.problems.extend(self._damaged(cells))
        received_at = self._received_at(row)
        amount_cents = row.read(Target.AMOUNT, *self._amount)
        passed = {way.name: row.read(target, way.read, way.unreadable) for target, way in self._passing}
        kind = self._kind(row)
        title, narrative = self._words(row)
        ended = self._history.read(row)
        if row.problems:
            found.problems = row.problems
            return found
        kept = {heading: row.text_at(column) for column, heading in self._kept}
        for target in MONEY:
            self._note_amount(row, target, kept)
        region = self._region(row, kept)
        goods, goods_text = self._goods(row)
        found.command = NewCase(
            kind=Kind(kind),
            channel=self._channel(row, kept),
            title=title,
            narrative=narrative,
            council_id=self._council_id,
            received_at=received_at,
            trader=self._trader(row, region, kept),
            consumer=self._consumer(row, kept) if self._knows_consumer else NOBODY,
            consumer_facts=self._facts(row, kept) if self._knows_consumer else NO_FACTS,
            region_code=region,
            nature=self._nature(row, kept),
            amount_cents=amount_cents,
            goods=goods,
            goods_text=goods_text,
            claims=self._claims(row, kept),
            source=self._source,
            source_ref=known.by,
            history=self._history.of(row, ended, local_day(received_at), kept),
            import_id=self._import_id,
            source_data={heading: text for heading, text in kept.items() if text},
            **{name: value for name, value in passed.items() if value is not None},
        )
        return found

    def reference(self, cells: Row) -> Known:
        """What the row is known by. To be asked once of each row, in order."""
        return self._references.of(cells)

    def _in_our_days(self, cells: Row) -> Row:
        """The row with numbers of days as other books count them."""
        return (
            [cell_values.from_1904(cell) if at in self._days else cell for at, cell in enumerate(cells)]
            if self._days
            else cells
        )

    def _damaged(self, cells: Row) -> Iterator[Problem]:
        """Cells that are used and are not what somebody wrote in them: a formula's error, invented digits, lost characters."""
        for column in self._used:
            cell = cells[column] if column < len(cells) else None
            if type(cell) is Damaged:
                yield Problem(damage_words(cell, cell.damage), column)

    def _heading(self, column: int) -> str:
        return self._mapping.heading(column)

    def _received_at(self, row: "Cells") -> datetime:
        if Target.RECEIVED_AT not in self._one:
            return self._at
        found = row.read(Target.RECEIVED_AT, cell_values.moment, _("Not a date. Write it like 2026-05-12."))
        if found is None:
            if not row.problems:
                row.blame(Target.RECEIVED_AT, _("The date is missing."))
            return self._at
        moment = found.replace(tzinfo=SHANGHAI)
        if found < EARLIEST or moment > self._at + timedelta(days=1):
            row.blame(Target.RECEIVED_AT, _("This date cannot be right."))
        return moment

    def _kind(self, row: "Cells") -> str:
        written = row.text(Target.KIND)
        kind = self._meanings.code(Target.KIND, written)
        if kind or not written or self._meanings.said(Target.KIND, written) is not None:
            return kind or self._mapping.defaults.kind
        row.blame(Target.KIND, _("Neither complaint, report nor enquiry."))
        return ""

    def _words(self, row: "Cells") -> tuple[str, str]:
        """Title and narrative; one may be made of the other, but one there must be."""
        title = " ".join(filter(None, [row.text_at(column) for column in self._titles]))
        narrative = "\n".join(filter(None, [cell_values.paragraphs(row.at(column)) for column in self._narratives]))
        if not title and not narrative:
            target = Target.TITLE if Target.TITLE in self._one else Target.NARRATIVE
            row.blame(target, _("It does not say what happened."))
        if len(title) > MAX_TITLE:
            narrative = f"{title}\n{narrative}".strip()
            title = cell_values.first_sentence(title, MAX_TITLE)
        return title or cell_values.first_sentence(narrative, 60), narrative

    def _consumer(self, row: "Cells", kept: dict[str, str]) -> PersonDetails:
        column = self._one.get(Target.PHONE)
        return consumer_columns.details(row, kept, self._heading(column) if column is not None else "")

    def _facts(self, row: "Cells", kept: dict[str, str]) -> ConsumerFacts:
        """What may be counted of the consumer; words that nobody knows are kept beside the case."""
        for target in (Target.AGE_BAND, Target.GENDER):
            if target in self._one:
                self._coded(row, target, kept)
        return consumer_columns.facts(row, self._meanings)

    def _note_amount(self, row: "Cells", target: Target, kept: dict[str, str]) -> None:
        """An amount that is only about, or said to be unknown: told, and kept as it was written."""
        cell = row.cell(target)
        if not isinstance(cell, str) or not (written := cell_values.text(cell)):
            return
        found = cell_values.amount(cell)
        if found is None and not cell_values.is_unknown(cell) and cell_values.is_empty(written):
            return
        if found is None or not found.is_exact:
            kept[self._heading(self._one[target])] = written
            row.note(target, ABOUT if found else consumer_columns.NOT_KNOWN)

    def _coded(self, row: "Cells", target: Target, kept: dict[str, str]) -> str:
        """The code a cell names; words that nobody knows are kept beside the case, and that is told."""
        written = row.text(target)
        code = self._meanings.code(target, written)
        if written and not code:
            self._keep_words(row, target, kept)
        return code

    def _keep_words(self, row: "Cells", target: Target, kept: dict[str, str]) -> None:
        kept[self._heading(self._one[target])] = row.text(target)
        if self._meanings.said(target, row.text(target)) is None:
            row.note(target, KEPT_IN_WORDS)

    def _channel(self, row: "Cells", kept: dict[str, str]) -> Channel:
        return Channel(self._coded(row, Target.CHANNEL, kept) or self._mapping.defaults.channel or Channel.SHEET)

    def _region(self, row: "Cells", kept: dict[str, str]) -> str:
        return self._place(row, Target.REGION, kept) or self._mapping.defaults.region_code

    def _place(self, row: "Cells", target: Target, kept: dict[str, str]) -> str:
        """The place a cell names; one that nobody recognises is kept beside the case."""
        written = row.text(target)
        code = self._places.find(written) if written else ""
        if written and not code:
            kept[self._heading(self._one[target])] = written
            row.note(target, NO_PLACE)
        return code

    def _goods(self, row: "Cells") -> tuple[str, str]:
        written = row.text(Target.GOODS)
        code = self._meanings.code(Target.GOODS, written)
        words = [row.text_at(column) for column in self._goods_texts]
        if written and not code:
            words.insert(0, written)
        return code or self._mapping.defaults.goods, " ".join(filter(None, words))

    def _nature(self, row: "Cells", kept: dict[str, str]) -> str:
        return self._coded(row, Target.NATURE, kept) or self._mapping.defaults.nature

    def _claims(self, row: "Cells", kept: dict[str, str]) -> Codes:
        """What is asked for; words that name nothing of the list are kept, what holds for silent rows is asked for where nothing is said."""
        written = words_of(Target.CLAIMS, row.cell(Target.CLAIMS))
        meant = [self._meanings.codes(Target.CLAIMS, each) for each in written]
        if not all(meant):
            self._keep_words(row, Target.CLAIMS, kept)
        default = self._mapping.defaults.claim
        return tuple(dict.fromkeys(code for each in meant for code in each)) or ((default,) if default else ())

    def _trader(self, row: "Cells", region: str, kept: dict[str, str]) -> TraderRef:
        address, platform = row.text(Target.TRADER_ADDRESS)[:200], row.text(Target.PLATFORM_NAME)[:120]
        told = {
            "trader_name": row.text(Target.TRADER_NAME)[:120],
            "credit_code": row.text(Target.CREDIT_CODE).upper(),
            "trader_kind": self._mapping.defaults.trader_kind,
            "trader_address": address,
            "trader_place": self._place(row, Target.TRADER_PLACE, kept),
            "platform_name": platform,
            "platform_place": self._place(row, Target.PLATFORM_PLACE, kept),
        }
        return trader_of(told, region, platform_place=self._platform_place)
