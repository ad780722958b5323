"""Intake load that never gives up on a case: each one is sent under its own key until it is acknowledged."""

import http.client
import json
import threading
import time
from dataclasses import dataclass, field

from tests.site_process import HANGS_AFTER, Site

ANSWERS_WITHIN = 60.0
"""Seconds for one answer; longer than the site itself waits for a lock or a database."""


def body_of(key: str) -> dict[str, object]:
    """A complaint that names its key, so that it can be found again."""
    return {
        "kind": "complaint",
        "title": f"故障測試 {key}",
        "narrative": "商品三天就壞，商家拒絕退款。",
        "place": "420102",
        "trader": {"name": "示例商行"},
        "consumer": {"name": "測試者", "phone": "13900139000"},
        "claims": ["refund"],
    }


@dataclass
class Load:
    """Clients that file cases. `acknowledged` maps each key to the number it was given; `changed` lists keys that got two numbers."""

    site: Site
    clients: int = 4
    acknowledged: dict[str, str] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    failures: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begin to file."""
        self._threads = [threading.Thread(target=self._client, args=(each,)) for each in range(self.clients)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """File no new cases; the ones under way are still brought to their acknowledgement."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _client(self, name: int) -> None:
        count = 0
        while not self._stop.is_set():
            self._file(f"load-{name}-{count:05d}")
            count += 1

    def _file(self, key: str) -> None:
        until = time.monotonic() + HANGS_AFTER
        while time.monotonic() < until:
            number = send(self.site, key)
            if number is None:
                self.failures += 1
                time.sleep(0.02)
                continue
            if self.acknowledged.setdefault(key, number) != number:
                self.changed.append(key)
            return
        raise AssertionError(f"{key} was never acknowledged:\n{self.site.last_words()}")


def send(site: Site, key: str) -> str | None:
    """File once; the number, or None when the answer did not come."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=ANSWERS_WITHIN)
    try:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        connection.request("POST", "/api/v1/cases", json.dumps(body_of(key)), headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        return str(said["number"]) if answer.status in {200, 201} else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
