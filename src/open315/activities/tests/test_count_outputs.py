"""The figures of what activities put out: what a sum claims, what stands beside it, what is missing, what is compared. By hand."""

import tomllib
from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from open315.activities.facts.effects import figures as declared
from open315.activities.facts.effects.units import UNITS, UnitName, value_in
from open315.activities.models import Activity
from open315.activities.outputs import services
from open315.activities.tests.making import held
from open315.activities.tests.test_report_outputs import told
from open315.core.clock import SHANGHAI
from open315.core.facts import (
    Breakdown,
    Fact,
    Period,
    RowsQuery,
    Scope,
    comparison_of,
    compute,
    figure,
    one_reading,
    open_rows,
    spec_of,
    table,
)
from open315.core.facts.address import rows_path
from open315.core.facts.units import unit_words
from open315.core.facts.wording import value_words
from open315.core.quantities import Bound
from open315.indicators import queries as indicators
from open315.indicators.rules import parsed

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _that_day(cast: Any, time_machine: Any) -> None:
    time_machine.move_to(cast.at)


def day(year: int, n: int) -> datetime:
    return datetime(year, 3, n, 9, 0, tzinfo=SHANGHAI)


TENTH = day(2026, 10)


def put_out(
    cast: Any, who: str = "secretariat", *, on: datetime = TENTH, kind: str = "consultation", **said: str
) -> Activity:
    """An activity that was held, and what it told."""
    actor, at = cast.actor(who), max(on + DAY, min(cast.at, on + DAY))
    activity = held(actor, at, kind=kind, starts_at=on, ends_at=on + timedelta(hours=2))
    if said:
        services.report_outputs(activity.pk, told(**said), actor=actor, at=at)
    return activity


def of(cast: Any, code: str, part: str = "", period: Period = MARCH, **scope: str) -> Any:
    return compute(declared.key_of(code, part), period, Scope(**scope), cast.actor("secretariat"))


def lines(found: Breakdown) -> dict[str, Any]:
    return {code: fact.value for code, _label, fact in found.lines}


def opened(cast: Any, fact: Fact) -> list[str]:
    return [row.said for row in open_rows(fact.rows, cast.actor("secretariat")).order_by("pk")]


@pytest.mark.parametrize(
    ("said", "value", "bound"),
    [
        (("3000", "35"), 3035, Bound.EXACT),
        (("3000餘", "35"), 3035, Bound.AT_LEAST),
        (("近3000", "35"), 3035, Bound.AT_MOST),
        (("3000餘", "近35"), 3035, Bound.ABOUT),
        (("約3000", "35"), 3035, Bound.ABOUT),
        (("0", "0"), 0, Bound.EXACT),
    ],
)
def test_a_sum_claims_what_its_parts_allow(cast: Any, said: tuple[str, ...], value: int, bound: Bound) -> None:
    for words in said:
        put_out(cast, leaflets=words)
    fact = of(cast, "leaflets")
    assert (fact.value, fact.bound, fact.beside, fact.why) == (value, bound, "", "")
    assert type(fact.value) is int
    assert opened(cast, fact) == list(said)


def test_words_are_among_the_rows_and_told_beside_the_sum(cast: Any) -> None:
    for said in ("3000餘", "數百", "若干", "數百"):
        put_out(cast, leaflets=said)
    fact = of(cast, "leaflets")
    assert (fact.value, fact.bound) == (3000, Bound.AT_LEAST)
    assert opened(cast, fact) == ["3000餘", "數百", "若干", "數百"]
    with translation.override("en"):
        assert of(cast, "leaflets").beside == "Told in words and not counted: 數百, 若干."
    with translation.override("zh-hant"):
        assert of(cast, "leaflets").beside == "以文字填報、未計入：數百、若干。"


def test_words_alone_are_no_number_and_nothing_told_is_no_zero(cast: Any) -> None:
    put_out(cast, kind="visit", leaflets="數百")
    with translation.override("en"):
        words, nothing = of(cast, "leaflets"), of(cast, "boards")
    assert (words.value, words.why) == (None, "It was told in words alone.")
    assert words.beside == "Told in words and not counted: 數百."
    assert (nothing.value, nothing.why, nothing.beside) == (None, "No activity has told it.", "")


