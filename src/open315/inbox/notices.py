"""The short messages of the inbox, and where the addresses of senders are."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.inbox import vault
from open315.inbox.actors import SENDER
from open315.inbox.models import Answer, Sender
from open315.inbox.services.outgoing import ANSWERED, RECEIPT
from open315.notify.recipients import use_address_book
from open315.notify.types import SMS
from open315.notify.wording import Text, declare_texts


def words_of_answer(data: Any) -> str:
    """The sealed words of an answer; "" once they are erased."""
    row = Answer.objects.filter(pk=data.get("answer") or 0).first()
    return vault.opened(row, vault.WORDS) if row else ""


declare_texts(
    {
        RECEIPT: Text(_("%(council)s: your message was received and will be read on working days. Reply TD for no more messages.")),
        ANSWERED: Text(made=words_of_answer),
    }
)  # fmt: skip


def open_address_book() -> None:
    """Say how senders are found by short message."""
    use_address_book(SENDER, SMS, address_of)


def address_of(key: str) -> str:
    """The sealed address of a sender; "" for one who was erased."""
    sender = Sender.objects.filter(pk=int(key)).first()
    return vault.opened(sender, vault.ADDRESS) if sender else ""
