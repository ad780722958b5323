"""From a row to a `NewCase`, or to what is wrong with which cell."""

import hashlib
from collections import Counter
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
from open315.core.text import telephones, whole_number
from open315.intake.commands import trader_of
from open315.intake.sheet_import import cell_values
from open315.intake.sheet_import.columns import FIELDS, Mapping, Target
from open315.intake.sheet_import.history_columns import HistoryColumns
from open315.intake.sheet_import.history_columns import code_of as _code
from open315.intake.sheet_import.row_cells import Cells, Problem
from open315.intake.sheet_import.sheet_file import Row
from open315.traders import queries as traders

EARLIEST = datetime(1985, 1, 1)
MAX_REF = 80
CONSUMER = {
    Target.NAME, Target.PHONE, Target.EMAIL, Target.ADDRESS, Target.ID_NUMBER, Target.AGE_BAND, Target.GENDER,
}  # fmt: skip
NOBODY, NO_FACTS = PersonDetails(), ConsumerFacts()
AGE_BANDS = ((14, "under_14"), (18, "14_17"), (35, "18_34"), (60, "35_59"), (130, "60_up"))


@dataclass(slots=True)
class Converted:
    """A row as it would become a case, or why it cannot."""

    number: int
    reference: str
    command: NewCase | None = None
    problems: list[Problem] = field(default_factory=list)


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
    ) -> None:
        self._mapping = mapping
        self._import_id = import_id
        self._history = HistoryColumns(mapping)
        self._council_id = council_id
        self._source = source
        self._at = at
        self._places = places
        self._one = {target: mapping.of(target)[0] for target in mapping.columns.values()}
        self._used = sorted(column for column, target in mapping.columns.items() if target)
        self._kept = [(column, self._heading(column)) for column in mapping.of(Target.KEEP)]
        self._titles, self._narratives = mapping.of(Target.TITLE), mapping.of(Target.NARRATIVE)
        self._goods_texts = mapping.of(Target.GOODS_TEXT)
        self._passing = [(each.target, each.passes) for each in FIELDS if each.passes and each.target in self._one]
        self._knows_consumer = bool(CONSUMER & self._one.keys())
        self._seen: Counter[bytes] = Counter()
        self._platform_place = lru_cache(maxsize=1000)(traders.platform_place)

    def convert(self, number: int, cells: Row, reference: str) -> Converted:
        """The row as a command, or its problems; never both. `reference` is what the method of that name said of it."""
        row = Cells(cells, self._one)
        found = Converted(number, reference)
        row.problems.extend(self._damaged(cells))
        received_at = self._received_at(row)
        passed = {way.name: row.read(target, way.read, way.unreadable) for target, way in self._passing}
        kind = self._kind(row)
        title, narrative = self._words(row)
        ended = self._history.read(row)
        if row.problems:
            found.problems = row.problems
            return found
        kept = {heading: row.text_at(column) for column, heading in self._kept}
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
            consumer=_consumer(row) if self._knows_consumer else NOBODY,
            consumer_facts=_consumer_facts(row) if self._knows_consumer else NO_FACTS,
            region_code=region,
            nature=self._nature(row, kept),
            goods=goods,
            goods_text=goods_text,
            claims=self._claims(row, kept),
            source=self._source,
            source_ref=found.reference,
            history=self._history.of(row, ended, local_day(received_at), kept),
            import_id=self._import_id,
            source_data={heading: text for heading, text in kept.items() if text},
            **{name: value for name, value in passed.items() if value is not None},
        )
        return found

    def reference(self, cells: Row) -> str:
        """What the row is known by: its number in the other system, else a hash of its cells and its how-manieth it is. To be asked once of each row."""
        column = self._one.get(Target.SOURCE_REF)
        given = cell_values.text(cells[column]) if column is not None and column < len(cells) else ""
        if given:
            return given if len(given) <= MAX_REF else f"long-{_digest(given).hex()[:40]}"
        digest = _digest("\x1f".join(cell_values.text(cells[at]) for at in self._used if at < len(cells)))
        self._seen[digest] += 1
        return f"row-{digest.hex()[:32]}-{self._seen[digest]}"

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
        kind = _code("kinds", written) if written else self._mapping.defaults.kind
        if not kind:
            row.blame(Target.KIND, _("Neither complaint, report nor enquiry."))
        return kind

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

    def _channel(self, row: "Cells", kept: dict[str, str]) -> Channel:
        written = row.text(Target.CHANNEL)
        code = _code("channels", written)
        if written and not code:
            kept[self._heading(self._one[Target.CHANNEL])] = written
        return Channel(code) if code else Channel.SHEET

    def _region(self, row: "Cells", kept: dict[str, str]) -> str:
        return self._place(row, Target.REGION, kept) or self._mapping.defaults.region_code

    def _place(self, row: "Cells", target: Target, kept: dict[str, str]) -> str:
        """The place a cell names; one that nobody recognises is kept beside the case."""
        written = row.text(target)
        code = self._places.find(written) if written else ""
        if written and not code:
            kept[self._heading(self._one[target])] = written
        return code

    def _goods(self, row: "Cells") -> tuple[str, str]:
        written = row.text(Target.GOODS)
        code = _code("goods", written)
        words = [row.text_at(column) for column in self._goods_texts]
        if written and not code:
            words.insert(0, written)
        return code or self._mapping.defaults.goods, " ".join(filter(None, words))

    def _nature(self, row: "Cells", kept: dict[str, str]) -> str:
        written = row.text(Target.NATURE)
        code = _code("natures", written)
        if written and not code:
            kept[self._heading(self._one[Target.NATURE])] = written
        return code or self._mapping.defaults.nature

    def _claims(self, row: "Cells", kept: dict[str, str]) -> tuple[str, ...]:
        if Target.CLAIMS not in self._one:
            return ()
        written = cell_values.several(row.cell(Target.CLAIMS))
        codes = [_code("claims", each) for each in written]
        if not all(codes):
            kept[self._heading(self._one[Target.CLAIMS])] = row.text(Target.CLAIMS)
        return tuple(dict.fromkeys(filter(None, codes)))

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


def _consumer(row: Cells) -> PersonDetails:
    return PersonDetails(
        name=row.text(Target.NAME),
        phone=telephones.written(row.text(Target.PHONE)),
        email=row.text(Target.EMAIL),
        address=row.text(Target.ADDRESS),
        id_number=row.text(Target.ID_NUMBER),
    )


def _consumer_facts(row: Cells) -> ConsumerFacts:
    return ConsumerFacts(_age_band(row.text(Target.AGE_BAND)), _code("genders", row.text(Target.GENDER)))


@lru_cache(maxsize=1000)
def _age_band(written: str) -> str:
    """A band by name, or by the years somebody wrote; "" for anything else."""
    years = whole_number(written.rstrip("岁歲周"))
    if years is not None:
        return next((band for limit, band in AGE_BANDS if years < limit), "")
    return _code("age_bands", written)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
