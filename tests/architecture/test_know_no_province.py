"""Another province, with other cities and numbers, comes out right without touching code: nothing of the demo's province stands where something is decided."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "open315"
OF_THE_PROVINCE = re.compile(
    r"湖北|湖 北|鄂(?![温溫伦倫])|武漢|武汉|宜昌|黃石|襄陽|Hubei|Wuhan|(?<!\d)42\d{4}(?!\d)", re.IGNORECASE
)
SHOWN = {"demo", "finished", "tests", "gallery", "migrations", "seeds", "locale"}
"""The demo itself, tests, the gallery of components, history, and the divisions of the whole country."""
EXAMPLES = {"config/management/commands/create_admin.py", "config/management/commands/prepare.py"}
"""Help of commands, which names one council as an example."""


def looked_at(*endings: str) -> Iterator[Path]:
    for path in sorted(SRC.rglob("*")):
        inside = path.relative_to(SRC)
        of_demo = any(part in SHOWN or part.removesuffix(".py").startswith("demo") for part in inside.parts)
        if path.suffix in endings and not of_demo and inside.as_posix() not in EXAMPLES:
            yield path


def words_in(source: str) -> Iterator[str]:
    """The texts of a module without its descriptions."""
    tree = ast.parse(source)
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


def test_no_module_knows_the_province_of_the_demo() -> None:
    found = [
        f"{path.relative_to(SRC)}: {words[:60]}"
        for path in looked_at(".py")
        for words in words_in(path.read_text(encoding="utf-8"))
        if OF_THE_PROVINCE.search(words)
    ]
    assert found == []


def test_no_template_or_script_knows_it_either() -> None:
    found = [
        f"{path.relative_to(SRC)}: {match[0]}"
        for path in looked_at(".html", ".txt", ".typ", ".js", ".css", ".svg")
        if (
            match := OF_THE_PROVINCE.search(
                re.sub(r"{% comment %}.*?{% endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            )
        )
    ]
    assert found == []


def test_the_search_finds_what_it_looks_for() -> None:
    assert list(words_in('"""湖北"""\nCODE = "420100"\ndef f():\n    "武漢"\n    return f"鄂{CODE}"\n')) == [
        "420100",
        "鄂",
    ]
    assert [bool(OF_THE_PROVINCE.search(each)) for each in ("420100", "湖北省", "1420100", "浙江", "4201")] == [
        True,
        True,
        False,
        False,
        False,
    ]
