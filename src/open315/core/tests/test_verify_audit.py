"""The audit log: append-only in the database, and a chain that shows every later change."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from open315.core.access import SYSTEM
from open315.core.audit import record
from open315.core.audit.chain import Head, head, seal_new
from open315.core.audit.guard import lifted, triggers
from open315.core.audit.models import AuditEntry, AuditSeal
from open315.core.audit.verify import verify

AT = datetime(2026, 5, 12, 2, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def log(db: None) -> list[int]:
    """Five sealed entries; their ids."""
    for number in range(5):
        record(
            "cases.accepted", actor=SYSTEM, at=AT, obj=("case", number), data={"to": "受理", "n": number, "none": None}
        )
    assert seal_new() == 5
    return list(AuditEntry.objects.order_by("id").values_list("id", flat=True))


def test_an_untouched_log_holds(log: list[int]) -> None:
    verdict = verify()
    assert verdict.broken is None
    assert (verdict.head.sequence, verdict.unsealed) == (5, 0)


def test_sealing_again_changes_nothing(log: list[int]) -> None:
    before = head()
    assert seal_new() == seal_new(everywhere=True) == 0
    assert head() == before


@pytest.mark.parametrize("statement", ["UPDATE core_auditentry SET event = 'x'", "DELETE FROM core_auditseal"])
def test_the_database_refuses_to_change_the_log(log: list[int], statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.filter(event="cases.accepted").count() == AuditSeal.objects.count() == 5
    assert len(triggers()) == 4


def test_a_changed_entry_is_found(log: list[int]) -> None:
    with lifted():
        AuditEntry.objects.filter(pk=log[2]).update(data={"to": "不予受理"})
    broken = verify().broken
    assert broken is not None
    assert (broken.sequence, broken.entry_id, broken.kind) == (3, log[2], "changed_entry")


def test_a_deleted_entry_is_found(log: list[int]) -> None:
    with lifted():
        AuditEntry.objects.filter(pk=log[1]).delete()
    broken = verify().broken
    assert broken is not None
    assert (broken.sequence, broken.kind) == (2, "missing_entry")


def test_an_entry_deleted_together_with_its_seal_is_found(log: list[int]) -> None:
    with lifted():
        AuditEntry.objects.filter(pk=log[1]).delete()
        AuditSeal.objects.filter(entry_id=log[1]).delete()
    broken = verify().broken
    assert broken is not None
    assert (broken.sequence, broken.kind) == (2, "missing_seal")


def test_a_shortened_log_is_found_by_a_head_noted_earlier(log: list[int]) -> None:
    noted = head()
    with lifted():
        AuditEntry.objects.filter(pk=log[4]).delete()
        AuditSeal.objects.filter(entry_id=log[4]).delete()
    assert verify().broken is None
    broken = verify(noted).broken
    assert broken is not None
    assert broken.kind == "shortened"


def test_a_log_rewritten_from_the_start_is_found_by_a_head_noted_earlier(log: list[int]) -> None:
    noted = head()
    with lifted():
        AuditEntry.objects.filter(pk=log[0]).update(event="cases.closed")
        AuditSeal.objects.all().delete()
    seal_new(everywhere=True)
    assert verify().broken is None
    assert verify(noted).broken is not None
    assert verify(Head(5, "0" * 64)).broken is not None


def test_an_entry_that_becomes_visible_late_gets_a_later_place(log: list[int]) -> None:
    record("cases.accepted", actor=SYSTEM, at=AT)
    record("cases.accepted", actor=SYSTEM, at=AT)
    first, second = AuditEntry.objects.order_by("-id").values_list("id", flat=True)[:2][::-1]
    with lifted():
        late = AuditEntry.objects.get(pk=first)
        AuditEntry.objects.filter(pk=first).delete()
    assert seal_new() == 1
    late.save(force_insert=True)
    assert seal_new() == 1
    assert list(AuditSeal.objects.order_by("sequence").values_list("entry_id", flat=True)[5:]) == [second, first]
    assert verify().broken is None


def test_the_command_says_that_the_chain_holds_and_where_it_breaks(
    log: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("audit_verify")
    said = capsys.readouterr().out
    assert "holds: 5 entries, 0 not sealed yet" in said
    call_command("audit_verify", expect=said.splitlines()[-1].removeprefix("head "))
    with lifted():
        AuditEntry.objects.filter(pk=log[3]).delete()
    with pytest.raises(CommandError, match=f"link 4 .entry {log[3]}.: the entry was deleted"):
        call_command("audit_verify")
