"""What the verbs of a campaign's rooms tell of what they act upon, by hand: to other rooms in the event, and in the audit log.

A key that is renamed or forgotten is missed by whoever hears of it, years later. An object that is asked for before the permission tells a stranger that it exists.
"""

from types import SimpleNamespace
from typing import Any

from open315.core.verbs import registry

ROOMS = {
    "campaigns",
    "activities",
    "seminars",
    "stalls",
    "returns",
    "summaries",
    "inbox",
    "hotline",
    "phrases",
    "learning",
}
TOLD = """
# room, target: in the event | in the audit log beside what the verb says; "=" where the key is the name of the column
campaigns campaign: campaign_id=pk year | year council_id
campaigns folder: folder_id=pk |
campaigns section: campaign_id section_id=pk | campaign_id
campaigns measure: section_id measure_id=pk | section_id
campaigns requirement: campaign_id requirement_id=pk | campaign_id number
campaigns plan_version: campaign_id number | campaign_id number
campaigns plan_comment: campaign_id=plan_version.campaign_id comment_id=pk actor | version_id=plan_version_id part=key
campaigns task: campaign_id task_id=pk | campaign_id state
campaigns approval: campaign_id approval_id=pk state actor | campaign_id state
campaigns ballot: approval_id ballot_id=pk | approval_id answer
campaigns committee: campaign_id committee_id=pk | campaign_id
campaigns committee_post: committee_id post_id=pk | committee_id
campaigns campaign_with_plan: campaign_id=pk |
campaigns delivery: issue_id delivery_id=pk | issue_id council_id
campaigns issued_paper: issue_id=pk actor |
campaigns joint_issue: campaign_id issue_id=pk actor | campaign_id state
campaigns issue_partner: issue_id partner_id=pk actor | issue_id answer
campaigns meeting: campaign_id meeting_id=pk | campaign_id
activities activity: activity_id=pk council_id actor | council_id state
activities double_entry: first_id second_id | first_id second_id
activities feed: feed_id=pk council_id | council_id with_below
activities partner: partner_id=pk activity_id | activity_id state
activities participation: activity_id person_id | activity_id person_id
activities person: person_id=pk |
activities telling: council_id actor | council_id
activities proof: proof_id=pk activity_id | activity_id
seminars agenda_item: activity_id item_id=pk | activity_id
seminars guest: guest_id=pk activity_id | activity_id
seminars seminar: activity_id | activity_id
seminars consensus: activity_id consensus_id=pk | activity_id
phrases phrase: phrase_id=pk |
learning model: model_id=pk |
inbox message: message_id=pk | state
inbox sender: sender_id=pk |
hotline hotline_line: line_id=pk |
hotline hotline_call: call_id=pk line_id | line_id kind result
hotline hotline_caller: caller_id=pk |
hotline hotline_key: line_id | line_id
hotline hotline_duty: duty_id=pk line_id |
hotline hotline_swap: swap_id=pk duty_id |
hotline hotline_leave: leave_id=pk |
hotline hotline_hand_over: hand_over_id=pk duty_id |
hotline hotline_recording: call_id |
stalls stall: stall_id=pk activity_id | activity_id number
stalls shift: stall_id | stall_id
stalls kit_item: stall_id | stall_id
returns call: call_id=pk council_id | council_id campaign_id
returns return: return_id=pk council_id actor | call_id council_id state
summaries summary_text: text_id=pk actor | campaign_id state
summaries summary_passage: text_id actor | text_id
summaries summary_edition: text_id actor | text_id
summaries summary_comment: text_id actor | text_id
summaries summary_wording: wording_id=pk actor | lesson language number
"""
SAYS_NOTHING = {"activities feed", "campaigns delivery", "summaries summary_wording"}
"""Targets whose verbs say nothing more."""
TELLS_WHAT_IT_SAYS = {"campaigns issued_paper"}
DRAWN_OTHERWISE = {"campaigns procedure"}
"""Its days are made text on the way: see `campaigns/tests/test_approve_plans.py`."""


class Row:
    """Whatever is asked for, by the name by which it was."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, name: str) -> "Row":
        return Row(f"{self.name}.{name}")


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value.name if isinstance(value, Row) else value for key, value in data.items()}


def _expected(words: str) -> dict[str, str]:
    found = {}
    for each in words.split():
        key, _, column = each.partition("=")
        found[key] = "actor.account_id" if key == "actor" else f"row.{column or key}"
    return found


def _targets() -> dict[str, Any]:
    return {
        f"{each.target.room} {each.target.name}": each.target for each in registry.every() if each.target.room in ROOMS
    }


LINES = [line.partition(": ") for line in TOLD.strip().splitlines() if not line.startswith("#")]


def test_every_target_of_these_rooms_tells_what_is_said_here() -> None:
    targets = _targets()
    said = {"said": 1}
    found, expected = {}, {}
    for name, _, words in LINES:
        done: Any = SimpleNamespace(row=Row("row"), data=said, actor=Row("actor"), at="at", audit_data={})
        event, _, log = words.partition("|")
        expected[name] = (
            {**_expected(event), **(said if name in TELLS_WHAT_IT_SAYS else {})},
            {**_expected(log), **({} if name in SAYS_NOTHING else said)},
        )
        target = targets[name]
        found[name] = (_plain(target.announced(done)), _plain(target.noted(done)))
    assert found == expected


def test_no_target_is_forgotten_and_each_asks_for_the_permission_before_it_looks() -> None:
    targets = _targets()
    assert set(targets) - {name for name, _, _words in LINES} == DRAWN_OTHERWISE
    assert [name for name, each in targets.items() if not each.who_first] == ["campaigns procedure"]
