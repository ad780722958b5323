"""Faults that summaries once printed, planted again one at a time: each is named in the summary before anybody signs it.

The campaign of the year 2026 is summed up on 27 November; what the two years hold is made by hand in `campaign`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from open315.campaigns.models import Campaign
from open315.cases.facts import faults as case_faults
from open315.cases.facts import listing
from open315.cases.models import Case, Clock
from open315.cases.tests.years import add
from open315.core.chapters import comparison as told
from open315.core.chapters import sentences, tables
from open315.core.documents.sentences import plain
from open315.core.documents.walk import narrative_of
from open315.core.exports import workbook
from open315.core.facts import Breakdown, Period, comparison, registry, variants
from open315.law.types import ClockState
from open315.summaries.documents import campaign_summary
from tests.covering import keep_records

NOVEMBER = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
CHANNELS = (("web", 50, 60), ("desk", 45, 40), ("hotline", 8, 0))
"""So many complaints of each channel in February 2025 and 2026."""


@pytest.fixture
def campaign(cast: Any, time_machine: Any) -> Campaign:
    """103 complaints up to 27 November 2025 and 30 after it, 100 in 2026; nine of them had a limit, which two missed."""
    time_machine.move_to(NOVEMBER)
    cast.at = NOVEMBER
    keep_records(cast, date(2025, 1, 1))
    for channel, before, now in CHANNELS:
        add(cast, {date(2025, 2, 10): before, date(2026, 2, 10): now}, channel=channel, nature="quality")
    add(cast, {date(2025, 12, 5): 30})
    _spread(cast)
    _limits()
    return Campaign.objects.create(
        council=cast.bodies["province"], year=2026, theme="提振消費信心", first_day=date(2026, 3, 1), last_day=date(2026, 3, 15),
        stat_first=date(2026, 1, 1), stat_last=date(2026, 12, 31), region_id="420000", created_at=datetime(2026, 2, 1, tzinfo=UTC),
    )  # fmt: skip


def _spread(cast: Any) -> None:
    """Of this year's: quality 16, after-sales 15, contract 14, five others 11 each. One was solved, and something was got back."""
    rest = ["price", "false_publicity", "safety", "measure", "counterfeit"] * 11
    natures = ["quality"] * 16 + ["after_sales"] * 15 + ["contract"] * 14 + rest
    this_year = list(Case.objects.filter(received_on__year=2026).order_by("pk"))
    for place, case in enumerate(this_year):
        case.nature = natures[place]
        case.amount_cents = 48_949_55 if place % 2 else None
    Case.objects.bulk_update(this_year, ["nature", "amount_cents"])
    Case.objects.filter(pk=this_year[0].pk).update(
        state="closed", result="mediated", accepted_at=datetime(2026, 2, 12, 2, 0, tzinfo=UTC), recovered_cents=48_949_55,
        closed_on=date(2026, 3, 1), closed_at=datetime(2026, 3, 1, 2, 0, tzinfo=UTC),
    )  # fmt: skip


def _limits() -> None:
    """Nine limits for acceptance: seven kept, one of them on its last day; one ended late by a decision, and one by a withdrawal a day
    after its last day. Five for handling, on both sides of the reckoning day; one complaint missed its limit twice.
    """
    cases = list(Case.objects.filter(received_on__year=2026).order_by("pk")[10:19])
    ends = [(ClockState.MET, date(2026, 2, 20))] * 6 + [
        (ClockState.MET, date(2026, 2, 25)),
        (ClockState.LATE, date(2026, 2, 28)),
        (ClockState.LATE, date(2026, 2, 26)),
    ]
    Clock.objects.bulk_create(
        Clock(
            case=case, key="acceptance", pack="council-2025", started_on=date(2026, 2, 10),
            due_on=date(2026, 2, 25), ended_on=ended_on, state=state,
        )
        for case, (state, ended_on) in zip(cases, ends, strict=True)
    )  # fmt: skip
    handled = [
        (0, date(2026, 4, 10), date(2026, 4, 10), ClockState.MET),
        (1, date(2026, 11, 26), None, ClockState.RUNNING),
        (2, date(2026, 11, 27), None, ClockState.RUNNING),
        (3, date(2026, 11, 28), None, ClockState.RUNNING),
        (4, date(2026, 4, 10), date(2026, 4, 11), ClockState.LATE),
        (4, date(2026, 6, 10), None, ClockState.RUNNING),
    ]
    Clock.objects.bulk_create(
        Clock(
            case=cases[place], key="mediation", pack="council-2025", started_on=date(2026, 2, 10),
            due_on=due_on, ended_on=ended_on, state=state,
        )
        for place, due_on, ended_on, state in handled
    )  # fmt: skip


