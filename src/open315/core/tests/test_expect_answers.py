"""A PostgreSQL that takes what it is sent and never says a word is an error after a while, in processes that serve pages."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.backends.signals import connection_created

from open315.core.ops import connections

psycopg = pytest.importorskip("psycopg")


class Wire:
    """Stands for a connection of psycopg whose server hangs, or says that something is wrong."""

    def __init__(self, status: str) -> None:
        self.asked: list[Any] = []
        self.info = SimpleNamespace(transaction_status=psycopg.pq.TransactionStatus[status])
        self.pgconn = SimpleNamespace(finish=lambda: self.asked.append("closed"))

    def wait(self, answer: Any, *args: Any, **more: Any) -> Any:
        self.asked.append((answer, args, more))
        if answer == "never":
            raise psycopg.OperationalError("wait timeout expired")
        return f"{answer}!"


@pytest.fixture
def expecting() -> Iterator[None]:
    """This process serves pages."""
    connections.expect_answers()
    yield
    connection_created.disconnect(dispatch_uid="open315.expect_answers")


def connected(wire: Any, vendor: str = "postgresql") -> Any:
    wire.create_function = lambda *_args: None  # the audit guard gives each connection of SQLite one
    connection = SimpleNamespace(vendor=vendor, connection=wire)
    connection_created.send(sender=None, connection=connection)
    return wire


@pytest.mark.usefixtures("expecting")
def test_an_answer_has_thirty_seconds_or_as_many_as_are_said() -> None:
    wire = connected(Wire("IDLE"))
    assert wire.wait("row") == "row!"
    with connections.within(5.0):
        assert wire.wait("row", 0.1) == "row!"
    assert wire.wait("row", timeout=2) == "row!"
    assert wire.asked == [
        ("row", (), {"timeout": 30.0}),
        ("row", (0.1,), {"timeout": 5.0}),
        ("row", (), {"timeout": 2}),
    ]


@pytest.mark.usefixtures("expecting")
@pytest.mark.parametrize(("status", "is_closed"), [("ACTIVE", True), ("INERROR", False)])
def test_nothing_more_is_said_on_a_wire_that_owes_an_answer(status: str, is_closed: bool) -> None:
    wire = connected(Wire(status))
    with pytest.raises(psycopg.OperationalError):
        wire.wait("never")
    assert ("closed" in wire.asked) is is_closed


def test_sqlite_and_processes_that_serve_no_pages_wait_as_before() -> None:
    untouched = connected(Wire("IDLE"))
    untouched.wait("row")
    assert untouched.asked == [("row", (), {})]
    connections.expect_answers()
    try:
        of_sqlite = connected(Wire("IDLE"), vendor="sqlite")
        of_sqlite.wait("row")
        assert of_sqlite.asked == [("row", (), {})]
    finally:
        connection_created.disconnect(dispatch_uid="open315.expect_answers")
