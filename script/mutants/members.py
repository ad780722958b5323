"""The constants of the classes that a file names: `State.CLOSED` may become another state, and nothing else."""

import ast
from collections.abc import Mapping
from functools import lru_cache

from mutants.targets import ROOT, product_files

Members = Mapping[str, list[str]]


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, dict[str, list[str]]]:
    """For each name of a class the files that define it, with the class's constants."""
    found: dict[str, dict[str, list[str]]] = {}
    for file in product_files():
        for node in ast.parse((ROOT / file).read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and (names := _constants(node)):
                found.setdefault(node.name, {})[file] = names
    return found


def _constants(node: ast.ClassDef) -> list[str]:
    targets = [each.targets[0] for each in node.body if isinstance(each, ast.Assign)]
    return [each.id for each in targets if isinstance(each, ast.Name) and each.id.isupper()]


def members(file: str, tree: ast.Module) -> Members:
    """By the name of each class that the file imports or defines: its constants, in the order of the class."""
    answer: dict[str, list[str]] = {}
    known = _classes()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            folder = f"src/{node.module.replace('.', '/')}"
            for each in node.names:
                files = known.get(each.name, {})
                near = [name for name in files if name == f"{folder}.py" or name.startswith(f"{folder}/")]
                if near:
                    answer[each.asname or each.name] = files[near[0]]
        elif isinstance(node, ast.ClassDef) and file in known.get(node.name, {}):
            answer[node.name] = known[node.name][file]
    return answer
