"""The bell: whose message it is, and what seeing it does."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from open315.core.errors import NotFound
from open315.core.outbox import Event
from open315.notify import services
from open315.notify.handlers import tell_the_owner
from open315.notify.models import Message
from open315.notify.types import Recipient
from open315.notify.wording import notice_words

pytestmark = pytest.mark.django_db
SENT = datetime(2026, 5, 6, 2, tzinfo=UTC)
SEEN = datetime(2026, 5, 7, 2, tzinfo=UTC)
AGAIN = datetime(2026, 5, 8, 2, tzinfo=UTC)
NOTICE = "cases.clock_soon"


def messages_of(cast: Any, *people: str) -> list[Message]:
    accounts = [cast.actor(each).account_id for each in people]
    services.notify_accounts(
        accounts, template=NOTICE, data={"number": "武消 2026-000001", "due": "2026-05-12"}, at=SENT
    )
    return list(Message.objects.order_by("pk"))


def test_a_message_is_read_when_it_was_first_seen(cast: Any) -> None:
    (message,) = messages_of(cast, "officer")
    services.mark_read(message.pk, actor=cast.actor("officer"), at=SEEN)
    services.mark_read(message.pk, actor=cast.actor("officer"), at=AGAIN)
    message.refresh_from_db()
    assert (message.state, message.read_at) == ("read", SEEN)


def test_nobody_reads_the_message_of_a_colleague(cast: Any) -> None:
    (message,) = messages_of(cast, "officer")
    with pytest.raises(NotFound):
        services.mark_read(message.pk, actor=cast.actor("clerk"), at=SEEN)
    message.refresh_from_db()
    assert (message.state, message.read_at) == ("sent", None)


def test_forgetting_somebody_takes_the_messages_of_her_alone(cast: Any) -> None:
    """A consumer and a member of staff may bear the same key: nobody else's message is emptied."""
    messages_of(cast, "officer", "clerk")
    pk = cast.accounts["officer"].pk
    before = list(Message.objects.order_by("pk").values())
    assert len(before) == 2
    assert services.forget_recipient(Recipient("consumer", str(pk))) == 0
    assert services.forget_recipient(Recipient("staff", str(pk + 1000))) == 0
    assert list(Message.objects.order_by("pk").values()) == before
    assert services.forget_recipient(Recipient("staff", str(pk))) == 1
    hers, colleagues = Message.objects.order_by("pk").values()
    assert (hers["recipient_kind"], hers["recipient_key"], hers["data"]) == ("", "", {})
    assert colleagues == before[1]


def test_reading_all_reads_ones_own_and_only_what_is_new(cast: Any) -> None:
    own, colleagues = messages_of(cast, "officer", "clerk")
    assert services.mark_all_read(actor=cast.actor("officer"), at=SEEN) == 1
    assert services.mark_all_read(actor=cast.actor("officer"), at=AGAIN) == 0
    own.refresh_from_db()
    colleagues.refresh_from_db()
    assert (own.state, own.read_at, colleagues.state) == ("read", SEEN, "sent")


def test_the_owner_of_an_account_reads_that_a_recovery_code_was_used(cast: Any) -> None:
    account = cast.actor("clerk").account_id
    tell_the_owner(Event("org.recovery_code_used", {"account": account, "left": 9}, SENT))
    message = Message.objects.get()
    assert (message.account_id, message.created_at) == (account, SENT)
    with translation.override("zh-hant"):
        words = notice_words(message.template, message.data)
    assert words == "您的帳號使用了一個恢復碼，還剩 9 個。如果不是您本人操作，請修改密碼並重新生成恢復碼。"
