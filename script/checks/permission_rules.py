"""Rules for permission names: what code and templates ask for must be declared in a room's permissions.py."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checks.problem import Problem

_NAME = re.compile(r"[a-z_]+:[a-z_]+")
_DECLARING = {"grant", "declare_permissions"}
_ASKING = {"may", "requires", "account_ids_who_may", "roles_with", "let_register", "require_known"}
_KEYWORDS = {"permission", "permissions"}
_CONSTANT = re.compile(r"(\w+_)?(PERMISSION|READ|MANAGE)")
_IN_TEMPLATE = re.compile(r"""\|\s*may:\s*["']([^"']*)["']|["']([^"']*)["']\s+in\s+(?:actor\.permissions|perms)\b""")
_TODO = "correct the name, or declare it with the roles that get it in the room's permissions.py"


@cache
def declared(root: Path) -> frozenset[str]:
    """Every permission that a room declares."""
    found: set[str] = set()
    for file in sorted((root / "src").rglob("permissions.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in _DECLARING:
                found.update(_keys(node))
    return frozenset(found)


def permission_problems(file: str, text: str, known: frozenset[str]) -> Iterator[Problem]:
    """Every permission that the source or template `text` asks for and nobody declares. Tests may ask for what they like."""
    if "/tests/" in file or file.startswith("tests/"):
        return
    asked = _of_template(text) if file.endswith(".html") else _of_source(ast.parse(text, file))
    for line, name in asked:
        if name not in known:
            yield Problem(file, line, f"permission {name!r} is declared nowhere", _TODO)


def _of_template(text: str) -> Iterator[tuple[int, str]]:
    for match in _IN_TEMPLATE.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1] or match[2] or ""


def _of_source(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            positional = node.args if _called(node) in _ASKING else []
            named = [each.value for each in node.keywords if each.arg in _KEYWORDS]
            yield from ((node.lineno, name) for each in (*positional, *named) for name in _names(each))
        elif isinstance(node, ast.Assign) and any(_is_constant(each) for each in node.targets):
            yield from ((node.lineno, name) for name in _names(node.value))


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_constant(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and bool(_CONSTANT.fullmatch(target.id))


def _keys(node: ast.Call) -> Iterator[str]:
    for argument in node.args:
        if isinstance(argument, ast.Dict):
            yield from (str(key.value) for key in argument.keys if isinstance(key, ast.Constant))


def _names(value: ast.expr) -> Iterator[str]:
    """The names in a literal: one, or several in one string or a tuple."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield from (word for word in value.value.split() if _NAME.fullmatch(word))
    elif isinstance(value, ast.Tuple | ast.List | ast.Set):
        for each in value.elts:
            yield from _names(each)
