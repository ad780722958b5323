"""Which rows are cases already: the same row again, or the same number with other content.

A number belongs to one row of its source. A row that bears a known number and says something else is never silently "there already":
it is left out and explained, or taken in as a case of its own, as the person chose for the sheet. Numbers of our own cases are known
too: a list of ours can come back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from open315.cases import queries as cases
from open315.cases.types import NewCase
from open315.core.crypto import blind_index
from open315.intake.sheet_import.columns import TAKE_AS_NEW, Mapping, Target
from open315.intake.sheet_import.row_reference import PURPOSE, is_by_content
from open315.intake.sheet_import.row_to_case import Converted

TARGETS = {
    "received_on": Target.RECEIVED_AT, "kind": Target.KIND, "channel": Target.CHANNEL, "title": Target.TITLE,
    "narrative": Target.NARRATIVE, "trader_name": Target.TRADER_NAME, "region_code": Target.REGION, "goods": Target.GOODS,
    "goods_text": Target.GOODS_TEXT, "nature": Target.NATURE, "claims": Target.CLAIMS, "amount_cents": Target.AMOUNT,
    "occurred_on": Target.OCCURRED_ON, "name": Target.NAME, "phone": Target.PHONE, "state": Target.STATE,
    "closed_on": Target.CLOSED_ON, "result": Target.RESULT, "recovered_cents": Target.RECOVERED,
}  # fmt: skip
"""The column of what a case and a row are compared in."""


@dataclass(frozen=True, slots=True)
class Twin:
    """The case that a row already is, or whose number it bears; `differing` are the columns that say something else."""

    number: str
    differing: tuple[Target, ...] = ()


class Identities:
    """Compares the rows of one import, piece by piece."""

    def __init__(self, mapping: Mapping, *, council_id: int, source: str) -> None:
        self._mapping, self._council_id, self._source = mapping, council_id, source
        self._compared = frozenset(mapping.columns.values())

    def settle(self, rows: Sequence[Converted]) -> dict[int, Twin]:
        """The rows (by place) that become no case because there is one. A row that is to be a case of its own gets a reference of its own."""
        asked = [each for each in rows if each.command is not None]
        wanted = {ref for each in asked for ref in (*_references(each), each.known.counted) if ref}
        known = cases.brought_by_reference(self._source, sorted(wanted))
        known = cases.brought_by_number(self._council_id, [each.reference for each in asked]) | known
        settled: dict[int, Twin] = {}
        for place, row in enumerate(rows):
            if row.command is not None and (twin := self._twin(row, row.command, known)):
                settled[place] = twin
        return settled

    def _twin(self, row: Converted, command: NewCase, known: dict[str, Any]) -> Twin | None:
        stored = next((known[ref] for ref in _references(row) if ref in known), None)
        if stored is None and row.known.counted in known and not self._differing(known[row.known.counted], command):
            return Twin(known[row.known.counted].number)
        if stored is None:
            known[row.reference] = cases.as_if_brought(command)
            return None
        if is_by_content(row.reference):
            return Twin(stored.number)
        differing = self._differing(stored, command)
        if not differing or _as_new(command) in known:
            return Twin(stored.number)
        if self._mapping.same_number != TAKE_AS_NEW:
            return Twin(stored.number, differing)
        row.command = replace(command, source_ref=_as_new(command))
        known[row.command.source_ref] = stored
        return None

    def _differing(self, stored: cases.Brought, command: NewCase) -> tuple[Target, ...]:
        found = {TARGETS[name] for name in cases.differing(stored, command)}
        if found & WORDS:
            found = (found - WORDS) | (WORDS & self._compared)
        return tuple(target for target in TARGETS.values() if target in found & self._compared)


WORDS = frozenset({Target.TITLE, Target.NARRATIVE})
"""One is made of the other where a sheet has one of them."""


def _references(row: Converted) -> list[str]:
    own = [row.reference, row.known.formerly]
    if row.command is not None and not is_by_content(row.reference):
        own.append(_as_new(row.command))
    return [each for each in own if each]


def _as_new(command: NewCase) -> str:
    """What a row is known by whose number another row bore before: the number and what it says."""
    said = (
        command.title,
        command.narrative,
        command.trader.kept_name,
        command.consumer,
        command.amount_cents,
        command.occurred_on,
    )
    return (
        f"{command.source_ref[:50]}~{blind_index(repr((command.received_at.isoformat(), said)), purpose=PURPOSE)[:24]}"
    )
