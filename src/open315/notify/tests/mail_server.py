"""A mail server on loopback that misbehaves on demand."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class Postbox:
    """What the server took, and how it behaves: `answers` by receiver or by command; `breaks` names where it falls silent or hangs up.

    Places of `breaks`: "data" (before the mail is taken), "taken" (after that, before it says so), "quit". Ways: "drop", "hang",
    "garbage".
    """

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.receivers: list[str] = []
        self.answers: dict[str, str] = {}
        self.breaks: dict[str, str] = {}
        self.visits = 0

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count who comes."""
        self.visits += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Take or refuse a receiver."""
        if refusal := self.answers.get(address, self.answers.get("RCPT")):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the mail; from then on it is this server's to deliver."""
        await self._break(server, "data")
        if refusal := self.answers.get("DATA"):
            return refusal
        self.mails.append(message_from_bytes(envelope.content))
        self.receivers += envelope.rcpt_tos
        await self._break(server, "taken")
        return "250 Taken"

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Say goodbye, or not."""
        await self._break(server, "quit")
        return "221 Bye"

    async def _break(self, server: Any, place: str) -> None:
        way = self.breaks.get(place)
        if way == "drop":
            server.transport.abort()
        elif way == "hang":
            await asyncio.sleep(5)
        elif way == "garbage":
            await server.push("x" * 9000)


@contextmanager
def serving(postbox: Postbox, port: int) -> Iterator[None]:
    """The server, as long as the block lasts."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@contextmanager
def silence(port: int) -> Iterator[None]:
    """Somebody who accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", port)):
        yield
