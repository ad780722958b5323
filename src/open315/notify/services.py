"""Asking for a message, in the caller's transaction; and marking one's own as read."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.outbox import declare_events, emit
from open315.notify import channels
from open315.notify.channel import NoSender
from open315.notify.channels.email import kept_mails
from open315.notify.models import Message
from open315.notify.types import IN_APP, STAFF, MessageState, Recipient
from open315.notify.wording import check_notice

WAITING = "notify.waiting"
EARLIER_WAITING = "notify.mail_waiting"
"""What it was called while there was e-mail alone; such events may still wait."""
declare_events(WAITING, EARLIER_WAITING)


def notify_account(account_id: int, *, template: str, data: dict[str, Any], url: str = "", at: datetime) -> None:
    """Show a message to a member of staff in the console."""
    notify_accounts([account_id], template=template, data=data, url=url, at=at)


def notify_accounts(
    account_ids: Iterable[int], *, template: str, data: dict[str, Any], url: str = "", at: datetime
) -> int:
    """Show a message to several; returns how many. LookupError when nobody declared the template."""
    check_notice(template)
    rows = [
        Message(
            channel=IN_APP,
            account_id=each,
            recipient_kind=STAFF,
            recipient_key=str(each),
            template=template,
            data=data,
            url=url,
            state=MessageState.SENT.value,
            created_at=at,
            sent_at=at,
        )
        for each in dict.fromkeys(account_ids)
    ]
    return len(Message.objects.bulk_create(rows))


def send(
    recipient: Recipient, *, channel: str, template: str, data: dict[str, Any], language: str = "", at: datetime
) -> Message:
    """Send a message to somebody outside, after the commit. Whoever was erased by then gets none.

    LookupError when there is no such channel, when it does not reach her kind of people, or nobody declared the template. Whether the
    install has the channel at all: `queries.is_on`.
    """
    found = channels.find(channel)
    if found is None or isinstance(found.send, NoSender) or recipient.kind not in found.reaches:
        raise LookupError(f"nothing leaves for a {recipient.kind} by the channel {channel!r}")
    found.check_template(template)
    message = Message.objects.create(
        channel=channel,
        recipient_kind=recipient.kind,
        recipient_key=recipient.key,
        template=template,
        data=data,
        language=language,
        state=MessageState.WAITING.value,
        created_at=at,
    )
    emit(WAITING, {"message": message.pk}, at=at)
    return message


def forget_recipient(recipient: Recipient) -> int:
    """Let no message point to somebody erased any more; what waits is not sent. Returns how many there were."""
    rows = Message.objects.filter(recipient_kind=recipient.kind, recipient_key=recipient.key)
    rows.filter(state=MessageState.WAITING.value).update(state=MessageState.FAILED.value, last_error="erased")
    return rows.update(recipient_kind="", recipient_key="", data={})


def forget_address(address: str) -> int:
    """Delete what was kept of mails to this address; returns how many."""
    return kept_mails.forget(address) if address else 0


def forget_pages(urls: Collection[str]) -> int:
    """Drop the messages that lead to pages which are there no more; returns how many, receipts not counted."""
    found = list(Message.objects.filter(url__in=urls).values_list("pk", flat=True))
    Message.objects.filter(pk__in=found).delete()
    return len(found)


def mark_read(message_id: int, *, actor: Actor, at: datetime) -> Message:
    """The person has seen one of her own messages; seen again, nothing changes. NotFound for anybody else's."""
    found = Message.objects.filter(pk=message_id, account_id=actor.account_id or 0, channel=IN_APP).first()
    if found is None:
        raise NotFound(_("This message is not there any more."))
    if found.state == MessageState.SENT:
        Message.objects.filter(pk=found.pk).update(state=MessageState.READ.value, read_at=at)
    return found


def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """The person has seen all of her messages; returns how many were new."""
    rows = Message.objects.filter(account_id=actor.account_id or 0, state=MessageState.SENT.value)
    return rows.filter(channel=IN_APP).update(state=MessageState.READ.value, read_at=at)
