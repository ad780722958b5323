"""`open315 web` and `open315 stream`: what they become, what stops them, and which application answers which address."""

import asyncio
import importlib.util
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from open315.config import asgi, starting
from open315.config.asgi import OnePort
from open315.config.management.commands import stream, web
from open315.config.serve import preflight, stamp
from open315.config.serve.beating import is_awake
from open315.core.crypto import trouble
from open315.core.ops import watchdog


@pytest.fixture
def began(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """With what granian would have been started."""
    pytest.importorskip("granian")
    from open315.config.serve import watched

    settings.VAR = tmp_path
    found: list[dict[str, Any]] = []

    class Standing:
        def __init__(self, target: str, **options: Any) -> None:
            found.append({"target": target, **options})

        def serve(self) -> None:
            assert preflight.is_running(tmp_path)

    monkeypatch.setattr(watched, "Watched", Standing)
    monkeypatch.setattr(web, "load_program", lambda: None)
    monkeypatch.setattr(web, "require_keys", lambda: None)
    monkeypatch.setattr(web.multiprocessing, "set_start_method", lambda _how, force: None)
    return found


def test_web_is_granian_that_starts_dead_processes_again(began: list[dict[str, Any]], tmp_path: Path) -> None:
    call_command("web", port=9000, processes=3)
    call_command("web", socket="/run/open315.sock")
    first, second = began
    assert first["target"] == "open315.config.asgi:application"
    assert (first["address"], first["port"], first["interface"].value) == ("127.0.0.1", 9000, "asgi")
    assert (first["workers"], first["respawn_failed_workers"], first["websockets"]) == (3, True, False)
    assert first["log_dictconfig"]["root"]["handlers"] == ["lines"], "one kind of lines"
    assert (second["uds"], second["uds_permissions"], second["workers"]) == (Path("/run/open315.sock"), 0o660, 2)
    assert "address" not in second
    assert not preflight.is_running(tmp_path)


def test_web_does_not_start_without_its_keys_its_server_or_beside_a_demo(
    began: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_keys() -> None:
        raise trouble.missing(tmp_path / "vault-keys.json")

    with monkeypatch.context() as patch:
        patch.setattr(web, "require_keys", without_keys)
        with pytest.raises(CommandError, match=r"vault-keys\.json"):
            call_command("web")
    with monkeypatch.context() as patch:
        patch.setattr(importlib.util, "find_spec", lambda _name: None)
        with pytest.raises(CommandError, match="granian is not installed"):
            call_command("web")
    stamp.mark_demo(tmp_path)
    monkeypatch.setenv("OPEN315_HTTPS", "1")
    monkeypatch.delenv("OPEN315_DEMO", raising=False)
    with pytest.raises(CommandError, match="holds the demo, whose passwords everybody knows"):
        call_command("web")
    assert began == []


def test_the_live_screens_are_served_as_asked_and_hold_the_folder(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR = tmp_path
    asked: list[dict[str, Any]] = []

    def run(application: Any, **options: Any) -> None:
        assert preflight.is_running(tmp_path)
        asked.append({"application": application, **options})

    monkeypatch.setattr(stream.uvicorn, "run", run)
    monkeypatch.setattr(stream, "end_without_keys", lambda: None)
    call_command("stream", port=9001)
    assert (asked[0]["host"], asked[0]["port"], asked[0]["uds"]) == ("127.0.0.1", 9001, None)
    assert asked[0]["application"].application is stream.application
    assert (asked[0]["application"].beat, asked[0]["application"].answers) == (watchdog.at_work, is_awake)
    assert asked[0]["proxy_headers"] is False
    assert not preflight.is_running(tmp_path)


def test_other_servers_end_with_the_sentence_and_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_keys() -> None:
        raise trouble.missing(tmp_path / "vault-keys.json")

    monkeypatch.setattr(starting, "require_keys", without_keys)
    with pytest.raises(SystemExit) as ended:
        starting.end_without_keys()
    assert str(ended.value.code).startswith("open315: ")
    assert "vault-keys.json" in str(ended.value.code)
    assert ended.value.__suppress_context__
    monkeypatch.setattr(stream.uvicorn, "run", lambda *_args, **_more: pytest.fail("served without its keys"))
    with pytest.raises(SystemExit):
        call_command("stream")


def lifespan(application: Any, *kinds: str) -> list[dict[str, Any]]:
    waiting, sent = [{"type": f"lifespan.{kind}"} for kind in kinds], []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(application({"type": "lifespan"}, receive, send))
    return sent


def test_a_server_begins_only_with_its_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "require_keys", lambda: None)
    told = [message["type"] for message in lifespan(OnePort(), "startup", "shutdown")]
    assert told == ["lifespan.startup.complete", "lifespan.shutdown.complete"]

    def without_keys() -> None:
        raise trouble.missing(tmp_path / "vault-keys.json")

    monkeypatch.setattr(asgi, "require_keys", without_keys)
    (refused,) = lifespan(OnePort(), "startup")
    assert refused["type"] == "lifespan.startup.failed"
    assert "vault-keys.json" in refused["message"]


@pytest.mark.parametrize(("path", "answered_by"), [("/live/abc/", "live"), ("/", "web"), ("/livestock/", "web")])
def test_live_screens_and_pages_are_told_apart_by_the_address(
    path: str, answered_by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def application(name: str) -> Any:
        async def answer(_scope: Any, _receive: Any, _send: Any) -> None:
            asked.append(name)

        return answer

    port = OnePort()
    port.web = application("web")
    monkeypatch.setattr(asgi, "live", application("live"))
    asyncio.run(port({"type": "http", "path": path}, None, None))  # type: ignore[arg-type]
    asyncio.run(port({"type": "websocket", "path": path}, None, None))  # type: ignore[arg-type]
    assert asked == [answered_by]
