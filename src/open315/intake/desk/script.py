"""What to ask a caller, by kind of matter: the questions that an officer would otherwise have to call back for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.types import Kind


@dataclass(frozen=True, slots=True)
class Script:
    """The questions of one kind, in the order of a conversation."""

    kind: Kind
    questions: tuple[Any, ...]


SCRIPTS = (
    Script(
        Kind.COMPLAINT,
        (
            _("What was bought, when, where, and how was it paid?"),
            _("What went wrong, and since when?"),
            _("Which papers are there: invoice, order, chat, pictures?"),
            _("Did the caller talk to the trader? With whom, and what was the answer?"),
            _("What does the caller want: refund, exchange, repair, damages? How much?"),
            _("Has it been brought to the regulator, to arbitration or to a court?"),
            _("Tell: once the council accepts, the regulator takes no complaint about the same dispute."),
        ),
    ),
    Script(
        Kind.REPORT,
        (
            _("Who does what, where, and is it still going on?"),
            _("How does the caller know: seen, bought, heard?"),
            _("Which proof is there?"),
            _("Does the caller want to stay unnamed? Tell: who stays unnamed is told less."),
            _("Tell: the council passes it on; only an authority may punish."),
        ),
    ),
    Script(
        Kind.ENQUIRY,
        (
            _("What does the caller want to know?"),
            _("Is there a trader against whom something is wanted? Then it is a complaint."),
            _("How may the answer reach the caller?"),
        ),
    ),
)
