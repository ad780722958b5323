"""What an expression may become: one small change each."""

import ast
import re
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from mutants.exempt import KEYWORDS, LOADING, called
from mutants.members import Members

Change = tuple[str, ast.expr]
"""The kind of the change, and the expression in place of the old one."""

_COMPARING: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_TWINS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "filter": "exclude",
    "exclude": "filter",
    "first": "last",
    "last": "first",
    "startswith": "endswith",
    "endswith": "startswith",
    "union": "intersection",
    "ceil": "floor",
    "floor": "ceil",
}
_TRIMMING = frozenset({"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "distinct"})
_MEMBER = re.compile(r"[A-Z][A-Z0-9_]*")


def changes(node: ast.AST, members: Members) -> Iterator[Change]:
    """Every change of this expression itself, not of its parts. `members` lists the constants of each class by name."""
    if isinstance(node, ast.Attribute):
        yield from _member(node, members)
    maker = _MAKERS.get(type(node))
    if maker is not None and not (hasattr(node, "ctx") and not isinstance(node.ctx, ast.Load)):
        yield from maker(node)


def replaced(items: list[Any], index: int, value: Any) -> list[Any]:
    """The list with another item at `index`."""
    return [*items[:index], value, *items[index + 1 :]]


def without(items: list[Any], index: int) -> list[Any]:
    """The list without the item at `index`."""
    return [*items[:index], *items[index + 1 :]]


def _with(node: Any, **fields: Any) -> Any:
    other = copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _compare(node: ast.Compare) -> Iterator[Change]:
    for index, op in enumerate(node.ops):
        yield "comparison", _with(node, ops=replaced(node.ops, index, _COMPARING[type(op)]()))
    sides = [node.left, *node.comparators]
    for index, side in enumerate(sides):
        if isinstance(side, ast.Constant) and isinstance(side.value, int | float) and not isinstance(side.value, bool):
            moved = replaced(sides, index, _with(side, value=side.value - 1))
            yield "boundary", _with(node, left=moved[0], comparators=moved[1:])


def _bool(node: ast.BoolOp) -> Iterator[Change]:
    yield "boolean", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for index in range(len(node.values)):
        rest = without(node.values, index)
        yield "condition", rest[0] if len(rest) == 1 else _with(node, values=rest)


def _unary(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield "boolean" if isinstance(node.op, ast.Not) else "arithmetic", node.operand


def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    if type(node.op) in ARITHMETIC and not _is_text(node.left):
        yield "arithmetic", _with(node, op=ARITHMETIC[type(node.op)]())


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield "constant", _with(node, value=not value)
    elif isinstance(value, int | float):
        yield "constant", _with(node, value=value + 1)
    elif isinstance(value, str):
        yield "constant", _with(node, value=f"{value}!")


def _ternary(node: ast.IfExp) -> Iterator[Change]:
    yield "condition", node.body
    yield "condition", node.orelse


def _elements(node: Any) -> Iterator[Change]:
    for index in range(len(node.elts)):
        yield "element", _with(node, elts=without(node.elts, index))


def _set(node: ast.Set) -> Iterator[Change]:
    if len(node.elts) > 1:  # one less than one is written differently
        yield from _elements(node)


def _pairs(node: ast.Dict) -> Iterator[Change]:
    for index in range(len(node.keys)):
        yield "element", _with(node, keys=without(node.keys, index), values=without(node.values, index))


def _member(node: ast.Attribute, members: Members) -> Iterator[Change]:
    if isinstance(node.value, ast.Name) and _MEMBER.fullmatch(node.attr):
        known = members.get(node.value.id, [])
        if node.attr in known and len(known) > 1:
            yield "constant", _with(node, attr=known[(known.index(node.attr) + 1) % len(known)])


def _call(node: ast.Call) -> Iterator[Change]:
    name = called(node.func)
    if name in LOADING:
        return
    yield from _argument_changes(node, name)
    if name in _TWINS:
        field = {"attr": _TWINS[name]} if isinstance(node.func, ast.Attribute) else {"id": _TWINS[name]}
        yield "call", _with(node, func=_with(node.func, **field))
    if isinstance(node.func, ast.Attribute) and name in _TRIMMING and not node.args:
        yield "call", node.func.value


def _argument_changes(node: ast.Call, name: str) -> Iterator[Change]:
    for index, keyword in enumerate(node.keywords):
        if keyword.arg not in KEYWORDS:
            yield "argument", _with(node, keywords=without(node.keywords, index))
    for index in range(len(node.args) - 1):
        one, two = node.args[index : index + 2]
        if name not in {"isinstance", "issubclass"} and _alike(one, two):
            yield "swap", _with(node, args=[*node.args[:index], two, one, *node.args[index + 2 :]])
    for index, argument in enumerate(node.args):
        if name in {"order_by", "sorted"} and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            text = argument.value
            turned = text[1:] if text.startswith("-") else f"-{text}"
            yield "order", _with(node, args=replaced(node.args, index, _with(argument, value=turned)))


def _alike(one: ast.expr, two: ast.expr) -> bool:
    kinds = ast.Name | ast.Attribute | ast.Subscript | ast.Call
    return isinstance(one, kinds) and isinstance(two, kinds) and ast.dump(one) != ast.dump(two)


_MAKERS: dict[type[ast.AST], Callable[[Any], Iterator[Change]]] = {
    ast.Compare: _compare,
    ast.BoolOp: _bool,
    ast.UnaryOp: _unary,
    ast.BinOp: _arithmetic,
    ast.Constant: _constant,
    ast.IfExp: _ternary,
    ast.List: _elements,
    ast.Tuple: _elements,
    ast.Set: _set,
    ast.Dict: _pairs,
    ast.Call: _call,
}
