"""Activities by place: a line for each council with all below it, tiles coloured by the same numbers, each number opening its rows. By hand."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from open315.activities import services
from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.places.queries import lines_of
from open315.activities.places.rules import COLOURS, bounds, step_of
from open315.activities.tests.making import held, planned
from open315.activities.tests.test_meet_the_plan import wuhan
from open315.activities.tests.test_show_activities import browser, words
from open315.core.clock import SHANGHAI
from open315.core.quantities import Bound, Quantity

PAGE = "/console/activities/places/"
ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)


@pytest.mark.parametrize(
    ("value", "most", "step"),
    [(0, 8, 0), (None, 8, 0), (0, 0, 0), (1, 8, 1), (2, 8, 1), (3, 8, 2), (4, 8, 2), (5, 8, 3), (6, 8, 3), (7, 8, 4), (8, 8, 4), (1, 1, 4), (1, 3, 2), (Decimal("0.5"), 8, 1)],
)  # fmt: skip
def test_a_tile_is_coloured_by_its_share_of_the_greatest(value: Any, most: int, step: int) -> None:
    assert step_of(value, most) == step


def test_the_legend_names_the_numbers_of_each_colour_and_no_colour_that_none_can_have() -> None:
    assert COLOURS == 4
    assert list(bounds(8)) == [(1, 1, 2), (2, 3, 4), (3, 5, 6), (4, 7, 8)]
    assert list(bounds(10)) == [(1, 1, 2), (2, 3, 5), (3, 6, 7), (4, 8, 10)]
    assert list(bounds(1)) == [(4, 1, 1)]
    assert list(bounds(2)) == [(2, 1, 1), (4, 2, 2)]
    assert list(bounds(0)) == []


@given(st.integers(1, 500), st.data())
def test_every_number_has_the_colour_under_which_the_legend_names_it(most: int, data: st.DataObject) -> None:
    value = data.draw(st.integers(1, most))
    assert [step for step, low, high in bounds(most) if low <= value <= high] == [step_of(value, most)]


@pytest.fixture
def there(cast: Any) -> dict[str, Any]:
    """The province held one thing that told and planned one; Wuhan held one, has one that nobody said anything of, and cancelled one."""
    province, city = cast.actor("secretariat"), wuhan(cast)
    told = held(province, cast.at, kind="consultation")
    outputs.report_outputs(told.pk, [Told("leaflets", "", "3000餘")], actor=province, at=cast.at)
    ahead = cast.at + timedelta(days=9)
    planned(province, cast.at, starts_at=ahead, ends_at=ahead)
    of_city = held(city, cast.at, kind="consultation", title="武漢諮詢")
    outputs.report_outputs(of_city.pk, [Told("leaflets", "", "500")], actor=city, at=cast.at)
    planned(city, cast.at, title="逾期一項")
    services.cancel_activity(planned(city, cast.at).pk, reason="雨", actor=city, at=cast.at)
    return {"province": province, "city": city}


def numbers(line: Any) -> dict[str, int]:
    return dict(line.numbers)


@pytest.mark.django_db
def test_each_council_counts_with_all_below_it_and_the_last_line_is_all_together(cast: Any, there: Any) -> None:
    lines = lines_of(there["province"], {}, cast.at)
    by = {line.unit.council.region_code: line for line in lines if line.unit}
    assert [line.is_own for line in lines].count(True) == 1
    assert numbers(by["420000"]) == {"held": 1, "told": 1, "ahead": 1, "late": 0}
    assert numbers(by["420100"]) == {"held": 1, "told": 1, "ahead": 0, "late": 1}
    assert lines[-1].unit is None
    assert numbers(lines[-1]) == {"held": 2, "told": 2, "ahead": 1, "late": 1}
    assert by["420100"].sum.sum is None


@pytest.mark.django_db
def test_an_indicator_is_summed_with_what_it_claims_and_narrows_no_other_number(cast: Any, there: Any) -> None:
    lines = lines_of(there["province"], {"indicator": "leaflets"}, cast.at)
    by = {line.unit.council.region_code: line.sum.sum for line in lines if line.unit}
    assert by["420000"] == Quantity(Decimal(3000), Bound.AT_LEAST)
    assert by["420100"] == Quantity(Decimal(500), Bound.EXACT)
    assert lines[-1].sum.sum == Quantity(Decimal(3500), Bound.AT_LEAST)
    assert numbers(lines[-1]) == {"held": 2, "told": 2, "ahead": 1, "late": 1}


@pytest.mark.django_db
def test_an_activity_belongs_to_the_day_of_its_start_in_china(cast: Any) -> None:
    actor = cast.actor("secretariat")
    for hour, day in ((0, 15), (23, 14)):
        begins = datetime(2026, 3, day, hour, 0, tzinfo=SHANGHAI)
        held(actor, cast.at, starts_at=begins, ends_at=begins)
    on_the_15th = {"first": datetime(2026, 3, 15).date(), "last": datetime(2026, 3, 15).date()}
    assert numbers(lines_of(actor, on_the_15th, cast.at)[-1])["held"] == 1


@pytest.mark.django_db
def test_a_city_sees_itself_and_nothing_of_the_province(cast: Any, there: Any) -> None:
    lines = lines_of(there["city"], {}, cast.at)
    assert numbers(lines[-1]) == {"held": 1, "told": 1, "ahead": 0, "late": 1}


@ON_THAT_DAY
@pytest.mark.django_db
def test_every_number_of_the_page_opens_as_many_rows(cast: Any, there: Any) -> None:
    client = browser(cast)
    seen = client.get(PAGE, {"indicator": "leaflets", "first": "2026-01-01", "last": "2026-12-31"}).content.decode()
    sums = re.findall(r'<a href="(/console/activities/\?[^"]*indicator=leaflets)">', seen)
    found = [
        *re.findall(r'<a href="(/console/activities/\?[^"]*only=\w+)">(\d+)</a>', seen),
        *zip(sums, ("1", "1", "2"), strict=True),
    ]
    assert len({address for address, _number in found}) > 8
    for address, number in found:
        page = client.get(address.replace("&amp;", "&")).content.decode()
        assert page.count('href="/console/activities/', page.find("<tbody"), page.find("</tbody>")) == int(number), (
            address
        )


@ON_THAT_DAY
@pytest.mark.django_db
def test_tiles_show_the_same_numbers_with_a_legend_and_say_that_they_show_no_shape(cast: Any, there: Any) -> None:
    seen = browser(cast).get(PAGE, {"shows": "sum", "indicator": "leaflets"}).content.decode()
    assert re.search(r'class="place place--4"[^>]*only=told&amp;indicator=leaflets"', seen)
    text = words(seen)
    for said in ("湖北省本級 3,000餘", "武漢市 500", "1–750", "2,251–3,000", "不表示位置和大小", "3,500餘"):
        assert said in text, said
    held_now = words(browser(cast).get(PAGE, {"shows": "sum"}).content.decode())
    assert "武漢市 1" in held_now


@ON_THAT_DAY
@pytest.mark.django_db
def test_the_file_has_the_lines_of_the_page(cast: Any, there: Any) -> None:
    answer = browser(cast).get(f"{PAGE}export/", {"format": "csv", "indicator": "leaflets"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "420100,武漢市,1,1,0,1,500" in content
    assert "420000,湖北省本級,1,1,1,0," in content
    assert ",合計,2,2,1,1," in content


@pytest.mark.django_db
def test_the_page_asks_the_database_as_often_for_a_hundred_activities_as_for_one(cast: Any, there: Any) -> None:
    client = browser(cast)
    client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(PAGE, {"indicator": "leaflets"})
    for _each in range(5):
        held(there["city"], cast.at)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE, {"indicator": "leaflets"})
    assert len(many) == len(few)
