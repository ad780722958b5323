"""Registering many cases at once: the same checks and rows as one, prepared first and written in one sweep.

The two halves are apart so that an import can prepare the next rows while the last ones are being written. Everything that
locks rows others wait for (numbers, new traders) is done while preparing, in small transactions of its own; a number that
is not used in the end is a gap, a trader without a case does no harm.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from open315.cases.queries import stored_references
from open315.cases.queries.first_codes import first_codes
from open315.cases.query_codes import query_code
from open315.cases.services.new_case import IMPORT
from open315.cases.services.registration import Checked, check, described
from open315.cases.services.rows import SEARCH_INDEX, CaseRows, Given, add_audit, add_event, add_rows
from open315.cases.types import NewCase, Registered
from open315.core import bulk, search
from open315.core.access import Actor
from open315.core.errors import InvalidInput, Open315Error
from open315.core.ids import take
from open315.core.uploads import services as uploads
from open315.traders import services as traders

Outcome = Registered | Open315Error
Key = tuple[str, str]
"""Source and source_ref: what a row of another system is known by."""


@dataclass(frozen=True, slots=True)
class PreparedRows:
    """What is to be stored of new cases. Can be pickled for another process of ours."""

    at: datetime
    packed: bulk.Packed = ()
    texts: search.Packed | None = None
    upload_ids: Sequence[UUID] = ()


@dataclass(slots=True)
class Prepared:
    """Commands that were checked, with the rows of those that are new; nothing of the cases is stored yet."""

    count: int
    actor: Actor
    rows: PreparedRows
    one_act: bool
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    checked: list[tuple[int, Checked]] = field(default_factory=list)
    """Those that can be registered, also when it turns out that they are known."""

    def in_order(self) -> list[Outcome]:
        """An outcome for each command."""
        return [self.outcomes[position] for position in range(self.count)]


def register_cases(commands: Sequence[NewCase], *, actor: Actor, at: datetime) -> list[Outcome]:
    """Register many cases: an outcome for each in order.

    A wrong one is returned as its error and does not hold up the others. A command whose (source, source_ref) is known
    returns the earlier case with created=False. Search finds them at once; one event announces all.
    """
    return write_cases(prepare_cases(commands, actor=actor, at=at))


@IMPORT
def prepare_cases(commands: Sequence[NewCase], *, actor: Actor, at: datetime, one_act: bool = False) -> Prepared:
    """Check the commands, give the new ones numbers and build their rows. Hand the result to `write_cases` soon.

    With `one_act` they are what one person brought at once, of one source: one audit entry names all of them.
    """
    prepared = Prepared(len(commands), actor, PreparedRows(at), one_act)
    for position, command in enumerate(commands):
        try:
            prepared.checked.append((position, check(command, actor)))
        except Open315Error as error:
            prepared.outcomes[position] = error
    _prepare(prepared, prepared.checked)
    return prepared


def write_cases(prepared: Prepared) -> list[Outcome]:
    """Write what was prepared, in one transaction; outcomes in the order of the commands.

    Again from the checks if another import of the same rows was quicker; each alone if the database refuses one. An error
    that is not a row's (no database, a full disk) is raised.
    """
    for last_attempt in (False, True):
        try:
            write_rows(prepared.rows)
            return prepared.in_order()
        except DataError:
            break
        except IntegrityError:
            if not last_attempt:
                _prepare(prepared, prepared.checked)
    _one_by_one(prepared)
    return prepared.in_order()


def write_rows(rows: PreparedRows) -> None:
    """Write what was prepared, all or nothing. IntegrityError if somebody else was quicker, DataError if one cannot be stored."""
    with transaction.atomic():
        uploads.claim(rows.upload_ids, at=rows.at)
        bulk.insert_packed(rows.packed)
        if rows.texts is not None:
            search.put(rows.texts, new=True)


def _one_by_one(prepared: Prepared) -> None:
    for one in prepared.checked:
        try:
            _prepare(prepared, [one])
            write_rows(prepared.rows)
        except (IntegrityError, DataError):
            wrong = InvalidInput(_("The database cannot take this row. Please check its values."))
            prepared.outcomes[one[0]] = wrong


def _prepare(prepared: Prepared, wanted: list[tuple[int, Checked]]) -> None:
    """Rows for those of `wanted` that are not known; outcomes for all of them."""
    known = _already(checked.command for _position, checked in wanted)
    fresh: list[tuple[int, Checked]] = []
    seen: dict[Key, int] = {}
    repeats: dict[int, int] = {}
    for position, checked in wanted:
        key = (checked.command.source, checked.command.source_ref)
        if key[1] and key in known:
            prepared.outcomes[position] = known[key]
        elif key[1] and key in seen:
            repeats[position] = seen[key]
        else:
            seen[key] = position
            fresh.append((position, checked))
    _keep(prepared, _build(prepared, fresh) if fresh else CaseRows())
    for position, first in repeats.items():
        prepared.outcomes[position] = _repeated(prepared.outcomes[first])


def _keep(prepared: Prepared, rows: CaseRows) -> None:
    """Only what writing needs: thousands of rows as objects would be thrown from one processor's cache to another's."""
    texts = search.pack(SEARCH_INDEX, rows.texts) if rows.texts else None
    upload_ids = [row["upload_id"] for row in rows.attachments]
    prepared.rows = PreparedRows(prepared.rows.at, rows.pack(), texts, upload_ids)


def _repeated(first: Outcome) -> Outcome:
    return replace(first, created=False) if isinstance(first, Registered) else first


def _already(commands: Iterable[NewCase]) -> dict[Key, Outcome]:
    by_source: dict[str, list[str]] = {}
    for command in commands:
        if command.source_ref:
            by_source.setdefault(command.source, []).append(command.source_ref)
    known: dict[Key, Outcome] = {}
    for source, refs in by_source.items():
        stored = stored_references(source, refs)
        codes = first_codes([pk for pk, _number, _ref in stored])
        for pk, number, ref in stored:
            known[(source, ref)] = Registered(pk, number, codes[pk], created=False)
    return known


def _build(prepared: Prepared, fresh: list[tuple[int, Checked]]) -> CaseRows:
    actor, at, rows = prepared.actor, prepared.rows.at, CaseRows()
    wanted = {position: each for position, checked in fresh if (each := described(checked.command))}
    trader_ids = traders.find_or_add_many(wanted.values(), at=at)
    ids = take("case", len(fresh))
    serials = _serials([checked for _position, checked in fresh])
    for (position, checked), case_id in zip(fresh, ids, strict=True):
        told, number = wanted.get(position), checked.number(next(serials[checked.series]))
        trader_id = trader_ids[traders.key_of(told)] if told else checked.command.trader.trader_id
        code = query_code(case_id)
        given = Given(
            case_id, number, code, trader_id, checked.day, checked.pack, actor, at, quiet=True, one_act=prepared.one_act
        )
        add_rows(rows, checked.command, given)
        prepared.outcomes[position] = Registered(case_id, number, code, created=True)
    scope = {"first": ids[0], "last": ids[-1], "count": len(ids)}
    if prepared.one_act:
        add_audit(rows, IMPORT.event, actor, at, ids[0], {**scope, "source": fresh[0][1].command.source})
    add_event(rows, IMPORT.event, scope, at)
    return rows


def _serials(fresh: list[Checked]) -> dict[str, Iterator[int]]:
    """The numbers of each series, in the order of the rows."""
    wanted = Counter(checked.series for checked in fresh)
    return {name: iter(take(name, count)) for name, count in wanted.items()}
