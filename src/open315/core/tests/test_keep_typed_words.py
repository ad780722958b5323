"""What somebody typed in an act stands sealed beside its audit entry: read on the page, kept from changes, reached by an erasure."""

from datetime import UTC, datetime
from typing import Any

import pytest

from open315.core import audit
from open315.core.access import SYSTEM
from open315.core.audit import words
from open315.core.audit.chain import seal_new
from open315.core.audit.models import AuditEntry, AuditWords
from open315.core.audit.verify import verify
from open315.core.crypto import add_key, current_key, rotation
from open315.core.crypto.holdings import samples

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 2, tzinfo=UTC)
LATER = datetime(2026, 5, 13, 2, tzinfo=UTC)
TYPED = {"reason": "歐陽鐵柱要求", "note": "另附"}


def recorded(**more: Any) -> AuditEntry:
    audit.record("tests.done", actor=SYSTEM, at=AT, obj=("thing", 7), data={"count": 3}, typed={**TYPED, **more})
    return AuditEntry.objects.latest("pk")


def test_it_stands_sealed_beside_the_entry_and_the_entry_keeps_a_digest() -> None:
    entry = recorded()
    assert set(entry.data) == {"count", "reason", "note"}
    assert [len(entry.data[name]["words"]) for name in TYPED] == [64, 64]
    assert words.data_of(entry) == {"count": 3, **TYPED}
    row = AuditWords.objects.get()
    assert (row.entry_id, row.key_id, row.masked_at) == (entry.pk, current_key(), None)
    assert "歐陽".encode() not in bytes(row.ciphertext)


def test_the_same_words_have_another_digest_each_time() -> None:
    assert recorded().data["reason"] != recorded().data["reason"]


def test_an_entry_in_which_nobody_typed_has_nothing_beside_it() -> None:
    audit.record("tests.done", actor=SYSTEM, at=AT, data={"reason": "by an earlier version"}, typed={})
    assert not AuditWords.objects.exists()
    assert words.data_of(AuditEntry.objects.get()) == {"reason": "by an earlier version"}


def test_an_erasure_masks_them_and_the_chain_still_holds() -> None:
    hers, other = recorded(), recorded(reason="過期")
    seal_new()
    assert words.mask_words(lambda text: text.replace("歐陽鐵柱", "歐***"), LATER) == 1
    hers, other = AuditEntry.objects.order_by("pk")
    assert words.data_of(hers) == {"count": 3, "reason": "歐***要求", "note": "另附"}
    assert words.data_of(other)["reason"] == "過期"
    assert [each.masked_at for each in AuditWords.objects.order_by("pk")] == [LATER, None]
    assert verify().broken is None
    assert list(words.changed_words()) == []
    assert words.mask_words(lambda text: text.replace("歐陽鐵柱", "歐***"), LATER) == 0


def test_words_that_somebody_exchanged_are_found() -> None:
    kept, changed = recorded(), recorded()
    salt, _typed = words._opened(changed.words)
    other = words._sealed(changed.pk, salt, {**TYPED, "reason": "別的"})
    AuditWords.objects.filter(entry=changed).update(**other)
    assert list(words.changed_words()) == [changed.pk]
    AuditWords.objects.filter(entry=changed).update(**words._sealed(changed.pk, salt, {"reason": TYPED["reason"]}))
    assert list(words.changed_words()) == [changed.pk], "one of two is gone"
    assert words.data_of(kept)["note"] == "另附"


@pytest.mark.parametrize("altered", [{"key_id": "k-lost"}, {"ciphertext": b"altered" * 9}])
def test_words_that_cannot_be_opened_leave_the_entry_as_it_is(altered: dict[str, Any]) -> None:
    entry = recorded()
    AuditWords.objects.update(**altered)
    entry = AuditEntry.objects.get()
    assert list(words.changed_words()) == [entry.pk]
    assert words.data_of(entry) == entry.data
    assert words.mask_words(str.upper, LATER) == 0


def test_a_new_key_seals_them_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "BATCH", 2)
    for _each in range(3):
        recorded()
    key = add_key()
    assert [done for name, done in rotation.reseal_all() if name.endswith("reseal_words")] == [2, 1]
    assert set(AuditWords.objects.values_list("key_id", flat=True)) == {key}
    assert words.data_of(AuditEntry.objects.latest("pk")) == {"count": 3, **TYPED}
    assert list(words.changed_words()) == []
    assert [purpose for sealed, purpose in samples() if sealed.key_id == key and purpose.startswith("audit.words")]
