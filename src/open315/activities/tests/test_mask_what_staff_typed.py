"""An erasure masks the person in whatever staff typed about anything: every column of that kind in every room (`core/redaction/columns.py`)."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from open315.activities.models import Activity
from open315.activities.tests.making import planned
from open315.core.redaction import Own, columns
from open315.core.redaction.columns import mask_columns, typed_columns
from open315.intake.models import SheetImport
from open315.intake.tests.importing import received
from open315.notify.models import Message

pytestmark = pytest.mark.django_db
HER = Own("歐陽測試", "", "", "", "")
TYPED = {
    "activities.Activity": ("title", "title_in", "reason", "note"), "activities.Output": ("reason",),
    "activities.Partner": ("reason", "promised_materials", "delivered_materials"), "activities.Proof": ("caption",),
    "campaigns.Approval": ("occasion", "waiver", "reason"), "campaigns.Ballot": ("reason",), "campaigns.BroughtFolder": ("told",), "campaigns.Campaign": ("idea", "goals", "note"),
    "campaigns.Committee": ("basis", "duties"), "campaigns.CommitteePost": ("title",), "campaigns.FolderRow": ("reason",), "campaigns.IssuePartner": ("reason",),
    "campaigns.JointIssue": ("title", "recipients", "copies", "annexes", "text", "reason"),
    "campaigns.Measure": ("title", "responsible", "output", "text"), "campaigns.Meeting": ("title", "agenda", "decisions"),
    "campaigns.PlanComment": ("text", "answer"), "campaigns.PlanSection": ("title", "text"), "campaigns.PlanVersion": ("why",), "campaigns.Requirement": ("text", "put_by", "answer", "reason"),
    "campaigns.Task": ("what", "note", "result", "reason"), "cases.Attachment": ("note",),
    "cases.Case": ("title", "narrative", "goods_text", "result_note", "decline_statement"), "cases.Handoff": ("reason", "reply"),
    "hotline.Call": ("note",), "hotline.HandOver": ("words",), "hotline.Line": ("greeting", "out_of_hours", "recording_notice", "queue"), "hotline.RingBack": ("note",), "inbox.Answer": ("text",), "inbox.Message": ("text",),
    "intake.SheetImport": ("looked", "withdrawal_reason", "listed"), "law.LocalOption": ("basis",), "notify.Message": ("data",), "org.Coverage": ("note",),
    "org.Post": ("title",), "phrases.Phrase": ("text",),
    "returns.Call": ("title", "note"), "returns.Filing": ("reason",), "returns.Return": ("reason",), "returns.Value": ("reason",),
    "seminars.AgendaItem": ("title",), "seminars.Consensus": ("text",), "seminars.Seminar": ("words", "minutes"), "stalls.KitItem": ("what",),
    "stalls.Stall": ("offers",), "summaries.Comment": ("said", "answer"), "summaries.Edition": ("reason", "withdrawal_reason"),
    "summaries.Passage": ("words",), "summaries.Text": ("reason", "correction_reason"), "summaries.TextVersion": ("content", "why"),
    "summaries.Wording": ("problem", "plan"),
}  # fmt: skip
"""Columns in which somebody types words of one's own about something, by hand: not codes, not names, not what is chosen from a list."""
NAMES = {
    "activities.Activity": "venue", "activities.Feed": "token_hash", "activities.Host": "name", "activities.Output": "said", "activities.Partner": "name",
    "activities.Person": "body office known_as", "activities.Proof": "came_as", "campaigns.Approval": "source", "campaigns.Ballot": "member", "campaigns.Campaign": "theme",
    "campaigns.Committee": "name", "campaigns.CommitteePost": "body office", "campaigns.FolderRow": "heading address", "campaigns.IssuePartner": "name", "campaigns.JointIssue": "digest",
    "campaigns.Measure": "venue", "campaigns.Meeting": "venue", "campaigns.MeetingBody": "name", "campaigns.PlanComment": "said_by said_at", "campaigns.Procedure": "source",
    "campaigns.Task": "body", "hotline.Call": "provider_id", "hotline.Event": "event_id recording", "hotline.LineKey": "token_hash", "inbox.Arrival": "provider_id thread", "inbox.Fetched": "mailbox", "intake.ImportMapping": "source", "intake.SheetImport": "source sheet_name", "law.CompetenceRule": "article",
    "notify.Message": "url last_error", "notify.Receipt": "provider_id", "org.Account": "password username email display_name",
    "org.Coverage": "source", "org.Organisation": "name path address email hours map_link icp_filing police_filing privacy_note access_note", "org.OrganisationName": "name", "org.Person": "name email",
    "org.Region": "name", "org.RegionName": "name", "returns.Value": "said", "seminars.AgendaItem": "speaker_words",
    "learning.LearnedModel": "digest", "seminars.Guest": "body office known_as instead_of", "stalls.KitItem": "brings", "stalls.Kept": "said", "stalls.Shift": "office",
    "stalls.Stall": "body position", "summaries.Comment": "finding", "summaries.Edition": "digest", "summaries.Passage": "source", "summaries.Picture": "digest",
    "summaries.Text": "base_url", "summaries.SummaryRun": "chapters base_url",
    "traders.Trader": "name folded_name address",
}  # fmt: skip
"""The other columns of sixty signs or more, by hand: names of bodies, places, staff and traders, and what machines write."""

