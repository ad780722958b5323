"""What a statement may become: left out, turned, or its condition forced."""

import ast
from collections.abc import Iterator
from copy import copy
from typing import Any

from mutants.exempt import DECORATORS, called, is_wording
from mutants.expressions import ARITHMETIC, without

Turn = tuple[str, ast.stmt]


def turns(node: ast.stmt, *, inside: bool, last: bool, assigned: dict[str, int]) -> Iterator[Turn]:
    """Every change of this statement as a whole.

    `inside`: it stands in a function. `last`: nothing follows it in the function, so that leaving out a return only returns
    None. `assigned`: how often each local name of the function is given a value.
    """
    if isinstance(node, ast.If | ast.While):
        yield from _forced(node)
    elif isinstance(node, ast.FunctionDef):
        yield from _undecorated(node)
    elif isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        other = copy(node)
        other.op = ARITHMETIC[type(node.op)]()
        yield "arithmetic", other
    elif isinstance(node, ast.Assign):
        yield from _part_assigned(node)
    if inside and _may_go(node, last, assigned):
        yield "statement", ast.copy_location(ast.Pass(), node)


def _may_go(node: ast.stmt, last: bool, assigned: dict[str, int]) -> bool:
    match node:
        case ast.Expr(value=ast.Call() as call):
            return not is_wording(call)
        case ast.Raise() | ast.Delete() | ast.Continue() | ast.Break() | ast.AugAssign():
            return True
        case ast.Return():
            return not last
        case ast.Assign():
            return any(_matters(each, assigned) for each in node.targets)
        case ast.AnnAssign(value=ast.expr()):
            return _matters(node.target, assigned)
    return False


def _matters(target: ast.expr, assigned: dict[str, int]) -> bool:
    """A name given a value only once is missed by whoever uses it; leaving that out shows nothing."""
    if isinstance(target, ast.Name):
        return assigned.get(target.id, 0) > 1
    if isinstance(target, ast.Tuple | ast.List):
        return any(_matters(each, assigned) for each in target.elts)
    return True


def _forced(node: ast.If | ast.While) -> Iterator[Turn]:
    for value in (True, False):
        if isinstance(node.test, ast.Constant) or (value and isinstance(node, ast.While)):
            continue
        other = copy(node)
        other.test = ast.copy_location(ast.Constant(value), node.test)
        yield "condition", other


def _undecorated(node: ast.FunctionDef) -> Iterator[Turn]:
    for index, decorator in enumerate(node.decorator_list):
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called(function)
        if name in DECORATORS or name in {"setter", "register"}:
            continue
        other = copy(node)
        other.decorator_list = without(node.decorator_list, index)
        yield "decorator", other


def _part_assigned(node: ast.Assign) -> Iterator[Turn]:
    """Of `a.x, a.y = …` each part alone."""
    target = node.targets[0]
    if not isinstance(target, ast.Tuple):
        return
    for index, part in enumerate(target.elts):
        if isinstance(part, ast.Attribute | ast.Subscript):
            other: Any = copy(node)
            gone = ast.copy_location(ast.Name("_unused", ast.Store()), part)
            parts = ast.Tuple([*target.elts[:index], gone, *target.elts[index + 1 :]], ast.Store())
            other.targets = [ast.copy_location(parts, target)]
            yield "statement", other
