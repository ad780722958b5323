"""Put a mutant that acts on import into a running process: a constant, a table, a default, a decorator, a field of a class.

The changed statement is run in its module, and so is what the module derives from it; then whoever holds the old object gets
the new one. A declaration (a verb, a target, a workflow) keeps its identity and takes over what the new one says. What another
module worked out from the old value keeps it; a survivor is therefore tried once more in a process that imports the changed file
(`mutants.cold`).
"""

import ast
import gc
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from types import CellType, FunctionType, ModuleType
from typing import Any

from mutants.swapping import CannotSwap
from mutants.targets import ROOT

_ATOMS = (int, float, str, bytes, bool, type(None))


def replant(file: str, changed: ast.Module, place: str) -> None:
    """Run the statement that defines `place` again, as changed, and hand the new objects on.

    Raises CannotSwap for what is more than data, and for what cannot be run twice: it takes a fresh process.
    """
    gc.unfreeze()  # whoever holds the old object must be found
    module = sys.modules[_module_name(file)]
    names = {place.split(".")[0].split(":")[0].strip()}
    for node in changed.body:
        if _defines(node, names) or (_is_assignment(node) and _mentions(node, names)):
            made: dict[str, Any] = {}
            code = compile(ast.Module([node], []), str(ROOT / file), "exec")
            try:
                with _registers_aside():
                    exec(code, {**module.__dict__}, made)
            except Exception as error:
                raise CannotSwap(str(error)) from error
            for name, value in made.items():
                names.add(name)
                _plant(module, name, value)


def _registers_aside() -> AbstractContextManager[None]:
    """Where declarations enter themselves: the one that is made again must not be taken for a second one."""
    verbs: Any = sys.modules.get("open315.core.verbs.registry")
    return verbs.set_aside() if verbs else nullcontext()


def _module_name(file: str) -> str:
    return file.removeprefix("src/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _is_assignment(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign)


def _defines(node: ast.stmt, names: set[str]) -> bool:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name in names
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    return any(isinstance(each, ast.Name) and each.id in names for each in targets)


def _mentions(node: ast.stmt, names: set[str]) -> bool:
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(node))


def _plant(module: ModuleType, name: str, value: Any) -> None:
    old = module.__dict__.get(name)
    if old is value or (type(old) is type(value) and not callable(value) and old == value):
        return
    if _keeps_identity(old) and type(old) is type(value):
        _take_over(old, value)
        return
    if not _is_plain(old):
        raise CannotSwap(name)
    if isinstance(old, type) and isinstance(value, type):
        _plant_class(old, value)
    elif isinstance(old, dict | set | list) and type(old) is type(value):
        _refill(old, value)
    else:
        _hand_on(old, value, name)
        setattr(module, name, value)


def _is_plain(value: Any) -> bool:
    """Data, or a function or class as it was written; not an object that others have registered or wrapped."""
    if isinstance(value, dict):
        return all(_is_plain(each) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple | set | frozenset):
        return all(_is_plain(each) for each in value)
    if _keeps_identity(value):
        return True
    if isinstance(value, FunctionType):
        return not hasattr(value, "__wrapped__") and value.__closure__ is None
    return isinstance(value, (*_ATOMS, Enum, type))


def _keeps_identity(value: Any) -> bool:
    """An object of a class of the product that nobody can have filed under what it says."""
    kind = type(value)
    if not is_dataclass(kind) or not kind.__module__.startswith("open315."):
        return False
    try:
        return kind.__eq__ is object.__eq__ or not hash(value)
    except TypeError:  # it holds something that has no hash
        return True


def _take_over(old: Any, value: Any) -> None:
    """Let the old object say what the new one says. Not where it is entered under its name and this is another one."""
    if "__str__" in vars(type(old)) and str(old) != str(value):
        raise CannotSwap(str(old))
    for each in fields(old):
        if each.init or each.default_factory is MISSING:  # else it is what the object has gathered
            object.__setattr__(old, each.name, getattr(value, each.name))


def _refill(old: Any, value: Any) -> None:
    old.clear()
    if isinstance(old, list):
        old.extend(value)
    else:
        old.update(value)


def _plant_class(old: type, new: type) -> None:
    for name, value in vars(new).items():
        if name in {"__dict__", "__weakref__", "__doc__", "__module__", "__qualname__", "__slots__"}:
            continue
        before = vars(old).get(name)
        if isinstance(before, FunctionType) and isinstance(value, FunctionType):
            if len(before.__code__.co_freevars) == len(value.__code__.co_freevars):
                before.__code__ = value.__code__
            before.__defaults__, before.__kwdefaults__ = value.__defaults__, value.__kwdefaults__
        elif type(before).__name__ != "member_descriptor":
            try:
                setattr(old, name, value)
            except (AttributeError, TypeError):
                continue


def _hand_on(old: Any, value: Any, name: str) -> None:
    """Put `value` wherever `old` is held. Small values look alike: of those only the same name in other modules counts."""
    if isinstance(old, _ATOMS):
        for module in list(sys.modules.values()):
            ours = getattr(module, "__name__", "").startswith(("open315", "tests", "src"))
            if ours and module.__dict__.get(name) is old:
                module.__dict__[name] = value
        return
    for holder in gc.get_referrers(old):
        _hand_to(holder, old, value)


def _hand_to(holder: Any, old: Any, value: Any) -> None:
    if type(holder) is dict:
        for key in [key for key, each in holder.items() if each is old]:
            holder[key] = value
    elif type(holder) is list:
        holder[:] = [value if each is old else each for each in holder]
    elif type(holder) is CellType and holder.cell_contents is old:
        holder.cell_contents = value