def said(cast: Any, campaign: Campaign, language: str = "en") -> str:
    return plain(narrative_of(campaign_summary(campaign, cast.actor("secretariat"), language)))


def found(cast: Any, campaign: Campaign) -> list[str]:
    """The contradictions that the summary prints, in its own words."""
    document = campaign_summary(campaign, cast.actor("secretariat"), "en")
    return [
        plain(note.runs).removeprefix("Contradiction: ")
        for note in document.remarks
        if "Contradiction" in plain(note.runs)
    ]


def test_a_summary_without_a_fault_names_none(cast: Any, campaign: Campaign) -> None:
    assert found(cast, campaign) == []


def test_the_summary_of_a_running_year_says_what_is_true(cast: Any, campaign: Campaign) -> None:
    text = said(cast, campaign)
    assert "From 1 January to 27 November 2026 the consumer councils" in text
    assert "Against 1 January to 27 November 2025: complaints received fell by 2.91%" in text
    assert "December" not in text


# 1: a running year against the whole of the last one


def test_a_running_year_against_a_whole_one_is_found(
    cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The period is moved a year back before it is cut at today: 100 against 133."""
    whole = Period(date(2025, 1, 1), date(2025, 12, 31), date(2025, 11, 27))
    monkeypatch.setattr(Period, "year_before", lambda self: whole if self.first.year == 2026 else self)
    monkeypatch.setattr(Period, "through", lambda self, day: self if self == whole else _cut(self, day))
    named = found(cast, campaign)
    assert (
        "1 January to 27 November 2026 is compared with the year 2025, which are not the same days of two years."
        in named
    )
    assert (
        "Complaints received, change from the year before: the two spans of the change are not the same days of two years."
        in named
    )


def _cut(period: Period, day: date) -> Period:
    return replace(period, last=min(period.last, day), until=min(period.until or day, day))


def test_a_december_of_zero_in_november_is_found(
    cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Period, "through", lambda self, day: replace(self, until=self.until or day))
    named = found(cast, campaign)
    assert "Complaints by month: days that are still to come are counted as if they were over." in named
    assert "Complaints received: days that are still to come are counted as if they were over." in named


# 2: lines that only last year had


def _lines_of_this_year(now: Breakdown, _before: Breakdown) -> list[str]:
    return [code for code, _label, _fact in now.lines]


def test_a_line_of_last_year_that_is_left_out_is_found(
    cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hotline is gone from the table: a column of 95 under a total of 103, and the desk "fell most"."""
    for module in (variants, tables):
        monkeypatch.setattr(module, "codes_of_both", _lines_of_this_year)
    named = found(cast, campaign)
    assert "Complaints by channel, 1 January to 27 November 2025: the lines make 95, the total is 103." in named
    assert (
        "Complaints by channel: the share of “Hotline” moved as far as the one that is named as moving most." in named
    )


def test_the_line_that_fell_most_is_the_one_that_is_gone(cast: Any, campaign: Campaign) -> None:
    assert "The share of Hotline fell most, by 7.77 points." in said(cast, campaign)


# 3: no data as zero


def test_growth_from_two_recorded_months_is_found(
    cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_anew(cast, date(2025, 2, 1))
    assert "There is no comparison with the year before" in said(cast, campaign)
    monkeypatch.setattr(comparison, "_hindrance", lambda *_spans: "")
    assert (
        "1 January to 27 November 2026 is compared with 1 January to 27 November 2025, although the records are not equally complete."
        in found(cast, campaign)
    )


def keep_anew(cast: Any, first: date) -> None:
    for name in ("province", "wuhan", "huangshi"):
        cast.bodies[name].coverage.all().delete()
    keep_records(cast, first)


def test_a_year_of_which_nobody_kept_records_has_no_records_instead_of_no_complaints(
    cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign.stat_first, campaign.stat_last = date(2009, 1, 1), date(2009, 12, 31)
    assert "本系統沒有2009年的記錄。" in said(cast, campaign, "zh-hant")
    assert "未收到投訴" not in said(cast, campaign, "zh-hant")
    monkeypatch.setattr(registry, "_not_zero", lambda fact, *_why: fact)
    assert found(cast, campaign) == [
        "Complaints received: zero is told of days of which nobody kept records.",
    ]


# 4: overdue, then withdrawn


def test_an_overdue_complaint_that_leaves_the_share_when_it_is_withdrawn_is_found(
    cast: Any, campaign: Campaign
) -> None:
    """7 of 9 in time; without the withdrawn one it would be 7 of 8."""
    assert "77.78% were decided on in time" in said(cast, campaign)
    Clock.objects.filter(ended_on=date(2026, 2, 26)).update(state=ClockState.VOID)
    assert found(cast, campaign) == [
        "Decided on acceptance in time: 2 were overdue by their days, 1 are counted as such."
    ]


# 5: "most" of what is less than half


def test_most_of_what_is_less_than_half_is_found(
    cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """16, 15 and 14 of 100."""
    assert (
        "the largest groups were Quality (16 cases, 16.00%); After-sales service (15 cases, 15.00%); Contract (14 cases, 14.00%), together 45.00% of all."
        in said(cast, campaign)
    )
    monkeypatch.setattr(sentences, "is_majority", lambda table, lines: True)
    assert "Complaints by nature: “most” is said of 45 of 100." in found(cast, campaign)


# 6 and 7: amounts of the rows


def _with_column(monkeypatch: pytest.MonkeyPatch, column: Any) -> None:
    monkeypatch.setitem(case_faults.AMOUNTS, "cases.recovered_cents", (column, "recovered_cents"))


INEXACT = "Losses recovered for consumers: the amounts in the file of its rows are not the exact numbers that add up to the figure."


def test_rounded_money_in_the_file_is_found(cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """「4.89萬元」 for 48,949.55."""
    _with_column(monkeypatch, replace(listing.RECOVERED, value=None))
    assert found(cast, campaign) == [INEXACT]


def test_amounts_as_text_in_a_spreadsheet_are_found(
    cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_cell", lambda _sheet, value: str(value))
    assert INEXACT in found(cast, campaign)


# Siblings


def test_a_fall_that_is_called_a_rise_is_found(cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "direction", lambda change: 1)
    assert "Complaints received: what is said of its change is not what the two values say." in found(cast, campaign)


def test_a_leader_that_does_not_lead_is_found(cast: Any, campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    def last_first(table: Breakdown, wanted: int = 3, leftover: frozenset[str] = frozenset()) -> Sequence[Any]:
        return leaders(table, 5, leftover)[-1:]

    leaders = sentences.leaders
    monkeypatch.setattr(sentences, "leaders", last_first)
    assert "Complaints by channel: “Web” has more than a line that is named as one of the largest." in found(
        cast, campaign
    )


# What is not known is said to be not known


def test_old_complaints_that_were_brought_in_are_told_without_what_nobody_knows_of_them(
    cast: Any, campaign: Campaign
) -> None:
    """Of 2020 there are twelve complaints and nothing more: no "0 accepted", no "none was open any more"."""
    add(cast, {date(2020, 5, 5): 12}, is_history=True, state="on_record", nature="")
    campaign.stat_first, campaign.stat_last = date(2020, 1, 1), date(2020, 12, 31)
    text = said(cast, campaign, "zh-hant")
    assert "2020年1月1日至12月31日，湖北省各級消費者組織共收到投訴12件，受理件數不詳。" in text
    assert "不作上年同期比較：本系統沒有2019年的記錄。" in text
    assert "辦理用時不詳。" in text
    unvouched = "尚無單位確認2020年的記錄完整，所列數字只反映系統中已有的記錄。"
    assert text.count(unvouched) == 1, "what was brought in is not told as if somebody vouched for the year"
    for claimed in ("受理0件", "尚無", "全部辦結", "解決率"):
        assert claimed not in text.replace(unvouched, "")
    assert found(cast, campaign) == []


def test_records_that_begin_within_the_year_are_said_above_its_figures(cast: Any, campaign: Campaign) -> None:
    keep_anew(cast, date(2026, 2, 1))
    text = said(cast, campaign, "zh-hant")
    assert (
        "2026年1月1日至11月27日的記錄不完整：湖北省消費者委員會、武漢市消費者協會、黃石市消費者委員會"
        "（記錄完整：2026年2月1日起）。"
    ) in text
    assert found(cast, campaign) == []


def test_no_complaint_is_recorded_is_not_no_complaint_was_received(cast: Any, campaign: Campaign) -> None:
    keep_anew(cast, date(2026, 11, 1))
    campaign.stat_first, campaign.stat_last = date(2026, 10, 1), date(2026, 11, 27)
    assert (
        "No complaint is recorded from 1 October to 27 November 2026; the records of these days are not complete."
        in said(cast, campaign)
    )
    campaign.stat_first = date(2026, 11, 1)
    assert "From 1 November to 27 November 2026 no complaint was received." in said(cast, campaign)
    campaign.stat_first, campaign.stat_last = date(2026, 12, 1), date(2026, 12, 31)
    assert "The period has not begun." in said(cast, campaign)
