"""Who speaks when proxies pass a request on: told from the right by those that are trusted, and by nobody else."""

import asyncio
import logging
from typing import Any

import pytest
from django.test import Client

from open315.config import environment
from open315.core.http.entry import ProxiedASGI, ProxiedWSGI
from open315.core.http.proxies import Proxies, Visitor, read_address
from open315.core.throttle import counted_as

OFFICE = ["127.0.0.1", "::1", "10.1.0.0/16", "unix"]
HERE, OTHER_PROXY, SHE, SOMEBODY = "127.0.0.1", "10.1.2.3", "203.0.113.7", "198.51.100.9"


@pytest.mark.parametrize(
    ("peer", "said", "visitor"),
    [
        (HERE, SHE, SHE),
        (HERE, "", HERE),
        (HERE, f"{SOMEBODY}, {SHE}", SHE),
        (HERE, f"{SOMEBODY},{SHE} , {OTHER_PROXY}", SHE),
        (HERE, f"{OTHER_PROXY}, 10.1.9.9", OTHER_PROXY),
        (HERE, f"{SHE}, unknown", HERE),
        (HERE, f"{SHE}, unknown, {OTHER_PROXY}", OTHER_PROXY),
        (HERE, f"{SHE}:4711", SHE),
        (HERE, "[2001:db8::7]:4711", "2001:db8::7"),
        (HERE, f"::ffff:{SHE}", SHE),
        (HERE, "2001:DB8:0::7", "2001:db8::7"),
        ("::1", SHE, SHE),
        ("::ffff:127.0.0.1", SHE, SHE),
        ("", SHE, SHE),
        ("", "", ""),
        (OTHER_PROXY, SHE, SHE),
        ("10.2.0.1", SHE, "10.2.0.1"),
        (SOMEBODY, f"{SHE}, 127.0.0.1", SOMEBODY),
        ("not an address", SHE, "not an address"),
        (HERE, ", ".join([SHE, *[OTHER_PROXY] * 40]), OTHER_PROXY),
    ],
)  # fmt: skip
def test_the_visitor_is_the_first_from_the_right_who_is_no_trusted_proxy(peer: str, said: str, visitor: str) -> None:
    assert Proxies.of(OFFICE).visitor(peer, "http", forwarded_for=said).address == visitor


@pytest.mark.parametrize(
    ("peer", "scheme", "said", "seen"),
    [
        (HERE, "http", "https", "https"),
        (HERE, "http", "http, HTTPS ", "https"),
        (HERE, "http", "https, http", "http"),
        (HERE, "http", "wss", "http"),
        (HERE, "https", "", "https"),
        (SOMEBODY, "http", "https", "http"),
        (SOMEBODY, "https", "http", "https"),
    ],
)
def test_the_scheme_is_told_by_the_nearest_proxy_if_it_is_trusted(peer: str, scheme: str, said: str, seen: str) -> None:
    assert Proxies.of(OFFICE).visitor(peer, scheme, forwarded_proto=said) == Visitor(peer, seen)


def test_nobody_is_trusted_unless_named() -> None:
    nobody = Proxies()
    assert [nobody.trusts(peer) for peer in (HERE, "::1", "", SOMEBODY)] == [False] * 4
    assert Proxies.of(["0.0.0.0/0"]).trusts(SOMEBODY)
    assert not Proxies.of(["0.0.0.0/0"]).trusts("2001:db8::7")
    assert not Proxies.of(["127.0.0.1"]).trusts("")


@pytest.mark.parametrize(
    "written", ["", "unknown", "_hidden", "1.2.3", "1.2.3.4.5", "::1]:x", "300.1.1.1", "1.2.3.4 5"]
)
def test_what_is_no_address_is_none(written: str) -> None:
    assert read_address(written) is None


def test_the_setting_names_networks_and_what_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "OPEN315_SOME_PROXIES"
    assert environment.proxies(name, ["127.0.0.1"]) == Proxies.of(["127.0.0.1"])
    monkeypatch.setenv(name, "10.1.2.3/16, unix")
    assert environment.proxies(name, []) == Proxies.of(["10.1.0.0/16", "unix"])
    monkeypatch.setenv(name, "none")
    assert environment.proxies(name, ["127.0.0.1"]) == Proxies()
    monkeypatch.setenv(name, "127.0.0.1, my-proxy")
    with pytest.raises(
        SystemExit, match=r"OPEN315_SOME_PROXIES lists addresses, networks, unix, or none; 'my-proxy' is none of these"
    ):
        environment.proxies(name, [])


