"""Where a reader of figures sees from when the records are complete, what is missing of a period, and why a value is not told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from open315.cases.tests.years import add
from open315.core.facts.boards import boards
from tests.covering import keep_records

NOVEMBER = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(cast: Any, time_machine: Any) -> Any:
    """27 November 2026. The province and Wuhan have kept records since 2025, Huangshi has received its first case in March 2026."""
    time_machine.move_to(NOVEMBER)
    cast.at = NOVEMBER
    keep_records(cast, date(2025, 1, 1), "province", "wuhan")
    add(cast, {date(2025, 3, 3): 20, date(2026, 3, 3): 30})
    add(cast, {date(2026, 3, 1): 5}, council="huangshi")
    return cast


def opened(office: Any, path: str, **query: str) -> str:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(office.accounts["secretariat"])
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_who_reads_figures_sees_from_when_whose_records_are_complete(office: Any) -> None:
    page = opened(office, reverse("facts:coverage"))
    for words in (
        "湖北省消費者委員會",
        "2025-01-01起",
        "已聲明",
        "黃石市消費者委員會",
        "2026-03-01起",
        "自首筆記錄起推定",
    ):
        assert words in page
    assert page.count("已聲明") == 2


def test_the_overview_leads_to_it(office: Any) -> None:
    assert reverse("facts:coverage") in opened(office, reverse("facts:overview"))


def test_a_running_year_says_over_which_days_it_counts(office: Any) -> None:
    page = opened(office, reverse("facts:overview"), first="2026-01-01", last="2026-12-31", until="2026-12-31")
    assert "尚未到來的日期不計入：統計期間為2026年1月1日至11月27日。" in page
    assert "12月" not in page.partition("<main")[2]


def test_the_overview_says_whose_records_are_missing(office: Any) -> None:
    page = opened(office, reverse("facts:overview"), first="2026-01-01", last="2026-11-27", region="420000")
    assert "2026年1月1日至11月27日的記錄不完整：黃石市消費者委員會（記錄完整：2026年3月1日起）。" in page
    assert "的記錄不完整" not in opened(
        office, reverse("facts:overview"), first="2026-01-01", last="2026-11-27", region="420100"
    )


def test_a_year_of_which_nobody_kept_records_shows_no_zero(office: Any) -> None:
    page = opened(
        office, reverse("facts:overview"), first="2009-01-01", last="2009-12-31", until="2009-12-31", region="420000"
    )
    assert "本系統沒有2009年的記錄。" in page
    assert 'class="stat__value">0<' not in page.replace("\n", "").replace(" ", "")


def test_a_change_that_is_withheld_says_why_on_its_page_and_shows_one_list(office: Any) -> None:
    path = reverse("facts:rows", args=["cases.received.change"])
    page = opened(office, path, first="2026-01-01", last="2026-12-31", region="420000")
    assert "兩個期間的記錄完整程度不同：黃石市消費者委員會（記錄完整：2026年3月1日起）。" in page
    assert "side=base" not in page


def test_the_two_lists_of_a_change_are_called_by_their_days(office: Any) -> None:
    path = reverse("facts:rows", args=["cases.received.change"])
    page = opened(office, path, first="2026-01-01", last="2026-12-31", region="420100")
    assert "2026年1月1日至11月27日" in page
    assert "2025年1月1日至11月27日" in page
    assert "+50.00%" in page


def test_several_lines_together_open_the_cases_of_all_of_them(office: Any) -> None:
    """What a sentence says of the largest groups together."""
    add(office, {date(2026, 3, 4): 3}, nature="price")
    add(office, {date(2026, 3, 4): 2}, nature="")
    path = reverse("facts:rows", args=["cases.by_nature.share"])
    page = opened(office, path, first="2026-01-01", last="2026-12-31", region="420100", line="quality|price")
    assert "質量、價格" in page
    assert "94.29" in page
    assert "33件" in page.replace(" ", "") or "33 件" in page


def test_a_table_of_days_without_records_says_so_instead_of_nothing_was_received(office: Any) -> None:
    page = opened(office, reverse("facts:overview"), first="2009-01-01", last="2009-12-31", region="420000")
    assert "本期沒有收件。" not in page
    assert page.count("本系統沒有這段期間的記錄。") == sum(len(board.tables) for board in boards())
    assert "0 / 0" not in page
    of_2025 = opened(office, reverse("facts:overview"), first="2025-05-01", last="2025-05-31", region="420100")
    assert "本期沒有收件。" in of_2025
    assert "0 / 0" not in of_2025


def test_a_period_that_is_over_says_that_it_ends_on_its_reckoning_day(office: Any) -> None:
    asked = {"first": "2025-01-01", "last": "2025-12-31", "region": "420100"}
    page = opened(office, reverse("facts:overview"), **asked, until="2025-06-30")
    assert "統計日之後的來件不計入：統計期間為2025年1月1日至6月30日。" in page
    assert "不計入" not in opened(office, reverse("facts:overview"), **asked, until="2026-02-01")
