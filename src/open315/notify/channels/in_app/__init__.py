"""Messages in the console: a row that its reader finds at the bell. Nothing leaves, so nothing can be lost on the way."""

from django.utils.translation import gettext_lazy as _

from open315.notify.channel import Channel, NoSender
from open315.notify.types import Outcome
from open315.notify.wording import check_notice

CHANNEL = Channel(
    label=_("Messages in the console"),
    reaches=frozenset({"staff"}),
    send=NoSender("the row is the message; that it is there is its receipt"),
    receipts={Outcome.SENT: _("It stands in the reader's list of messages.")},
    lacks_words=tuple,
    check_template=check_notice,
)
