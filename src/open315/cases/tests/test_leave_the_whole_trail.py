"""One use of a verb, and everything it changes in every table, is told to whom, and reads how: as `trail.py` says, and nothing else."""

from typing import Any

import pytest
from django.core import mail
from django.test import override_settings

from open315.cases.models import Case
from open315.cases.queries.case_file import timeline
from open315.cases.tests.trail import TRAILS, Trail
from open315.cases.tests.using import USES
from open315.cases.tests.world import AT, World
from open315.core.outbox.pump import drain
from open315.notify import queries as messages
from open315.notify.wording import notice_words
from tests.rows import Change, Row, difference, everything

MAKES_ANOTHER_CASE = {"split"}
"""What it leaves behind is in `test_split_a_letter`: two cases change."""


KEEPS_A_LETTER = {"issue_letter", "write_to_trader"}
"""Their files bear ids of their own: what they leave behind is in `test_issue_letters`."""

MAKES_AN_APPOINTMENT = {"make_appointment"}
"""It names the row that it makes: what it leaves behind is in `test_make_appointments`."""


def test_each_verb_s_trail_is_written_down(world: World) -> None:
    assert {make(world).verb for make in TRAILS} == set(
        USES
    ) - MAKES_ANOTHER_CASE - KEEPS_A_LETTER - MAKES_AN_APPOINTMENT


@pytest.mark.parametrize("make", TRAILS, ids=lambda make: make.__name__)
def test_a_verb_changes_what_the_table_says_and_nothing_else(world: World, make: Any) -> None:
    expected: Trail = make(world)
    actor, case_id = world.actor(expected.by), world.case(expected.case)
    USES[expected.verb](world, case_id, actor=actor, **expected.use)
    found = difference(world.kept, everything())
    assert set(found) == _tables(expected)
    case = world.kept["cases.Case"][case_id]
    grown = {"version": case["version"] + expected.version} if expected.version else {}
    assert _changed(found, "cases.Case") == ([{**expected.changes, **grown}] if expected.changes or grown else [])
    _check_rows(expected, found, case_id, world)
    _check_trail(expected, found, case, actor)


def _tables(expected: Trail) -> set[str]:
    """The tables that are touched: three by every verb."""
    touched = {
        "cases.Case": bool(expected.changes or expected.version),
        "cases.Clock": bool(expected.clocks or expected.new_clocks),
        "cases.Handoff": bool(expected.handoff or expected.new_handoff),
        "cases.NextContact": bool(expected.contact),
        "cases.Appointment": bool(expected.appointment),
        "cases.Party": bool(expected.party),
        "cases.Attachment": bool(expected.new_files),
        "core.Upload": bool(expected.new_files),
    }
    always = {"cases.TimelineEntry", "core.AuditEntry", "core.OutboxEvent"}
    return always | {table for table, is_so in touched.items() if is_so} | set(expected.removed)


def _changed(found: dict[str, list[Change]], table: str) -> list[Row]:
    return [_without(row, "of", "trace") for how, row in found.get(table, []) if how == "~"]


def _added(found: dict[str, list[Change]], table: str) -> list[Row]:
    return [_without(row, "id", "case_id", "trace") for how, row in found.get(table, []) if how == "+"]


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def _check_rows(expected: Trail, found: dict[str, list[Change]], case_id: int, world: World) -> None:
    """Clocks, sendings, the consumer, files: those of this case, changed and added."""
    clocks = [(row["of"]["key"], row) for how, row in found.get("cases.Clock", []) if how == "~"]
    assert {key: _without(row, "of", "trace") for key, row in clocks} == expected.clocks
    assert _added(found, "cases.Clock") == list(expected.new_clocks)
    assert _changed(found, "cases.Handoff") == ([expected.handoff] if expected.handoff else [])
    assert _added(found, "cases.Handoff") == ([expected.new_handoff] if expected.new_handoff else [])
    assert _added(found, "cases.NextContact") == ([expected.contact] if expected.contact else [])
    assert _changed(found, "cases.Appointment") == ([expected.appointment] if expected.appointment else [])
    assert _changed(found, "cases.Party") == ([expected.party] if expected.party else [])
    assert _added(found, "cases.Attachment") == list(expected.new_files)
    assert _changed(found, "core.Upload") == [{"claimed_at": AT} for _each in expected.new_files]
    assert [table for table, rows in found.items() if any(how == "-" for how, _row in rows)] == sorted(expected.removed)
    for table in (
        "cases.Clock",
        "cases.Handoff",
        "cases.Party",
        "cases.Attachment",
        "cases.SealedText",
        "cases.Appointment",
    ):
        owners = {row.get("of", row)["case_id"] for _how, row in found.get(table, [])}
        assert owners <= {case_id}, table


def _wordless(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in {"reason", "reply", "text", "note", "evidence"}}


def _check_trail(expected: Trail, found: dict[str, list[Change]], case: Row, actor: Any) -> None:
    """Timeline, audit and event tell the same, each in its own shape; what somebody typed stands in the timeline alone."""
    who = {
        "actor_kind": actor.kind,
        "account_id": actor.account_id,
        "organisation_id": actor.organisation_id,
        "actor_label": actor.label,
    }
    entry = {"at": AT, "verb": expected.verb, **who, "data": expected.data, "is_public": expected.consumer is not None}
    assert _added(found, "cases.TimelineEntry") == [entry]
    act = {"at": AT, "event": expected.event, **who, "object_type": "case", "object_id": str(case["id"])}
    assert _added(found, "core.AuditEntry") == [{**act, "data": {**_wordless(expected.data), **expected.audit}}]
    (event,) = _added(found, "core.OutboxEvent")
    payload = {"case": case["id"], "number": case["number"], "actor": actor.account_id, "actor_kind": actor.kind}
    assert (event["name"], event["payload"]) == (expected.event, {**payload, **_wordless(expected.data)})
    assert event["created_at"] == event["available_at"] == AT


@pytest.mark.parametrize("make", TRAILS, ids=lambda make: make.__name__)
def test_a_verb_is_told_and_reads_as_the_table_says(world: World, make: Any) -> None:
    expected: Trail = make(world)
    case = Case.objects.get(pk=world.case(expected.case))
    USES[expected.verb](world, case.pk, actor=world.actor(expected.by), **expected.use)
    last = timeline(case)[-1]
    assert (last.at, last.words, last.detail) == (AT, expected.words, expected.detail)
    seen = timeline(case, for_consumer=True)[-1]
    assert ((seen.words, seen.detail) if seen.at == AT else None) == expected.consumer
    with override_settings(SITE_URL="https://open315.example"):
        while drain(AT):
            pass
    told = {who: _notices(world, who) for who in world.cast.accounts}
    wanted = {who: [words.format(number=case.number)] for who, words in expected.notices.items()}
    assert {who: words for who, words in told.items() if words} == wanted
    mails = [(each.subject, each.to) for each in mail.outbox]
    wanted_mails = [(expected.mail.format(number=case.number), ["consumer@example.org"])] if expected.mail else []
    assert mails == wanted_mails


def _notices(world: World, who: str) -> list[str]:
    return [str(notice_words(row.template, row.data)) for row in messages.notices_of(world.actor(who)).order_by("-pk")]
