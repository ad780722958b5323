"""A real Kannel on loopback: bearerbox and smsbox as the documents say, and Kannel's fake SMSC in the place of an operator's."""

import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from open315.inbox.tests.soon import soon
from tests.site_process import free_port

FAKE_SMSC = "/usr/lib/kannel/test/fakesmsc"
CONF = """
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = end
smsbox-port = {box}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
dlr-storage = internal
log-file = "{folder}/bearerbox.log"

group = smsc
smsc = fake
smsc-id = fake
host = 127.0.0.1
port = {smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1
log-file = "{folder}/smsbox.log"
http-request-retry = 20
http-queue-delay = 1

group = sms-service
keyword = default
catch-all = true
max-messages = 0
concatenation = true
assume-plain-text = true
send-sender = true
post-url = "http://kannel:{secret}@{site}/hooks/sms/kannel/?id=%I"

group = sendsms-user
username = open315
password = pass
concatenation = true
max-messages = 6
"""


@dataclass(frozen=True)
class Box:
    """A running gateway: where messages are handed over, and how its network is spoken to."""

    sendsms: int
    smsc: int
    folder: Path

    @contextmanager
    def telephone(self, number: str, to: str, text: str) -> Iterator[Callable[[], str]]:
        """Somebody in the network who sends this, and stays to be written to; what is called tells what came."""
        words = f"{number} {to} ucs2 {quote(text.encode('utf-16-be'), safe='')}"
        out = self.folder / f"telephone-{number}"
        process = _started([FAKE_SMSC, "-H", "127.0.0.1", "-r", str(self.smsc), "-m", "1", words], out)
        try:
            yield lambda: out.read_text(encoding="utf-8", errors="replace")
        finally:
            _end(process)


@contextmanager
def kannel(binaries: str, folder: Path, site: str, secret: str) -> Iterator[Box]:
    """The gateway, as long as the block lasts."""
    ports = {name: free_port() for name in ("admin", "box", "smsc", "sendsms")}
    conf = folder / "kannel.conf"
    conf.write_text(CONF.format(folder=folder, site=site, secret=secret, **ports), encoding="utf-8")
    bearerbox = _started([f"{binaries}/bearerbox", str(conf)], folder / "bearerbox.out")
    try:
        _listens(ports["box"], bearerbox)
        smsbox = _started([f"{binaries}/smsbox", str(conf)], folder / "smsbox.out")
        try:
            _listens(ports["sendsms"], smsbox)
            yield Box(ports["sendsms"], ports["smsc"], folder)
        finally:
            _end(smsbox)
    finally:
        connection = HTTPConnection("127.0.0.1", ports["admin"], timeout=5)
        connection.request("GET", "/shutdown?password=end")
        connection.close()
        _end(bearerbox)


def _started(words: list[str], out: Path) -> "subprocess.Popen[bytes]":
    with out.open("wb") as file:
        return subprocess.Popen(words, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)


def _listens(port: int, process: "subprocess.Popen[bytes]") -> None:
    def tried() -> bool:
        assert process.poll() is None
        with socket.socket() as attempt:
            return attempt.connect_ex(("127.0.0.1", port)) == 0

    soon(tried)
