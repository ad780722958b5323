"""Places in the code that do not move with its lines: the n-th statement of a function."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from mutants.targets import ROOT

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Place:
    """Statement number `n` of the function `name` (0: its entry) in the lines from `line` to `end`."""

    name: str
    n: int
    line: int
    end: int
    owner: Any
    field: str
    node: ast.stmt


def functions(tree: ast.AST, names: tuple[str, ...] = ()) -> Iterator[tuple[str, Function]]:
    """Every function with its dotted name, outer ones first."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function | ast.ClassDef):
            inner = (*names, node.name)
            if isinstance(node, Function):
                yield ".".join(inner), node
            yield from functions(node, inner)
        elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield from functions(node, names)


def statements(name: str, function: Function) -> Iterator[Place]:
    """The statements of a function, without those of functions inside it."""
    number = 0
    waiting: list[Any] = [function]
    while waiting:
        owner = waiting.pop()
        for field in ("body", "orelse", "finalbody"):
            for node in getattr(owner, field, None) or ():
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                    continue  # a docstring, or the dots of what others fill in
                yield Place(name, number, node.lineno, node.end_lineno or node.lineno, owner, field, node)
                number += 1
                if not isinstance(node, Function | ast.ClassDef):
                    waiting.append(node)
        waiting += [*getattr(owner, "handlers", ()), *getattr(owner, "cases", ())]


def ways_past(found: Iterable[Place]) -> Iterator[Place]:
    """The other way out of each condition and loop that has no `else`: past its body."""
    for place in found:
        node: Any = place.node
        if isinstance(node, ast.If | ast.For | ast.While) and not node.orelse and not _is_endless(node):
            yield Place(place.name, -1 - place.n, place.line, place.line, node, "orelse", node)


def _is_endless(node: Any) -> bool:
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant)


MODULE = "<module>"
"""Stands for what runs when the file is imported."""


def outside(body: Iterable[ast.stmt]) -> int:
    """How many statements stand outside functions, with the heads of functions; hints for the type checker left out."""
    count = 0
    for node in body:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        count += 1
        if not isinstance(node, Function) and "TYPE_CHECKING" not in ast.dump(getattr(node, "test", ast.Pass())):
            count += sum(outside(getattr(node, field, ())) for field in ("body", "orelse", "finalbody"))
    return count


@cache
def places(file: str) -> dict[str, list[Place]]:
    """The places of a file by function."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    found: dict[str, list[Place]] = {}
    for name, function in functions(tree):
        found.setdefault(name, []).extend(statements(name, function))
    return found


def at_line(file: str, name: str, line: int) -> int:
    """The number of the innermost statement of the function `name` on this line; 0 when the line is elsewhere."""
    inside = [each for each in places(file).get(name, ()) if each.line <= line <= each.end]
    return min(inside, key=lambda each: each.end - each.line).n if inside else 0


@cache
def digests(file: str) -> dict[str, str]:
    """A short digest of each function of a file: it changes when the function does."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return {name: sha256(ast.dump(node).encode()).hexdigest()[:12] for name, node in functions(tree)}
