"""What people do with events that could not be delivered: for whom, in which state, and everything it writes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.core import verbs
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.rules import FIRST_PAUSE, LONGEST_PAUSE, MAX_ATTEMPTS, pause_after
from open315.core.undelivered import services
from tests.rows import Row, changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db
EMITTED = datetime(2026, 5, 1, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 13, 2, 0, tzinfo=UTC)
STATES = {
    "dead": {"state": "dead", "attempts": 8},
    "failing": {"state": "waiting", "attempts": 3, "available_at": LATER, "claimed_until": LATER},
    "fresh": {"state": "waiting", "attempts": 0},
    "done": {"state": "done", "attempts": 1},
}


@pytest.fixture
def events(db: None) -> dict[str, int]:
    """One event in each state, by its name."""
    given = {"created_at": EMITTED, "available_at": EMITTED, "last_error": "timeout"}
    return {
        name: OutboxEvent.objects.create(name=f"tests.{name}", payload={"n": 1}, **{**given, **row}).pk
        for name, row in STATES.items()
    }


def use(verb: str, event_id: int, actor: Actor, at: datetime, reason: str = " 郵箱已停用 ") -> Any:
    ways: dict[str, Callable[[], Any]] = {
        "retry": lambda: services.retry_event(event_id, actor=actor, at=at),
        "retry all": lambda: services.retry_all_events(actor=actor, at=at),
        "discard": lambda: services.discard_event(event_id, reason=reason, actor=actor, at=at),
    }
    return ways[verb]()


def test_the_verbs_of_the_room_are_these_two() -> None:
    found = {
        each.name: (each.function.__name__, each.event, each.announces, each.permission, each.makes)
        for each in verbs.of_room("outbox")
    }
    assert found == {
        "retry_event": ("retry_event", "events.retried", None, "system:events", False),
        "discard_event": ("discard_event", "events.discarded", None, "system:events", False),
    }  # fmt: skip
    assert all(isinstance(each.face, verbs.NoFace) for each in verbs.of_room("outbox"))


@pytest.mark.parametrize("verb", ["retry", "retry all", "discard"])
def test_the_administrator_and_the_system_do_it_and_nobody_else(cast: Any, events: dict[str, int], verb: str) -> None:
    others = [cast.actor(who) for who in cast.accounts if who != "administrator"]
    for actor in [*others, ANONYMOUS, Actor(kind=ActorKind.CLIENT, label="api")]:
        with nothing_changes(), pytest.raises(NotAllowed) as refusal:
            use(verb, events["dead"], actor, cast.at)
        with translation.override("zh-hant"):
            assert str(refusal.value.message) == "您的角色不能處理未送達事件。"
    for actor in (cast.actor("administrator"), SYSTEM):
        with undone():
            assert changes(lambda: use(verb, events["dead"], actor, cast.at))  # noqa: B023


OUTCOMES = {
    # What becomes of an event in each state, or what is said.
    ("retry", "dead"): {"state": "waiting", "attempts": 0, "available_at": ...},
    ("retry", "failing"): {"attempts": 0, "available_at": ..., "claimed_until": None},
    ("retry", "fresh"): {"available_at": ...},
    ("retry", "done"): "該事件已經送達。",
    ("discard", "dead"): {"state": "done"},
    ("discard", "failing"): "該事件仍在重試，只有已停止重試的事件才能放棄。",
    ("discard", "fresh"): "該事件仍在重試，只有已停止重試的事件才能放棄。",
    ("discard", "done"): "該事件已經送達。",
}
NOTED = {"retry": "events.retried", "discard": "events.discarded"}


@pytest.mark.parametrize(("verb", "name"), OUTCOMES)
def test_what_a_verb_makes_of_an_event(cast: Any, events: dict[str, int], verb: str, name: str) -> None:
    expected, actor = OUTCOMES[verb, name], cast.actor("administrator")
    if isinstance(expected, str):
        with nothing_changes(), pytest.raises(Conflict) as refusal:
            use(verb, events[name], actor, cast.at)
        with translation.override("zh-hant"):
            assert str(refusal.value.message) == expected
        return
    found = changes(lambda: use(verb, events[name], actor, cast.at))
    ((how, row),) = found.pop("core.OutboxEvent")
    assert (how, row.pop("of")["id"]) == ("~", events[name])
    assert row == {key: cast.at if value is ... else value for key, value in expected.items()}
    said = {"reason": "郵箱已停用"} if verb == "discard" else {}
    noted(cast, found, NOTED[verb], "event", str(events[name]), {"name": f"tests.{name}", **said})


def noted(cast: Any, found: dict[str, Any], event: str, kind: str, key: str, data: Row) -> None:
    """One entry in the audit log, and nothing else."""
    assert set(found) == {"core.AuditEntry"}
    in_the_audit_log(found, cast, "administrator", cast.bodies["province"].pk, event, (kind, key), data)


def test_all_dead_events_are_offered_again_and_no_other(cast: Any, events: dict[str, int]) -> None:
    OutboxEvent.objects.filter(pk=events["dead"]).update(claimed_until=LATER)
    second = OutboxEvent.objects.create(
        name="tests.dead", state="dead", attempts=8, created_at=EMITTED, available_at=LATER
    )
    actor = cast.actor("administrator")
    counted: list[int] = []
    found = changes(lambda: counted.append(use("retry all", 0, actor, cast.at)))
    assert counted == [2]
    rows = {row.pop("of")["id"]: row for how, row in found.pop("core.OutboxEvent") if how == "~"}
    again = {"state": "waiting", "attempts": 0, "available_at": cast.at}
    assert rows == {events["dead"]: {**again, "claimed_until": None}, second.pk: again}
    noted(cast, found, "events.all_retried", "", "", {"count": 2})
    assert use("retry all", 0, actor, cast.at) == 0


def test_an_event_that_is_not_there_is_not_found(cast: Any, events: dict[str, int]) -> None:
    for verb in ("retry", "discard"):
        with nothing_changes(), pytest.raises(NotFound) as refusal:
            use(verb, max(events.values()) + 1, cast.actor("administrator"), cast.at)
        with translation.override("zh-hant"):
            assert str(refusal.value.message) == "沒有這個事件。"


def test_giving_up_needs_a_reason_which_is_kept_short(cast: Any, events: dict[str, int]) -> None:
    actor = cast.actor("administrator")
    for reason in ("", " \n\u3000"):
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            use("discard", events["dead"], actor, cast.at, reason)
        with translation.override("zh-hant"):
            said = (refusal.value.field, str(refusal.value.message))
        assert said == ("reason", "請說明為什麼不再需要該事件。")
    found = changes(lambda: use("discard", events["dead"], actor, cast.at, "長" * 201))
    assert found["core.AuditEntry"][0][1]["data"]["reason"] == "長" * 200


def test_an_event_rests_longer_after_each_attempt_but_never_longer_than_an_hour() -> None:
    seconds = {0: 10, 1: 10, 2: 40, 3: 160, 4: 640, 5: 2560, 6: 3600, 7: 3600, 8: 3600}
    assert {attempts: pause_after(attempts).total_seconds() for attempts in seconds} == seconds
    assert (8, timedelta(seconds=10), timedelta(hours=1)) == (MAX_ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE)
