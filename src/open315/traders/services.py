"""Finding a trader of the register by what a consumer knows of it, or adding it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from open315.core.errors import InvalidInput
from open315.core.text import fold
from open315.traders.models import Trader

UNKNOWN_PLACE = ""


@dataclass(frozen=True, slots=True)
class Described:
    """A trader as told. `name` is never empty."""

    name: str
    credit_code: str = ""
    kind: str = Trader.Kind.OFFLINE
    address: str = ""
    region_code: str = UNKNOWN_PLACE


Key = tuple[str, str]


def key_of(described: Described) -> Key:
    """What makes two descriptions the same trader: the credit code if there is one, else the folded name."""
    return ("code", described.credit_code) if described.credit_code else ("name", fold(described.name))


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
    """The id of the described trader."""
    return find_or_add_many([described], at=at)[key_of(described)]


def find_or_add_many(wanted: Iterable[Described], *, at: datetime) -> dict[Key, int]:
    """The ids of all described traders by `key_of`, adding those the register does not know yet. A merged trader leads to the one kept."""
    by_key = {key_of(each): each for each in wanted}
    found = _known(by_key)
    missing = {key: each for key, each in by_key.items() if key not in found}
    if missing:
        Trader.objects.bulk_create([_new(each, at) for each in missing.values()], ignore_conflicts=True)
        found.update(_known(missing))
    return found


def _known(by_key: dict[Key, Described]) -> dict[Key, int]:
    names = [value for kind, value in by_key if kind == "name"]
    codes = [value for kind, value in by_key if kind == "code"]
    found: dict[Key, int] = {}
    if names:
        rows = (
            Trader.objects.filter(folded_name__in=names)
            .order_by("-id")
            .values_list("folded_name", "id", "merged_into_id")
        )
        found.update({("name", name): merged or pk for name, pk, merged in rows})
    if codes:
        rows = Trader.objects.filter(credit_code__in=codes).values_list("credit_code", "id", "merged_into_id")
        found.update({("code", code): merged or pk for code, pk, merged in rows})
    return found


def _new(described: Described, at: datetime) -> Trader:
    return Trader(
        name=described.name,
        folded_name=fold(described.name),
        credit_code=described.credit_code,
        kind=described.kind or Trader.Kind.OFFLINE,
        address=described.address,
        region_id=described.region_code or None,
        created_at=at,
    )
