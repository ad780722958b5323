"""Short messages: by the gateway of the settings, Kannel or one that takes plain JSON; off where none is named (ADR 0142)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.notify.channel import Channel
from open315.notify.channels.sms.gateway import is_on, parts, price, send
from open315.notify.types import Outcome
from open315.notify.wording import check_text, known_texts, text_manner


def lacks_words() -> Iterator[str]:
    """A sentence for each declared message that says nothing."""
    return (f"the short message {name!r} has no words" for name, text in known_texts().items() if not _says(text))


def _says(text: object) -> bool:
    return bool(getattr(text, "words", "") or getattr(text, "made", None))


CHANNEL = Channel(
    label=pgettext_lazy("channel", "SMS"),
    reaches=frozenset({"consumer", "sender"}),
    send=send,
    receipts={
        Outcome.SENT: _("The gateway took it."),
        Outcome.REFUSED: _("The gateway or the network will not take it for this number."),
        Outcome.BOUNCED: _("The telephone could not be reached."),
        Outcome.DELIVERED: _("The telephone has it."),
    },
    lacks_words=lacks_words,
    check_template=check_text,
    is_on=is_on,
    manner=text_manner,
    parts=parts,
    price=price,
    is_told=True,
)
