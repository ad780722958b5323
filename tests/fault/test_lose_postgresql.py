"""PostgreSQL goes away under a running site and comes back: 503 meanwhile, nothing half saved, no restart needed."""

import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.fault.intake_load import send
from tests.site_process import HANGS_AFTER, Site, start_site


class Cable:
    """The wire between site and server, which can be cut. Listens on a loopback port of its own."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.whole = True
        self.ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.listener.accept()
                if not self.whole:
                    near.close()
                    continue
                far = socket.create_connection(self.target)
                self.ends += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=pair, daemon=True).start()

    def cut(self) -> None:
        """Drop every connection and refuse new ones."""
        self.whole = False
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self.whole = True

    def close(self) -> None:
        """The end."""
        self.cut()
        self.listener.close()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@pytest.fixture
def database() -> Iterator[str]:
    """The address of an empty database, dropped afterwards."""
    server = os.environ.get("OPEN315_TEST_POSTGRES")
    if not server:
        pytest.skip("needs PostgreSQL: run script/test fault")
    name = f"lost_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def cable(database: str) -> Iterator[Cable]:
    parts = urlsplit(database)
    laid = Cable(str(parts.hostname), int(parts.port or 5432))
    yield laid
    laid.close()


@pytest.fixture
def site(database: str, cable: Cable, tmp_path: Path) -> Iterator[Site]:
    parts = urlsplit(database)
    through = parts._replace(netloc=f"{parts.username}@127.0.0.1:{cable.port}").geturl()
    environment = {"OPEN315_DATABASE": through, "OPEN315_FILINGS_PER_HOUR": "1000000", "OPEN315_DEMO_SMALL": "1"}
    running = start_site(tmp_path / "var", "--demo", environment=environment)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def test_the_database_goes_away_and_comes_back(site: Site, cable: Cable, database: str) -> None:
    assert send(site, "lost-before") is not None
    cable.cut()
    assert [send(site, f"lost-turn-{turn}") for turn in range(5)] == [None] * 5
    assert site.status("/complain/") in {200, 503}
    assert site.status("/healthz") == 200
    cable.mend()
    until = time.monotonic() + HANGS_AFTER
    while send(site, "lost-turn-0") is None:
        assert time.monotonic() < until, f"the site did not recover:\n{site.last_words()}"
        time.sleep(0.2)
    with psycopg.connect(database) as connection:
        found = connection.execute(
            "SELECT title FROM cases_case WHERE title LIKE '故障測試 lost-%' ORDER BY title"
        ).fetchall()
    assert [title for (title,) in found] == ["故障測試 lost-before", "故障測試 lost-turn-0"]
