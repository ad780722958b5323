"""A real mailbox (Dovecot): what its LMTP takes is fetched by IMAP, told by IDLE; moved after it is stored; killed in between, nothing is lost or twice."""

import os
import smtplib
import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from open315.inbox.channels.mail import imap
from open315.inbox.models import Fetched, Message
from open315.inbox.tests.letters import FRIEND, WRITER, mail, with_picture
from open315.inbox.tests.soon import soon

pytestmark = [pytest.mark.dovecot, pytest.mark.django_db(transaction=True), pytest.mark.timeout(60)]


def delivers(raw: bytes, to: str, port: int, sender: str = WRITER) -> None:
    """A mail server hands a mail over."""
    with smtplib.LMTP("127.0.0.1", port) as client:
        client.sendmail(sender, [to], raw)


class watching:  # noqa: N801
    """The mailbox is looked after, as long as the block lasts."""

    def __init__(self, stopping: threading.Event, alive: Callable[[], None]) -> None:
        self.stopping = stopping
        self.thread = threading.Thread(target=self._run, args=(alive,), daemon=True)

    def _run(self, alive: Callable[[], None]) -> None:
        from django.db import connection

        try:
            imap.watch(self.stopping, alive)
        finally:
            connection.close()

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: Any) -> None:
        self.stopping.set()
        self.thread.join(15)
        assert not self.thread.is_alive()


@pytest.fixture
def box(settings: Any, cast: Any) -> Iterator[Callable[..., None]]:
    """A mailbox of its own; what is called delivers a mail to it."""
    ports = os.environ["OPEN315_TEST_DOVECOT"].split(":")
    name = f"u{uuid4().hex[:10]}"
    settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_SECURITY = "127.0.0.1", int(ports[0]), "none"
    settings.IMAP_USER, settings.IMAP_PASSWORD = name, "secret"
    settings.MAIL_ADDRESSES = f"{name}@example.org=420100"

    def deliver(raw: bytes, tag: str = "") -> None:
        delivers(raw, f"{name}{tag}@example.org", int(ports[1]))

    return deliver


def lying(folder: str) -> list[str]:
    with imap.opened() as opened:
        opened.folder.set(folder)
        return opened.uids()


def test_what_lies_there_is_taken_once_and_moved(box: Any, settings: Any) -> None:
    box(mail())
    box(with_picture(From=FRIEND, Message_ID="<two@x>"))
    with imap.opened() as opened:
        assert imap.look(opened) is False
    rows = Message.objects.order_by("pk")
    assert [each.conversation.sender.masked_address for each in rows] == ["c****@example.net", "f****@example.net"]
    assert [each.enclosures.count() for each in rows] == [0, 1]
    assert (lying("INBOX"), len(lying(settings.IMAP_TAKEN))) == ([], 2)
    assert Fetched.objects.filter(mailbox=f"{settings.IMAP_USER}@127.0.0.1/INBOX").count() == 2


def test_killed_between_storing_and_moving_it_moves_and_takes_nothing_twice(
    box: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    box(mail())
    monkeypatch.setattr(imap, "_move", lambda *_: (_ for _ in ()).throw(OSError("killed")))
    with imap.opened() as opened, pytest.raises(OSError, match="killed"):
        imap.look(opened)
    assert (Message.objects.count(), len(lying("INBOX"))) == (1, 1)
    monkeypatch.undo()
    Message.objects.update(repeats=0)
    with imap.opened() as opened:
        imap.look(opened)
    assert Message.objects.values_list("repeats", flat=True).get() == 0
    assert (lying("INBOX"), len(lying(settings.IMAP_TAKEN))) == ([], 1)


def test_killed_before_it_is_stored_it_lies_there_unseen(box: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    box(mail())
    monkeypatch.setattr(imap, "take", lambda *_a, **_k: (_ for _ in ()).throw(OSError("killed")))
    with imap.opened() as opened, pytest.raises(OSError, match="killed"):
        imap.look(opened)
    with imap.opened() as opened:
        assert opened.uids("UNSEEN") == opened.uids() != []
    monkeypatch.undo()
    with imap.opened() as opened:
        imap.look(opened)
    assert Message.objects.count() == 1


def test_a_server_without_move_is_served_too(box: Any, settings: Any) -> None:
    box(mail())
    with imap.opened() as opened:
        opened.client.capabilities = tuple(set(opened.client.capabilities) - {"MOVE"})
        imap.look(opened)
    assert (lying("INBOX"), len(lying(settings.IMAP_TAKEN))) == ([], 1)


def test_some_are_taken_at_a_time(box: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "BATCH", 2)
    for n in range(3):
        box(mail(f"第{n}封", Message_ID=f"<{n}@x>"))
    with imap.opened() as opened:
        assert imap.look(opened) is True
        assert Message.objects.count() == 2
        assert imap.look(opened) is False
    assert Message.objects.count() == 3


def test_of_a_mail_that_is_too_large_the_head_is_taken(box: Any, settings: Any) -> None:
    box(mail("長" * 2000))
    settings.MAIL_MAX_BYTES = 2000
    with imap.opened() as opened:
        imap.look(opened)
    assert Message.objects.get().text == "冰箱不製冷\n\n[...]"


@pytest.mark.parametrize("idle", [True, False])
def test_a_mail_stands_in_the_inbox_a_moment_after_it_came(
    box: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, idle: bool
) -> None:
    settings.IMAP_LOOK_EVERY = 600 if idle else 0.05
    if not idle:
        monkeypatch.setattr(imap, "IDLE", "NOT THERE")
    stopping, beats = threading.Event(), []
    with watching(stopping, lambda: beats.append(1)):
        soon(lambda: len(beats) >= 2)
        box(mail(), tag="+x")
        soon(lambda: Message.objects.count() == 1)


def test_a_server_that_hangs_up_is_called_again(box: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap, "FIRST_PAUSE", 0.01)
    real, calls = imap.look, []

    def once_broken(opened: Any) -> bool:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("gone")
        return real(opened)

    monkeypatch.setattr(imap, "look", once_broken)
    box(mail())
    stopping = threading.Event()
    with watching(stopping, lambda: None):
        soon(lambda: Message.objects.count() == 1)
    assert len(calls) >= 2
