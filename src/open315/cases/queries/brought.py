"""Cases that came from another system: found by what they are known by there, and compared with what the same row says now.

Texts are compared behind their masks: what is stored as 139****9000 is the same as the 13900139000 that the row says again, whatever
the masking of that day hid.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from open315.cases.models import Case, Party
from open315.cases.types import OPEN_STATES, NewCase
from open315.cases.vault import phone_index
from open315.core.clock import local_day
from open315.core.redaction import mask_name
from open315.core.sets import OneOf

_STORED = {
    "postgresql": """
        SELECT found.* FROM unnest(%s::text[]) AS wanted (ref) CROSS JOIN LATERAL (
          SELECT id, number, source_ref FROM cases_case
          WHERE source = %s AND source_ref = wanted.ref AND NOT (source_ref = '') LIMIT 1) AS found""",
    "sqlite": """
        SELECT cases_case.id, number, source_ref FROM json_each(%s) AS wanted
        CROSS JOIN cases_case ON source = %s AND source_ref = wanted.value AND NOT (source_ref = '')""",
}
"""One look into the index a reference. Left to itself, PostgreSQL would walk all cases of a source that is new to its statistics."""
_MASK = re.compile(r"[*＊]+")
OF_THE_END = frozenset({"state", "closed_on", "result", "recovered_cents", "is_history"})
MOST_MASKS = 40
"""A text with more hidden stretches is compared as it is."""
COMPARED = (
    "received_on", "kind", "channel", "title", "narrative", "trader_name", "region_code", "goods", "goods_text", "nature", "claims",
    "amount_cents", "occurred_on", "state", "closed_on", "result", "recovered_cents", "is_history",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """A case that came from another system, as far as a row of that system can say it again."""

    case_id: int
    number: str
    fields: dict[str, Any]
    person: tuple[str, str] | None
    """The masked name and the index of the first number; None when nobody was named, or the identity was erased."""


def stored_references(source: str, refs: Sequence[str]) -> list[tuple[int, str, str]]:
    """Id, number and reference of the cases of a source that bear one of the references."""
    if not refs:
        return []
    with connection.cursor() as cursor:
        among = json.dumps(refs) if connection.vendor == "sqlite" else list(refs)
        cursor.execute(_STORED[connection.vendor], [among, source])
        return list(cursor.fetchall())


def brought_by_reference(source: str, refs: Sequence[str]) -> dict[str, Brought]:
    """The cases of a source by what they are known by there."""
    found = {pk: ref for pk, _number, ref in stored_references(source, refs)}
    return {found[each.case_id]: each for each in _brought(found)}


def brought_by_number(council_id: int, numbers: Iterable[str]) -> dict[str, Brought]:
    """The cases of a council by their own numbers: its own list can come back."""
    own = Case.objects.filter(OneOf("number", set(numbers)), council_id=council_id, is_leaving=False).values_list(
        "pk", flat=True
    )
    return {each.number: each for each in _brought(own)}


def _brought(ids: Iterable[int]) -> Iterator[Brought]:
    wanted = list(ids)
    if not wanted:
        return
    persons: dict[int, tuple[str, str]] = {}
    parties = Party.objects.filter(OneOf("case_id", wanted, kind="bigint"), role="consumer").exclude(identity_id=None)
    for case_id, name, index in parties.values_list("case_id", "masked_name", "phone_index"):
        persons[case_id] = (name, index)
    for pk, number, *values in Case.objects.filter(OneOf("id", wanted, kind="bigint")).values_list(
        "pk", "number", *COMPARED
    ):
        yield Brought(pk, number, dict(zip(COMPARED, values, strict=True)), persons.get(pk))


def as_if_brought(command: NewCase) -> Brought:
    """What `command` would become, for comparing it with a later row of the same file."""
    ended = command.history
    fields = {
        "received_on": local_day(command.received_at), "trader_name": command.trader.kept_name, "claims": list(command.claims),
        "state": ended.state or "registered", "closed_on": ended.closed_on, "result": ended.result,
        "recovered_cents": ended.recovered_cents, "is_history": bool(ended),
        **{name: getattr(command, name) for name in COMPARED if hasattr(command, name) and name != "claims"},
    }  # fmt: skip
    return Brought(0, "", fields, _person(command))


def differing(stored: Brought, command: NewCase) -> set[str]:
    """Which fields the command tells otherwise than they are stored; what it does not tell, and an erased identity, is not compared."""
    now, then = as_if_brought(command), stored.fields
    told = {name: value for name, value in now.fields.items() if value not in ("", None, [])}
    found = {name for name, value in told.items() if not _same(name, then[name], value)}
    found -= {"is_history"} if _ended_elsewhere(then, command) else OF_THE_END
    if stored.person and now.person:
        found |= {
            name
            for name, old, new in zip(("name", "phone"), stored.person, now.person, strict=True)
            if new and old != new
        }
    return found


def _ended_elsewhere(then: dict[str, Any], command: NewCase) -> bool:
    """Whether the row says how a case ended that is still open here, or ended before it came. How it ended here is nobody else's to say."""
    return bool(command.history) and (then["is_history"] or then["state"] in OPEN_STATES)


def _same(name: str, stored: Any, told: Any) -> bool:
    if name in {"title", "narrative", "goods_text", "trader_name"}:
        return _hides(stored, told)
    return list(stored) == told if name == "claims" else bool(stored == told)


def _hides(masked: str, told: str) -> bool:
    """Whether `masked` is `told` with some stretches hidden, and perhaps cut short."""
    pieces = _MASK.split(masked)
    if masked == told or len(pieces) == 1 or len(pieces) > MOST_MASKS:
        return masked == told or (len(pieces) == 1 and len(masked) == CUT and told.startswith(masked))
    pattern = "[^\\n]{1,60}?".join(map(re.escape, pieces))
    return bool(re.fullmatch(pattern + (".*" if len(masked) == CUT else ""), told, re.DOTALL))


CUT = 120
"""A title and words of goods are kept in so many signs."""


def _person(command: NewCase) -> tuple[str, str] | None:
    person = command.consumer
    return (mask_name(person.name), phone_index(person.phone)) if person.name or person.phone else None
