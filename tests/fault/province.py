"""A province of its own: web in two processes, stream and worker on PostgreSQL and Redis, behind a real nginx with HTTPS."""

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.fault.cable import Cable
from tests.fault.setups import Prepared, copied, copy_of
from tests.site_process import HANGS_AFTER, ROOT, free_port, own_environment

NAME = "complaints.example.org"
VISITOR, NEIGHBOUR, STRANGER = "127.0.0.2", "127.0.0.3", "127.0.0.4"
"""Addresses of this machine from which somebody may come; nginx comes from 127.0.0.1."""
NGINX_CONF = ROOT / "deploy" / "nginx" / "open315.conf"


def nginx() -> str | None:
    """The program, also where it is not on the way of ordinary users."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@dataclass
class Answer:
    """What came back; cookies as they were set."""

    status: int
    headers: http.client.HTTPMessage
    body: str

    @property
    def cookies(self) -> list[str]:
        return self.headers.get_all("Set-Cookie") or []


@dataclass
class Province:
    """What runs, and where."""

    folder: Path
    environment: dict[str, str]
    redis: Cable
    web_port: int = field(default_factory=free_port)
    stream_port: int = field(default_factory=free_port)
    http_port: int = field(default_factory=free_port)
    https_port: int = field(default_factory=free_port)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def run(self, *words: str) -> str:
        """One `open315` command; what it wrote."""
        ended = subprocess.run(
            [sys.executable, "-m", "open315", *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=2 * HANGS_AFTER, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr[-2000:]
        return ended.stdout

    def start(self, name: str, *command: str) -> None:
        """Start a process; its words go to a file of its name."""
        with self.log(name).open("ab") as output:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def start_all(self) -> None:
        """As the documents say."""
        ours = (sys.executable, "-m", "open315")
        self.start("web", *ours, "web", "--port", str(self.web_port), "--processes", "2")
        self.start("stream", *ours, "stream", "--port", str(self.stream_port))
        self.start("worker", *ours, "worker")
        program = nginx()
        assert program is not None
        self.start("nginx", program, "-c", str(self._nginx_settings()), "-p", str(self.folder), "-g", "daemon off;")
        for port in (self.stream_port, self.web_port):
            _until_listened_on(port, self)
        self.until_ready()

    def until_ready(self, *, verdict: str = "ok") -> None:
        """Return when `/readyz` says so."""
        until = time.monotonic() + HANGS_AFTER
        while True:
            with suppress(OSError):
                if f'"status": "{verdict}"' in self.ask("/readyz").body:
                    return
            assert time.monotonic() < until, self.words()
            time.sleep(0.1)

    def stop(self) -> None:
        """End what was started, and only that."""
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def log(self, name: str) -> Path:
        """Where a process writes."""
        return self.folder / f"{name}.log"

    def words(self) -> str:
        """The last words of all of them."""
        return "\n".join(
            f"== {name}\n{self.log(name).read_text(encoding='utf-8', errors='replace')[-1500:]}"
            for name in self.processes
        )

    def ask(
        self,
        path: str,
        body: bytes | None = None,
        *,
        method: str = "",
        port: int = 0,
        come_from: str = VISITOR,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request over HTTPS through nginx, or over HTTP to another port."""
        line = self.line(port, come_from)
        try:
            line.request(
                method or ("POST" if body is not None else "GET"), path, body, {"Host": NAME, **(headers or {})}
            )
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        finally:
            line.close()

    def line(self, port: int, come_from: str) -> http.client.HTTPConnection:
        source = (come_from, 0)
        if port:
            return http.client.HTTPConnection("127.0.0.1", port, timeout=HANGS_AFTER, source_address=source)
        trust = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        line = http.client.HTTPSConnection(NAME, self.https_port, timeout=HANGS_AFTER, context=trust)
        line._create_connection = lambda _address, timeout, _source: socket.create_connection(  # type: ignore[attr-defined]
            ("127.0.0.1", self.https_port), timeout, source
        )
        return line

    def _nginx_settings(self) -> Path:
        """The file of the documents with other ports and paths, inside the smallest settings of nginx."""
        _make_certificate(self.folder)
        text = NGINX_CONF.read_text(encoding="utf-8")
        for old, new in (
            ("127.0.0.1:8315", f"127.0.0.1:{self.web_port}"),
            ("127.0.0.1:8316", f"127.0.0.1:{self.stream_port}"),
            ("listen 80;", f"listen 127.0.0.1:{self.http_port};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.https_port} ssl;"),
            ("/etc/ssl/open315/fullchain.pem", str(self.folder / "certificate.pem")),
            ("/etc/ssl/open315/key.pem", str(self.folder / "key.pem")),
        ):
            assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {NGINX_CONF}"
            text = text.replace(old, new)
        (self.folder / "open315.conf").write_text(text, encoding="utf-8")
        user = "user root;\n" if os.getuid() == 0 else ""
        places = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in TEMPORARY)
        settings = self.folder / "nginx.conf"
        settings.write_text(
            f"{user}pid {self.folder}/nginx.pid;\nerror_log {self.folder}/nginx-errors.log;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{places}include {self.folder}/open315.conf;\n}}\n",
            encoding="utf-8",
        )
        return settings


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def _make_certificate(folder: Path) -> None:
    """A certificate that signs itself, good for the length of a test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*plain))


def _until_listened_on(port: int, province: Province) -> None:
    until = time.monotonic() + HANGS_AFTER
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert time.monotonic() < until, province.words()
        time.sleep(0.05)


@contextmanager
def province(prepared: Prepared, folder: Path, **more: str) -> Iterator[Province]:
    """A copy of a prepared province whose processes are not started yet; all of it is gone afterwards."""
    if nginx() is None:
        pytest.skip("needs nginx: run script/test fault")
    redis = os.environ.get("OPEN315_TEST_REDIS")
    if not redis:
        pytest.skip("needs Redis: run script/test fault")
    address = urlsplit(redis)
    with (
        copied(prepared.template) as database,
        closing(Cable(str(address.hostname), int(address.port or 6379))) as cable,
    ):
        made = Province(
            folder,
            own_environment(
                OPEN315_VAR=str(copy_of(prepared.var, folder)), OPEN315_DATABASE=database, OPEN315_REDIS=f"redis://127.0.0.1:{cable.port}/0",
                OPEN315_HOSTS=NAME, OPEN315_HTTPS="1", OPEN315_MFA_REQUIRED="0", OPEN315_LANGUAGE="en", **more,
            ),
            cable,
        )  # fmt: skip
        try:
            yield made
        finally:
            made.stop()


def temporary_password(said: str) -> str:
    """What `open315 create-admin` printed once."""
    found = re.search(r"temporary password (\S+)", said)
    assert found, said
    return found[1]
