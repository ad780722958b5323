"""A province of two web processes: its database goes away, its disk is full, its worker is killed in an import and while it sends a mail.

The same is tried on one machine by `test_lose_postgresql`, `test_fill_disk` and `test_kill_import`.
"""

import csv
import http.client
import io
import json
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from open315.notify.tests.mail_server import Postbox, serving
from tests.fault.intake_load import body_of, send
from tests.fault.setups import PROVINCE, Prepared, Running, postgres, running, standing, wait_for
from tests.fault.test_fill_disk import fill
from tests.site_process import HANGS_AFTER, free_port

ROWS = 6_000
KILLED_AFTER = (1_000, 3_000)
"""Rows that are committed when the worker is killed."""
SIZE_MB = 300


@pytest.fixture(scope="module")
def mail_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def site(demo_province: Prepared, tmp_path_factory: pytest.TempPathFactory, mail_port: int) -> Iterator[Running]:
    """Two web processes and a worker that sends its mail to us."""
    mail = {
        "OPEN315_SMTP_HOST": "127.0.0.1",
        "OPEN315_SMTP_PORT": str(mail_port),
        "OPEN315_SITE_URL": "https://a.example",
    }
    with running(PROVINCE, demo_province, tmp_path_factory.mktemp("province"), **mail) as made:
        wait_for(lambda: len(made.pids("web")) >= 2, "never two web processes", made)
        yield made


def titles(site: Running, key: str) -> list[str]:
    """The cases filed under keys that begin so, as they are stored."""
    found = site.rows(f"SELECT title FROM cases_case WHERE title LIKE '故障測試 {key}%' ORDER BY title")
    return [str(title).removeprefix("故障測試 ") for (title,) in found]


def halves(site: Running) -> int:
    """Cases without the timeline that is written with them."""
    return int(
        site.value(
            "SELECT count(*) FROM cases_case c WHERE NOT EXISTS (SELECT 1 FROM cases_timelineentry t WHERE t.case_id = c.id)"
            " AND title LIKE '故障測試%'"
        )
    )


def sent_in_the_end(site: Running, key: str) -> str:
    """File under the key until it is acknowledged; the number."""
    found: list[str] = []
    wait_for(lambda: found.append(number) or True if (number := send(site.site, key)) else False, f"{key} never", site)
    return found[0]


def test_two_web_processes_lose_the_database_and_find_it_again(site: Running) -> None:
    """Each process by itself: six requests meet both of them, before, while it is away, and after it is back."""
    assert site.wire is not None
    web = site.pids("web")
    before = [send(site.site, f"away-before-{turn}") for turn in range(6)]
    assert None not in before
    site.wire.cut()
    try:
        assert [send(site.site, f"away-turn-{turn}") for turn in range(6)] == [None] * 6
        assert [site.site.status("/healthz") for _turn in range(4)] == [200] * 4
        # A process says again for a moment what it found last.
        wait_for(lambda: {site.site.status("/readyz") for _turn in range(6)} == {503}, "one is ready without it", site)
    finally:
        site.wire.mend()
    again = [sent_in_the_end(site, f"away-turn-{turn}") for turn in range(6)]
    site.until_ready()
    assert titles(site, "away-") == sorted([f"away-{when}-{n}" for when in ("before", "turn") for n in range(6)])
    assert len({*before, *again}) == 12
    assert halves(site) == 0
    assert site.pids("web") == web, "nobody had to be started again"


def killed(site: Running) -> None:
    """kill -9 the worker, and skip the time for which another machine would have to take it for alive."""
    pid = site.kill("worker")
    with psycopg.connect(site.database) as connection:
        connection.execute("DELETE FROM core_heartbeat WHERE worker LIKE %s", [f"%:{pid}"])
        connection.execute(
            "UPDATE core_job SET lease_until = now() - interval '1 s' WHERE holder LIKE %s", [f"%:{pid}"]
        )
        connection.execute("UPDATE core_outboxevent SET claimed_until = claimed_until - interval '5 minutes'")
    site.until_again("worker", other_than=pid)