def test_what_should_have_told_it_and_did_not_is_missing_and_opens_its_rows(cast: Any) -> None:
    put_out(cast, leaflets="3000")
    silent = [put_out(cast), put_out(cast, boards="3")]
    put_out(cast, kind="visit")
    put_out(cast, on=day(2026, 31) + DAY)
    taken_back = put_out(cast, leaflets="7")
    actor = cast.actor("secretariat")
    services.report_outputs(taken_back.pk, told(leaflets=""), actor=actor, at=cast.at, reason="誤填")
    missing = of(cast, "leaflets", "missing")
    assert (missing.value, missing.unit) == (3, "activities")
    assert {row.pk for row in open_rows(missing.rows, actor)} == {*(each.pk for each in silent), taken_back.pk}
    with translation.override("en"):
        assert of(cast, "leaflets").beside == "3 activities that should tell it have not done so."
        assert of(cast, "boards").beside == "3 activities that should tell it have not done so."
    with translation.override("zh-hant"):
        assert of(cast, "leaflets").beside == "另有3項應填報的活動尚未填報。"
    told_any = figure(declared.TOLD, MARCH, Scope(), actor)
    untold = figure(declared.UNTOLD, MARCH, Scope(), actor)
    assert (told_any.value, untold.value) == (2, 2)
    assert {row.pk for row in open_rows(untold.rows, actor)} == {silent[0].pk, taken_back.pk}
    assert len(open_rows(told_any.rows, actor)) == 2


def test_one_that_is_missing_is_told_in_the_singular(cast: Any) -> None:
    put_out(cast)
    with translation.override("en"):
        assert of(cast, "leaflets").beside == "1 activity that should tell it has not done so."


def test_each_table_makes_the_sum_and_words_have_a_line_without_a_number(cast: Any) -> None:
    province, wuhan = (str(cast.bodies[name].pk) for name in ("province", "wuhan"))
    put_out(cast, leaflets="100", fakes_number__salt="5", fakes_number__food="70餘")
    put_out(cast, "secretariat", kind="stall", leaflets="近20")
    activity = put_out(cast, kind="lecture", leaflets="數百")
    Activity.objects.filter(pk=activity.pk).update(council_id=int(wuhan))
    assert lines(of(cast, "leaflets", "by_form")) == {"consultation": 100, "stall": 20, "lecture": None}
    assert [code for code, _label, _fact in of(cast, "leaflets", "by_form").lines] == [
        "consultation",
        "stall",
        "lecture",
    ]
    assert lines(of(cast, "leaflets", "by_council")) == {province: 120, wuhan: None}
    kinds = of(cast, "fakes_number", "by_kind")
    assert lines(kinds) == {"food": 70, "salt": 5}
    assert (kinds.total.value, kinds.total.bound) == (75, Bound.AT_LEAST)
    with translation.override("zh-hant"):
        assert [str(label) for _code, label, _fact in kinds.lines] == ["食品", "食鹽"]
    both = kinds.line("food|salt")
    assert (both.value, both.line, opened(cast, both)) == (75, "food|salt", ["5", "70餘"])
    assert kinds.line("other").value is None
    by_form = of(cast, "leaflets", "by_form")
    assert opened(cast, by_form.line("stall")) == ["近20"]
    assert rows_path(by_form.line("stall")).endswith("line=stall")


def test_what_is_never_added_has_a_value_only_where_one_activity_told_it(cast: Any) -> None:
    put_out(cast, kind="contest", teams_first="200多")
    one = of(cast, "teams_first")
    assert (one.value, one.bound, one.beside) == (200, Bound.AT_LEAST, "")
    put_out(cast, kind="contest", teams_first="22")
    with translation.override("en"):
        two = of(cast, "teams_first")
    assert (two.value, two.why) == (
        None,
        "2 activities have told it. These values are never added, because they may count the same.",
    )
    assert two.beside == "Told each by itself: more than 200, 22."
    assert opened(cast, two) == ["200多", "22"]
    assert lines(of(cast, "teams_first", "by_form")) == {"contest": None}


def test_a_figure_can_be_read_as_of_an_earlier_moment(cast: Any) -> None:
    activity = put_out(cast, leaflets="300")
    services.report_outputs(
        activity.pk, told(leaflets="330"), actor=cast.actor("secretariat"), at=cast.at, reason="更正"
    )
    first, last = MARCH.first, MARCH.last
    for until, value in (
        (date(2026, 5, 12), 330),
        (date(2026, 5, 11), 300),
        (date(2026, 3, 11), 300),
        (date(2026, 3, 10), None),
    ):
        assert of(cast, "leaflets", period=Period(first, last, until)).value == value, until


