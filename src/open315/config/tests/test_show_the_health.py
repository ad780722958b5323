"""The page of health says in words how the install is and what to do: backup, worker, undelivered, calendar, second factors, room (review of the console, 14)."""

import os
import shutil
from collections import namedtuple
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from open315.config.administration import condition
from open315.config.administration.condition import BAD, GOOD, WARN, Finding, findings, newest_backup
from open315.core.calendar.models import CalendarYear
from open315.core.ops import health
from open315.core.outbox.models import OutboxEvent
from open315.core.ui.waiting import Harm
from open315.core.undelivered.queries import Backlog

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
Disk = namedtuple("Disk", "total used free")


@pytest.fixture(autouse=True)
def _on_that_day(time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    time_machine.move_to(NOW, tick=False)
    monkeypatch.setattr(health, "readiness", lambda: dict.fromkeys(health.CHECKS, "ok"))


def of(cast: Any, label: str) -> Finding:
    (found,) = [each for each in findings(cast.actor("administrator")) if str(each.label) == label]
    return found


def test_everything_a_monitor_asks_stands_there_in_words_with_what_to_do() -> None:
    assert set(condition.MONITORED) == set(health.CHECKS)


@pytest.mark.parametrize(("name", "state"), [("database", BAD), ("keys", BAD), ("worker", WARN), ("redis", WARN)])
def test_what_does_not_work_comes_first_and_says_what_to_do(
    cast: Any, monkeypatch: pytest.MonkeyPatch, name: str, state: str
) -> None:
    monkeypatch.setattr(health, "readiness", lambda: {**dict.fromkeys(health.CHECKS, "ok"), name: "failing"})
    (wrong,) = [each for each in condition._monitored(cast.actor("administrator")) if each.state != GOOD]
    assert (wrong.label, wrong.state, wrong.words) == (condition.MONITORED[name][0], state, "不正常")
    assert wrong.advice == condition.MONITORED[name][1]
    states = [each.state for each in findings(cast.actor("administrator"))]
    assert states == sorted(states, key=[BAD, WARN, GOOD].index)


@pytest.mark.parametrize(
    ("hours", "state"), [(0, GOOD), (36, GOOD), (37, WARN), (7 * 24, WARN), (7 * 24 + 1, BAD), (None, BAD)]
)
def test_an_old_backup_and_none_are_told(
    cast: Any, settings: Any, tmp_path: Path, hours: int | None, state: str
) -> None:
    settings.VAR = tmp_path
    if hours is not None:
        (tmp_path / "backups").mkdir()
        path = tmp_path / "backups" / "open315.tar"
        path.write_bytes(b"x" * 2048)
        at = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(path, (at, at))
    found = of(cast, "最近備份")
    assert found.state == state
    assert bool(found.advice) == (state != GOOD)
    assert ("2.0" in str(found.words)) == (hours is not None)


def test_the_newest_archive_counts_and_what_is_being_written_does_not(tmp_path: Path) -> None:
    assert newest_backup(tmp_path / "none") is None
    for name, at in (("a.tar", 1000), ("b.tar", 3000), ("c.tar.part", 9000)):
        (tmp_path / name).write_bytes(b"12345" if name == "b.tar" else b"1")
        os.utime(tmp_path / name, (at, at))
    assert newest_backup(tmp_path) == (datetime.fromtimestamp(3000, UTC), 5)


@pytest.mark.parametrize(
    ("backlog", "state", "words"),
    [
        (Backlog(3, 0, 0), GOOD, "3 個事件在排隊"),
        (Backlog(3, 2, 0), WARN, "2 個事件投遞未成"),
        (Backlog(3, 2, 1), BAD, "1 個事件多次投遞失敗，已停止"),
    ],
)
def test_the_worst_of_what_is_undelivered_is_told(
    cast: Any, monkeypatch: pytest.MonkeyPatch, backlog: Backlog, state: str, words: str
) -> None:
    monkeypatch.setattr("open315.core.undelivered.queries.backlog", lambda _actor: backlog)
    found = of(cast, "未送達")
    assert (found.state, str(found.words), found.url) == (state, words, "/console/admin/events/")


@pytest.mark.parametrize(
    ("today", "loaded", "state", "words"),
    [
        (date(2026, 5, 12), {2026}, GOOD, "今後 75 天的工作日曆均已載入"),
        (date(2026, 10, 17), {2026}, GOOD, "今後 75 天的工作日曆均已載入"),
        (date(2026, 10, 18), {2026}, WARN, "2027 年尚未載入"),
        (date(2026, 10, 18), {2026, 2027}, GOOD, "今後 75 天的工作日曆均已載入"),
        (date(2026, 12, 1), {2027}, BAD, "2026 年尚未載入"),
        (date(2026, 12, 1), set(), BAD, "2026、2027 年尚未載入"),
    ],
)
def test_a_calendar_that_will_be_missing_is_told_while_there_is_time(
    cast: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch, today: date, loaded: set[int], state: str, words: str
) -> None:
    time_machine.move_to(datetime(today.year, today.month, today.day, 4, tzinfo=UTC), tick=False)
    known = {year: CalendarYear(year=year) for year in loaded}
    monkeypatch.setattr("open315.core.calendar.queries.find_year", known.get)
    found = of(cast, "工作日曆")
    assert (found.state, str(found.words)) == (state, words)


def test_who_signs_in_with_a_password_alone_is_counted(cast: Any) -> None:
    own = of(cast, "雙重驗證")
    count = int(str(own.words).split()[0])
    assert (own.state, count > 3) == (WARN, True)
    Authenticator.objects.create(user=cast.accounts["officer"], type="totp", data={})
    Authenticator.objects.create(user=cast.accounts["clerk"], type="recovery_codes", data={})
    cast.accounts["supervisor"].is_active = False
    cast.accounts["supervisor"].save()
    assert int(str(of(cast, "雙重驗證").words).split()[0]) == count - 2


def test_everybody_with_a_factor_is_in_order(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("open315.org.queries.accounts_without_factor", lambda _actor: 0)
    assert of(cast, "雙重驗證").state == GOOD


@pytest.mark.parametrize(("free", "state"), [(2 * 1024**3, GOOD), (2 * 1024**3 - 1, WARN)])
def test_little_room_is_told_before_uploads_are_refused(
    cast: Any, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Disk(10 * 1024**3, 0, free))
    assert of(cast, "磁盤空間").state == state


def test_the_first_page_of_the_administrator_counts_what_is_not_in_order(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for states, count, harm in (
        ([GOOD, WARN, BAD], "2", Harm.STANDS_STILL),
        ([WARN], "1", Harm.UNDATED),
        ([GOOD], "", Harm.UNDATED),
    ):
        told = [Finding("", state, "") for state in states]
        monkeypatch.setattr(condition, "LOOKS", (lambda _actor, told=told: iter(told),))
        (waits,) = condition.counted(cast.actor("administrator"))
        assert (waits.count, waits.harm, waits.url) == (count, harm, "/console/admin/health/")


def test_the_page_is_the_administrator_s(cast: Any) -> None:
    client = Client()
    client.force_login(cast.accounts["administrator"])
    OutboxEvent.objects.all().delete()
    page = client.get("/console/admin/health/").content.decode()
    assert page.count('class="badge badge--') >= len(health.CHECKS) + 5
    assert "請運行 open315 backup" in page
