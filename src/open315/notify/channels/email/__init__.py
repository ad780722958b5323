"""E-mail: letters to consumers and reminders to staff by the mail server of the settings (ADR 0032)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.notify.channel import Channel
from open315.notify.channels.email.letters import lacks_words
from open315.notify.channels.email.smtp import send
from open315.notify.types import Outcome
from open315.notify.wording import check_mail

CHANNEL = Channel(
    label=pgettext_lazy("channel", "E-mail"),
    reaches=frozenset({"consumer", "guest", "sender", "staff"}),
    send=send,
    receipts={
        Outcome.SENT: _("The mail server took it."),
        Outcome.REFUSED: _("The mail server refused it for good, or there is no such address."),
        Outcome.BOUNCED: _("A mail server told that it did not arrive."),
    },
    lacks_words=lacks_words,
    check_template=check_mail,
    is_told=True,
)
