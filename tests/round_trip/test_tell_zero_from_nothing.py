"""An amount of nothing was said by somebody; no amount was said by nobody. Each place that shows money keeps the two apart."""

from datetime import datetime

import pytest
import time_machine

from open315.cases import services
from open315.cases.models import Case
from open315.cases.queries.brought import as_if_brought, differing
from open315.cases.tests.making import complaint
from open315.cases.types import History
from open315.core.access import SYSTEM
from open315.core.clock import SHANGHAI
from tests.round_trip.lines import PORTAL
from tests.round_trip.places import case_page, export, read_back, rows_of_a_fact
from tests.round_trip.test_round_trip import given
from tests.round_trip.values import NOW

pytestmark = pytest.mark.django_db
RECEIVED = datetime(2026, 4, 20, 0, 10, tzinfo=SHANGHAI)
END = {"closed_on": datetime(2026, 4, 21, tzinfo=SHANGHAI).date(), "result": "mediated"}


@pytest.mark.parametrize(("cents", "written", "shown"), [(None, "", None), (0, "0.00", "¥0"), (5, "0.05", "¥0.05")])
def test_nothing_zero_and_five_cents_are_three_things(
    cast: object, cents: int | None, written: str, shown: str | None
) -> None:
    told = complaint(
        cast, received_at=RECEIVED, amount_cents=cents, history=History("closed", recovered_cents=cents, **END)
    )
    with time_machine.travel(NOW, tick=False):
        case = Case.objects.get(pk=services.record_history(told, actor=SYSTEM, at=NOW).case_id)
        assert (case.amount_cents, case.recovered_cents) == (cents, cents)
        page, row = case_page(cast, case), export(cast, case)
        assert [page.get("涉及金額"), page.get("挽回金額")] == [shown, shown]
        assert [row["金額（元）"], row["挽回損失（元）"]] == [written, written]
        counted = rows_of_a_fact(cast, case)
        assert [counted.get("涉及金額", ""), counted.get("挽回金額", "")] == [written, written]


@pytest.mark.parametrize(("written", "shown"), [("", None), ("0", "¥0（零元）"), ("0.05", "¥0.05（五分）")])
def test_the_portal_reads_back_nothing_zero_and_five_cents_as_three_things(
    cast: object, written: str, shown: str | None
) -> None:
    with time_machine.travel(NOW, tick=False):
        page = read_back(given(PORTAL, amount_cents=written))
    assert (page["您的姓名"], page.get("爭議金額（元）")) == ("陸小明 （加密保存）", shown)


@pytest.mark.parametrize("stored", [None, 0, 5])
@pytest.mark.parametrize("told", [None, 0, 5])
def test_a_row_that_comes_again_says_otherwise_where_its_money_does(
    cast: object, stored: int | None, told: int | None
) -> None:
    """A row that says no amount says nothing of it; one that says zero does."""
    before, after = (
        complaint(cast, amount_cents=cents, history=History("closed", recovered_cents=cents, **END))
        for cents in (stored, told)
    )
    expected = set() if told is None or told == stored else {"amount_cents", "recovered_cents"}
    assert differing(as_if_brought(before), after) == expected
