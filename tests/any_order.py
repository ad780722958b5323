"""Rows that nobody put in order come in any order: under test a different one each time, so that nothing can rely on it.

A database may answer a query without an order as it likes; which order it likes depends on the planner, the statistics and other
people's work, and so would the tests. Here such an answer is shuffled after it was read, in the same way when the same test runs
with the same `--randomly-seed`. Rows that tie in a given order are left as they come.
"""

import random
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.db.models.sql.compiler import MULTI, SQLCompiler

_dice = random.Random()
_execute_sql = SQLCompiler.execute_sql
_get_order_by = SQLCompiler.get_order_by


def _noting(self: SQLCompiler) -> Any:
    order = _get_order_by(self)
    self.in_any_order = not order  # type: ignore[attr-defined]
    return order


def _shuffling(self: SQLCompiler, result_type: Any = MULTI, *args: Any, **kwargs: Any) -> Any:
    answer = _execute_sql(self, result_type, *args, **kwargs)
    if result_type != MULTI or answer is None or not getattr(self, "in_any_order", False) or self.query.explain_info:
        return answer
    if isinstance(answer, list):
        return [_shuffled(row for chunk in answer for row in chunk)]
    return _in_chunks(answer)


def _in_chunks(chunks: Iterable[Any]) -> Iterator[Any]:
    """What is read bit by bit stays so."""
    for chunk in chunks:
        yield _shuffled(chunk)


def _shuffled(rows: Iterable[Any]) -> list[Any]:
    mixed = list(rows)
    _dice.shuffle(mixed)
    return mixed


def pytest_configure() -> None:
    """From now on."""
    SQLCompiler.get_order_by = _noting  # type: ignore[method-assign]
    SQLCompiler.execute_sql = _shuffling  # type: ignore[method-assign]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Each test has dice of its own: what was run before it decides nothing."""
    _dice.seed(f"{item.config.getoption('randomly_seed', 0)} {item.nodeid}")


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int) -> None:
    """Say how to get the same order again, when something failed."""
    if exitstatus == pytest.ExitCode.TESTS_FAILED:
        seed = terminalreporter.config.getoption("randomly_seed", None)
        terminalreporter.write_line(f"repeat with --randomly-seed={seed}")
