"""The dictionary: what it says of an indicator on a day, and what kind of file it refuses."""

import re
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from open315.core.facts import spec_of
from open315.core.names import Names
from open315.indicators import queries
from open315.indicators.rules import WrongDictionary, parsed
from open315.indicators.types import Level, Source, Sums

LEAFLETS: dict[str, Any] = {
    "code": "leaflets",
    "name": {"zh_hant": "宣傳資料", "en": "Leaflets"},
    "unit": "copy",
    "group": "publicity",
    "definition": {"zh_hant": "發出的份數。", "en": "What was handed out."},
    "phrase": {"zh_hant": "發放宣傳資料%(n)s份", "en": "%(n)s leaflets"},
    "valid_from": date(1983, 1, 1),
}
FILE: dict[str, Any] = {
    "units": {
        "copy": {"zh_hant": "份", "en": "copies", "one": "copy"},
        "box": {"zh_hant": "箱", "en": "boxes", "one": "box"},
    },
    "groups": {"publicity": {"zh_hant": "宣傳", "en": "Publicity"}},
    "kinds": {"goods": {"salt": {"zh_hant": "食鹽", "en": "salt"}}},
    "indicators": [LEAFLETS],
}
OLD: dict[str, Any] = {**LEAFLETS, "valid_until": date(2019, 12, 31)}
NEW: dict[str, Any] = {**LEAFLETS, "valid_from": date(2020, 1, 1), "definition": {"zh_hant": "印出的份數。"}}


def file(*indicators: dict[str, Any]) -> dict[str, Any]:
    return deepcopy({**FILE, "indicators": list(indicators)})


def test_what_is_not_said_of_an_indicator_has_its_plain_meaning() -> None:
    (leaflets,) = parsed(file(LEAFLETS)).all()
    assert (leaflets.levels, leaflets.sums, leaflets.source) == (frozenset(Level), Sums.ACTIVITIES, Source.REPORTED)
    assert (leaflets.approximate, leaflets.decimals, leaflets.kinds, leaflets.forms) == (True, 0, (), frozenset())
    assert (leaflets.unit.names, leaflets.unit.one) == (Names("份", "copies"), Names("份", "copy"))


def test_what_is_said_of_an_indicator_is_read() -> None:
    said = {
        "levels": ["city"],
        "sums": "nothing",
        "approximate": False,
        "decimals": 2,
        "kinds": "goods",
        "forms": ["stall"],
    }
    (found,) = parsed(file({**LEAFLETS, **said})).all()
    assert (found.levels, found.sums, found.approximate, found.decimals) == ({Level.CITY}, Sums.NOTHING, False, 2)
    assert (found.kinds, found.forms) == ((("salt", Names("食鹽", "salt")),), {"stall"})


def test_each_day_has_the_version_that_is_in_force() -> None:
    found = parsed(file(OLD, NEW))
    days = (date(1982, 12, 31), date(1983, 1, 1), date(2019, 12, 31), date(2020, 1, 1), date(2100, 1, 1))
    versions = [found.on("leaflets", day) for day in days]
    assert [each and each.definition.zh_hant for each in versions] == [
        None, "發出的份數。", "發出的份數。", "印出的份數。", "印出的份數。",
    ]  # fmt: skip
    assert [each.definition.zh_hant for each in found.in_force(date(2020, 1, 1))] == ["印出的份數。"]
    assert found.on("nothing", date(2020, 1, 1)) is None
    assert len(found.all()) == 2


def test_a_definition_is_the_same_only_within_a_version() -> None:
    found = parsed(file(OLD, NEW))
    for first, last, changes in (
        (date(2018, 3, 1), date(2019, 12, 31), False),
        (date(2019, 3, 1), date(2020, 1, 1), True),
        (date(2020, 1, 1), date(2021, 3, 1), False),
        (date(1982, 3, 1), date(2021, 3, 1), True),
    ):
        assert found.changes_between("leaflets", first, last) is changes, (first, last)


CONTRADICTIONS: list[tuple[list[dict[str, Any]], str]] = [
    ([{**LEAFLETS, "unit": "bag"}], "leaflets: 'bag'.*"),
    ([{**LEAFLETS, "group": "other"}], "leaflets: 'other'.*"),
    ([{**LEAFLETS, "kinds": "cars"}], "leaflets: 'cars'.*"),
    ([{**LEAFLETS, "sums": "cities"}], "leaflets: 'cities' is not a valid Sums"),
    ([{**LEAFLETS, "colour": "red"}], "leaflets: .*colour.*"),
    ([{**LEAFLETS, "phrase": {"zh_hant": "%(n)s份", "en": "leaflets"}}], "leaflets: its phrase has no place for the number"),
    ([{**LEAFLETS, "part_of": "paper"}], "leaflets: there is no indicator paper"),
    ([{**LEAFLETS, "source": "rows"}], "leaflets: what is counted from rows names its figure, and nothing else does"),
    ([{**LEAFLETS, "fact": "cases.accepted"}], "leaflets: what is counted from rows names its figure, and nothing else does"),
    ([{**OLD, "valid_until": date(1982, 1, 1)}], "leaflets: a version ends before it begins"),
    ([OLD, {**NEW, "valid_from": date(2020, 1, 2)}], "leaflets: a version does not end on the day before the next one begins"),
    ([LEAFLETS, NEW], "leaflets: a version does not end on the day before the next one begins"),
    ([{**LEAFLETS, "phrase": {"zh_hant": "%(n)s份", "en": "%(n)s", "one": "a leaflet"}}], "leaflets: its phrase has no place for the number"),
    ([OLD, {**NEW, "unit": "box"}], "leaflets: another unit or another way of adding is another indicator"),
    ([OLD, {**NEW, "sums": "nothing"}], "leaflets: another unit or another way of adding is another indicator"),
]  # fmt: skip


