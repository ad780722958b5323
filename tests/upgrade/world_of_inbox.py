"""What the inbox leaves in the database of an earlier state."""

from datetime import UTC, datetime, timedelta

from django.test import override_settings

from conftest import Cast
from open315.core.access import Actor, ActorKind
from open315.inbox import services
from open315.inbox.channels.mail.letters import Place
from open315.inbox.channels.mail.taking import take
from open315.inbox.types import Inbound
from open315.notify import opting_out

AT = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
GATEWAY = Actor(kind=ActorKind.CLIENT, label="sms kannel")
NUMBER = "19900003333"
LETTER = b"""From: reader@example.net
To: tousu@example.org
Subject: refund
Message-ID: <u-3@example.net>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

The shop does not pay back.
--b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename=receipt.png

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
--b--
"""


def build(cast: Cast) -> None:
    """A message that is answered, one that is set aside, a mail with a file, and a number that asked for no more."""
    council, clerk = cast.bodies["wuhan"].pk, cast.actor("clerk")
    with override_settings(SMS_SEND="http://127.0.0.1:9/send"):
        first = Inbound("kannel", "u-1", NUMBER, "請問網購的衣服能退嗎？", sent_at=AT)
        asked = services.receive(first, council_id=council, actor=GATEWAY, at=AT).message_id or 0
        services.answer(asked, text="拆封後未影響再次銷售的可以退。", actor=clerk, at=AT + timedelta(minutes=9))
    junk = Inbound("kannel", "u-2", NUMBER, "無抵押信用貸款，當天放款", sent_at=AT)
    services.receive(junk, council_id=council, actor=GATEWAY, at=AT)
    with override_settings(MAIL_ADDRESSES="tousu@example.org=420100"):
        take(LETTER, at=AT, place=Place("tousu@mail.example.org/INBOX", 1, 1))
    opting_out.opt_out("sms", "19900004444", at=AT)
