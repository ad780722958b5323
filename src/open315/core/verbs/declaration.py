"""The declaration of a verb: everything about it that is not its own few lines.

    CLOSE = Verb(
        "close",
        CASE,
        event="cases.closed", permission="cases:close", who=owner,
        before={State.ACCEPTED, State.ANSWERED}, to=State.CLOSED,
        label=_("Close"), help=_("State the result."), entry=_("Closed"),
        face=Face(place=50, main=True, key="c", questions=(Text(name="note", label=_("How it ended")),)),
    )

    @CLOSE
    def close_case(case_id, *, note, actor, at, version=None): ...

What is missing is named by a system check (`core.verbs.checks`), not found out by a user.
"""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar

from open315.core import bulk
from open315.core.access import Actor
from open315.core.verbs.faces import Face, Letter, NoFace, Tell, Words
from open315.core.verbs.rules import SAME, Move, Workflow
from open315.core.verbs.types import YES, AlreadyDone, Decision
from open315.core.verbs.who import permitted

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row")
Data = Mapping[str, Any]
Who = Callable[[Actor, str, Any], Decision]
"""Whether the actor may use a verb of this permission on this object, whatever its state. The object is None where one is made."""
Also = Callable[[Actor, Any], Decision]
Plain = Callable[["Step[Any]"], dict[str, Any]]


def _unlocked(_actor: Actor, key: Any) -> NoReturn:
    raise LookupError(f"{key!r} cannot be locked: the verbs of this target make what they act upon")


