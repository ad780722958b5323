"""Telling a complaint: goods × pattern × details → title, story, nature, claims, amount. Deterministic for a given `Random`."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from open315.cases.demo.words import words
from open315.cases.types import TraderRef

ONLINE_FAMILIES = frozenset({"durable", "wearable", "food", "household", "network"})


@dataclass(frozen=True, slots=True)
class Told:
    """One complaint as its consumer tells it."""

    title: str
    narrative: str
    nature: str
    goods: str
    goods_text: str
    claims: tuple[str, ...]
    amount_cents: int


def choose_goods(rng: Random, keys: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A kind of goods or services (of `keys`, if any), the frequent ones more often."""
    goods = [each for each in words("goods")["goods"] if not keys or each["key"] in keys]
    chosen: dict[str, Any] = rng.choices(goods, [each["weight"] for each in goods])[0]
    return chosen


def tell(rng: Random, goods: dict[str, Any], trader: TraderRef, place: str, bought_on: date) -> Told:
    """Tell a complaint about `goods` against `trader`."""
    family = words("families")[goods["family"]]
    pattern = rng.choice(family["patterns"])
    amount = _amount(rng, *goods["price"])
    slots = {
        "item": rng.choice(goods["items"]),
        "unit": goods["unit"],
        "fault": rng.choice(goods["faults"]),
        "trader": "自營" if trader.kind == "platform" else trader.name,
        "platform": trader.platform_name or trader.name,
        "place": place,
        "date": f"{bought_on.month}月{bought_on.day}日",
        "amount": _yuan(amount),
        "days": rng.randint(2, 28),
        "weeks": rng.randint(2, 9),
        "percent": rng.randint(12, 68),
        "times": rng.randint(2, 7),
        "phone": f"1380000{rng.randint(0, 9999):04d}",
    }
    is_online = trader.kind in {"platform", "platform_seller"}
    opening = rng.choice(family["online"] if is_online else family["openings"])
    parts = [opening, rng.choice(pattern["fact"]), *_telling(rng, family, pattern)]
    return Told(
        title=rng.choice(pattern["title"]).format_map(slots)[:120],
        narrative="".join(parts).format_map(slots),
        nature=pattern["nature"],
        goods=goods["code"],
        goods_text=slots["item"],
        claims=tuple(pattern["claims"]),
        amount_cents=amount,
    )


def _telling(rng: Random, family: dict[str, Any], pattern: dict[str, Any]) -> list[str]:
    process = words("process")
    telling = process["telling"]
    demands = [rng.choice(process["demands"][claim]) for claim in pattern["claims"]]
    phone = [rng.choice(telling["phones"])] if rng.random() < 0.05 else []
    return [
        rng.choice(telling["contacts"]),
        rng.choice(family["replies"]),
        *demands,
        rng.choice(telling["closings"]),
        *phone,
    ]


def ask(rng: Random) -> Told:
    """An enquiry."""
    process = words("process")
    asked = rng.choice(process["enquiries"])
    goods = [each for each in words("goods")["goods"] if each["code"] == asked["goods"]]
    item = rng.choice(rng.choice(goods)["items"])
    title, text = asked["title"].format(item=item), asked["text"].format(item=item)
    return Told(title, text, "", asked["goods"], item, (), 0)


def _amount(rng: Random, low: int, high: int) -> int:
    """Cents: small amounts are frequent, large ones rare."""
    yuan = low + (high - low) * rng.random() ** 2.5
    step = 1 if yuan < 500 else 10 if yuan < 5000 else 100
    return max(low, round(yuan / step) * step) * 100


def _yuan(cents: int) -> str:
    return f"{cents // 100}"
