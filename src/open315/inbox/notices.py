"""The short messages and mails of the inbox, and where the addresses of senders are."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.inbox import vault
from open315.inbox.actors import SENDER
from open315.inbox.channels.mail import addresses
from open315.inbox.models import Answer, Message, Sender
from open315.inbox.services.outgoing import ANSWERED, RECEIPT
from open315.notify.channel import Refused
from open315.notify.recipients import use_address_book
from open315.notify.types import EMAIL, SMS, Failure, Manner
from open315.notify.wording import Mail, Text, declare_mails, declare_texts
from open315.org import queries as org

LONGEST_SUBJECT = 150
_ANSWERED = re.compile(r"^(?:\s*(?:re|回复|回覆|答复|答覆)\s*[:：])+", re.IGNORECASE)


def words_of_answer(data: Any) -> str:
    """The sealed words of an answer; "" once they are erased."""
    row = Answer.objects.filter(pk=data.get("answer") or 0).first()
    return vault.opened(row, vault.WORDS) if row else ""


def answer_by_mail(data: Any) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """The sealed words of an answer, and the headers by which it stands in the thread of the mail it answers; erased, it says nothing."""
    row = Answer.objects.filter(pk=data.get("answer") or 0).select_related("message__conversation__sender").first()
    if row is None or not row.key_id:
        raise Refused(Failure.REFUSED, "there are no words to be sent")
    body = org.body_by_id(row.message.council_id)
    subject, headers = _in_thread(row.message)
    # A person wrote it: whoever answers by machine may answer that.
    told = {
        "words": vault.opened(row, vault.WORDS),
        "subject": subject,
        "council": body.names.as_data() if body else "",
    }
    return told, {**headers, "Auto-Submitted": "", "X-Auto-Response-Suppress": ""}


def receipt_by_mail(data: Any) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """The headers of a receipt: it belongs to the mail that it acknowledges, and no machine shall answer it (RFC 3834)."""
    row = Message.objects.filter(pk=data.get("message") or 0).select_related("conversation__sender").first()
    headers = _in_thread(row)[1] if row else {}
    return {}, {**headers, "Auto-Submitted": "auto-replied"}


def _in_thread(message: Message) -> tuple[str, dict[str, str]]:
    """The subject under which a message is answered, and the headers that lead the answer to it back here."""
    first = message.arrivals.filter(is_repeat=False).first()
    thread = first.thread.split() if first else []
    words = vault.opened(first, vault.WORDS).partition("\n")[0] if first else ""
    headers = {"In-Reply-To": thread[-1], "References": " ".join(thread)} if thread else {}
    body = org.body_by_id(message.council_id)
    own = addresses.address_of_region(body.region_code if body else "", settings.MAIL_ADDRESSES)
    if own:
        headers["Reply-To"] = addresses.signed(own, message.conversation_id)
    return answered_subject(words), headers


def answered_subject(subject: str) -> str:
    """The subject of an answer: one "Re:", however many there are already."""
    return f"Re: {_ANSWERED.sub('', subject).strip()[:LONGEST_SUBJECT]}"


declare_texts(
    {
        RECEIPT: Text(
            _("%(council)s: your message was received and will be read on working days. Reply TD for no more messages."),
            manner=Manner(at_once=True),
        ),
        ANSWERED: Text(made=words_of_answer),
    }
)  # fmt: skip


declare_mails(
    {
        RECEIPT: Mail(_("Your message was received"), "inbox/mail/receipt", made=receipt_by_mail),
        ANSWERED: Mail("%(subject)s", "inbox/mail/answered", made=answer_by_mail),
    }
)


def open_address_book() -> None:
    """Say how senders are found by short message and by e-mail."""
    use_address_book(SENDER, SMS, address_of)
    use_address_book(SENDER, EMAIL, address_of)


def address_of(key: str) -> str:
    """The sealed address of a sender; "" for one who was erased."""
    sender = Sender.objects.filter(pk=int(key)).first()
    return vault.opened(sender, vault.ADDRESS) if sender else ""
