"""Mails for tests: to Wuhan's council, from people who are nobody."""

import base64
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from open315.inbox.channels.mail.taking import take
from open315.inbox.models import Message
from open315.inbox.tests.making import AT
from open315.inbox.types import Received

OURS, OTHERS = "tousu@example.org", "huangshi@example.org"
ADDRESSES = f"{OURS}=420100 {OTHERS}=420200"
WRITER, FRIEND = "chen88@example.net", "friend@example.net"
WORDS = "我在示例電器商場買的冰箱不製冷，商家不肯退款。"
DATE = "Tue, 12 May 2026 09:59:00 +0800"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def mail(words: str = WORDS, subject: str = "冰箱不製冷", **headers: str) -> bytes:
    """A plain mail; a header that is empty is left out, `_` stands for the hyphen in its name."""
    told = {
        "From": WRITER, "To": OURS, "Subject": subject, "Date": DATE, "Message-ID": "<one@example.net>",
        "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"{head}\r\n{words}\r\n".encode()


def with_picture(words: str = WORDS, picture: str = PNG, name: str = "photo.png", **headers: str) -> bytes:
    """The same with a picture behind the words."""
    body = (
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n"
        f'--b\r\nContent-Type: image/png; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{picture}\r\n--b--"
    )
    return mail(body, Content_Type='multipart/mixed; boundary="b"', **headers)


def picture_file() -> SimpleUploadedFile:
    """The picture, as a form brings it."""
    return SimpleUploadedFile("photo.png", base64.b64decode(PNG))


def came(raw: bytes | None = None, at: datetime = AT, **more: Any) -> Received:
    """It comes in."""
    return take(raw if raw is not None else mail(), at=at, **more)


def message_of(raw: bytes | None = None, at: datetime = AT, **more: Any) -> Message:
    """The message that it is."""
    return Message.objects.get(pk=came(raw, at, **more).message_id)
