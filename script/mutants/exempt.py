"""What is not mutated: words for people, hints for readers and machines, and what only makes the same answer quicker."""

import ast
import re

WORDS = frozenset(
    {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext_lazy"}
    | {
        "Face",
        "NoFace",
        "gettext_noop",
        "cast",
        "TypeVar",
        "ParamSpec",
        "NewType",
        "getLogger",
        "reveal_type",
        "assert_never",
    }
)
"""Calls whose arguments are words, types, or the looks of a button."""
LOGGING = re.compile(r"^(?:log|logger|logging|_log|_logger)\.\w+$")
LOADING = frozenset({"select_related", "prefetch_related", "only", "defer", "using", "select_for_update", "iterator"})
"""How rows are fetched or locked: query counts and races say whether it is right."""
KEYWORDS = frozenset(
    {"strict", "batch_size", "chunk_size", "maxsize", "stacklevel", "encoding", "ensure_ascii", "of"}
    | {"label", "help", "entry"}
)
"""Arguments that change speed, a guard or a default of the language, and the words of a verb: not the answer."""
DECORATORS = frozenset(
    {"dataclass", "property", "cached_property", "classmethod", "staticmethod", "contextmanager", "wraps", "overload"}
    | {"lru_cache", "cache", "abstractmethod", "total_ordering", "final", "override"}
)
"""Decorators that give a function its shape, or only make it quicker."""


def called(function: ast.expr) -> str:
    """The last name of what is called: `filter` of `rows.filter`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def is_wording(node: ast.AST) -> bool:
    """A call for the reader or the log."""
    return isinstance(node, ast.Call) and (called(node.func) in WORDS or bool(LOGGING.match(ast.unparse(node.func))))


def is_text(node: ast.stmt) -> bool:
    """A docstring, or one below a constant."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_typing(node: ast.stmt) -> bool:
    """An alias of a type, an `if TYPE_CHECKING`, an import: nothing that runs."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Global | ast.Nonlocal | ast.Pass | ast.Assert):
        return True
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    if isinstance(node, ast.Assign):
        names = [each.id for each in node.targets if isinstance(each, ast.Name)]
        return names == ["__all__"] or _is_alias(node.value, names)
    return False


def _is_alias(value: ast.expr, names: list[str]) -> bool:
    capital = bool(names) and names[0].lstrip("_")[:1].isupper() and not names[0].isupper()
    return capital and isinstance(value, ast.Subscript | ast.BinOp | ast.Name | ast.Attribute)
