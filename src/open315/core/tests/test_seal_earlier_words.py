"""Words that an earlier version wrote into entries of the audit log are sealed beside them, and the chain still proves every entry (ADR 0137)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from open315.core import audit
from open315.core.access import SYSTEM
from open315.core.audit import earlier, tasks, words
from open315.core.audit.chain import seal_new
from open315.core.audit.guard import lifted
from open315.core.audit.models import AuditEntry, AuditSeal, AuditWords
from open315.core.audit.verify import Break, verify

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 2, tzinfo=UTC)
LATER = datetime(2026, 5, 13, 2, tzinfo=UTC)
HERS = {"reason": "歐陽鐵柱要求", "count": 3}


def of_before(*told: dict[str, Any]) -> list[int]:
    """Entries as an earlier version wrote them, chained; their ids."""
    for data in told:
        audit.record("cases.noted", actor=SYSTEM, at=AT, obj=("case", 7), data=data)
    seal_new()
    return list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))


def seen() -> list[tuple[str, dict[str, Any]]]:
    return [(each.event, words.data_of(each)) for each in AuditEntry.objects.order_by("pk")]


def holds() -> bool:
    seal_new()
    verdict = verify()
    return verdict.broken is None and list(words.changed_words()) == [] and list(earlier.broken_shares()) == []


def sealed_now(shares: int = 5) -> int:
    return earlier.seal_earlier(LATER, shares)


def test_what_was_typed_is_sealed_the_rest_stays_and_the_chain_holds() -> None:
    ids = of_before(HERS, {"to": "受理"}, {"note": "另附", "to": "退回"})
    links = list(AuditSeal.objects.order_by("sequence").values_list("digest", flat=True))
    assert sealed_now() == 2
    first, other, last = AuditEntry.objects.filter(pk__in=ids).order_by("pk")
    assert (set(first.data), set(first.data["reason"]), first.data["count"]) == ({"reason", "count"}, {"words"}, 3)
    assert (other.data, last.data["to"], set(last.data["note"])) == ({"to": "受理"}, "退回", {"words"})
    assert [(each.entry_id, each.is_moved, each.masked_at) for each in AuditWords.objects.order_by("pk")] == [
        (ids[0], True, None),
        (ids[2], True, None),
    ]
    assert not any("歐陽".encode() in bytes(each.ciphertext) for each in AuditWords.objects.all())
    assert seen()[:3] == [
        ("cases.noted", HERS),
        ("cases.noted", {"to": "受理"}),
        ("cases.noted", {"note": "另附", "to": "退回"}),
    ]
    assert list(AuditSeal.objects.order_by("sequence").values_list("digest", flat=True)) == links
    assert holds()


def test_each_share_leaves_an_entry_and_the_end_one_more() -> None:
    ids = of_before(HERS, HERS)
    sealed_now()
    (_first, last), (part, end) = seen()[:2], seen()[2:]
    assert last == ("cases.noted", HERS)
    assert (part[0], {name: part[1][name] for name in ("part", "first", "last", "entries")}) == (
        "audit.words_sealed",
        {"part": 1, "first": ids[0], "last": ids[1], "entries": 2},
    )
    assert len(part[1]["digest"]) == 64
    assert end == ("audit.all_words_sealed", {"parts": 1})
    told = AuditEntry.objects.latest("pk")
    assert (told.at, told.actor_kind) == (LATER, str(SYSTEM.kind))


def test_shares_are_counted_and_nothing_is_done_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier, "SHARE", 2)
    of_before(*[HERS] * 5)
    assert sealed_now(shares=1) == 2
    assert holds(), "half way"
    assert [sealed_now(shares=9), sealed_now(shares=9)] == [3, 0]
    assert [each.data["part"] for each in earlier.parts()] == [1, 2, 3]
    assert [each.data["entries"] for each in earlier.parts()] == [2, 2, 1]
    assert AuditEntry.objects.filter(event=earlier.DONE).count() == 1
    assert holds()


def test_where_nobody_typed_nothing_is_written() -> None:
    of_before({"to": "受理"}, {"reason": ""}, {"reason": 3})
    assert sealed_now() == 0
    assert AuditEntry.objects.count() == 3
    assert not AuditWords.objects.exists()


def test_what_is_not_chained_yet_and_what_a_version_of_today_wrote_is_left() -> None:
    ids = of_before(HERS)
    audit.record("tests.done", actor=SYSTEM, at=AT, typed={"reason": "今天"})
    seal_new()
    audit.record("cases.noted", actor=SYSTEM, at=AT, data=HERS)
    assert sealed_now() == 1
    assert list(AuditWords.objects.filter(is_moved=True).values_list("entry_id", flat=True)) == ids
    seal_new()
    assert sealed_now() == 0, "the end was said"


def test_the_rules_of_today_mask_what_those_of_then_left(monkeypatch: pytest.MonkeyPatch) -> None:
    of_before({"reason": "請致電 13900139000"}, HERS)
    sealed_now()
    assert seen()[0][1] == {"reason": "請致電 139****9000"}
    assert [each.masked_at for each in AuditWords.objects.order_by("pk")] == [LATER, None]
    assert holds()


def test_an_erasure_reaches_them_and_the_chain_still_holds() -> None:
    of_before(HERS, {"reason": "過期"})
    sealed_now()
    assert words.mask_words(lambda text: text.replace("歐陽鐵柱", "歐***"), LATER) == 1
    assert [each[1] for each in seen()[:2]] == [{"reason": "歐***要求", "count": 3}, {"reason": "過期"}]
    assert holds()


def altered(pk: int, **data: Any) -> None:
    with lifted():
        entry = AuditEntry.objects.get(pk=pk)
        AuditEntry.objects.filter(pk=pk).update(data={**entry.data, **data})


def test_an_entry_that_somebody_changed_afterwards_is_found_before_an_erasure_and_after_it() -> None:
    ids = of_before(HERS, {"reason": "過期"})
    sealed_now()
    altered(ids[1], count=9)
    assert verify().broken == Break(2, ids[1], "changed_entry")
    assert list(earlier.broken_shares()) == [earlier.parts()[0].pk]
    AuditWords.objects.filter(entry_id=ids[1]).update(masked_at=LATER)
    assert verify().broken is None, "the link cannot be made again without the words"
    assert list(earlier.broken_shares()) == [earlier.parts()[0].pk]


def test_nobody_can_call_a_further_entry_moved() -> None:
    """The way to change an entry unseen would be to say that its words were moved and masked."""
    ids = of_before(HERS, {"to": "受理"})
    sealed_now()
    altered(ids[1], to="不予受理")
    AuditWords.objects.create(entry_id=ids[1], is_moved=True, masked_at=LATER, key_id="k", ciphertext=b"x")
    assert verify().broken is None
    assert list(earlier.broken_shares()) == [ids[1]], "in no share"
    entry = AuditEntry.objects.get(pk=ids[1])
    told = {"part": 2, "first": entry.pk, "last": entry.pk, "entries": 1, "digest": earlier.digest_of([entry])}
    audit.record(earlier.PART, actor=SYSTEM, at=LATER, data=told)
    end = AuditEntry.objects.get(event=earlier.DONE)
    assert list(earlier.broken_shares()) == [end.pk], "a share behind the end"
    audit.record(earlier.DONE, actor=SYSTEM, at=LATER, data={"parts": 2})
    assert list(earlier.broken_shares()) == [end.pk, AuditEntry.objects.latest("pk").pk], "a second end"


def test_a_share_that_is_missing_or_out_of_order_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier, "SHARE", 1)
    of_before(HERS, HERS)
    sealed_now()
    first, second = earlier.parts()
    with lifted():
        first.delete()
    assert list(earlier.broken_shares()) == [
        second.pk,
        AuditEntry.objects.get(event=earlier.DONE).pk,
        second.data["last"],
    ]


def test_words_whose_key_is_lost_leave_the_share_to_tell() -> None:
    ids = of_before(HERS)
    sealed_now()
    AuditWords.objects.update(key_id="k-lost")
    assert verify().broken is None
    assert list(words.changed_words()) == ids
    assert list(earlier.broken_shares()) == []


def test_the_worker_does_it_chaining_first_what_came_late() -> None:
    audit.record("cases.noted", actor=SYSTEM, at=AT, data=HERS)
    assert tasks.seal_earlier_words(LATER) == 1
    assert tasks.seal_earlier_words(LATER) == 0
    assert holds()


def test_the_worker_takes_twenty_shares_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier, "SHARE", 1)
    of_before(*[HERS] * 21)
    assert [tasks.seal_earlier_words(LATER), tasks.seal_earlier_words(LATER)] == [20, 1]
