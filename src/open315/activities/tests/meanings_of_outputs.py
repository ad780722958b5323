"""What each figure of what activities put out means, counted by hand from the table and the file of the dictionary, nothing of `activities.facts`."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from open315.activities.models import Activity, Output
from open315.core.clock import SHANGHAI
from open315.core.facts import Period, Scope
from tests.plumbing import ROOT

FILE = tomllib.loads((ROOT / "src/open315/indicators/dictionary.toml").read_text(encoding="utf-8"))
REPORTED = {each["code"]: each for each in FILE["indicators"] if each.get("source") != "rows"}
SINGLE = {code for code, each in REPORTED.items() if each.get("sums") == "nothing"}
GOODS = ("salt", "food")
LAST_YEAR = (datetime(2025, 3, 2, 9, 0, tzinfo=SHANGHAI), datetime(2025, 3, 8, 9, 0, tzinfo=SHANGHAI))
LONG_AGO = datetime(2020, 1, 1, tzinfo=SHANGHAI)
Held = Callable[[Period, Scope], list[Activity]]


def fill(cast: Any) -> None:
    """For each activity nearly every indicator: exact, of every bound, in words, corrected, taken back, and told after the reckoning day.

    An activity of each form tells nothing. What is never added is told by one activity of Wuhan on 2 March, and by one of Huangshi. A year before each council told everything, exactly.
    """
    first = Activity.objects.filter(starts_at__year=2026).order_by("pk")
    rows = [row for number, each in enumerate(first, 1) for row in _rows_of(cast, each, number)]
    for council in (cast.bodies[name] for name in ("province", "wuhan", "huangshi")):
        for at in (LONG_AGO, *LAST_YEAR):
            held = Activity.objects.create(
                council=council, kind="visit", title="往年", starts_at=at, ends_at=at, created_at=at, region=council.region, venue="館",
                state="held",
            )  # fmt: skip
            rows += [_row(held, code, kind, 1200, at) for code in sorted(REPORTED) for kind in _kinds(code)]
    Output.objects.bulk_create(rows)
    for form in sorted({form for each in REPORTED.values() for form in each.get("forms", ())}):
        at, council = datetime(2026, 3, 5, 9, 0, tzinfo=SHANGHAI), cast.bodies["province"]
        Activity.objects.create(
            council=council, kind=form, title="未報", starts_at=at, ends_at=at, created_at=at, region=council.region, venue="館", state="held",
        )  # fmt: skip


def _kinds(code: str) -> Sequence[str]:
    return GOODS if "kinds" in REPORTED[code] else ("",)


def _rows_of(cast: Any, each: Activity, number: int) -> list[Output]:
    found = []
    for place, code in enumerate(sorted(REPORTED)):
        if code in SINGLE and (each.title, each.council.name) not in {
            ("活動2", "武漢市消費者協會"),
            ("活動4", "黃石市消費者委員會"),
        }:
            continue
        for kind in _kinds(code):
            found += _chain(cast, each, code, kind, number + place + len(kind))
    return found


def _chain(cast: Any, each: Activity, code: str, kind: str, number: int) -> list[Output]:
    """A value as it stands in the table, with what stood there before; every fifth is missing."""
    at, later = cast.at - timedelta(days=30), cast.at + timedelta(days=2)
    value = 100 * number + 700
    bounds = ("exact", "exact", "at_least", "exact", "at_most", "about")
    if number % 5 == 0 and code not in SINGLE:
        return []
    if number % 7 == 0 and code not in SINGLE:
        return [Output(activity=each, indicator=code, kind=kind, said="數百", noted_at=at)]
    if number % 11 == 0:
        return [
            _row(each, code, kind, 55500, at, ended_at=cast.at),
            _row(each, code, kind, value, cast.at, bounds[number % 6]),
        ]
    if number % 13 == 0 and code not in SINGLE:
        return [_row(each, code, kind, value, at, ended_at=cast.at, is_withdrawn=True)]
    if number % 17 == 0:
        return [_row(each, code, kind, 300, at, ended_at=later), _row(each, code, kind, 88800, later)]
    return [_row(each, code, kind, value, at, bounds[number % 6])]


def _row(
    activity: Activity, code: str, kind: str, value: int, at: datetime, bound: str = "exact", **more: Any
) -> Output:
    return Output(
        activity=activity, indicator=code, kind=kind, said="照寫", hundredths=value, bound=bound, noted_at=at, **more
    )


def counted(rows: Sequence[Output], code: str) -> int | Decimal | None:
    """The sum of what has a number, in the unit (money in cents); none of nothing, and none of two that are never added."""
    values = [row.hundredths for row in rows if row.hundredths is not None]
    if not values or (code in SINGLE and len({row.activity_id for row in rows}) > 1):
        return None
    if REPORTED[code]["unit"] == "yuan":
        return sum(values)
    return Decimal(sum(values)) / 100


@dataclass(frozen=True)
class ByHand:
    """Counts what was held, as the room tells which that is."""

    held: Held
    entered: Held
    """The same, with what was entered twice."""

    def rows(self, code: str, period: Period, scope: Scope) -> list[Output]:
        """What stood at the end of the day of the cast (12 May 2026) in China; of one activity, what one entry told."""
        ids = {each.pk for each in self.entered(period, scope)}
        groups: dict[int, list[Output]] = {}
        for row in self.standing(code):
            if row.activity_id in ids:
                groups.setdefault(row.activity.same_as_id or row.activity_id, []).append(row)
        found = []
        for head, group in groups.items():
            of = {row.activity_id for row in group}
            found += [row for row in group if row.activity_id == (head if head in of else min(of))]
        return sorted(found, key=lambda row: row.pk)

    def standing(self, code: str) -> list[Output]:
        """Of whatever was held."""
        end = datetime(2026, 5, 13, tzinfo=SHANGHAI)
        found = Output.objects.filter(indicator=code, activity__state="held").select_related("activity").order_by("pk")
        return [row for row in found if row.noted_at < end and (row.ended_at is None or row.ended_at >= end)]

    def is_told(self, each: Any, codes: Iterable[str]) -> bool:
        """Whether an activity told one of these, by whichever entry."""
        one = each.same_as_id or each.pk
        return any((row.activity.same_as_id or row.activity_id) == one for code in codes for row in self.standing(code))

    def whole(self, code: str, period: Period, scope: Scope) -> Any:
        """The sum."""
        return counted(self.rows(code, period, scope), code)

    def table(self, code: str, what: Callable[[Output], str], period: Period, scope: Scope) -> dict[str, Any]:
        """The sum of each line."""
        lines: dict[str, list[Output]] = {}
        for row in self.rows(code, period, scope):
            lines.setdefault(what(row), []).append(row)
        return {line: counted(found, code) for line, found in lines.items()}

    def groups(self, period: Period, scope: Scope) -> dict[str, int]:
        """The headings: by the form; press and others that told of a letter are letters, others that told of media are media."""
        told = {
            what: {row.activity_id for code in codes for row in self.rows(code, period, scope)}
            for what, codes in (("letters", {"letters"}), ("media", MEDIA))
        }
        by_form = {"seminar": "seminars", "press": "media", "meeting": "meetings", "visit": "market", "other": "other"}
        found: dict[str, int] = {}
        for each in self.held(period, scope):
            group = {**by_form, "consultation": "service", "stall": "service", "lecture": "lessons", "exhibition": "lessons", "show": "lessons",
                     "destruction": "market", "survey": "market"}[each.kind]  # fmt: skip
            if group in ("media", "other") and each.pk in told["letters"]:
                group = "letters"
            if group == "other" and each.pk in told["media"]:
                group = "media"
            found[group] = found.get(group, 0) + 1
        return found

    def missing(self, code: str, period: Period, scope: Scope) -> int:
        """What should have told it and did not."""
        asked = [each for each in self.held(period, scope) if each.kind in REPORTED[code]["forms"]]
        return sum(not self.is_told(each, [code]) for each in asked)

    def told(self, period: Period, scope: Scope) -> set[int]:
        """What told anything."""
        return {each.pk for each in self.held(period, scope) if self.is_told(each, REPORTED)}

    def count_told(self, period: Period, scope: Scope) -> int:
        """How many told anything."""
        return len(self.told(period, scope))

    def untold(self, period: Period, scope: Scope) -> int:
        """What should have told something and told nothing."""
        forms = {form for each in REPORTED.values() for form in each.get("forms", ())}
        told = self.told(period, scope)
        return sum(each.kind in forms and each.pk not in told for each in self.held(period, scope))


LINES: Mapping[str, Callable[[Output], str]] = {
    "by_form": lambda row: row.activity.kind,
    "by_council": lambda row: str(row.activity.council_id),
    "by_activity": lambda row: str(row.activity_id),
    "by_kind": lambda row: row.kind,
}
MEDIA = {code for code, each in REPORTED.items() if each["group"] == "media"}


def meanings(held: Held, entered: Held) -> Mapping[str, Any]:
    """The meaning of every figure, by its key."""
    hand = ByHand(held, entered)
    found: dict[str, Any] = {
        "activities.outputs_told": hand.count_told,
        "activities.outputs_untold": hand.untold,
        "activities.by_group": hand.groups,
    }
    for code, each in REPORTED.items():
        key = f"activities.output.{code}"
        found[key] = partial(hand.whole, code)
        for part, what in LINES.items():
            if part != "by_kind" or "kinds" in each:
                found[f"{key}.{part}"] = partial(hand.table, code, what)
        if "forms" in each:
            found[f"{key}.missing"] = partial(hand.missing, code)
    return found


def _parts(code: str) -> list[str]:
    own = ["", ".by_form", ".by_council", ".by_activity", *([".by_kind"] if "kinds" in REPORTED[code] else [])]
    return [f"activities.output.{code}{part}" for part in own]


def _measure(code: str) -> Callable[[Output], Any]:
    yuan = REPORTED[code]["unit"] == "yuan"
    return lambda row: None if row.hundredths is None else row.hundredths if yuan else Decimal(row.hundredths) / 100


MEASURES = {key: _measure(code) for code in REPORTED for key in _parts(code)}
UNKNOWN = {key: lambda rows, code=code: counted(rows, code) is None for code in REPORTED for key in _parts(code)}
