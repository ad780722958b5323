"""A case that was over before it came: its end by every door that takes one, into the database and out to every place that shows it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.cases import services
from open315.cases.models import Case
from open315.cases.tests.making import complaint
from open315.cases.types import History
from open315.core.access import SYSTEM
from open315.core.clock import SHANGHAI, local_day
from open315.core.facts import Period, Scope, figure
from open315.intake.models import SheetImport
from open315.intake.sheet_import import result_file
from tests.round_trip.doors import DOORS, staff
from tests.round_trip.lines import SHEET, SHEET_FORM
from tests.round_trip.places import case_page, export, rows_of_a_fact, tracking_page
from tests.round_trip.values import NOW

pytestmark = pytest.mark.django_db
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31))
END = History("closed", date(2020, 6, 3), date(2020, 7, 1), "mediated", 98_765, "已退款，致電 13600000012")
ROW = {
    "投訴編號": "舊-1", "投訴日期": "2020-06-01", "投訴內容": "手機開不了機", "被投訴方": "參號電器行", "電話": "139-0000-0006",
    "辦理狀態": "已辦結", "受理日期": "2020年6月3日", "辦結日期": "2020/7/1", "辦理結果": "調解成功", "挽回損失": "987.65元",
    "辦理結果說明": "已退款，致電 13600000012",
}  # fmt: skip
"""The heading of each column of the end means it without help; so does a heading known to nobody else."""
OF_ALL_ROWS = {"form:source": "舊台賬"}


def _sheet(cast: Any) -> int:
    return DOORS[SHEET](cast, {**ROW, **OF_ALL_ROWS})


def _sheet_form(cast: Any) -> int:
    """State, result and day of acceptance are chosen for all rows; the day of closing alone says that it is over."""
    row = {name: text for name, text in ROW.items() if name not in {"辦理狀態", "辦理結果", "受理日期"}}
    chosen = {"form:state": "closed", "form:result": "mediated", "form:accepted": "received"}
    return DOORS[SHEET_FORM](cast, {**row, **OF_ALL_ROWS, **chosen})


def _desk(cast: Any) -> int:
    client = staff(cast, "clerk")
    page = client.get("/console/desk/history/")
    given = {
        "received_at": "2020-06-01", "channel": "post", "kind": "complaint", "title": "手機開不了機", "trader_name": "參號電器行",
        "phone": "139-0000-0006", "state": "closed", "accepted_on": "2020-06-03", "closed_on": "2020-07-01", "result": "mediated",
        "recovered": "987.65", "note": END.note, "once": page.context["once"],
    }  # fmt: skip
    answer = client.post("/console/desk/history/", given)
    assert answer.status_code == 302, answer.context["form"].errors
    return int(Case.objects.get().pk)


def _service(cast: Any) -> int:
    received = datetime(2020, 6, 1, tzinfo=SHANGHAI)
    command = complaint(cast, received_at=received, title="手機開不了機", history=END)
    return services.record_history(command, actor=SYSTEM, at=NOW).case_id


WAYS: Mapping[str, Callable[[Any], int]] = {
    "sheet": _sheet, "sheet form": _sheet_form, "desk": _desk, "service": _service,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> None:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"


@pytest.mark.parametrize("way", WAYS)
def test_the_end_of_an_old_case_is_kept_and_shown_alike_by_whatever_door_it_came(cast: Any, way: str) -> None:
    with time_machine.travel(NOW, tick=False):
        case = Case.objects.select_related("council").get(pk=WAYS[way](cast))
        accepted = date(2020, 6, 1) if way == "sheet form" else date(2020, 6, 3)
        assert case.accepted_at is not None
        assert (case.state, case.received_on, local_day(case.accepted_at), case.closed_on, case.is_history) == (
            "closed", date(2020, 6, 1), accepted, date(2020, 7, 1), True,
        )  # fmt: skip
        assert case.closed_at is not None
        assert local_day(case.closed_at) == date(2020, 7, 1)
        note = "已退款，致電 136****0012"
        assert (case.result, case.recovered_cents, case.result_note) == ("mediated", 98_765, note)
        assert (case.next_due_on, case.clocks.count(), case.source_data) == (None, 0, {})

        shown = case_page(cast, case)
        assert (shown["辦理結果"], shown["辦理結果: note"], shown["挽回金額"]) == ("調解成功", note, "¥987.65")
        assert (shown["受理日期"], shown["辦結日期"]) == (accepted.isoformat(), "2020-07-01")
        assert "13600000012" not in shown[""]
        row = export(cast, case)
        assert (row["狀態"], row["期限"], row["結果"], row["挽回損失（元）"], row["辦結日期"]) == (
            "已辦結", "", "調解成功", "987.65", "2020-07-01",
        )  # fmt: skip
        counted = rows_of_a_fact(cast, case)
        assert (counted["辦理結果"], counted["挽回金額"]) == ("調解成功", "987.65")
        recovered = figure("cases.recovered_cents", YEAR_2020, Scope(), cast.actor("secretariat"))
        assert recovered.value == 98_765
        assert tracking_page(cast, case)["辦理結果"] == f"調解成功 {note}"
        by = "由「舊台賬」的表格作為歷史案件導入" if way.startswith("sheet") else "作為歷史案件補錄"
        assert by in shown[""]


WRONG = {
    # A cell → what stands in it → what the result says of the row.
    "辦結日期": ("2020-06-02", "辦結日期不能早於受理日期。"),
    "受理日期": ("2020-05-31", "該日期早於收件日期。"),
    "辦理結果": ("已答覆", "請選擇適用於此類案件的結果。"),
    "挽回損失": ("不少", "不是以元計的金額。"),
    "辦理狀態": ("辦理中", "仍在辦理的案件不應有辦理結果、辦結日期或挽回金額。"),
}


def test_an_end_that_cannot_have_been_is_refused_at_its_row(cast: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        for heading, (text, words) in WRONG.items():
            with pytest.raises(Exception, match="row"):
                DOORS[SHEET](cast, {**ROW, **OF_ALL_ROWS, heading: text})
            made = SheetImport.objects.order_by("-pk")[0]
            ((_number, _ref, outcome, _case, why),) = result_file.lines_of(made)
            assert outcome == "wrong"
            assert words in why, heading
        assert Case.objects.count() == 0


def test_the_preview_says_how_it_would_come_in(cast: Any, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        _sheet(cast)
        made = SheetImport.objects.get()
        assert made.rows_new == 1
        page = staff(cast, "clerk").get(f"/console/imports/{made.pk}/").content.decode()
    assert f"sheet={made.pk}" in page
