"""What monitors are told, and what they are not."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from open315.core.ops import health, heartbeat, machine, neighbours
from open315.core.ops.models import Heartbeat
from open315.core.outbox import emit


@pytest.fixture(autouse=True)
def _ask_anew(settings: Any, tmp_path: Path) -> None:
    health._last = None
    machine.forget()
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    settings.UPLOADS.mkdir()
    settings.EXPORTS.mkdir()


CHECKS = [
    "database", "migrations", "disk", "keys", "static", "folders", "translations", "redis", "queue", "worker", "outbox", "clocks",
]  # fmt: skip


def _ready(client: Client) -> tuple[int, dict[str, Any]]:
    health._last = None
    answer = client.get("/readyz")
    return answer.status_code, answer.json()


def test_being_alive_needs_no_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_a_site_with_a_worker_is_ready(client: Client) -> None:
    heartbeat.beat(timezone.now())
    status, found = _ready(client)
    assert (status, found["status"]) == (200, "ok")
    assert found["checks"] == dict.fromkeys(CHECKS, "ok")


@pytest.mark.django_db
def test_without_a_worker_work_is_late_but_taken(client: Client) -> None:
    heartbeat.beat(timezone.now() - timedelta(minutes=5))
    status, found = _ready(client)
    assert (status, found["status"], found["checks"]["worker"]) == (200, "degraded", "failing")


@pytest.mark.django_db
def test_events_that_nobody_delivers_show(client: Client) -> None:
    heartbeat.beat(timezone.now())
    emit("test.happened", {}, at=timezone.now() - timedelta(hours=1))
    assert _ready(client)[1]["checks"]["outbox"] == "failing"


@pytest.mark.django_db
def test_a_disk_without_room_takes_the_site_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 60)
    status, found = _ready(client)
    assert (status, found["status"], found["checks"]["disk"]) == (503, "failing", "failing")


@pytest.mark.django_db
def test_a_leaving_worker_takes_its_sign_of_life_along() -> None:
    heartbeat.beat(timezone.now())
    heartbeat.retire()
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["UPLOADS", "EXPORTS"])
def test_a_folder_that_is_away_takes_the_site_out(client: Client, settings: Any, name: str) -> None:
    getattr(settings, name).rmdir()
    status, found = _ready(client)
    assert (status, found["status"], found["checks"]["folders"]) == (503, "failing", "failing")


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    """A machine on which the static files were collected."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "static"


@pytest.mark.django_db
def test_a_machine_without_its_static_files_is_out_until_it_is_prepared(client: Client, collected: Path) -> None:
    manifest = collected / "staticfiles.json"
    content = manifest.read_text(encoding="utf-8")
    manifest.unlink()
    assert _ready(client)[1]["checks"]["static"] == "failing"
    manifest.write_text(content, encoding="utf-8")
    one = next(file for file in collected.rglob("*.css") if file.stem.count(".") == 1)
    one.rename(one.with_suffix(".away"))
    assert _ready(client)[:1] == (503,)
    one.with_suffix(".away").rename(one)
    assert _ready(client)[1]["checks"]["static"] == "ok"


@pytest.mark.django_db
def test_translations_that_were_never_compiled_show(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Path.exists
    monkeypatch.setattr(Path, "exists", lambda self: self.suffix != ".mo" and plain(self))
    heartbeat.beat(timezone.now())
    status, found = _ready(client)
    assert (status, found["status"], found["checks"]["translations"]) == (200, "degraded", "failing")


@pytest.mark.django_db
def test_a_redis_that_is_named_and_away_shows_and_work_is_taken(client: Client, settings: Any) -> None:
    pytest.importorskip("redis")
    heartbeat.beat(timezone.now())
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    status, found = _ready(client)
    assert (status, found["status"], found["checks"]["redis"]) == (200, "degraded", "failing")


@pytest.mark.django_db
def test_a_queue_that_is_away_shows_and_a_mistake_is_not_hidden(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(error: Exception) -> Any:
        def pending_count() -> int:
            raise error

        return pending_count

    monkeypatch.setattr(neighbours.HUEY, "pending_count", away(sqlite3.OperationalError("locked")))
    assert _ready(client)[1]["checks"]["queue"] == "failing"
    monkeypatch.setattr(neighbours.HUEY, "pending_count", away(TypeError("a mistake")))
    with pytest.raises(TypeError):
        _ready(client)


@pytest.mark.django_db
def test_a_sign_of_life_from_the_future_says_that_a_clock_ran_ahead_and_nobody_is_alive(client: Client) -> None:
    heartbeat.beat(timezone.now() + timedelta(days=30), "host:1")
    found = _ready(client)[1]
    assert (found["checks"]["worker"], found["checks"]["clocks"]) == ("failing", "failing")
    heartbeat.beat(timezone.now(), "host:2")
    found = _ready(client)[1]
    assert (found["checks"]["worker"], found["checks"]["clocks"]) == ("ok", "ok")
    assert list(Heartbeat.objects.exclude(worker=health.PROBE).values_list("worker", flat=True)) == ["host:2"]


@pytest.mark.django_db
@pytest.mark.parametrize(("ahead", "alive"), [(0, True), (1, False)])
def test_clocks_may_differ_by_so_much_and_no_more(
    time_machine: Any, monkeypatch: pytest.MonkeyPatch, ahead: int, alive: bool
) -> None:
    monkeypatch.setattr(
        health, "connection", SimpleNamespace(vendor="sqlite")
    )  # PostgreSQL has a clock that does not travel
    time_machine.move_to(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)
    heartbeat.beat(timezone.now() + heartbeat.CLOCKS_DIFFER + timedelta(seconds=ahead), "host:1")
    assert (health.worker(), health.clocks()) == (alive, alive)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("queue", "is_asked"), [({"dsn": "postgresql://same/host"}, False), ({"filename": "queue.sqlite3"}, True)]
)
def test_a_database_that_is_away_is_asked_once_and_soon(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, queue: dict[str, str], is_asked: bool
) -> None:
    asked: list[str] = []

    def away() -> bool:
        asked.append("database")
        raise OperationalError("connection timeout expired")

    def counted(name: str) -> Any:
        return lambda: asked.append(name) or True

    settings.HUEY = queue
    checks = {name: counted(name) for name in health.CHECKS if name in (*health.ASK_THE_DATABASE, "queue", "disk")}
    monkeypatch.setattr(health, "CHECKS", {**health.CHECKS, **checks, "database": away})
    status, found = _ready(client)
    assert (status, found["status"]) == (503, "failing")
    assert sorted(asked) == sorted(["database", "disk", *(["queue"] if is_asked else [])])
    assert [found["checks"][name] for name in health.ASK_THE_DATABASE] == ["failing"] * 5
    assert found["checks"]["queue"] == ("ok" if is_asked else "failing")
