"""Filing as an install lives: the servers that people start, the worker on and its backlog shown, the public form beside the API.

SQLite is served by `open315 serve`, PostgreSQL by `open315 web --processes 2` and one `open315 worker`. The reference is the bare view on granian, in turn.
"""

import gzip
import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode, urlsplit

from bench.load import load
from bench.machine import percentile, ratio
from bench.measuring import BARE
from bench.postgres import free_port
from bench.rows import Row
from bench.servers import granian, wait_for
from open315.core.outbox.models import OutboxEvent

DRAINED_WITHIN = 300.0
FORM = {
    "kind": "complaint", "bought": "shop", "title": "冰箱三周後不製冷", "narrative": "三月八日買的冰箱，三周後就不製冷，店家不肯修。",
    "occurred_on": "2026-03-08", "place": "武漢市江岸區", "trader_name": "示例電器行", "goods": "冰箱", "nature": "quality", "purpose": "consumer",
    "claims": "refund", "name": "測試者", "phone": "13800138000", "email": "bench@example.org", "foreclosure": "on",
}  # fmt: skip
STEPS = ("form", "post", "check", "submit", "receipt")


def lives(environment: Mapping[str, str], *, rounds: int, seconds: int, label: str) -> Iterator[Row]:
    """Intake with the worker on, then what waits, then the journey through the portal with one and with eight visitors."""
    sqlite = environment["OPEN315_DATABASE"].startswith("sqlite")
    product, bare, p99, wrong = [], [], [], 0
    with (
        served(environment, is_sqlite=sqlite) as (ours, _started),
        granian(BARE, dict(environment), workers=1 if sqlite else 2, threads=4, probe="/none") as theirs,
    ):
        load(f"{ours}/api/v1/cases", seconds=2)
        for _ in range(rounds):
            seen = load(f"{ours}/api/v1/cases", seconds=seconds)
            product.append(seen.rate)
            p99.append(seen.p99)
            wrong += seen.wrong
            bare.append(load(f"{theirs}/bare", seconds=seconds).rate)
        filed, waiting, drained = backlog()
        yield Row(
            f"intake as served, worker on, 16 clients, {label}",
            f"{statistics.median(product):.0f}/s, p99 {statistics.median(p99):.0f} ms, {wrong} not 2xx",
            f"bare view {statistics.median(bare):.0f}/s",
            f"{ratio(product, bare):.0%} ({_span(product, bare)})",
            "≥ 40 % on PostgreSQL, ≥ 30 % and p99 ≤ 300 ms on SQLite",
        )
        yield Row(
            f"backlog when the load ends, {label}",
            f"{waiting} of {filed} events waiting, empty after {drained:.0f} s",
            "–", "–", "the worker keeps up",
        )  # fmt: skip
        for visitors in (1, 8):
            yield _portal(ours, visitors, label)


def _span(product: list[float], bare: list[float]) -> str:
    shares = [ours / theirs for ours, theirs in zip(product, bare, strict=True)]
    return f"{min(shares):.0%}–{max(shares):.0%}"


@contextmanager
def served(environment: Mapping[str, str], *, is_sqlite: bool) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of the product, served as people serve it, with its worker; and what was started for it."""
    port = free_port()
    served_by = ["serve", "--no-demo"] if is_sqlite else ["web", "--processes", "2"]
    commands = [[*served_by, "--port", str(port)], *([] if is_sqlite else [["worker"]])]
    with ExitStack() as stack:
        started = [stack.enter_context(_running(command, environment)) for command in commands]
        wait_for(f"http://127.0.0.1:{port}/healthz", started[0])
        yield f"http://127.0.0.1:{port}", started


@contextmanager
def _running(command: list[str], environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "open315", *command], env={**os.environ, **environment}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=60)


def backlog() -> tuple[int, int, float]:
    """How many events there are, how many of them wait, and after how many seconds none does (or it was not waited for longer)."""
    waits = OutboxEvent.objects.filter(state=OutboxEvent.State.WAITING)
    filed, waiting, begun = OutboxEvent.objects.count(), waits.count(), time.perf_counter()
    while waits.exists() and time.perf_counter() - begun < DRAINED_WITHIN:
        time.sleep(0.2)
    return filed, waiting, time.perf_counter() - begun


def _portal(address: str, visitors: int, label: str) -> Row:
    """Journeys from the blank form to the receipt, each in a browser of its own."""
    taken: dict[str, list[float]] = {step: [] for step in STEPS}
    weights: dict[str, int] = {}

    def visit() -> None:
        for _ in range(10):
            journey(address, taken, weights)

    with ThreadPoolExecutor(visitors) as pool:
        for visitor in [pool.submit(visit) for _ in range(visitors)]:
            visitor.result()  # what a visitor could not do ends the bench, instead of leaving a step without a time
    each = ", ".join(
        f"{step} {statistics.median(values):.0f} (p95 {percentile(values, 0.95):.0f})" for step, values in taken.items()
    )
    return Row(
        f"public form to receipt, {visitors} at once, {label}", f"{each} ms; form {weights['form'] / 1000:.1f} kB, receipt {weights['receipt'] / 1000:.1f} kB",
        "–", "–", "form and post p95 ≤ 300 ms",
    )  # fmt: skip


def journey(address: str, taken: dict[str, list[float]], weights: dict[str, int]) -> None:
    """One visitor: the form, the page that reads it back, the sending, the receipt."""
    browser = Browser(address)
    page = browser.ask("form", "GET", "/complain/?kind=complaint", taken, weights)
    sent = {**FORM, "submission": _value(page, r'name="submission"\s+value="([^"]+)"')}
    browser.ask("post", "POST", "/complain/", taken, weights, {**sent, "step": "check"})
    browser.ask("check", "GET", browser.leads_to, taken, weights)
    browser.ask("submit", "POST", "/complain/", taken, weights, {**sent, "step": "submit"})
    browser.ask("receipt", "GET", browser.leads_to, taken, weights)


def _value(page: str, pattern: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise RuntimeError(f"bench: nothing like {pattern} on the page")
    return found[1]


class Browser:
    """Cookies, compression, and where the last answer led."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.cookies: dict[str, str] = {}
        self.leads_to = ""

    def get(self, path: str) -> int:
        """Read a page; how it was answered."""
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def ask(
        self,
        step: str,
        method: str,
        path: str,
        taken: dict[str, list[float]],
        weights: dict[str, int],
        sent: Mapping[str, str] | None = None,
    ) -> str:
        """The page of an answer; what it took goes to `taken`, what it weighed on the way to `weights`."""
        headers = {
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if sent is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body=urlencode(sent) if sent is not None else None, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        taken[step].append((time.perf_counter() - begun) * 1000)
        weights[step] = len(body)
        if answer.status not in {200, 302}:
            raise RuntimeError(f"bench: {method} {path} was answered with {answer.status}")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _sep, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        self.leads_to = answer.headers.get("Location", "")
        return (gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body).decode()