def asgi_sees(peer: str | None, headers: list[tuple[str, str]]) -> dict[str, Any]:
    """What the application behind the entry is given."""
    seen: list[dict[str, Any]] = []

    async def application(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope)

    scope = {
        "type": "http",
        "scheme": "http",
        "client": (peer, 4711) if peer is not None else None,
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
    }
    asyncio.run(ProxiedASGI(application, Proxies.of(OFFICE))(scope, None, None))  # type: ignore[arg-type]
    return seen[0]


WRITTEN = [
    ("Host", "site"),
    ("X-Forwarded-For", SOMEBODY),
    ("X-Forwarded-For", SHE),
    ("X_Forwarded_For", "192.0.2.66"),
    ("X-Forwarded-Proto", "https"),
    ("X-Forwarded-Host", "evil.example"),
    ("Forwarded", "for=192.0.2.66"),
    ("X-Real-IP", "192.0.2.66"),
]


def test_over_asgi_the_application_meets_the_visitor_and_none_of_what_was_written() -> None:
    seen = asgi_sees(HERE, WRITTEN)
    assert (seen["client"], seen["scheme"], seen["headers"]) == ((SHE, 0), "https", [(b"host", b"site")])
    stranger = asgi_sees(SOMEBODY, WRITTEN)
    assert (stranger["client"], stranger["scheme"], stranger["headers"]) == (
        (SOMEBODY, 4711),
        "http",
        [(b"host", b"site")],
    )
    assert asgi_sees(None, [("X-Forwarded-For", SHE)])["client"] == (SHE, 0)


def test_what_is_no_request_passes_the_entry_as_it_is() -> None:
    seen: list[Any] = []

    async def application(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope)

    scope = {"type": "lifespan"}
    asyncio.run(ProxiedASGI(application, Proxies())(scope, None, None))  # type: ignore[arg-type]
    assert seen == [scope]


def wsgi_sees(peer: str, **headers: str) -> dict[str, Any]:
    seen: list[dict[str, Any]] = []

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        seen.append(environ)
        return [b"answer"]

    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "site", **headers}
    assert list(ProxiedWSGI(application, Proxies.of(OFFICE))(environ, None)) == [b"answer"]
    return seen[0]


def test_over_wsgi_the_application_meets_the_visitor_and_none_of_what_was_written() -> None:
    written = {
        "HTTP_X_FORWARDED_FOR": f"{SOMEBODY}, {SHE}",
        "HTTP_X_FORWARDED_PROTO": "https",
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_FORWARDED": "for=192.0.2.66",
        "HTTP_X_REAL_IP": "192.0.2.66",
    }
    assert wsgi_sees(HERE, **written) == {"REMOTE_ADDR": SHE, "wsgi.url_scheme": "https", "HTTP_HOST": "site"}
    assert wsgi_sees(SOMEBODY, **written) == {"REMOTE_ADDR": SOMEBODY, "wsgi.url_scheme": "http", "HTTP_HOST": "site"}


def test_the_operator_is_told_once_of_a_proxy_that_is_not_trusted(caplog: pytest.LogCaptureFixture) -> None:
    entry = ProxiedWSGI(lambda _environ, _start: [], Proxies.of(OFFICE))
    with caplog.at_level(logging.WARNING, "open315.proxies"):
        for peer in (SOMEBODY, SOMEBODY, HERE, *(f"192.0.2.{each}" for each in range(40))):
            entry({"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": "https"}, None)
        entry({"REMOTE_ADDR": "198.51.100.77", "wsgi.url_scheme": "http"}, None)
    told = [record.fields["peer"] for record in caplog.records]  # type: ignore[attr-defined]
    assert told == [SOMEBODY, *(f"192.0.2.{each}" for each in range(19))]


@pytest.mark.django_db
def test_a_monitor_is_answered_by_whatever_name_it_asks_and_a_visitor_is_not(settings: Any) -> None:
    settings.ALLOWED_HOSTS = [".complaints.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    for path in ("/healthz", "/readyz"):
        assert Client().get(path, headers={"host": "10.9.8.7:8315"}).status_code in {200, 503}
    assert Client().get("/", headers={"host": "10.9.8.7:8315"}).status_code == 400
    led = Client().get("/healthz/", headers={"host": "complaints.example.org"})
    assert (led.status_code, led["Location"]) == (301, "https://complaints.example.org/healthz/")
    settings.ALLOWED_HOSTS = ["*"]
    assert Client().get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("unknown", "unknown"),
    ],
)
def test_a_limit_counts_the_network_of_who_has_a_whole_one(address: str, one: str) -> None:
    assert counted_as(address) == one
