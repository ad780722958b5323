"""Asking for a message, in the caller's transaction; and marking one's own as read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.outbox import Event, declare_events, emit_many
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
    return notify_many([Shown(tuple(account_ids), template, data, at, url)])


@dataclass(frozen=True, slots=True)
class Shown:
    """A message to members of staff, in the console."""

    account_ids: tuple[int, ...]
    template: str
    data: dict[str, Any]
    at: datetime
    url: str = ""


def notify_many(shown: Sequence[Shown]) -> int:
    """Show messages to members of staff, each once a message; returns how many. LookupError when nobody declared a template."""
    for each in shown:
        check_notice(each.template)
    rows = [_shown_to(account, each) for each in shown for account in dict.fromkeys(each.account_ids)]
    return len(Message.objects.bulk_create(rows))


def _shown_to(account_id: int, shown: Shown) -> Message:
    return Message(
        channel=IN_APP,
        account_id=account_id,
        recipient_kind=STAFF,
        recipient_key=str(account_id),
        template=shown.template,
        data=shown.data,
        url=shown.url,
        state=MessageState.SENT.value,
        created_at=shown.at,
        sent_at=shown.at,
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message to somebody outside: by which channel, in which words, and since when it is wanted."""

    recipient: Recipient
    channel: str
    template: str
    data: dict[str, Any]
    at: datetime
    language: str = ""
    body_id: int | None = None
    """For which body, which pays for it; None for the install."""


def send(
    recipient: Recipient,
    *,
    channel: str,
    template: str,
    data: dict[str, Any],
    language: str = "",
    body_id: int | None = None,
    at: datetime,
) -> Message:
    """Send one message; see `send_many`."""
    return send_many([Wanted(recipient, channel, template, data, at, language, body_id)])[0]


def send_many(wanted: Sequence[Wanted]) -> list[Message]:
    """Send messages to people outside, after the commit. Whoever was erased by then gets none.

    LookupError when there is no such channel, when it does not reach her kind of people, or nobody declared the template. Whether the
    install has the channel at all: `queries.is_on`.
    """
    for each in wanted:
        _check(each)
    sent = Message.objects.bulk_create([_waiting(each) for each in wanted])
    emit_many(Event(WAITING, {"message": row.pk}, row.created_at) for row in sent)
    return sent


def _check(wanted: Wanted) -> None:
    found = channels.find(wanted.channel)
    if found is None or isinstance(found.send, NoSender) or wanted.recipient.kind not in found.reaches:
        raise LookupError(f"nothing leaves for a {wanted.recipient.kind} by the channel {wanted.channel!r}")
    found.check_template(wanted.template)


def _waiting(wanted: Wanted) -> Message:
    return Message(
        channel=wanted.channel,
        recipient_kind=wanted.recipient.kind,
        recipient_key=wanted.recipient.key,
        template=wanted.template,
        data=wanted.data,
        language=wanted.language,
        body_id=wanted.body_id,
        state=MessageState.WAITING.value,
        created_at=wanted.at,
    )


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
