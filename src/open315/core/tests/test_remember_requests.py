"""The same key twice is one act, on both databases and at the same moment."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connections, transaction

from open315.core.errors import Conflict
from open315.core.ids.idempotency import answered, recall, remember
from open315.core.ids.models import IdempotencyKey, Series

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
BODY, OTHER = "a" * 64, "b" * 64


@pytest.mark.django_db
def test_the_first_request_does_the_work_and_the_second_gets_its_answer() -> None:
    assert recall("api", "k-1", BODY) is None
    assert remember("api", "k-1", BODY, {"number": "鄂消-1"}, at=AT) is None
    assert remember("api", "k-1", BODY, {"number": "鄂消-2"}, at=AT) == {"number": "鄂消-1"}
    assert recall("api", "k-1", BODY) == {"number": "鄂消-1"}


@pytest.mark.django_db
def test_the_same_key_with_another_body_is_refused() -> None:
    remember("api", "k-1", BODY, {}, at=AT)
    with pytest.raises(Conflict):
        remember("api", "k-1", OTHER, {}, at=AT)
    assert remember("web", "k-1", OTHER, {}, at=AT) is None


@pytest.mark.django_db
def test_what_was_answered_is_known_by_key_and_scope_whatever_was_asked() -> None:
    remember("api", "k-1", BODY, {"case": 1}, at=AT)
    remember("web", "k-2", OTHER, {"case": 2}, at=AT)
    asked = [(scope, key) for scope in ("api", "web") for key in ("k-1", "k-2", "k" * 500)]
    found = {each: answered(*each) for each in asked}
    assert {each: answer for each, answer in found.items() if answer is not None} == {
        ("api", "k-1"): {"case": 1}, ("web", "k-2"): {"case": 2},
    }  # fmt: skip


@pytest.mark.django_db
def test_a_very_long_key_is_kept_as_its_hash() -> None:
    assert remember("api", "k" * 500, BODY, {"n": 1}, at=AT) is None
    assert recall("api", "k" * 500, BODY) == {"n": 1}


def _race(work) -> None:
    """Run `work(number)` in four threads at once."""
    start = threading.Barrier(4)

    def run(number: int) -> None:
        start.wait()
        try:
            work(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)


@pytest.mark.django_db(transaction=True)
def test_without_the_key_a_double_click_registers_several_times() -> None:
    """The race is real: whoever looks first and writes later does the work again."""
    looked = threading.Barrier(4)

    def work(number: int) -> None:
        is_new = not Series.objects.filter(name__startswith="case-").exists()
        looked.wait()
        if is_new:
            Series.objects.create(name=f"case-{number}")

    _race(work)
    assert Series.objects.filter(name__startswith="case-").count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_double_click_registers_once_and_everybody_gets_the_same_answer() -> None:
    answers: list[dict[str, str]] = []

    def work(number: int) -> None:
        mine = {"number": f"case-{number}"}
        with transaction.atomic():
            earlier = remember("web", "click", BODY, mine, at=AT)
            if earlier is None:
                Series.objects.create(name=mine["number"])
        answers.append(earlier or mine)

    _race(work)
    assert Series.objects.filter(name__startswith="case-").count() == 1
    assert len(answers) == 4
    assert len({answer["number"] for answer in answers}) == 1
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_when_the_first_fails_the_second_does_the_work() -> None:
    inside, done = threading.Event(), threading.Event()
    answers: list[object] = []

    def first() -> None:
        try:
            with transaction.atomic():
                remember("web", "click", BODY, {"number": "lost"}, at=AT)
                inside.set()
                done.wait(0.3)
                raise RuntimeError
        except RuntimeError:
            pass
        finally:
            connections.close_all()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(10)
    with transaction.atomic():
        answers.append(remember("web", "click", BODY, {"number": "kept"}, at=AT))
    thread.join(240)
    assert answers == [None]
    assert recall("web", "click", BODY) == {"number": "kept"}
