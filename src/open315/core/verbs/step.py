"""What every verb does around its own few lines: lock, check, write, timeline, audit, event — in one transaction.

    @ACCEPT
    def accept_case(case_id, *, actor, at, version=None):
        with step(ACCEPT, case_id, actor=actor, at=at, version=version) as done:
            ...change fields of `done.row`, call `done.move()` and `done.say(...)`...

Leaving the block saves the row with its next version and writes the trail. Nothing is written when it raises.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from open315.core.access import Actor
from open315.core.audit import record
from open315.core.audit.words import TYPED
from open315.core.errors import Conflict, NotAllowed
from open315.core.outbox import emit
from open315.core.redaction import redact
from open315.core.verbs.declaration import Step, Verb
from open315.core.verbs.policy import admit, decide
from open315.core.verbs.rules import SAME, is_result

Row = TypeVar("Row")
Outcome = Mapping[str, Any]


@contextmanager
def step(
    verb: Verb[Row],
    key: Any,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    outcome: Outcome | None = None,
) -> Iterator[Step[Row]]:
    """Open one verb on the object `key`. Raises NotFound, NotAllowed, Conflict (stale form, or the moment does not fit).

    When this very person just did it with this very `outcome` (fields of the row and their values), the verb returns the
    object and writes nothing, however old the form is. A verb that stays where it is may be meant twice, unless it says
    its outcome ({}: there is only one).
    """
    with transaction.atomic():
        if verb.target.who_first:
            admit(verb, actor)
        begun = Step(verb, verb.target.lock(actor, key), actor, at)
        _check(begun, version, outcome)
        yield begun
        if verb.to != SAME and not begun.has_moved:
            raise RuntimeError(f"{verb} leads to another state, but its function did not move the object")
        if not verb.reads and not begun.is_saved:
            begun.save()
        _trail(begun)


@contextmanager
def making(verb: Verb[Row], *, actor: Actor, at: datetime) -> Iterator[Step[Row]]:
    """Open a verb that makes an object: the body sets `done.row`, saved. Raises NotAllowed."""
    with transaction.atomic():
        begun: Step[Any] = Step(verb, None, actor, at)
        admit(verb, actor)
        yield begun
        if begun.row is None:
            raise RuntimeError(f"{verb} makes an object, but its function did not say which")
        _trail(begun)


def _check(begun: Step[Any], version: int | None, outcome: Outcome | None) -> None:
    verb = begun.verb
    decision = decide(verb, begun.actor, begun.row)
    stale = version is not None and version != begun.row.version
    if (stale or not decision.allowed or verb.to == SAME) and _is_repeat(begun, outcome):
        begun.leave()
    if not decision.allowed and not decision.by_state:
        raise NotAllowed(decision.reason)
    if stale:
        raise Conflict(verb.target.stale)
    if not decision.allowed:
        raise Conflict(decision.reason)


def _is_repeat(begun: Step[Any], outcome: Outcome | None) -> bool:
    move = begun.verb.move
    if move is None or (move.to == SAME and outcome is None) or not is_result(move, begun.row.state):
        return False
    return all(getattr(begun.row, name) == value for name, value in (outcome or {}).items()) and _was_last(begun)


def _was_last(begun: Step[Any]) -> bool:
    last_entry = begun.verb.target.last_entry
    me = (str(begun.verb.name), str(begun.actor.kind), begun.actor.account_id)
    return last_entry is not None and last_entry(begun.row) == me


def _trail(done: Step[Any]) -> None:
    verb, target = done.verb, done.verb.target
    if target.write_entry is not None:
        target.write_entry(done)
    noted = target.noted(done)
    typed = {name: redact(value).text for name, value in noted.items() if _is_typed(name, value)}
    data = {name: value for name, value in noted.items() if name not in typed}
    record(verb.event, actor=done.actor, at=done.at, obj=(target.name, target.key(done.row)), data=data, typed=typed)
    if verb.announces:
        emit(verb.announces, target.announced(done), at=done.at)


def _is_typed(name: str, value: Any) -> bool:
    """Whether the audit log keeps it sealed beside the entry, where an erasure reaches it."""
    return name in TYPED and isinstance(value, str) and value != ""
