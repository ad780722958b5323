"""What monitors are told, and what they are not."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from open315.core.ops import health, heartbeat
from open315.core.ops.models import Heartbeat
from open315.core.outbox import emit


@pytest.fixture(autouse=True)
def _ask_anew() -> None:
    health._last = None


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
    assert set(found["checks"]) == {"database", "migrations", "disk", "keys", "worker", "outbox"}


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
