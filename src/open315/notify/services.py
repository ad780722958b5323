"""Asking for a message, in the caller's transaction; and marking one's own as read."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.outbox import declare_events, emit
from open315.notify.models import Message
from open315.notify.types import Channel, MessageState
from open315.notify.wording import check_mail, check_notice

MAIL_WAITING = "notify.mail_waiting"
declare_events(MAIL_WAITING)


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
            channel=Channel.IN_APP.value,
            account_id=each,
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


def mail_identity(
    identity_id: UUID, *, template: str, data: dict[str, Any], language: str = "", at: datetime
) -> Message:
    """Send a mail to the person behind an identity, after the commit. Whoever was erased by then gets none."""
    check_mail(template)
    message = Message.objects.create(
        channel=Channel.EMAIL.value,
        identity_id=identity_id,
        template=template,
        data=data,
        language=language,
        state=MessageState.WAITING.value,
        created_at=at,
    )
    emit(MAIL_WAITING, {"message": message.pk}, at=at)
    return message


def forget_identity(identity_id: UUID) -> int:
    """Let no message point to an erased identity any more; what waits is not sent. Returns how many there were."""
    rows = Message.objects.filter(identity_id=identity_id)
    rows.filter(state=MessageState.WAITING.value).update(state=MessageState.FAILED.value, last_error="erased")
    return rows.update(identity_id=None, data={})


def mark_read(message_id: int, *, actor: Actor, at: datetime) -> Message:
    """The person has seen one of her own messages; seen again, nothing changes. NotFound for anybody else's."""
    found = Message.objects.filter(
        pk=message_id, account_id=actor.account_id or 0, channel=Channel.IN_APP.value
    ).first()
    if found is None:
        raise NotFound(_("This message is not there any more."))
    if found.state == MessageState.SENT:
        Message.objects.filter(pk=found.pk).update(state=MessageState.READ.value, read_at=at)
    return found


def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """The person has seen all of her messages; returns how many were new."""
    rows = Message.objects.filter(account_id=actor.account_id or 0, state=MessageState.SENT.value)
    return rows.filter(channel=Channel.IN_APP.value).update(state=MessageState.READ.value, read_at=at)
