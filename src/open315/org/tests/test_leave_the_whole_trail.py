"""One use of a verb and everything it changes in every table: as the `verbs_of_…` say by hand, and nothing else."""

from typing import Any

import pytest

from open315.core import verbs
from open315.org.models import Account
from open315.org.services.accounts import temporary_password
from open315.org.services.verb import ROOM
from open315.org.tests.office import AT, Office
from open315.org.tests.trail import ANY, TRAILS, Trail, Wrote
from open315.org.tests.using import USES
from tests.rows import Row, difference, everything

BY_ITSELF = {"rename_region"}
"""Its tables come with the software; `test_rename_regions` looks at them."""
NOT_ITS_OWN = {"open_known_account"}
"""It is the verb of another door."""


def test_each_verb_s_trail_is_written_down(office: Office) -> None:
    assert {make(office).verb for make in TRAILS} == set(USES) - BY_ITSELF
    assert set(USES) == {each.name for each in verbs.of_room(ROOM)} | NOT_ITS_OWN


@pytest.mark.parametrize("make", TRAILS, ids=lambda make: make.__name__)
def test_a_verb_changes_what_is_written_down_and_nothing_else(office: Office, make: Any) -> None:
    expected: Trail = make(office)
    USES[expected.verb](office, by=expected.by, **expected.use)
    found = difference(office.kept, everything())
    acts, told = found.pop("core.AuditEntry", []), found.pop("core.OutboxEvent", [])
    assert _in_order(_as_wrote(table, how, row) for table, rows in found.items() for how, row in rows) == _in_order(
        _filled(each, found) for each in expected.wrote
    )
    assert [_without(row, "id") for _how, row in acts] == [_entry(expected, each, office) for each in expected.noted]
    assert [
        (row["name"], row["payload"], row["created_at"], row["available_at"], row["state"]) for _how, row in told
    ] == [(each.event, each.tells, AT, AT, "waiting") for each in expected.noted if each.tells is not None]


def _in_order(rows: Any) -> list[Wrote]:
    return sorted(rows, key=lambda each: (each.table, each.how, each.pk))


def _as_wrote(table: str, how: str, row: Row) -> Wrote:
    old = row.get("of", row)
    pk = 0 if how == "+" else old["id"]
    return Wrote(how, table, {} if how == "-" else _without(row, "of", *(["id"] if how == "+" else [])), pk)


def _filled(each: Wrote, found: dict[str, Any]) -> Wrote:
    """The id of a new row in its own words."""
    if each.how != "+":
        return each
    new_id = next((row["id"] for how, row in found.get(each.table, []) if how == "+"), 0)
    words = {name: text.format(id=new_id) if isinstance(text, str) else text for name, text in each.row.items()}
    return Wrote(each.how, each.table, words)


def _entry(expected: Trail, each: Any, office: Office) -> Row:
    actor = office.actor(expected.by)
    return {
        "at": AT, "event": each.event, "actor_kind": actor.kind, "account_id": actor.account_id,
        "organisation_id": actor.organisation_id, "actor_label": actor.label, "object_type": each.kind,
        "object_id": str(each.about) if each.about else ANY, "data": each.data,
    }  # fmt: skip


def _without(row: Row, *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def test_what_was_made_is_what_the_log_and_the_event_name(office: Office) -> None:
    made = {
        "create_body": lambda: USES["create_body"](office).pk,
        "add_person": lambda: USES["add_person"](office).pk,
        "open_account": lambda: USES["open_account"](office).account_id,
    }
    for verb, make in made.items():
        before = everything()
        pk = make()
        found = difference(before, everything())
        assert {row["object_id"] for _how, row in found["core.AuditEntry"]} == {str(pk)}, verb
        for _how, row in found.get("core.OutboxEvent", []):
            assert row["payload"][{"create_body": "organisation_id"}.get(verb, "account_id")] == pk, verb


@pytest.mark.parametrize("verb", ["open_account", "reset_password"])
def test_a_temporary_password_opens_the_account_and_is_stored_nowhere(office: Office, verb: str) -> None:
    opened = USES[verb](office)
    account = Account.objects.get(pk=opened.account_id)
    assert account.username == opened.username
    assert account.check_password(opened.temporary_password)
    assert account.must_change_password
    assert opened.temporary_password not in str(everything())


def test_a_temporary_password_can_be_read_out_on_the_telephone() -> None:
    """Four groups of four of 31 signs, none of which is mistaken for another; and never the same twice."""
    given = [temporary_password() for _each in range(100)]
    groups = [password.split("-") for password in given]
    assert {len(each) for each in groups} == {4}
    assert {len(group) for each in groups for group in each} == {4}
    assert {sign for each in groups for group in each for sign in group} == set("abcdefghjkmnpqrstuvwxyz23456789")
    assert len(set(given)) == 100