JSON = {
    "campaigns.Approval": "waived", "campaigns.BroughtFolder": "counts", "campaigns.Campaign": "theme_in", "campaigns.Delivery": "filed_links",
    "campaigns.JointIssue": "content", "campaigns.PlanVersion": "content", "intake.ImportMapping": "mapping", "intake.SheetImport": "mapping",
    "law.CompetenceRule": "article_in", "learning.LearnedModel": "card_data", "org.Organisation": "name_in", "org.Person": "name_in", "org.Region": "name_in",
    "returns.Call": "indicators", "summaries.Edition": "content", "summaries.Passage": "was", "summaries.Text": "chapters counted hands marks",
}  # fmt: skip
"""Columns of JSON in which nobody types, or whose digest says what was issued (plans, papers, signed editions), by hand."""


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


def test_every_long_column_is_masked_or_known_to_hold_nobody_s_words() -> None:
    """A column that a room adds is one of the two, and said here by hand."""
    found: dict[str, set[str]] = {}
    for model in apps.get_models():
        if model.__module__.startswith("open315.") and model._meta.app_label not in ("core", "cases"):
            for field in model._meta.concrete_fields:
                is_short = isinstance(field, models.CharField) and (field.max_length or 0) >= 60
                if (is_short or isinstance(field, models.TextField)) and not field.choices:
                    found.setdefault(model._meta.label, set()).add(field.name)
    rooms = {label: names for label, names in TYPED.items() if not label.startswith("cases.")}
    known = {label: {*rooms.get(label, ()), *NAMES.get(label, "").split()} for label in {*rooms, *NAMES}}
    assert {
        label: names - known.get(label, set()) for label, names in found.items() if names - known.get(label, set())
    } == {}


def test_every_column_of_json_is_masked_or_known_by_hand() -> None:
    """What a version of a summary says and what an import listed stood in columns that nobody had looked at."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("open315.")]
    found = {
        (model._meta.label, field.name)
        for model in ours
        if model._meta.app_label not in ("core", "cases")
        for field in model._meta.concrete_fields
        if isinstance(field, models.JSONField)
    }
    known = {(label, name) for label, names in JSON.items() for name in names.split()}
    masked = {(label, name) for label, names in TYPED.items() for name in names}
    assert known <= found
    assert {each for each in found - known if each not in masked} == set()
    assert not known & masked


def test_a_translation_is_masked_with_what_it_translates(rows: list[Activity]) -> None:
    Activity.objects.filter(pk=rows[3].pk).update(title_in={"en": "A talk with 歐陽測試"})
    mask_columns(HER, but="cases")
    assert str(Activity.objects.get(pk=rows[3].pk).title_in.en) == "A talk with 歐***"


def test_what_an_import_listed_is_masked(cast: Any) -> None:
    made = received(cast)
    SheetImport.objects.filter(pk=made.pk).update(
        listed=[["goods", "歐陽測試的手機", 2]], looked={"投訴": {"doubts": [["歐陽測試"], 7]}}
    )
    assert mask_columns(HER, but="cases") == 1
    made.refresh_from_db()
    assert (made.listed, made.looked) == ([["goods", "歐***的手機", 2]], {"投訴": {"doubts": [["歐***"], 7]}})


def test_a_short_column_is_told_by_the_end_of_its_name() -> None:
    assert columns.CALLED == (
        "reason", "note", "remark", "comment", "why", "statement", "waiver", "title", "what", "occasion", "basis", "output", "responsible",
        "put_by", "materials", "text", "offers", "caption",
    )  # fmt: skip


def test_what_a_message_told_is_masked_however_deep_it_stands(cast: Any) -> None:
    """The notice of a cancellation kept the reason, and with it her name."""
    told = {"reason": {"zh_hant": "歐陽測試來電"}, "names": ["歐陽測試", 3, None], "count": 2}
    row = Message.objects.create(
        channel="in_app",
        state="sent",
        account_id=cast.accounts["clerk"].pk,
        template="x",
        data=told,
        created_at=cast.at,
    )
    assert mask_columns(HER, but="cases") == 1
    row.refresh_from_db()
    assert row.data == {"reason": {"zh_hant": "歐***來電"}, "names": ["歐***", 3, None], "count": 2}
    assert mask_columns(HER, but="cases") == 0
    assert columns.TOLD == "data"


def test_columns_of_the_machinery_are_left_alone() -> None:
    assert columns.MACHINERY == "core"
    assert not [model for model, _names in typed_columns() if model._meta.app_label == "core"]


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
    assert (
        chosen
        == """("activities_activity"."title" > '' OR "activities_activity"."title_in" IS NOT NULL OR "activities_activity"."reason" > '' OR "activities_activity"."note" > '')"""
    )
    assert order.endswith("1 ASC")