def test_money_is_told_as_money_and_halves_stay(cast: Any) -> None:
    put_out(cast, recovered_on_spot="1.2萬元", fakes_weight__food="1.5")
    put_out(cast, recovered_on_spot="300餘", fakes_weight__food="2")
    money, weight = of(cast, "recovered_on_spot"), of(cast, "fakes_weight")
    assert (money.value, money.unit, weight.value) == (1_230_000, "cents", Decimal("3.5"))
    for language, said in (("zh-hant", "1.23餘萬元"), ("en", "more than CNY 12,300")):
        with translation.override(language):
            assert value_words(money) == said
    assert value_words(weight) == "3.5"
    assert value_in(indicators.latest("fakes_weight"), Decimal("3.00")) == 3


def test_every_unit_of_the_dictionary_is_said_for_one_and_for_many(cast: Any) -> None:
    unit = UNITS["copy"]
    for language, one, many in (("en", "copy", "copies"), ("zh-hant", "份", "份"), ("zh-hans", "份", "份")):
        with translation.override(language):
            assert (unit_words(unit, 1), unit_words(unit, 2), unit_words(unit), str(UnitName(indicators.latest("leaflets").unit))) == (
                one, many, many, many,
            )  # fmt: skip
    assert UNITS["yuan"] == "cents"
    assert spec_of("activities.output.sms_sent").unit == UNITS["message"] == "activities.output.message"


def test_a_line_of_the_dictionary_gives_every_figure_by_itself() -> None:
    for each in indicators.ever_reported():
        parts = [
            "",
            "by_form",
            "by_council",
            "change",
            *(["by_kind"] if each.kinds else []),
            *(["missing"] if each.forms else []),
        ]
        for part in parts:
            spec = spec_of(declared.key_of(each.code, part))
            assert spec.is_breakdown is part.startswith("by_"), spec.key
    with translation.override("en"):
        spec = spec_of("activities.output.leaflets.by_form")
        assert (str(spec.label), spec.rows) == ("Leaflets by form of activity", "activities.outputs")
        assert str(spec.definition) == "What was told of “Leaflets”, by the form of the activity."
        spec = spec_of("activities.output.leaflets")
        assert str(spec.definition).startswith(
            "Leaflets, booklets and sheets on paper that were handed to consumers; what was printed"
        )
        assert str(spec.definition).endswith("words without a number are not counted.")
        single = str(spec_of("activities.output.teams_first").definition)
        assert "Values are never added, because they may count the same" in single
        assert str(spec_of("activities.output.boards.missing").label) == "Display boards: not told"


def test_a_rate_is_stated_only_where_both_years_are_exact_whole_and_above_zero(cast: Any) -> None:
    for year in (2025, 2026):
        put_out(
            cast,
            on=day(year, 10),
            kind="visit",
            banners="100" if year == 2025 else "125",
            letters="5",
            warnings="5",
            reprints="近5",
        )
    put_out(cast, on=day(2025, 11), kind="visit", articles="7", letters="若干", tv_items="0")
    put_out(cast, on=day(2026, 11), kind="visit", articles="0", warnings="3餘", tv_items="4")
    said = {}
    with translation.override("en"):
        for code in ("banners", "letters", "warnings", "articles", "tv_items", "columns"):
            change = of(cast, code, "change")
            said[code] = (change.value, str(change.why))
    assert said == {
        "banners": (Decimal(25), ""),
        "letters": (None, "Parts of a value were told in words or not at all, so no rate is stated."),
        "warnings": (None, "A value is not exact, so no rate is stated."),
        "articles": (None, "A value is zero, so no rate is stated."),
        "tv_items": (None, "There was none a year before, so no rate is stated."),
        "columns": (None, "No activity has told it."),
    }


