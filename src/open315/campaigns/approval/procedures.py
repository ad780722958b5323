"""The rules of procedure that hold for a council on a day: its own rows, else what is shipped."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from open315.campaigns.approval.rules import Share, Voting
from open315.campaigns.models import Procedure
from open315.core.names import Names, names


@dataclass(frozen=True, slots=True)
class InForce:
    """Rules of procedure: keys of shares, of whom the majority is, when to remind, and where it is written."""

    quorum: str
    majority: str
    base: str
    remind_days: int
    source: str
    valid_from: date


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "procedure.toml").read_text(encoding="utf-8"))


def shares() -> Mapping[str, Names]:
    """The shares that rules can ask for, with their names, in order."""
    return {key: names({"zh_hant": each["zh_hant"], "en": each["en"]}) for key, each in _shipped()["shares"].items()}


def share_of(key: str) -> Share:
    """One share. KeyError for a key nobody declared."""
    each = _shipped()["shares"][key]
    return Share(each["numerator"], each["denominator"], each["beyond"])


def voting_of(row: Any) -> Voting:
    """By what an approval, or rules in force, decide."""
    return Voting(share_of(row.quorum), share_of(row.majority), row.base)


def procedure_on(council_id: int, day: date) -> InForce:
    """What holds for this council on this day."""
    own = Procedure.objects.filter(council_id=council_id, valid_from__lte=day).order_by("-valid_from").first()
    if own is not None:
        return InForce(own.quorum, own.majority, own.base, own.remind_days, own.source, own.valid_from)
    rules = [each for each in _shipped()["rules"] if each["valid_from"] <= day] or _shipped()["rules"][:1]
    last = max(rules, key=lambda each: each["valid_from"])
    return InForce(
        last["quorum"], last["majority"], last["base"], last["remind_days"], last["zh_hant"], last["valid_from"]
    )
