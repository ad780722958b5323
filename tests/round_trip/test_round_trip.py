"""Every field of a case, by every door, into the database and out to every place that shows it. What is right stands in `table.py`."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import time_machine

from conftest import make_cast
from open315.cases import services
from open315.cases.models import Case, Party
from open315.cases.types import NewCase
from open315.traders.models import Trader
from tests.round_trip.doors import AGAIN, DOORS, Refused
from tests.round_trip.lines import (
    CHECK,
    MANY,
    PORTAL,
    SEARCH,
    SERVICE,
    SHEET,
    SHEET_FORM,
    Given,
    Line,
    at,
)
from tests.round_trip.others import LATER, NUMBERED, OTHERS
from tests.round_trip.places import (
    case_page,
    database,
    everywhere,
    export,
    facts,
    read_back,
    rows_of_a_fact,
    tracking_page,
)
from tests.round_trip.table import TABLE
from tests.round_trip.values import NOW
from tests.rows import standing, undone

pytestmark = pytest.mark.django_db
PROGRAMS, SHEETS = (SERVICE, MANY), (SHEET, SHEET_FORM)
NEVER_EMPTY = {"kind", "channel", "council_id", "received_at"}
"""A program cannot leave these out."""


@dataclass
class Trip:
    """One case that came in with everything filled in."""

    door: str
    cast: Any
    case_id: int
    kept: dict[str, Any]
    shown: dict[str, dict[str, Any]]


@pytest.fixture(scope="module", params=list(DOORS))
def _gone(request: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Trip]:
    folder: Path = tmp_path_factory.mktemp("round_trip")
    own = {"UPLOADS": folder / "uploads", "EXPORTS": folder / "exports", "FILINGS_PER_HOUR": 1000}
    frozen, made = time_machine.travel(NOW, tick=False), standing(lambda: make_cast(NOW), **own)
    with django_db_blocker.unblock(), frozen, made as cast:
        case_id = DOORS[request.param](cast, given(request.param))
        kept, shown = database(case_id), everywhere(cast, case_id)
        if request.param == PORTAL:
            shown[CHECK] = read_back(given(PORTAL))
        yield Trip(request.param, cast, case_id, kept, shown)


@pytest.fixture
def trip(_gone: Trip, db: None) -> Trip:
    """A case that came in by one of the doors; whatever the test does is undone."""
    return _gone


def given(door: str, *, but: str = "", **other: Any) -> Given:
    """What the table gives at a door, without the line `but`."""
    found: dict[str, Any] = {}
    for line in TABLE:
        told = line.given(door)
        if told is None or told[1] is None:
            continue
        names, value = told
        if line.name != but:
            found |= dict.fromkeys(names.split(), other.get(line.name, value))
        elif door in SHEETS:  # the column is there, its cell is empty
            found[names] = ""
    return found


def asked(door: str) -> list[Line]:
    """The lines that a door asks about."""
    return [line for line in TABLE if (told := line.given(door)) and told[1] is not None]


def leaves(record: type, prefix: str = "") -> Iterator[str]:
    """The fields of a dataclass, those of nested ones as "trader.name"."""
    hints = get_type_hints(record)
    for each in fields(record):
        inner = hints[each.name]
        yield from leaves(inner, f"{each.name}.") if is_dataclass(inner) else [f"{prefix}{each.name}"]  # type: ignore[arg-type]


def test_every_field_of_a_new_case_has_a_line() -> None:
    lines = [line.name for line in TABLE]
    assert [f"field {name} is in no line of the round trip" for name in leaves(NewCase) if name not in lines] == []
    assert [f"line {name} is no field" for name in lines if name not in set(leaves(NewCase))] == []
    assert len(lines) == len(set(lines))


RENAMED = {
    "Case.council_id": "Case.council",
    "Case.holder_id": "Case.holder",
    "Case.competent_id": "Case.competent",
    "Case.registered_by_id": "Case.registered_by",
}


def test_every_column_of_a_new_case_has_a_line() -> None:
    kept = {column for line in TABLE for column in line.kept} | set(LATER) | set(NUMBERED)
    columns = {
        RENAMED.get(name, name)
        for model in (Case, Party, Trader)
        for name in (f"{model.__name__}.{each.attname}" for each in model._meta.concrete_fields)
    }
    assert [f"column {name} is in no line of the round trip" for name in columns if name not in kept] == []
    rows = ("Case.", "Party.", "Trader.")
    assert [f"{name} is no column" for name in kept if name.startswith(rows) and name not in columns] == []


def test_the_database_holds_every_field(trip: Trip) -> None:
    expected = {column: at(trip.door, value) for line in TABLE for column, value in line.kept.items()}
    expected |= {column: at(trip.door, value) for column, value in LATER.items()}
    wrong = differences({name: value for name, value in trip.kept.items() if name not in NUMBERED}, expected)
    assert not wrong, "\n".join(wrong)


def differences(found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    """Where two rows are not alike; what is absent is None."""
    return [
        f"{name}: {found.get(name)!r}, should be {expected.get(name)!r}"
        for name in sorted(found.keys() | expected.keys())
        if found.get(name) != expected.get(name)
    ]


def test_every_place_shows_the_fields_that_belong_there(trip: Trip) -> None:
    wrong = [f"{place}: {each}" for place in trip.shown for each in misfits(trip.door, place, trip.shown[place])]
    assert not wrong, "\n".join(wrong)


def misfits(door: str, place: str, shown: dict[str, Any]) -> list[str]:
    """What a place shows otherwise than the table says, shows though no line says so, or shows though it is secret."""
    if not silent(door, place) and shown.keys() == {""} and place != SEARCH:
        return [f"{place} shows nothing"]
    lines = [*(line.shown.get(place, {}) for line in TABLE), OTHERS.get(place, {})]
    expected = {} if silent(door, place) else {
        label: at(door, text) for line in lines for label, text in line.items()
    }  # fmt: skip
    wrong = [
        f"{label}: {_shown(shown, label)!r}, should be {text!r}"
        for label, text in expected.items()
        if _shown(shown, label) != text
    ]
    wrong += [f"{label} is in no line" for label in shown if label and label not in expected]
    secrets = [line.secret for line in TABLE if line.secret and place not in line.shown]
    return wrong + [f"{secret} is shown" for secret in secrets if secret in shown[""]]


def _shown(shown: dict[str, Any], label: str) -> Any:
    try:
        return shown[label]
    except KeyError:
        return None


def silent(door: str, place: str) -> bool:
    """Places that say nothing: only a sheet has a result, and many at once get no letters."""
    return (place == "result of the sheet" and not door.startswith("sheet")) or (
        place == "mail" and (door.startswith("sheet") or door == MANY)
    )


def test_each_field_left_out_changes_its_own_columns_alone(trip: Trip) -> None:
    """As a report, which may be without most of them."""
    door, wrong = trip.door, []
    report = {"kind": "舉報" if door == "sheet" else "report"}
    full = arrived(trip, given(door, **report))
    assert full["Case.kind"] == "report"
    for line in asked(door):
        names, _value = line.given(door)  # type: ignore[misc]
        if (
            (door in PROGRAMS and line.name in NEVER_EMPTY)
            or (door == SHEET_FORM and not names.startswith("form:"))
            or names in {"form:kind", "form:source"}
        ):
            continue
        found = arrived(trip, given(door, but=line.name, **report))
        expected = (
            {"refused": line.refused[door]}
            if door in line.refused
            else {**full, **{column: at(door, value) for column, value in line.bare.items()}}
        )
        wrong += [f"without {line.name}: {each}" for each in differences(found, expected)]
    assert not wrong, "\n".join(wrong)


def arrived(trip: Trip, what: Given) -> dict[str, Any]:
    """The rows of a case that comes in, or where it was refused; undone."""
    with undone():
        Case.objects.filter(pk=trip.case_id).update(source_ref="")
        Trader.objects.update(folded_name="", credit_code="")
        try:
            found = database(AGAIN.get(trip.door, DOORS[trip.door])(trip.cast, what))
        except Refused as refusal:
            return {"refused": str(refusal)}
    return {name: value for name, value in found.items() if name not in NUMBERED}


@pytest.mark.parametrize("_gone", [PORTAL], indirect=True)
def test_what_was_recovered_is_shown_and_counted_where_the_result_is(trip: Trip) -> None:
    actor, end = trip.cast.actor("supervisor"), {"result": "settled", "note": "已退款", "recovered_cents": 98_765}
    services.accept_case(trip.case_id, actor=actor, at=NOW)
    services.close_case(trip.case_id, **end, actor=actor, at=NOW + timedelta(seconds=1))
    case = Case.objects.select_related("council").get(pk=trip.case_id)
    assert (case.recovered_cents, case.result, case.result_note) == (98_765, "settled", "已退款")
    shown = case_page(trip.cast, case)
    assert (shown["辦理結果"], shown["辦理結果: note"], shown["挽回金額"]) == ("雙方和解", "已退款", "¥987.65")
    assert facts(trip.cast, case)["cases.recovered_cents"] == 98_765
    assert rows_of_a_fact(trip.cast, case)["挽回金額"] == "987.65"
    row = export(trip.cast, case)
    assert (row["結果"], row["挽回損失（元）"], row["辦結日期"]) == ("雙方和解", "987.65", "2026-05-12")
    assert tracking_page(trip.cast, case)["辦理結果"] == "雙方和解 已退款"


@pytest.mark.parametrize("_gone", PROGRAMS, indirect=True)
def test_a_trader_of_the_register_is_taken_by_its_number(trip: Trip) -> None:
    known = Trader.objects.create(name="拾參號商場", folded_name="拾參號商場", kind="manufacturer", created_at=NOW)
    without_name = {name: value for name, value in given(trip.door).items() if not name.startswith("trader.")}
    found = arrived(trip, {**without_name, "trader.trader_id": known.pk})
    assert (found["Trader.name"], found["Trader.kind"], found["Case.trader_name"]) == ("拾參號商場", "manufacturer", "")


@pytest.mark.parametrize("_gone", [PORTAL], indirect=True)
def test_the_platform_that_the_consumer_named_is_kept(trip: Trip) -> None:
    assert "伍號平台" in str(trip.kept)
