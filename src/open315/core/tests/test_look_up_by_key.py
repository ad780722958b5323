"""A statement that is written once finds what stands in the table now, and a change stores the columns it names and no others."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.db.transaction import TransactionManagementError

from open315.core import bulk
from open315.core.audit.models import AuditEntry
from open315.core.lookups import Lookup
from open315.core.outbox.models import OutboxEvent

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
OF = Lookup(lambda account: AuditEntry.objects.filter(account_id=account, actor_kind="staff").order_by("-id"))
WAITING = Lookup(lambda number: OutboxEvent.objects.filter(pk=number, state="waiting"))
pytestmark = pytest.mark.django_db


def event(name: str, **more: Any) -> OutboxEvent:
    return OutboxEvent.objects.create(**{"name": name, "created_at": AT, "available_at": AT, **more})


def entry(name: str, account: int, **more: Any) -> AuditEntry:
    return AuditEntry.objects.create(**{"event": name, "at": AT, "actor_kind": "staff", "account_id": account, **more})


def names(account: int) -> list[str]:
    return [each.event for each in OF(account)]


def test_each_key_finds_its_own_rows_in_their_order() -> None:
    for name, account in (("a", 1), ("b", 2), ("c", 1)):
        entry(name, account)
    entry("of a machine", 1, actor_kind="system")
    assert (names(1), names(2), names(3)) == (["c", "a"], ["b"], [])


def test_what_changed_since_is_found_and_nothing_is_remembered(django_assert_num_queries: Any) -> None:
    row = event("a")
    assert [each.name for each in WAITING(row.pk)] == ["a"]
    OutboxEvent.objects.filter(pk=row.pk).update(name="b")
    with django_assert_num_queries(1):
        assert [each.name for each in WAITING(row.pk)] == ["b"]
    OutboxEvent.objects.filter(pk=row.pk).update(state="done")
    assert WAITING(row.pk) == []


def test_a_row_comes_as_django_gives_it() -> None:
    row = entry("a", 7, data={"case": 7, "who": ["甲"]})
    (found,) = OF(7)
    assert (found, found.data, found.at, found.organisation_id) == (row, {"case": 7, "who": ["甲"]}, AT, None)


def test_a_row_that_was_looked_up_can_be_saved() -> None:
    row = event("a")
    (found,) = WAITING(row.pk)
    found.name = "b"
    found.save()
    assert OutboxEvent.objects.get().name == "b"


def test_only_the_columns_that_are_asked_for_are_read(django_assert_num_queries: Any) -> None:
    row = event("a")
    (found,) = Lookup(lambda number: OutboxEvent.objects.filter(pk=number).only("pk"))(row.pk)
    with django_assert_num_queries(0):
        assert found.pk == row.pk
    with django_assert_num_queries(1):
        assert found.name == "a"


def test_a_query_that_is_empty_by_itself_finds_nothing(django_assert_num_queries: Any) -> None:
    row = event("a")
    nothing = Lookup(lambda number: OutboxEvent.objects.none().filter(pk=number))
    with django_assert_num_queries(0):
        assert (nothing(row.pk), nothing(row.pk)) == ([], [])


def test_rows_are_locked_within_a_transaction_only() -> None:
    row = event("a")
    locked = Lookup(lambda number: OutboxEvent.objects.select_for_update().filter(pk=number))
    assert [each.name for each in locked(row.pk)] == ["a"]
    here = connections["default"]
    here.in_atomic_block = False
    try:
        with pytest.raises(TransactionManagementError, match="within a transaction"):
            locked(row.pk)
    finally:
        here.in_atomic_block = True


def test_a_change_stores_the_columns_it_names_and_no_others() -> None:
    row, other = event("a", attempts=1), event("b", attempts=1)
    row.name, row.payload, row.attempts, row.last_error = "c", {"n": [1]}, 5, "not stored"
    bulk.change(row, ("name", "payload", "attempts"))
    kept = OutboxEvent.objects.get(pk=row.pk)
    assert (kept.name, kept.payload, kept.attempts, kept.last_error) == ("c", {"n": [1]}, 5, "")
    other.refresh_from_db()
    assert (other.name, other.payload, other.attempts) == ("b", {}, 1)


def test_a_change_stores_moments_and_nothing_too() -> None:
    row = event("a", claimed_until=AT)
    row.available_at, row.claimed_until = datetime(2026, 5, 13, 1, 2, 3, tzinfo=UTC), None
    bulk.change(row, ("available_at", "claimed_until"))
    kept = OutboxEvent.objects.get()
    assert (kept.available_at, kept.claimed_until) == (datetime(2026, 5, 13, 1, 2, 3, tzinfo=UTC), None)


def test_a_row_that_is_gone_cannot_be_changed() -> None:
    row = event("a")
    OutboxEvent.objects.all().delete()
    row.pk, row.name = 4711, "b"
    with pytest.raises(DatabaseError, match="not stored any more"):
        bulk.change(row, ("name",))