def test_two_definitions_are_added_with_a_word_and_never_compared(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tomllib.loads((files("open315.indicators") / "dictionary.toml").read_text(encoding="utf-8"))
    (old,) = (each for each in data["indicators"] if each["code"] == "banners")
    new = {**deepcopy(old), "valid_from": date(2026, 3, 20)}
    old["valid_until"] = date(2026, 3, 19)
    given = parsed({**data, "indicators": [*data["indicators"], new]})
    put_out(cast, on=day(2025, 10), kind="visit", banners="100")
    put_out(cast, on=day(2026, 10), kind="visit", banners="125")
    monkeypatch.setattr(indicators, "dictionary", lambda: given)
    with translation.override("en"):
        assert of(cast, "banners").beside == "The definition changed on 20 March 2026; values by both are added."
        early = Period(date(2026, 3, 1), date(2026, 3, 19))
        assert of(cast, "banners", period=early).beside == ""
        assert of(cast, "banners", "change", period=early).value == 25
        spans = comparison_of("activities.output.banners", MARCH, Scope(), cast.actor("secretariat"))
        assert spans.withheld == "The definition of the two spans is not the same."
        assert of(cast, "banners", "change").why == "The definition of the two spans is not the same."


def test_only_councils_of_the_level_that_reports_it_are_missed(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tomllib.loads((files("open315.indicators") / "dictionary.toml").read_text(encoding="utf-8"))
    (boards,) = (each for each in data["indicators"] if each["code"] == "boards")
    put_out(cast)
    mine = put_out(cast)
    Activity.objects.filter(pk=mine.pk).update(council=cast.bodies["wuhan"])
    assert of(cast, "boards", "missing").value == 2
    boards["levels"] = ["city"]
    given = parsed(data)
    monkeypatch.setattr(indicators, "dictionary", lambda: given)
    missing = of(cast, "boards", "missing")
    assert [row.pk for row in open_rows(missing.rows, cast.actor("secretariat"))] == [mine.pk]
    boards["valid_until"] = date(2026, 3, 9)
    ended = parsed(data)
    monkeypatch.setattr(indicators, "dictionary", lambda: ended)
    assert of(cast, "boards", "missing").value == 0


def test_every_figure_of_every_indicator_is_read_with_a_handful_of_statements(cast: Any) -> None:
    """Two years of all indicators for the same as one: of each year the values, and all that is missing."""
    for n in range(3):
        put_out(cast, leaflets=f"{n}00", boards="3", on=day(2026, 10 + n))
        put_out(cast, leaflets=f"{n}00", boards="3", on=day(2025, 10 + n))
    actor = cast.actor("secretariat")
    keys = [
        declared.key_of(each.code, part)
        for each in indicators.ever_reported()
        for part in ("", "by_form", "by_council", "change")
    ]
    keys += [declared.key_of(each.code, "missing") for each in indicators.ever_reported() if each.forms]
    with (
        one_reading(),
        CaptureQueriesContext(
            connection,
        ) as seen,
    ):
        for key in keys:
            compute(key, MARCH, Scope(region="42"), actor)
    assert len(seen) <= 10, [query["sql"][:80] for query in seen]


def test_one_figure_alone_reads_only_its_own_values(cast: Any) -> None:
    put_out(cast, leaflets="300", boards="3")
    actor = cast.actor("secretariat")
    with one_reading(many=False), CaptureQueriesContext(connection) as seen:
        assert compute("activities.output.leaflets", MARCH, Scope(), actor).value == 300  # type: ignore[union-attr]
    assert all("'leaflets'" in query["sql"] for query in seen if "hundredths" in query["sql"])


def test_a_parameter_nobody_knows_is_no_figure(cast: Any) -> None:
    actor = cast.actor("secretariat")
    params = {"first": "2026-03-01", "last": "2026-03-31"}
    for name, more in (
        ("activities.outputs", {"told": "1"}),
        ("activities.outputs", {"colour": "red"}),
        ("activities.telling", {"kind": "salt"}),
    ):
        with pytest.raises(KeyError):
            open_rows(RowsQuery(name, {**params, **more}), actor)
    with pytest.raises(KeyError):
        open_rows(RowsQuery("activities.outputs", {**params, "indicator": "nothing"}), actor)


def test_nobody_reads_what_others_put_out(cast: Any) -> None:
    put_out(cast, leaflets="300")
    for who, value in (("clerk", None), ("secretariat", 300)):
        assert figure("activities.output.leaflets", MARCH, Scope(), cast.actor(who)).value == value
    assert table("activities.output.leaflets.by_form", MARCH, Scope(), cast.actor("clerk")).lines == ()
