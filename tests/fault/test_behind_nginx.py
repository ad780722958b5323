"""A province as the documents build it, behind a real nginx with HTTPS: visitors are themselves, and nobody can say to be another."""

import json
import os
import re
import signal
import socket
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.core import signing

from open315.core.streams.tokens import SALT
from tests.fault.intake_load import body_of
from tests.fault.province import NAME, NEIGHBOUR, STRANGER, VISITOR, Answer, Province, province, temporary_password
from tests.fault.setups import Prepared
from tests.site_process import HANGS_AFTER

LIMIT = 4
SPOOFED = {"X-Forwarded-For": "203.0.113.99", "Forwarded": "for=203.0.113.99;proto=https", "X-Real-IP": "203.0.113.99"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def site(empty_province: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    folder = tmp_path_factory.mktemp("province")
    with province(empty_province, folder, OPEN315_TRACKINGS_PER_HOUR=str(LIMIT)) as made:
        made.password = temporary_password(  # type: ignore[attr-defined]
            made.run("create-admin", "--council", "湖北省消費者委員會", "--region", "420000", "--prefix", "鄂消")
        )
        made.start_all()
        yield made


def test_http_leads_to_https_once(site: Province) -> None:
    answer = site.ask("/track/?a=b", port=site.http_port)
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/track/?a=b")
    assert site.ask("/track/").status == 200
    assert site.ask("/console/").headers["Location"].startswith("/accounts/login/")


def test_the_monitor_on_the_machine_asks_without_name_and_https(site: Province) -> None:
    for host in ("localhost", "127.0.0.1:8315", "10.9.8.7"):
        for path in ("/readyz", "/healthz"):
            answer = site.ask(path, port=site.web_port, headers={"Host": host})
            assert (answer.status, json.loads(answer.body)["status"]) == (200, "ok"), (host, path)
    assert site.ask("/", headers={"Host": "elsewhere.example"}).status == 400


def test_whoever_says_https_without_being_the_proxy_is_led_to_https_all_the_same(site: Province) -> None:
    plain = site.ask("/track/", port=site.web_port, come_from=STRANGER)
    spoofed = site.ask(
        "/track/", port=site.web_port, come_from=STRANGER, headers={"X-Forwarded-Proto": "https", **SPOOFED}
    )
    assert (plain.status, spoofed.status) == (301, 301)
    assert (
        site.ask("/track/", port=site.web_port, come_from="127.0.0.1", headers={"X-Forwarded-Proto": "https"}).status
        == 200
    )
    assert f'"peer": "{STRANGER}"' in site.log("web").read_text(encoding="utf-8")


def track(site: Province, come_from: str, headers: dict[str, str] | None = None) -> int:
    """Look for a code that nobody has, another one each time."""
    code = uuid.uuid4().hex[:12].upper()
    body = json.dumps({"code": code}).encode()
    more = {"Content-Type": "application/json", **(headers or {})}
    return site.ask("/api/v1/cases/track", body, come_from=come_from, headers=more).status


def test_a_visitor_at_the_limit_stops_nobody_else_and_cannot_become_another(site: Province) -> None:
    assert [track(site, VISITOR) for _ in range(LIMIT)] == [404] * LIMIT
    assert track(site, VISITOR) == 429
    assert track(site, NEIGHBOUR) == 404
    for spoofed in ("203.0.113.50", f"{NEIGHBOUR}, 203.0.113.51", "127.0.0.1", "unknown"):
        assert track(site, VISITOR, {"X-Forwarded-For": spoofed}) == 429, spoofed
    assert track(site, VISITOR, {"X_Forwarded_For": "203.0.113.52"}) == 429
    assert track(site, VISITOR, {"Forwarded": "for=203.0.113.53", "X-Real-IP": "203.0.113.53"}) == 429


def test_the_audit_log_names_the_address_a_program_filed_from(site: Province) -> None:
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": "behind-nginx-1",
        "X-Forwarded-For": "203.0.113.60",
    }
    answer = site.ask(
        "/api/v1/cases", json.dumps(body_of("behind-nginx")).encode(), come_from=NEIGHBOUR, headers=headers
    )
    assert answer.status == 201, answer.body
    with psycopg.connect(site.environment["OPEN315_DATABASE"]) as connection:
        found = connection.execute(
            "SELECT DISTINCT actor_label FROM core_auditentry WHERE actor_kind = 'client'"
        ).fetchall()
    assert found == [(f"api {NEIGHBOUR}",)]


class Browser:
    """Keeps cookies and sends where it comes from, as browsers do."""

    def __init__(self, site: Province, come_from: str) -> None:
        self.site, self.come_from = site, come_from
        self.cookies: dict[str, str] = {}
        self.set: list[str] = []

    def ask(self, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded") -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers.update({"Content-Type": kind, "Origin": f"https://{NAME}", "Referer": f"https://{NAME}{path}"})
        answer = self.site.ask(path, body, come_from=self.come_from, headers=headers)
        for cookie in answer.cookies:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
            self.set.append(cookie)
        return answer

    def post(self, path: str, **fields: str) -> Answer:
        return self.ask(path, urlencode(fields).encode())


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, page[-2000:]
    return found[1]


def sign_in(browser: Browser, password: str) -> Answer:
    token = hidden(browser.ask("/accounts/login/").body, "csrfmiddlewaretoken")
    return browser.post("/accounts/login/", csrfmiddlewaretoken=token, login="admin", password=password)


def test_the_administrator_signs_in_and_a_wrong_password_is_logged_with_the_address_it_came_from(
    site: Province,
) -> None:
    wrong = Browser(site, STRANGER)
    assert sign_in(wrong, "not the password").status in {200, 429}
    browser = Browser(site, NEIGHBOUR)
    answer = sign_in(browser, site.password)  # type: ignore[attr-defined]
    assert (answer.status, answer.headers["Location"]) == (302, "/console/")
    assert {cookie.split("=")[0] for cookie in browser.set} >= {"csrftoken", "sessionid"}
    browser.post("/language/", csrfmiddlewaretoken=browser.cookies["csrftoken"], language="en", next="/")
    assert [cookie for cookie in browser.set + wrong.set if "; Secure" not in cookie] == []
    assert "max-age=31536000" in browser.ask("/").headers["Strict-Transport-Security"]
    lines = [
        json.loads(line)
        for line in site.log("web").read_text(encoding="utf-8").splitlines()
        if '"open315.sign_in"' in line
    ]
    assert [(line["message"], line["address"]) for line in lines[-2:]] == [
        ("sign-in failed", STRANGER),
        ("signed in", NEIGHBOUR),
    ]


def file_by_program(site: Province, key: str) -> int:
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    return site.ask("/api/v1/cases", json.dumps(body_of(key)).encode(), come_from=NEIGHBOUR, headers=headers).status


def waiting_events(site: Province) -> int:
    with psycopg.connect(site.environment["OPEN315_DATABASE"]) as connection:
        row = connection.execute("SELECT count(*) FROM core_outboxevent WHERE state = 'waiting'").fetchone()
    return int(row[0]) if row else 0


def test_redis_goes_away_and_comes_back_and_nobody_notices(site: Province) -> None:
    """People sign in and file meanwhile; the worker lives, and delivers what waited once Redis is back."""
    site.redis.cut()
    try:
        site.until_ready(verdict="degraded")
        assert '"redis": "failing"' in site.ask("/readyz").body
        browser = Browser(site, NEIGHBOUR)
        answer = sign_in(browser, site.password)  # type: ignore[attr-defined]
        assert (answer.status, answer.headers["Location"]) == (302, "/console/")
        assert file_by_program(site, "while-redis-is-away") == 201
        assert waiting_events(site) > 0
        assert site.processes["worker"].poll() is None, site.words()
    finally:
        site.redis.mend()
    until = time.monotonic() + HANGS_AFTER
    while waiting_events(site):
        assert time.monotonic() < until, site.words()
        time.sleep(0.1)
    site.until_ready()
    assert "Traceback" not in site.log("worker").read_text(encoding="utf-8")


def multipart(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="evidence"; filename="receipt.png"\r\nContent-Type: image/png\r\n\r\n'
    body = b"".join(parts) + head.encode() + file + f"\r\n--{edge}--\r\n".encode()
    return body, f"multipart/form-data; boundary={edge}"


def test_a_complaint_with_a_file_is_filed_and_its_receipt_shown(site: Province) -> None:
    browser = Browser(site, NEIGHBOUR)
    page = browser.ask("/complain/?kind=complaint").body
    fields = {
        "kind": "complaint", "title": "冰箱三周後不製冷", "narrative": "商家拒絕維修。", "place": "420102",
        "goods": "冰箱", "trader_name": "武漢示例電器行", "bought": "shop", "claims": "refund",
        "amount": "3299", "name": "測試消費者", "phone": "13900139000", "foreclosure": "on",
        "submission": hidden(page, "submission"), "step": "submit",
    }  # fmt: skip
    sent = browser.ask("/complain/", *multipart(fields, PNG))
    assert sent.status == 302, sent.body[-3000:]
    receipt = browser.ask(sent.headers["Location"]).body
    assert re.search(r"(?<![0-9A-Z])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?![0-9A-Z])", receipt)
    assert [cookie for cookie in browser.set if "; Secure" not in cookie] == []
    with psycopg.connect(site.environment["OPEN315_DATABASE"]) as connection:
        assert connection.execute("SELECT count(*) FROM cases_attachment").fetchone() == (1,)


def test_a_live_screen_gets_its_first_bytes_at_once(site: Province) -> None:
    key = (site.folder / "var" / "secrets" / "django-key").read_text(encoding="utf-8").strip()
    token = signing.dumps("nothing", key=key, salt=SALT)
    line = site.line(0, VISITOR)
    line.request("GET", f"/live/{token}/", headers={"Host": NAME})
    answer = line.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/event-stream; charset=utf-8")
    assert answer.read1(64) == b"retry: 3000\n\n"
    line.close()


def unfinished(site: Province) -> socket.socket:
    """A post that never ends, past nginx, which would have kept it to itself."""
    line = socket.create_connection(("127.0.0.1", site.web_port), HANGS_AFTER)
    line.sendall(b"POST /api/v1/cases/track HTTP/1.1\r\nHost: %b\r\nContent-Length: 999\r\n\r\n{" % NAME.encode())
    return line


def test_forty_unfinished_posts_keep_nobody_waiting(site: Province) -> None:
    lines = [unfinished(site) for _ in range(40)]
    try:
        assert site.ask("/track/", come_from=NEIGHBOUR).status == 200
    finally:
        for line in lines:
            line.close()


def test_a_killed_web_process_is_started_again_while_the_other_answers(site: Province) -> None:
    before = web_processes(site)
    assert len(before) == 2
    killed = min(before)
    os.kill(killed, signal.SIGKILL)
    until = time.monotonic() + HANGS_AFTER
    while len(web_processes(site) - {killed}) < 2:
        assert site.ask("/healthz", come_from=NEIGHBOUR).status == 200
        assert time.monotonic() < until, site.words()
        time.sleep(0.1)


def web_processes(site: Province) -> set[int]:
    """The process ids of granian's workers."""
    pid = site.processes["web"].pid
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return {int(each) for each in listed.split()}
