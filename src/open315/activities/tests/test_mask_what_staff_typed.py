"""An erasure masks the person in whatever staff typed about anything: every column of that kind in every room (`core/redaction/columns.py`)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from open315.activities.models import Activity
from open315.activities.tests.making import planned
from open315.core.redaction import Own, columns
from open315.core.redaction.columns import mask_columns, typed_columns

pytestmark = pytest.mark.django_db
HER = Own("歐陽測試", "", "", "", "")
TYPED = {
    "activities.Activity": ("reason", "note"), "activities.Output": ("reason",), "activities.Partner": ("reason",),
    "campaigns.Approval": ("reason",), "campaigns.Ballot": ("reason",), "campaigns.Campaign": ("note",), "campaigns.IssuePartner": ("reason",),
    "campaigns.JointIssue": ("reason",), "campaigns.PlanVersion": ("why",), "campaigns.Requirement": ("reason",), "campaigns.Task": ("note", "reason"),
    "cases.Attachment": ("note",),
    "cases.Case": ("result_note", "decline_statement"), "cases.Handoff": ("reason",), "intake.SheetImport": ("withdrawal_reason",),
    "org.Coverage": ("note",), "returns.Call": ("note",), "returns.Filing": ("reason",), "returns.Return": ("reason",), "returns.Value": ("reason",),
}  # fmt: skip
"""Columns in which somebody types words of one's own about something, by hand: not codes, not names, not what is chosen from a list."""


@pytest.fixture
def rows(cast: Any) -> list[Activity]:
    rows = [planned(cast.actor("secretariat"), cast.at, title=f"座談會{number}", note="") for number in range(4)]
    told = [("歐陽測試要求改期", "歐陽測試來電"), ("", "請聯繫歐陽測試"), (" 歐陽測試", ""), ("另有任務", "")]
    for row, (reason, note) in zip(rows, told, strict=True):
        Activity.objects.filter(pk=row.pk).update(reason=reason, note=note)
    return rows


def test_the_columns_are_those_in_which_somebody_types() -> None:
    """Of these tables, whatever else a room of tomorrow adds."""
    typed_columns.cache_clear()
    found = [(model._meta.label, names) for model, names in typed_columns()]
    assert [each for each in found if each[0] in TYPED] == list(TYPED.items())
    assert found == sorted(found)
    assert all(names for _label, names in found)


def test_a_column_is_told_by_the_end_of_its_name() -> None:
    assert columns.CALLED == ("reason", "note", "remark", "comment", "why", "statement")


def test_a_person_is_masked_in_each_of_them_and_nothing_else_is_changed(rows: list[Activity]) -> None:
    assert mask_columns(HER, but="cases") == 3
    assert list(Activity.objects.order_by("pk").values_list("reason", "note")) == [
        ("歐***要求改期", "歐***來電"), ("", "請聯繫歐***"), (" 歐***", ""), ("另有任務", ""),
    ]  # fmt: skip
    assert mask_columns(HER, but="cases") == 0


def test_the_room_that_masks_its_own_is_left_to_itself(rows: list[Activity]) -> None:
    assert mask_columns(HER, but="activities") == 0
    assert Activity.objects.get(pk=rows[0].pk).note == "歐陽測試來電"


def test_only_rows_in_which_something_was_typed_are_read_and_only_those_of_hers_written(rows: list[Activity]) -> None:
    with CaptureQueriesContext(connection) as asked:
        mask_columns(HER, but="cases")
    of_activities = [each["sql"] for each in asked if '"activities_activity"' in each["sql"]]
    assert len(of_activities) == 1 + 3
    chosen, _, order = of_activities[0].partition(" WHERE ")[2].partition(" ORDER BY ")
    assert chosen == """("activities_activity"."reason" > '' OR "activities_activity"."note" > '')"""
    assert order.endswith("1 ASC")
