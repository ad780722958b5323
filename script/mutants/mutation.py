"""The mutants of a file. They are made from its syntax tree, so that layout and comments do not matter."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from hashlib import sha256
from types import CodeType
from typing import Any

from mutants.exempt import KEYWORDS, LOADING, called, is_text, is_typing, is_wording
from mutants.expressions import changes, replaced
from mutants.members import Members, members
from mutants.statements import turns
from mutants.targets import ROOT, room_of

SHOWN = 150
"""Characters of a statement that are shown before it is cut down to what changed."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change. `place` is the function or the constant; `deferred` says that it acts when called, not on import.

    `before` and `after` are written in the normal form of Python's own unparser and do not move with lines.
    """

    file: str
    index: int
    line: int
    end: int
    place: str
    kind: str
    before: str
    after: str
    deferred: bool

    @property
    def room(self) -> str:
        """The room of the file."""
        return room_of(self.file)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What stays the same when lines move."""
        return (self.file, self.place, self.before, self.after)

    def lot(self, seed: int) -> str:
        """A number for drawing samples: always the same for the same change, so that a sample hardly moves with the code."""
        return sha256("\0".join((str(seed), *self.key)).encode()).hexdigest()


@dataclass(slots=True)
class Edit:
    """The same as a change of the tree: `owner.field` becomes `value`."""

    owner: Any
    field: str
    value: Any
    kind: str
    node: ast.AST
    at: "Place"

    def apply(self) -> Any:
        """Change the tree; the old value is returned."""
        old = getattr(self.owner, self.field)
        setattr(self.owner, self.field, self.value)
        return old


@dataclass(frozen=True, slots=True)
class Place:
    """Where the walk stands."""

    names: tuple[str, ...]
    statement: ast.stmt
    block: tuple[Any, str, int]
    deferred: bool = False
    last: bool = False
    quiet: bool = False
    assigned: Mapping[str, int] = field(default_factory=dict)


@cache
def source(file: str) -> str:
    """The text of a file as it was when it was first read: a run judges one state, though somebody edits meanwhile."""
    return (ROOT / file).read_text("utf-8")


def edits(tree: ast.Module, known: Members) -> Iterator[Edit]:
    """Every change of the tree, always in the same order."""
    yield from _block(tree, "body", Place((), ast.Pass(), (tree, "body", 0)), known)


def mutants(file: str) -> list[Mutant]:
    """The mutants of a file given from the project's root."""
    tree = ast.parse(source(file))
    return list(made(file, tree, members(file, tree)))


def made(file: str, tree: ast.Module, known: Members) -> Iterator[Mutant]:
    """The mutants of a tree."""
    for index, edit in enumerate(edits(tree, known)):
        statement, (owner, name, position) = edit.at.statement, edit.at.block
        before = _header(statement)
        old = edit.apply()
        after = _header(getattr(owner, name)[position])
        setattr(edit.owner, edit.field, old)
        if before != after:
            line, end = _lines(edit.node)
            place = _place(edit.at.names, statement)
            yield Mutant(file, index, line, end, place, edit.kind, *_cut(before, after), edit.at.deferred)


