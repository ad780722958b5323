"""What happens around a verb's own few lines: who is asked first, what is saved, which trail is left, and when none is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from open315.core.access import SYSTEM, Actor, ActorKind, declare_permissions
from open315.core.audit.models import AuditEntry
from open315.core.audit.words import data_of
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent
from open315.core.verbs import YES, Decision, NoFace, Target, Verb, Workflow, registry
from open315.core.verbs.declaration import Step
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
FLOW = Workflow(frozenset({"open", "shut"}), first="open", open=frozenset({"open"}))
PORTER = Actor(kind=ActorKind.STAFF, label="porter", account_id=1, permissions=frozenset({"doors:shut"}))
ANOTHER = Actor(kind=ActorKind.STAFF, label="another", account_id=2, permissions=frozenset({"doors:shut"}))
GUEST = Actor(kind=ActorKind.STAFF, label="guest", account_id=3)


class Door:
    """A row that remembers how it was saved."""

    def __init__(self) -> None:
        self.pk, self.state, self.resume_state, self.version, self.colour = 7, "open", "", 3, "green"
        self.entries: list[Any] = []
        self.saved: list[int] = []

    def save(self) -> None:
        self.saved.append(self.version)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr("open315.core.access.permissions._PERMISSIONS", {})
    declare_permissions({"doors:shut": "Shut doors"})
    with registry.set_aside():
        yield Door()


def target(door: Door, **changes: Any) -> Target[Any]:
    def lock(_actor: Actor, key: int) -> Door:
        if key != door.pk:
            raise NotFound("no such door")
        return door

    def write_entry(done: Step[Any]) -> None:
        door.entries.append((done.verb.name, done.actor.kind, done.actor.account_id))

    given: dict[str, Any] = {
        "room": "doors",
        "name": "door",
        "lock": lock,
        "workflow": FLOW,
        "wrong_moment": "not now",
        "stale": "somebody was quicker",
        "announced": lambda done: {"door": done.row.pk},
        "write_entry": write_entry,
        "last_entry": lambda row: row.entries[-1] if row.entries else None,
    }
    return Target(**{**given, **changes})


def shutting(on: Target[Any], **changes: Any) -> Verb[Any]:
    given: dict[str, Any] = {"event": "doors.shut", "permission": "doors:shut", "before": {"open"}, "to": "shut"}
    return Verb("shut", on, **{**given, **changes}, face=NoFace("no page"))


def shut(verb: Verb[Any], actor: Actor = PORTER, *, key: int = 7, moves: bool = True, **given: Any) -> Any:
    @verb
    def act() -> Any:
        with step(verb, key, actor=actor, at=AT, **given) as done:
            if moves:
                done.move()
            done.say(why="wind", public=True)
            done.audit_data = {"hinge": 2}
            return done.row

    return act()


def trail() -> tuple[int, int]:
    return AuditEntry.objects.count(), OutboxEvent.objects.count()


def test_a_step_moves_saves_the_next_version_and_leaves_its_whole_trail(door: Door) -> None:
    assert shut(shutting(target(door))) is door
    assert (door.state, door.saved, door.entries) == ("shut", [4], [("shut", "staff", 1)])
    (entry,), (event,) = AuditEntry.objects.all(), OutboxEvent.objects.all()
    assert (entry.event, entry.object_type, entry.object_id, entry.account_id) == ("doors.shut", "door", "7", 1)
    assert (set(entry.data), data_of(entry)) == ({"why", "hinge"}, {"why": "wind", "hinge": 2})
    assert (event.name, event.payload, event.created_at) == ("doors.shut", {"door": 7}, AT)


def test_whoever_lacks_the_permission_is_refused_and_nothing_is_written(door: Door) -> None:
    with pytest.raises(NotAllowed):
        shut(shutting(target(door)), GUEST)
    assert (door.state, door.saved, trail()) == ("open", [], (0, 0))


def test_the_system_needs_no_permission_and_is_held_by_the_state(door: Door) -> None:
    verb = shutting(target(door))
    shut(verb, SYSTEM)
    with pytest.raises(Conflict, match="not now"):
        shut(verb, ANOTHER)


def test_an_object_that_is_not_seen_is_not_found_before_anything_else(door: Door) -> None:
    with pytest.raises(NotFound):
        shut(shutting(target(door)), GUEST, key=8)


def test_where_the_permission_alone_decides_it_is_asked_before_the_object(door: Door) -> None:
    verb = shutting(target(door, who_first=True), who=holders("porters only"))
    with pytest.raises(NotAllowed, match="porters only"):
        shut(verb, GUEST, key=8)
    with pytest.raises(NotFound):
        shut(verb, PORTER, key=8)


def test_a_form_older_than_the_object_is_refused_and_the_present_one_is_not(door: Door) -> None:
    verb = shutting(target(door))
    with pytest.raises(Conflict, match="somebody was quicker"):
        shut(verb, version=2)
    shut(verb, version=3)
    assert door.saved == [4]


def test_a_repeat_by_the_same_person_returns_the_object_and_writes_nothing(door: Door) -> None:
    verb = shutting(target(door))
    shut(verb, version=3)
    assert shut(verb, version=3) is door
    assert (door.saved, len(door.entries), trail()) == ([4], 1, (1, 1))


def test_a_repeat_by_somebody_else_or_with_another_outcome_is_no_repeat(door: Door) -> None:
    verb = shutting(target(door))
    shut(verb, outcome={"colour": "green"})
    with pytest.raises(Conflict):
        shut(verb, ANOTHER, outcome={"colour": "green"})
    with pytest.raises(Conflict):
        shut(verb, outcome={"colour": "red"})
    assert shut(verb, outcome={"colour": "green"}) is door


def test_what_stays_where_it_is_is_done_again(door: Door) -> None:
    verb = shutting(target(door), to="same")
    shut(verb, moves=False)
    shut(verb, moves=False)
    assert door.saved == [4, 5]


def test_what_stays_where_it_is_and_says_its_outcome_is_done_once_however_old_the_form(door: Door) -> None:
    verb = shutting(target(door), to="same")
    for outcome in ({}, {"colour": "green"}):
        shut(verb, ANOTHER, moves=False)
        before, entries = door.version, len(door.entries)
        for form in ({"version": before}, {"version": before}, {}):
            assert shut(verb, moves=False, outcome=outcome, **form) is door
            assert (door.version, len(door.entries)) == (before + 1, entries + 1)
    with pytest.raises(Conflict, match="somebody was quicker"):
        shut(verb, moves=False, outcome={"colour": "red"}, version=before)
    shut(verb, moves=False, outcome={"colour": "red"})
    assert door.version == before + 2


def test_a_verb_that_only_reads_leaves_a_trail_and_no_new_version(door: Door) -> None:
    shut(shutting(target(door), to="same", reads=True), moves=False)
    assert (door.saved, trail()) == ([], (1, 1))


def test_an_object_without_versions_keeps_its_number(door: Door) -> None:
    shut(shutting(target(door, stale="")))
    assert door.saved == [3]


def test_what_is_told_to_no_other_room_is_audited_alone(door: Door) -> None:
    shut(shutting(target(door), emits=None))
    assert trail() == (1, 0)


def test_a_further_condition_refuses_by_person_or_by_moment(door: Door) -> None:
    on = target(door)
    for by_state, error in ((False, NotAllowed), (True, Conflict)):
        with registry.set_aside(), pytest.raises(error, match="second person"):
            shut(shutting(on, also=lambda *_: Decision(False, "second person", by_state=by_state)))  # noqa: B023
    with registry.set_aside():
        assert shut(shutting(on, also=lambda *_: YES)) is door


def test_a_function_that_forgets_to_move_the_object_is_found_out(door: Door) -> None:
    with pytest.raises(RuntimeError, match=r"doors\.shut leads to another state"):
        shut(shutting(target(door)), moves=False)
    assert (door.saved, trail()) == ([], (0, 0))


def test_making_needs_the_permission_and_an_object(door: Door) -> None:
    verb = shutting(target(door), makes=True)
    with pytest.raises(NotAllowed), making(verb, actor=GUEST, at=AT):
        raise AssertionError("the body was reached")
    with pytest.raises(RuntimeError, match=r"doors\.shut makes an object"), making(verb, actor=PORTER, at=AT):
        pass
    assert trail() == (0, 0)
    with making(verb, actor=PORTER, at=AT) as done:
        done.row = door
    assert (door.saved, trail()) == ([], (1, 1))
