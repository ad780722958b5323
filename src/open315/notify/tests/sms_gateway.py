"""A gateway for short messages on loopback that misbehaves on demand, and the channel that speaks to it: what the recipe asks for, and no more."""

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from open315.notify.channel import Channel, NotNow, Outgoing, Refused, Seen
from open315.notify.types import Failure, Outcome
from open315.notify.wording import check_mail, written


class Gateway:
    """What it took by key, what it says became of it, and how it behaves: `ways` by "send" and "ask".

    Ways: "hang", "drop" (takes it, then hangs up without a word), "nonsense", "500", "422".
    """

    def __init__(self) -> None:
        self.taken: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.news: list[dict[str, str]] = []
        self.ways: dict[str, str] = {}
        self.port = 0
        self.over = threading.Event()

    def take(self, sent: dict[str, Any]) -> dict[str, str]:
        """Take a message; the same key again is the same message."""
        self.taken.setdefault(sent["key"], sent)
        return {"id": f"sms-{sent['key']}"}


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            what = self.path.strip("/")
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            gateway.calls.append(what)
            way = gateway.ways.get(what, "")
            if way == "hang":
                gateway.over.wait(10)
                return
            if way in {"500", "422"}:
                self._answer(int(way), b"{}")
                return
            answer: Any = gateway.take(body) if what == "send" else gateway.news
            if way != "drop":
                self._answer(200, b"<html>" if way == "nonsense" else json.dumps(answer).encode())

        def _answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: Any) -> None:
            """Nothing: the test reads `calls`."""

    return Handler


@contextmanager
def serving(gateway: Gateway) -> Iterator[Gateway]:
    """The gateway, as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", gateway.port), _handler(gateway))
    server.daemon_threads = True
    gateway.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield gateway
    finally:
        gateway.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def channel_to(gateway: Gateway, *, seconds: float = 0.5) -> Channel:
    """Short messages by this gateway: the subject of a letter is its text."""

    def call(path: str, body: Any, within: float) -> Any:
        # A gateway that answers may be as slow as a busy machine makes it.
        patience = within if gateway.ways.get(path) == "hang" else 60
        connection = HTTPConnection("127.0.0.1", gateway.port, timeout=patience)
        try:
            connection.request("POST", f"/{path}", json.dumps(body))
            answer = connection.getresponse()
            content = answer.read(1_000_000)
        finally:
            connection.close()
        if answer.status == 422:
            raise Refused(Failure.REFUSED, f"422 for {body}")
        if answer.status != 200:
            raise NotNow(f"HTTP {answer.status}", f"{answer.status} for {body}")
        return json.loads(content)

    def send(outgoing: Outgoing) -> str:
        text = written(outgoing.template, outgoing.data, outgoing.language).subject
        return str(call("send", {"key": outgoing.key, "to": outgoing.address, "text": text}, outgoing.seconds)["id"])

    def ask(ids: list[str], within: float) -> Iterable[Seen]:
        return [Seen(each["id"], Outcome(each["is"])) for each in call("ask", ids, within)]

    return Channel(
        label="SMS",
        reaches=frozenset({"consumer"}),
        send=send,
        receipts={
            Outcome.SENT: "The gateway took it.",
            Outcome.REFUSED: "The gateway refused the number.",
            Outcome.BOUNCED: "The telephone could not be reached.",
            Outcome.DELIVERED: "The telephone has it.",
        },
        lacks_words=tuple,
        check_template=check_mail,
        seconds=seconds,
        ask=ask,
    )
