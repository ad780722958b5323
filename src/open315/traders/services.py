"""Finding a trader of the register by what a consumer knows of it, or adding it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zlib import crc32

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from open315.core.errors import InvalidInput
from open315.core.regions import city_of
from open315.core.sets import OneOf
from open315.core.statements import run_prepared
from open315.core.text import fold, registered
from open315.traders.models import Trader
from open315.traders.types import TraderKind

LOCK, STRIPES = 3151, 64
"""Advisory locks on PostgreSQL: the first number is ours, the second one of so many shares of all names."""
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Described:
    """A trader as told. `name` is never empty; the place may be unknown."""

    name: str
    credit_code: str = ""
    kind: str = TraderKind.OFFLINE.value
    address: str = ""
    region_code: str = ""
    platform_name: str = ""
    platform_region: str = ""
    """The platform on which it sells, kept with the trader when that is new."""

    @property
    def platform(self) -> "Described | None":
        """The platform as a trader of its own; None where none was told."""
        if not self.platform_name:
            return None
        return Described(self.platform_name, kind=TraderKind.PLATFORM.value, region_code=self.platform_region)


Key = tuple[str, str, str]


def key_of(described: Described) -> Key:
    """What makes two descriptions the same trader: the credit code if there is one, else the name as registered and the city."""
    if described.credit_code:
        return ("code", described.credit_code, "")
    return ("name", _registered(described.name), _city(described.region_code))


@lru_cache(maxsize=20_000)
def _registered(name: str) -> str:
    """The name as it is told from others: every sign counts but the script. One of nothing but invisible signs stays as it is."""
    return registered(name) or name


@lru_cache(maxsize=20_000)
def _folded(name: str) -> str:
    """The name as it is searched for. One that is nothing but invisible signs is searched as it is; a sign may fold to many."""
    return (fold(name) or name)[:LONGEST_NAME]


def _city(region_code: str) -> str:
    return city_of(region_code) or region_code


def checked_credit_code(code: str) -> str:
    """The 18-character unified social credit code in its normal form; InvalidInput when its check digit is wrong."""
    compact = code.strip().upper().replace(" ", "").replace("-", "")
    if compact and not uscc.is_valid(compact):
        raise InvalidInput(
            _("This is not a unified social credit code: 18 letters and digits, as on the business licence."),
            field="credit_code",
        )
    return compact


def find_or_add(described: Described, *, at: datetime) -> int:
    """The id of the described trader, which is added if the register does not know it."""
    key = key_of(described)
    found = _find_one(key)
    return found or find_or_add_many([described], at=at)[key]


def find_or_add_many(wanted: Iterable[Described], *, at: datetime) -> dict[Key, int]:
    """The ids of all described traders by `key_of`, adding those the register does not know yet. A merged trader leads to the one kept.

    A name without a place is the first trader of that name; a name with a place is one of that city, or one whose place
    nobody knows yet. Of two processes that add the same name at one moment, the second finds what the first has added.
    """
    by_key = {key_of(each): each for each in wanted}
    found = _find_many(list(by_key))
    missing = [key for key in by_key if key not in found]
    if missing:
        with transaction.atomic():
            _alone_with(missing)
            found.update(_find_many(missing))
            new = [key for key in missing if key not in found]
            platforms = _platforms([by_key[key] for key in new], at)
            Trader.objects.bulk_create([_new(by_key[key], at, platforms) for key in new], ignore_conflicts=True)
            found.update(_find_many(new))
    return found


def _alone_with(keys: Iterable[Key]) -> None:
    """Wait until nobody else adds traders of these names; holds until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "sqlite":
        return
    stripes = sorted({crc32(value.encode()) % STRIPES for _kind, value, _city_asked in keys})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, stripe) FROM unnest(%s::int[]) AS stripe", [LOCK, stripes])


def _find_one(key: Key) -> int | None:
    """One trader, by one plain statement: this is asked for each case that is registered."""
    kind, value, city = key
    column, sought = ("credit_code", value) if kind == "code" else ("folded_name", _folded(value))
    wanted = f"SELECT id, merged_into_id, region_id, name FROM traders_trader WHERE {column} = %s AND NOT ({column} = '') ORDER BY id"  # noqa: S608
    return _best((row[:3] for row in run_prepared(wanted, [sought]).rows if _is_meant(key, row[3])), city)


def _is_meant(key: Key, name: str) -> bool:
    """Whether a row found by code or folded name is of the trader meant: names that fold alike may be registered apart."""
    return key[0] == "code" or _registered(name) == key[1]


def _best(rows: Iterable[tuple[int, int | None, str | None]], city: str) -> int | None:
    """Of traders with one name, oldest first: one of the city, else one without a place (any, when no city is asked for)."""
    placeless = None
    for pk, merged, region in rows:
        if not city or (region and _city(region) == city):
            return merged or pk
        if not region and placeless is None:
            placeless = merged or pk
    return placeless


def _find_many(keys: list[Key]) -> dict[Key, int]:
    rows: dict[tuple[str, str], list[tuple[int, int | None, str | None]]] = {}
    for kind, column, sought in (("name", "folded_name", _folded), ("code", "credit_code", str)):
        values = {sought(value) for of, value, _city_asked in keys if of == kind}
        if values:
            # Without the second condition SQLite does not see that the index of given codes will do.
            known = Trader.objects.filter(OneOf(column, values)).exclude(**{column: ""}).order_by("id")
            told = known.values_list("credit_code", "name", "id", "merged_into_id", "region_id")
            for code, name, pk, merged, region in told:
                value = code if kind == "code" else _registered(name)
                rows.setdefault((kind, value), []).append((pk, merged, region))
    best = {key: _best(rows.get(key[:2], ()), key[2]) for key in keys}
    return {key: pk for key, pk in best.items() if pk is not None}


def _platforms(new: Iterable[Described], at: datetime) -> dict[Key, int]:
    """The platforms of new traders, in the register by then."""
    told = [each.platform for each in new if each.platform]
    return find_or_add_many(told, at=at) if told else {}


def _new(described: Described, at: datetime, platforms: dict[Key, int]) -> Trader:
    return Trader(
        name=described.name,
        folded_name=_folded(_registered(described.name)),  # as it is sought
        credit_code=described.credit_code,
        kind=described.kind or TraderKind.OFFLINE.value,
        address=described.address,
        platform_id=platforms[key_of(described.platform)] if described.platform else None,
        region_id=described.region_code or None,
        created_at=at,
    )
