"""Which rule pack governs a case. Pure; the packs themselves are files in `law/packs` (ADR 0021).

A pack is chosen by the day of receipt, the kind of body and its place: the most local one in force wins. A pack that is
not `automatic` (a local text nobody has verified) is only offered for choice. Numbers that the law leaves to a place come
as `LocalOption`s; `cases.law` reads them from the database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from open315.core import regions
from open315.core.errors import Open315Error
from open315.core.names import Names
from open315.law.packs import documents
from open315.law.rules.pack_files import parse_all
from open315.law.rules.pack_types import ClockRule, Ground, Pack, Roll, Status, Unit

__all__ = [
    "ClockRule",
    "Ground",
    "LocalOption",
    "Pack",
    "PackUnknown",
    "Roll",
    "Status",
    "Unit",
    "all_packs",
    "choices_for",
    "covers",
    "pack",
    "pack_for",
    "with_options",
]


class PackUnknown(Open315Error):
    """No rule pack holds for this day, body and place (or there is none of that code): no clock can be set."""

    status = 409
    code = "pack_unknown"


@dataclass(frozen=True, slots=True)
class LocalOption:
    """A place's own number for a clock that the law leaves open, with the text it rests on."""

    pack: str
    clock: str
    region_code: str
    amount: int
    unit: Unit
    roll: Roll
    basis: str
    valid_from: date
    valid_until: date | None = None

    def holds(self, pack_code: str, region: str, on: date) -> bool:
        """Whether it applies to this pack in `region` on the day `on`."""
        in_time = self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)
        return self.pack == pack_code and in_time and covers(self.region_code, region)


@cache
def all_packs() -> Mapping[str, Pack]:
    """Every pack by its code. ValueError when a file is wrong."""
    return parse_all(documents())


def pack(code: str) -> Pack:
    """The pack `code`. PackUnknown if there is none."""
    found = all_packs().get(code)
    if found is None:
        raise PackUnknown(Names(f"沒有編號為「{code}」的規則包。", f"There is no rule pack {code!r}."))
    return found


def covers(place: str, region: str) -> bool:
    """Whether law of `place` holds in `region`; "" is the law of the whole country."""
    return not place or regions.covers(place, region)


def choices_for(kind: str, body_kind: str, received_on: date, region: str = "") -> tuple[Pack, ...]:
    """The packs an officer may choose from: in force and of that place, the most local first, and what binds some sectors before what binds all."""
    found = [
        each
        for each in all_packs().values()
        if each.body_kind == body_kind
        and kind in each.kinds
        and each.holds_on(received_on)
        and covers(each.jurisdiction, region)
    ]
    return tuple(sorted(found, key=_precedence, reverse=True))


def _precedence(each: Pack) -> tuple[int, bool, date]:
    return regions.level_of(each.jurisdiction), bool(each.sectors), each.valid_from


def pack_for(kind: str, body_kind: str, received_on: date, region: str = "") -> Pack:
    """The pack that governs by itself: the most local automatic one in force on the day of receipt. PackUnknown if none."""
    for each in choices_for(kind, body_kind, received_on, region):
        if each.automatic:
            return each
    raise PackUnknown(
        Names(
            f"{received_on:%Y-%m-%d} 沒有適用的規則包，無法計算期限。",
            f"No rule pack holds for {received_on:%Y-%m-%d}: no deadline can be set.",
        )
    )


def with_options(pack: Pack, options: Iterable[LocalOption], region: str, on: date) -> Pack:
    """The pack with the numbers `region` uses on the day `on`. Only clocks marked local may change; the most local wins."""
    chosen = {
        each.clock: each
        for each in sorted(options, key=lambda each: (regions.level_of(each.region_code), each.valid_from))
        if each.holds(pack.code, region, on)
    }
    if not chosen:
        return pack
    return replace(pack, clocks=tuple(_changed(each, chosen.get(each.key)) for each in pack.clocks))


def _changed(clock: ClockRule, option: LocalOption | None) -> ClockRule:
    if option is None or not clock.local:
        return clock
    basis = Names(option.basis)
    return replace(
        clock, amount=option.amount, unit=option.unit, roll=option.roll, article=basis, words=basis, by_option=True
    )
