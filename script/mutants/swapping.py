"""Put a mutant into a running process: functions get the mutated code, so that whoever imported one of them uses it too."""

import ast
import functools
import gc
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

from mutants.mutation import compiled, prepared


class CannotSwap(Exception):
    """The mutant needs a fresh process: a function that lives already would have to close over other variables."""


class Living:
    """The functions of the product that exist in this process, found by their code, and what remembers answers."""

    def __init__(self) -> None:
        self.functions: dict[tuple[str, str, int], list[FunctionType]] = {}
        self.cached: list[Any] = []
        gc.unfreeze()  # what was there before the tests began is not listed otherwise
        for each in gc.get_objects():
            # type() and not isinstance(): lazy objects would wake up.
            if type(each) is FunctionType and "/open315/" in each.__code__.co_filename:
                self.functions.setdefault(_identity(each.__code__), []).append(each)
            elif type(each) is functools._lru_cache_wrapper and str(each.__module__).startswith("open315."):
                self.cached.append(each)

    def forget_answers(self) -> None:
        """Nothing that was worked out before the mutant may answer for it."""
        for each in self.cached:
            each.cache_clear()


def swap(file: str, changed: ast.Module, living: Living) -> int:
    """Give every living function of the file whose code differs the changed code. How many there were.

    Raises CannotSwap.
    """
    done = 0
    for one, two in _differing(prepared(file).code, compiled(file, changed)):
        for function in living.functions.get(_identity(one), ()):
            if len(two.co_freevars) != len(one.co_freevars):
                raise CannotSwap(one.co_qualname)
            function.__code__ = two
            done += 1
    living.forget_answers()
    return done


def _identity(code: CodeType) -> tuple[str, str, int]:
    return (code.co_filename, code.co_qualname, code.co_firstlineno)


def _differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Functions that differ, with those around them."""
    inner_old = [each for each in old.co_consts if isinstance(each, CodeType)]
    inner_new = [each for each in new.co_consts if isinstance(each, CodeType)]
    if old != new and old.co_name != "<module>":
        yield old, new
    if len(inner_old) == len(inner_new):
        for one, two in zip(inner_old, inner_new, strict=True):
            if one != two:
                yield from _differing(one, two)
