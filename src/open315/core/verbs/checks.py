"""System checks: what a declaration lacks, by name, when the site starts. Forgetting a place is never found out by a user."""

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from django.core.checks import CheckMessage, Error, register

from open315.core.access import known_permissions
from open315.core.access.checks import DECLARATIONS
from open315.core.outbox.events import heard, named_events
from open315.core.verbs import registry
from open315.core.verbs.declaration import Target, Verb
from open315.core.verbs.faces import Face
from open315.core.verbs.rules import RESUME, SAME

Verbs = list[Verb[Any]]
GIVEN = frozenset({"actor", "at", "version"})
"""What every verb's function is given without a question."""
FILES = "upload_ids"


@register(DECLARATIONS)
def check_verbs(**_: Any) -> list[CheckMessage]:
    """E301–E399: one error for each thing that is missing or does not fit."""
    return list(problems(registry.every(), set(known_permissions()), set(named_events()), heard()))


def problems(verbs: Verbs, permissions: set[str], events: set[str], listened: Iterable[str]) -> Iterator[Error]:
    """Everything wrong with these verbs, given the permissions and the other events that rooms declare."""
    for verb in verbs:
        yield from _incomplete(verb, permissions)
        yield from _wordless(verb)
        yield from _lost(verb)
        if isinstance(verb.face, Face):
            yield from _misshapen(verb, verb.face)
    yield from _shared_events(verbs)
    for target in dict.fromkeys(verb.target for verb in verbs):
        yield from _of_target(target, [verb for verb in verbs if verb.target is target])
    known = events | {name for verb in verbs if (name := verb.announces)}
    for name in sorted(set(listened) - known):
        yield Error(f"a handler listens to the event {name!r}, which nobody declares", id="open315.E311")


def _incomplete(verb: Verb[Any], permissions: set[str]) -> Iterator[Error]:
    if not verb.is_done:
        yield Error(f"the verb {verb}: no function does it", id="open315.E301")
    if verb.permission not in permissions:
        yield Error(f"the verb {verb}: nobody declares its permission {verb.permission!r}", id="open315.E302")
    if not verb.event:
        yield Error(f"the verb {verb}: its event has no name", id="open315.E303")


def _wordless(verb: Verb[Any]) -> Iterator[Error]:
    if verb.face is None:
        yield Error(f"the verb {verb}: no face, and it is not said why (NoFace)", id="open315.E305")
    if isinstance(verb.face, Face) and not (verb.label and verb.help):
        yield Error(f"the verb {verb}: its button has no words (label, help)", id="open315.E306")
    if verb.target.write_entry is not None and not verb.entry:
        yield Error(f"the verb {verb}: the timeline has no words for it (entry)", id="open315.E307")
    if verb.tells is not None and not verb.tells.words:
        yield Error(f"the verb {verb}: its message has no words", id="open315.E308")
    if verb.letter is not None and not (verb.letter.subject and verb.letter.body and verb.letter.name):
        yield Error(f"the verb {verb}: its letter lacks subject, templates or name", id="open315.E308")


def _lost(verb: Verb[Any]) -> Iterator[Error]:
    """Whether its states are states of its object."""
    flow = verb.target.workflow
    if verb.makes or (flow is None and verb.before is None):
        return
    if flow is None or verb.before is None:
        yield Error(f"the verb {verb}: says no states, or its object has none", id="open315.E309")
        return
    for state in sorted(set(verb.before) - flow.states):
        yield Error(f"the verb {verb}: leads away from the unknown state {state!r}", id="open315.E309")
    if verb.to not in flow.states | {SAME, RESUME}:
        yield Error(f"the verb {verb}: leads to the unknown state {verb.to!r}", id="open315.E309")


def _misshapen(verb: Verb[Any], face: Face) -> Iterator[Error]:
    """Whether the form asks for what the function takes."""
    if not verb.is_done:
        return
    taken = dict(list(inspect.signature(verb.function).parameters.items())[1:])
    asked = {each.argument or each.name for each in face.questions} | ({FILES} if face.takes_files else set())
    for name in sorted(asked - set(taken)):
        yield Error(f"the verb {verb}: asks for {name!r}, which its function does not take", id="open315.E310")
    needed = {name for name, each in taken.items() if each.default is inspect.Parameter.empty}
    for name in sorted(needed - asked - GIVEN):
        yield Error(f"the verb {verb}: its function needs {name!r}, which nothing asks for", id="open315.E310")


def _shared_events(verbs: Verbs) -> Iterator[Error]:
    for event, count in Counter(verb.event for verb in verbs if verb.event).items():
        if count > 1:
            sharing = ", ".join(str(verb) for verb in verbs if verb.event == event)
            yield Error(f"the event {event!r} belongs to several verbs: {sharing}", id="open315.E304")


def _of_target(target: Target[Any], verbs: Verbs) -> Iterator[Error]:
    for one, other in combinations([verb for verb in verbs if isinstance(verb.face, Face)], 2):
        if one.shown.place == other.shown.place:
            yield Error(f"the place {one.shown.place} is both {one}'s and {other}'s", id="open315.E312")
        if one.shown.key and one.shown.key == other.shown.key and set(one.before or ()) & set(other.before or ()):
            yield Error(f"the key {one.shown.key!r} is both {one} and {other} in one state", id="open315.E312")
    if target.workflow is not None and not target.wrong_moment:
        yield Error(f"{target.room}.{target.name}: no words for a step at the wrong moment", id="open315.E308")
    if target.workflow is not None:
        yield from _dead_ends(target, verbs)


def _dead_ends(target: Target[Any], verbs: Verbs) -> Iterator[Error]:
    flow = target.workflow
    assert flow is not None
    moving = [verb for verb in verbs if verb.to != SAME]
    left = {str(state) for verb in moving for state in verb.before or ()}
    reached = {str(verb.to) for verb in moving} | {str(flow.first)} | set(map(str, flow.brought))
    for state in sorted(map(str, flow.states)):
        if state not in reached:
            yield Error(f"{target.room}.{target.name}: no verb leads to the state {state!r}", id="open315.E313")
        if state not in left and state not in flow.final:
            yield Error(f"{target.room}.{target.name}: no verb leaves the state {state!r}", id="open315.E313")
        if state in left and state in flow.final:
            yield Error(f"{target.room}.{target.name}: a verb leaves the final state {state!r}", id="open315.E313")
