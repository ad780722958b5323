"""The law of a case: its rule pack with the numbers its place uses. Services ask here; `rules.packs` knows the packs without their places."""

import threading
import time
from datetime import date
from functools import lru_cache

from open315.core.calendar import queries as calendars
from open315.law.models import LocalOption as StoredOption
from open315.law.rules import clocks, packs
from open315.law.rules.packs import LocalOption, Pack, Roll, Unit

FRESH_SECONDS = 5.0
DEPARTMENT = "department"


def pack_for(kind: str, body_kind: str, received_on: date, region: str = "") -> Pack:
    """The pack that governs a case received on that day in `region`, local options included. PackUnknown if none."""
    return _pack_for(kind, body_kind, received_on, region, options())


@lru_cache(maxsize=4096)
def _pack_for(kind: str, body_kind: str, received_on: date, region: str, chosen: tuple[LocalOption, ...]) -> Pack:
    found = packs.pack_for(kind, body_kind, received_on, region)
    return packs.with_options(found, chosen, region, received_on)


def pack(code: str, region: str, received_on: date) -> Pack:
    """The pack `code`, as chosen for a case, local options included. PackUnknown if there is none."""
    return packs.with_options(packs.pack(code), options(), region, received_on)


def last_day(pack: Pack, key: str, started_on: date) -> date | None:
    """The last day of the clock `key` that nobody keeps; None where the calendar of a day that decides is not loaded."""
    return clocks.standing(pack, key, started_on, calendars.load(max_age=FRESH_SECONDS)).due_on


def department_pack(kind: str, sector: str, received_on: date, region: str = "") -> Pack | None:
    """The pack that governs what a department of this sector receives on that day; None where no pack does.

    A pack that names no sectors binds every department; one of its own comes first.
    """
    for each in packs.choices_for(kind, DEPARTMENT, received_on, region) if sector else ():
        if each.automatic and (not each.sectors or sector in each.sectors):
            return packs.with_options(each, options(), region, received_on)
    return None


_lock = threading.Lock()
_kept: tuple[tuple[LocalOption, ...], float] | None = None


def options() -> tuple[LocalOption, ...]:
    """Every local option, kept for a few seconds."""
    global _kept
    kept = _kept
    if kept is None or time.monotonic() - kept[1] > FRESH_SECONDS:
        with _lock:
            kept = (tuple(option_of(each) for each in StoredOption.objects.order_by("id")), time.monotonic())
            _kept = kept
    return kept[0]


def forget() -> None:
    """Read the options anew at the next look."""
    global _kept
    _kept = None


def option_of(stored: StoredOption) -> LocalOption:
    """A stored option as the rules know it."""
    return LocalOption(
        pack=stored.pack,
        clock=stored.clock,
        region_code=stored.region_code,
        amount=stored.amount,
        unit=Unit(stored.unit),
        roll=Roll(stored.roll),
        basis=stored.basis,
        valid_from=stored.valid_from,
        valid_until=stored.valid_until,
    )
