"""Rules for our Python files."""

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from checks.problem import Problem

MAX_LINES = 400
_GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext_lazy"}
_LATE_IMPORT_FILES = ("/apps.py", "/cli.py", "config/serve/command.py", "bench/__main__.py")
"""Where Django cannot be loaded yet when the file is read."""
_WITHOUT_A_ZONE = (
    "core/clock.py",
    "core/text/moments.py",
    "foreign_files/readers/numbers.py",
    "sheet_import/cell_values.py",
)
"""Where the moment has no zone: written by somebody in a cell; and the one place that knows the day in China."""


def python_problems(file: str, text: str) -> Iterator[Problem]:
    """Every rule broken by the Python source `text` of `file` (path from the project's root)."""
    if "/migrations/" in file:
        return
    yield from _too_long(file, text)
    yield from _late_imports(file, text)
    tree = ast.parse(text, file)
    yield from _moving_sentences(file, tree)
    yield from _reads_in_views(file, tree)
    yield from _days_elsewhere(file, tree)


def _is_test(file: str) -> bool:
    return file.startswith("tests/") or "/tests/" in file or file.endswith("conftest.py")


def _too_long(file: str, text: str) -> Iterator[Problem]:
    count = text.count("\n")
    if count > MAX_LINES and not _is_test(file):
        yield Problem(
            file, MAX_LINES, f"{count} lines", f"two ideas under one name? Split it at {MAX_LINES} at the latest"
        )


def _late_imports(file: str, text: str) -> Iterator[Problem]:
    if file.endswith(_LATE_IMPORT_FILES) or _is_test(file):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"noqa:[^#]*PLC0415(?!\s+\(an extra:)", line):
            yield Problem(
                file,
                number,
                "import inside a function",
                "import at the top; a circle means a module in the wrong place",
            )


def _moving_sentences(file: str, tree: ast.AST) -> Iterator[Problem]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and _called(node.func) in _GETTEXT
            and any(_is_computed(arg) for arg in node.args[:1])
        ):
            yield Problem(
                file,
                node.lineno,
                "a sentence that changes at run time is given to gettext",
                'write _("… %(name)s …") % {…}',
            )


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_computed(argument: ast.expr) -> bool:
    formatted = (
        isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute) and argument.func.attr == "format"
    )
    return formatted or isinstance(argument, ast.JoinedStr | ast.BinOp)


def _reads_in_views(file: str, tree: ast.AST) -> Iterator[Problem]:
    name = PurePosixPath(file).name
    if not (name.startswith("views") or name in {"api.py", "endpoints.py", "forms.py"}) or _is_test(file):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            yield Problem(
                file, node.lineno, "a view or form reads a table itself", "call the room's queries or services"
            )


def _days_elsewhere(file: str, tree: ast.AST) -> Iterator[Problem]:
    """A moment of the database has its day by UTC: from midnight to eight in China that is the day before."""
    if not file.startswith("src/") or file.endswith(_WITHOUT_A_ZONE) or "/demo/" in file or _is_test(file):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) == "date" and not node.args and not node.keywords:
            yield Problem(file, node.lineno, "the day of a moment is taken by UTC", "call core.clock.local_day")
