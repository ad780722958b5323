"""Reads of the register."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from open315.core.text import fold, letters
from open315.traders.models import Trader
from open315.traders.types import TraderKind


def find_trader(trader_id: int) -> Trader | None:
    """The trader with this id."""
    return Trader.objects.filter(pk=trader_id).first()


def platform_place(name: str) -> str:
    """Where the platform of that name has its domicile: as the register of traders says, else as shipped; "" if nobody knows."""
    folded = fold(name.strip())
    if not folded:
        return ""
    rows = Trader.objects.filter(folded_name=folded, kind=TraderKind.PLATFORM.value, merged_into=None)
    known = rows.exclude(region=None).order_by("id").values_list("region_id", flat=True).first()
    return str(known or _shipped_platforms().get(letters(name), ""))


@cache
def platform_names() -> tuple[str, ...]:
    """The well-known platforms, as a form offers them to who types."""
    return tuple(name for each in _shipped() for name in each.get("offered", each["names"][:1]))


@cache
def _shipped_platforms() -> dict[str, str]:
    return {letters(name): each["region"] for each in _shipped() for name in each["names"]}


def _shipped() -> list[dict[str, Any]]:
    return list(tomllib.loads((files("open315.traders") / "platforms.toml").read_text(encoding="utf-8"))["platforms"])
