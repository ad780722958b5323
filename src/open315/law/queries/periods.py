"""How long things take, for people who ask beforehand: the clocks of what is received on a day, in the words of the pack."""

from collections.abc import Iterator, Sequence
from datetime import date

from open315.law.queries.packs import department_pack, pack_for
from open315.law.rules.pack_types import ClockRule, Pack

KINDS = ("complaint", "report", "enquiry")
STARTS = ("received", "accepted", "referred")
"""The events from which somebody waits who has told her matter; what runs between authorities is no answer to her question."""
COUNCIL, DEPARTMENT = "council", "department"


def council_periods(day: date, region: str) -> Sequence[ClockRule]:
    """The clocks of a council in `region`, with the numbers of its place."""
    return list(_waited_for(pack_for(kind, COUNCIL, day, region) for kind in KINDS))


def department_periods(day: date, region: str, sector: str) -> Sequence[ClockRule]:
    """The clocks of a department of this sector."""
    packs = (department_pack(kind, sector, day, region) for kind in KINDS)
    return list(_waited_for(pack for pack in packs if pack is not None))


def _waited_for(packs: Iterator[Pack]) -> Iterator[ClockRule]:
    """Each clock once, in the order of the packs."""
    found = {each.key: each for pack in packs for each in pack.clocks if each.start in STARTS}
    yield from found.values()