def _said(step: "Step[Any]") -> dict[str, Any]:
    return {**step.data, **step.audit_data}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Target(Generic[Row]):
    """What verbs act upon: a table, how one row of it is locked for an actor, and what is written about it.

    `lock` raises NotFound for what the actor may not see. `announced` is the payload of the event; `noted` goes to the audit
    log. `write_entry` adds to a timeline and `last_entry` reads (verb, kind of actor, account) of its newest line; a target
    without a timeline has neither.
    """

    room: str
    name: str
    """The type under which the audit log names it."""
    announced: Plain
    lock: Callable[[Actor, Any], Row] = _unlocked
    noted: Plain = _said
    key: Callable[[Row], Any] = lambda row: row.pk  # type: ignore[attr-defined]
    who_first: bool = False
    """Who may is a matter of the permission alone, and asked before the object is looked for."""
    workflow: Workflow | None = None
    wrong_moment: Words = ""
    stale: Words = ""
    """Said when the form is older than the object; a target without a version has none."""
    narrow: bool = False
    """Only the columns that a verb changed are stored: for a table of many columns and indexes."""
    before_save: Callable[["Step[Row]"], None] | None = None
    """What every verb that stores the row changes of it besides."""
    write_entry: Callable[["Step[Row]"], None] | None = None
    last_entry: Callable[[Row], tuple[Any, ...] | None] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Verb(Generic[Row]):
    """One thing people do to an object. See the module's example; `core.verbs.checks` says what every verb must have."""

    name: str
    target: Target[Row]
    _: KW_ONLY
    event: str = ""
    """The name of its audit entry and its event: stored, read by handlers, never renamed."""
    emits: str | None = SAME
    """The event, where it is not named like the entry; None where other rooms are told nothing."""
    permission: str = ""
    who: Who = permitted
    also: Also = lambda _actor, _row: YES
    """What is asked after the state fits: a second person, for example."""
    makes: bool = False
    """It makes the object, so there is none before it."""
    before: Collection[str] | None = None
    """The states in which it is possible; None for a target without a workflow."""
    to: str = SAME
    remembers: bool = False
    label: Words = ""
    help: Words = ""
    entry: Words | Callable[[Data], Words] = ""
    """What the timeline says, with places named like the step's data."""
    inward: bool = False
    """The free text of its entry is for staff alone."""
    face: Face | NoFace | None = None
    tells: Tell | None = None
    letter: Letter | None = None
    offered: Callable[[Any], bool] = lambda _page: True
    """Whether its button makes sense beside what the object's page shows."""
    reads: bool = False
    """It leaves a trail but changes nothing: nobody's form becomes stale by it."""
    _done_by: list[Callable[..., Any]] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        """Enter it. ValueError for a second one of the same room and name."""
        key = (self.target.room, str(self.name))
        if key in VERBS:
            raise ValueError(f"the verb {self} is declared twice")
        VERBS[key] = self

    def __str__(self) -> str:
        return f"{self.target.room}.{self.name}"

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Say that `function` does this verb. A step that finds nothing to do returns the object and writes nothing."""

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return function(*args, **kwargs)
            except AlreadyDone as done:
                return done.row

        self._done_by.append(call)
        return call

    @property
    def is_done(self) -> bool:
        """Whether some function does it."""
        return bool(self._done_by)

    @property
    def function(self) -> Callable[..., Any]:
        """The function that does it. LookupError when none was named."""
        if not self._done_by:
            raise LookupError(f"nothing does the verb {self}")
        return self._done_by[0]

    @property
    def move(self) -> Move | None:
        """Where it leads; None for a target without a workflow."""
        return None if self.before is None else Move(frozenset(self.before), self.to, self.remembers)

    def fits(self, state: str) -> bool:
        """Whether it is possible in this state."""
        return self.before is None or state in self.before

    @property
    def shown(self) -> Face:
        """Its face. LookupError when it has none."""
        if not isinstance(self.face, Face):
            raise LookupError(f"the verb {self} has no face")
        return self.face

    def entry_words(self, data: Data) -> Words:
        """What the timeline says of a step with this data; its places are not filled in yet."""
        return self.entry(data) if callable(self.entry) else self.entry

    @property
    def announces(self) -> str | None:
        """The name of the event that other rooms hear."""
        return self.event if self.emits == SAME else self.emits


@dataclass(slots=True)
class Step(Generic[Row]):
    """One verb under way. `data` goes to the timeline; `audit_data` only to the audit log; neither holds personal data."""

    verb: Verb[Row]
    row: Row
    actor: Actor
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    audit_data: dict[str, Any] = field(default_factory=dict)
    is_public: bool = False
    is_saved: bool = False
    has_moved: bool = False
    _before: dict[str, Any] = field(init=False, repr=False)
    """The columns as they were locked, for a target whose rows are stored narrowly."""

    def __post_init__(self) -> None:
        """Keep what the row is before anything is done to it."""
        self._before = _columns(self.row) if self.verb.target.narrow and self.row is not None else {}

    def say(self, *, public: bool = False, **data: Any) -> None:
        """What the timeline tells of this step, and whether people outside see it."""
        self.data.update(data)
        self.is_public = public

    def leave(self) -> NoReturn:
        """End here, writing nothing: what the verb would do is so already."""
        raise AlreadyDone(self.row)

    def move(self) -> None:
        """Take the object where the workflow leads."""
        row: Any = self.row
        flow, move = self.verb.target.workflow, self.verb.move
        assert flow, f"{self.verb} acts upon what has no workflow"
        assert move, f"{self.verb} says no states"
        before = row.state
        after = flow.after(move, before, row.resume_state)
        if remembered := flow.remembered(move, before):
            row.resume_state = remembered
        elif after in flow.open and after != before:
            row.resume_state = ""
        row.state, self.has_moved = after, True

    def save(self) -> None:
        """Store the row with its next version now, where the body has to know that it could be stored."""
        row: Any = self.row
        if self.verb.target.before_save:
            self.verb.target.before_save(self)
        if self.verb.target.stale:
            row.version += 1
        if self._before:
            bulk.change(row, self._changed())
        else:
            row.save()
        self.is_saved = True

    def _changed(self) -> tuple[str, ...]:
        """The columns of the row that differ from when it was locked."""
        now = vars(self.row)
        return tuple(name for name, value in self._before.items() if now[name] != value)


def _columns(row: Any) -> dict[str, Any]:
    """The values of a row's columns; what can be changed in place is copied."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: deepcopy(value) if isinstance(value, dict | list) else value for name, value in values.items()}


VERBS: dict[tuple[str, str], Verb[Any]] = {}
"""Every declared verb by room and name (`core.verbs.registry` reads it). Importing a declaration enters it; nothing is ever taken out."""