def test_every_row_of_an_import_comes_in_once_though_its_worker_is_killed_twice(site: Running, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    text = "投訴編號,被投訴方,投訴內容\n" + "".join(f"P{n},商家{n % 50},第{n}件退款難\n" for n in range(ROWS))
    path.write_text(text, encoding="utf-8")
    site.command("wuhan.clerk", str(path), module="tests.fault.import_sheet")
    job = "FROM core_job WHERE kind = 'imports.sheet' ORDER BY id DESC LIMIT 1"
    seen = []
    for threshold in KILLED_AFTER:
        wait_for(lambda: int(site.value(f"SELECT done {job}") or 0) >= threshold, f"{threshold} rows never", site)  # noqa: B023
        seen.append(int(site.value(f"SELECT done {job}")))
        killed(site)
    assert max(seen) < ROWS, "the worker was never killed in the middle: the test proves nothing"
    wait_for(lambda: site.value(f"SELECT state {job}") not in {"waiting", "running"}, "it was not gone on with", site)
    assert site.value(f"SELECT state {job}") == "done"
    counts = (
        "SELECT rows_new || '/' || rows_known || '/' || rows_wrong FROM intake_sheetimport ORDER BY id DESC LIMIT 1"
    )
    assert site.value(counts) == f"{ROWS}/0/0"
    rows = "SELECT count(*), count(DISTINCT source_ref) FROM cases_case WHERE source LIKE 'fault#%'"
    assert site.rows(rows) == [(ROWS, ROWS)]
    result = csv.reader(io.StringIO(site.command("rows", module="tests.fault.job_file"), newline=""))
    assert [(line[1], line[2]) for line in result] == [(f"P{n}", "new") for n in range(ROWS)]


def file_by_mail(site: Running, address: str) -> None:
    """A complaint of somebody who left an address for mails."""
    body = body_of("mail")
    body["consumer"] = {"name": "測試者", "phone": "13900139000", "email": address}
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=HANGS_AFTER)
    try:
        line.request(
            "POST",
            "/api/v1/cases",
            json.dumps(body),
            {"Content-Type": "application/json", "Idempotency-Key": "by-mail-1"},
        )
        answer = line.getresponse()
        assert answer.status == 201, answer.read().decode()
    finally:
        line.close()


def test_a_mail_whose_worker_is_killed_while_the_server_takes_it_comes_again_under_the_same_id(
    site: Running, mail_port: int
) -> None:
    """Taken, and the worker is dead before it hears so: it comes once more, and mail programs show one."""
    address, postbox = "who.complains@example.org", Postbox()
    postbox.breaks["taken"] = "hang"
    with serving(postbox, mail_port):
        file_by_mail(site, address)
        wait_for(lambda: address in postbox.receivers, "no mail came", site)
        killed(site)
        postbox.breaks.clear()
        wait_for(lambda: postbox.receivers.count(address) > 1, "it did not come again", site)
        sent = "SELECT count(*) FROM notify_message WHERE channel = 'email' AND state = 'sent'"
        wait_for(lambda: site.value(sent), "it was not noted", site)
        wait_for(
            lambda: not site.value("SELECT count(*) FROM notify_message WHERE state = 'waiting'"), "one waits", site
        )
    hers = [mail["Message-ID"] for mail in postbox.mails if mail["To"] == address]
    assert (len(hers), len(set(hers))) == (2, 1)


@contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of its own, in memory, that PostgreSQL's user may enter too."""
    place = Path(tempfile.mkdtemp(prefix="open315-disk-"))
    place.chmod(0o755)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=755", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    try:
        if done.returncode:
            pytest.skip("needs the right to mount a small disk (root on Linux)")
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)
        place.rmdir()


@contextmanager
def tablespace(place: Path) -> Iterator[str]:
    """Room for a database on that disk; its name."""
    name, folder = f"small_{uuid.uuid4().hex[:12]}", place / "database"
    folder.mkdir()
    with psycopg.connect(postgres(), autocommit=True) as connection:
        found = connection.execute("SHOW data_directory").fetchone()
        assert found is not None
        owner = Path(str(found[0])).stat()
        os.chown(folder, owner.st_uid, owner.st_gid)
        connection.execute(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
    try:
        yield name
    finally:
        with psycopg.connect(postgres(), autocommit=True) as connection:
            connection.execute(f"DROP TABLESPACE {name}")


def test_a_disk_full_to_the_last_byte_refuses_and_recovers(empty_province: Prepared) -> None:
    """The disk of the database and of the uploads at once; what the processes say goes to it as well."""
    with small_disk() as disk, tablespace(disk) as room, standing(PROVINCE, empty_province, disk / "machine") as site:
        name = urlsplit(site.database).path.strip("/")
        with psycopg.connect(postgres(), autocommit=True) as connection:
            connection.execute(f'ALTER DATABASE "{name}" SET TABLESPACE {room}')
        site.command(*"create-admin --council 湖北省消費者委員會 --region 420000 --prefix 鄂消".split())
        site.start()
        site.until_ready()
        assert send(site.site, "disk-before") is not None
        fill(disk)
        assert shutil.disk_usage(disk).free == 0
        refused = [send(site.site, f"disk-full-{turn}") for turn in range(40)]
        assert None in refused, "the disk was never felt to be full"
        assert [site.site.status("/healthz") for _turn in range(4)] == [200] * 4
        assert {name: process.poll() for name, process in site.processes.items()} == {"web": None, "worker": None}
        for filler in ("filler", "rest"):
            (disk / filler).unlink()
        until = time.monotonic() + HANGS_AFTER
        while send(site.site, "disk-after") is None:
            assert time.monotonic() < until, f"the site did not recover:\n{site.words()}"
            time.sleep(0.2)
        acknowledged = [f"disk-full-{turn}" for turn, number in enumerate(refused) if number is not None]
        assert titles(site, "disk-") == sorted(["disk-before", "disk-after", *acknowledged])
        assert halves(site) == 0