def _lines(node: Any) -> tuple[int, int]:
    """First and last line of what was changed; of a compound statement only its head."""
    return node.lineno, node.lineno if hasattr(node, "body") else (node.end_lineno or node.lineno)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What all mutants of a file have in common: its code, its tree, and every change that can be made of the tree."""

    code: CodeType
    tree: ast.Module
    edits: Sequence[Edit]


@lru_cache(maxsize=4)
def prepared(file: str) -> Prepared:
    """A file made ready for mutants: worked out once for those that come one after the other."""
    tree = ast.parse(source(file))
    return Prepared(compiled(file, tree), tree, list(edits(tree, members(file, tree))))


def compiled(file: str, tree: ast.Module) -> CodeType:
    """The code of a tree as if it stood in the file."""
    return compile(tree, str(ROOT / file), "exec")


@contextmanager
def mutated(file: str, indices: Sequence[int]) -> Iterator[ast.Module]:
    """The tree of the file with the changes of these numbers, at most one in each function, until the block ends."""
    ready = prepared(file)
    applied = [(ready.edits[index], ready.edits[index].apply()) for index in indices]
    try:
        yield ast.fix_missing_locations(ready.tree)
    finally:
        for edit, old in reversed(applied):
            setattr(edit.owner, edit.field, old)


def _block(owner: Any, name: str, place: Place, known: Members) -> Iterator[Edit]:
    body: list[ast.stmt] = getattr(owner, name)
    for position, node in enumerate(body):
        if is_text(node) or is_typing(node):
            continue
        ends = place.last and position == len(body) - 1
        here = replace(place, statement=node, block=(owner, name, position), last=ends)
        for kind, other in turns(node, inside=place.deferred, last=ends, assigned=dict(place.assigned)):
            yield Edit(owner, name, replaced(body, position, other), kind, node, here)
        yield from _inside(node, here, known)


def _inside(node: ast.stmt, place: Place, known: Members) -> Iterator[Edit]:
    below = place
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        place = replace(place, names=(*place.names, node.name))
        below = place
    if isinstance(node, ast.FunctionDef):
        below = replace(place, deferred=True, last=True, assigned=_counted(node))
    elif isinstance(node, ast.For | ast.While):
        below = replace(place, last=False)
    yield from _expressions(node, replace(place, quiet=isinstance(node, ast.Raise)), known)
    for name in ("body", "orelse", "finalbody"):
        if isinstance(getattr(node, name, None), list):
            yield from _block(node, name, below, known)
    for handler in getattr(node, "handlers", []):
        yield from _block(handler, "body", below, known)
    for case in getattr(node, "cases", []):
        yield from _block(case, "body", below, known)


_BLOCKS = {
    "body",
    "orelse",
    "finalbody",
    "handlers",
    "cases",
    "annotation",
    "returns",
    "type_params",
    "bases",
    "keywords",
}
_HINTS = {"annotation", "returns", "decorator_list"}


def _expressions(node: ast.AST, place: Place, known: Members) -> Iterator[Edit]:
    """The changes in the expressions that hang on `node`, but not in the statements below it."""
    for name, value in ast.iter_fields(node):
        if name in _HINTS or (isinstance(node, ast.stmt) and name in _BLOCKS):
            continue
        for index, child in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(child, ast.AST) and not isinstance(child, ast.stmt):
                yield from _slot(node, name, index if isinstance(value, list) else None, child, place, known)


def _slot(owner: ast.AST, name: str, index: int | None, child: ast.AST, place: Place, known: Members) -> Iterator[Edit]:
    if is_wording(child):
        return
    if not _is_left_alone(owner, child, place):
        for kind, other in changes(child, known):
            value = other if index is None else replaced(getattr(owner, name), index, other)
            yield Edit(owner, name, value, kind, child, place)
    if isinstance(child, ast.comprehension):
        for number in range(len(child.ifs)):
            rest = [*child.ifs[:number], *child.ifs[number + 1 :]]
            yield Edit(child, "ifs", rest, "condition", child.ifs[number], place)
    if isinstance(child, ast.Call) and called(child.func) in LOADING:
        yield from _expressions(child.func, place, known)
    else:
        yield from _expressions(child, place, known)


def _is_left_alone(owner: ast.AST, child: ast.AST, place: Place) -> bool:
    """Pieces of text in an f-string, the words of an error, types between brackets, switches of speed."""
    if isinstance(owner, ast.JoinedStr | ast.FormattedValue) and isinstance(child, ast.Constant | ast.JoinedStr):
        return True
    if isinstance(owner, ast.keyword) and owner.arg in KEYWORDS:
        return True
    if place.quiet and isinstance(owner, ast.Call) and isinstance(child, ast.Constant):
        return True
    if isinstance(owner, ast.Assign) and isinstance(owner.targets[0], ast.Tuple):
        return isinstance(child, ast.Tuple)  # one part less cannot be unpacked
    return isinstance(owner, ast.Subscript) and isinstance(child, ast.Tuple)


def _counted(function: ast.FunctionDef) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    arguments = function.args
    for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        counts[each.arg] = 1
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            counts[node.id] = counts.get(node.id, 0) + 1
    return counts


def _header(node: ast.stmt) -> str:
    """The statement in normal form, of a compound one only its head."""
    bare: Any = copy(node)
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        if isinstance(getattr(bare, name, None), list):
            setattr(bare, name, [])
    return " ".join(ast.unparse(bare).split())


def _place(names: tuple[str, ...], node: ast.stmt) -> str:
    """`Class.method`, `outer.inner`, or the constant that is given a value."""
    if names and not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return ".".join(names)
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return ".".join(names if names[-1:] == (node.name,) else (*names, node.name))
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    return ast.unparse(targets[0]) if targets and targets[0] is not None else type(node).__name__


def _cut(before: str, after: str) -> tuple[str, str]:
    """Long statements are cut down to what changed and some words around it."""
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    tail = 0
    while tail < min(len(before), len(after)) - same and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    start, stop = max(0, same - 60), max(0, tail - 60)
    ends = ("…" if start else "", "…" if stop else "")
    one, two = before[start : len(before) - stop], after[start : len(after) - stop]
    return f"{ends[0]}{one}{ends[1]}", f"{ends[0]}{two}{ends[1]}"