def test_a_file_that_contradicts_itself_is_refused_in_words() -> None:
    for indicators, said in CONTRADICTIONS:
        with pytest.raises(WrongDictionary) as refused:
            parsed(file(*indicators))
        assert re.fullmatch(said, str(refused.value)), said


def test_a_version_of_one_day_is_one() -> None:
    assert parsed(file({**OLD, "valid_until": date(1983, 1, 1)})).on("leaflets", date(1983, 1, 1))


def test_what_is_shipped_has_a_code_for_every_figure_of_a_campaign() -> None:
    """Those that summaries of campaigns collect: publicity, media, service, partners, contest, fakes by number and value."""
    wanted = (
        "leaflets boards sms_sent viewers special_pages columns daily_series articles live_relays dispatches linked_places enquiries "
        "complaints_taken settled_on_spot viewer_messages recovered_on_spot attendance enterprises outlets department_stalls lawyers "
        "experts volunteers typical_cases hot_fields letters alliance_cities pledges teams_first teams_second teams_final winning_score "
        "first_prizes second_prizes third_prizes organisation_awards fakes_number fakes_weight fakes_value"
    )
    assert set(wanted.split()) <= {each.code for each in queries.reported()}


def test_everything_shipped_is_named_and_defined_in_three_languages() -> None:
    for each in queries.dictionary().all():
        for text in (each.names, each.definition, each.unit.names, *(name for _code, name in each.kinds)):
            assert "" not in (text.zh_hant, text.en), each.code
    with translation.override("zh-hans"):
        assert str(queries.latest("leaflets").names) == "宣传资料"


def test_what_is_counted_from_rows_is_a_declared_figure() -> None:
    from_rows = [each for each in queries.dictionary().all() if each.source == Source.ROWS]
    assert [spec_of(each.fact).key for each in from_rows] == [each.fact for each in from_rows]
    assert not {each.code for each in from_rows} & {each.code for each in queries.reported()}


def test_a_council_reports_what_its_level_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    given = parsed(file(OLD, {**LEAFLETS, "code": "boards", "levels": ["city", "county"]}))
    monkeypatch.setattr(queries, "dictionary", lambda: given)
    for region, found in (
        ("420000", ["leaflets"]),
        ("420100", ["leaflets", "boards"]),
        ("420106", ["leaflets", "boards"]),
    ):
        assert [each.code for each in queries.reported_on(date(2010, 3, 15), region)] == found
    assert [each.code for each in queries.reported_on(date(2020, 3, 15), "420100")] == ["boards"]
    assert queries.indicator("leaflets", date(2020, 1, 1)) is None


def test_a_value_is_told_by_the_phrase_for_one_or_for_several() -> None:
    phrase = {"zh_hant": "發放宣傳資料%(n)s份", "en": "%(n)s leaflets", "one": "%(n)s leaflet"}
    (leaflets,) = parsed(file({**LEAFLETS, "phrase": phrase})).all()
    for language, one, many in (
        ("en", "%(n)s leaflet", "%(n)s leaflets"),
        ("zh-hant", "發放宣傳資料%(n)s份", "發放宣傳資料%(n)s份"),
        ("zh-hans", "发放宣传资料%(n)s份", "发放宣传资料%(n)s份"),
    ):
        with translation.override(language):
            assert [leaflets.told(value) for value in (0, 1, 2, None)] == [many, one, many, many]
    (plain,) = parsed(file(LEAFLETS)).all()
    with translation.override("en"):
        assert plain.told(1) == "%(n)s leaflets"


def test_every_phrase_counts_in_the_unit_of_its_indicator() -> None:
    """In Chinese the measure word stands behind the number; money brings it along."""
    for each in queries.reported():
        unit = "" if each.unit.key == "yuan" else each.unit.names.zh_hant
        assert f"%(n)s{unit}" in each.phrase.zh_hant, each.code
        assert each.single.zh_hant == each.phrase.zh_hant, each.code


def test_what_was_reported_once_stays_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {**NEW, "source": "rows", "fact": "activities.held"}
    boards = {**LEAFLETS, "code": "boards"}
    only_rows = {**LEAFLETS, "code": "held", "source": "rows", "fact": "activities.held"}
    given = parsed(file(OLD, counted, boards, only_rows))
    monkeypatch.setattr(queries, "dictionary", lambda: given)
    assert [(each.code, each.valid_until) for each in queries.ever_reported()] == [
        ("leaflets", date(2019, 12, 31)),
        ("boards", None),
    ]
    assert [each.code for each in queries.reported()] == ["boards"]


def test_a_place_says_the_level_of_its_council() -> None:
    found = [queries.level_at(code) for code in ("420000", "420100", "420106", "")]
    assert found == [Level.PROVINCE, Level.CITY, Level.COUNTY, None]
