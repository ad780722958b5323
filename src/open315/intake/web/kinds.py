"""What can be sent to a council, and what becomes of it: the first question of the form. Each kind has a form of its own (`public_forms`)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.types import Kind


@dataclass(frozen=True, slots=True)
class KindOfMatter:
    """One kind in words: what it is for, what the council can and cannot do, how its pages are headed, what is promised."""

    kind: Kind
    icon: str
    label: Any
    wish: Any
    can: Any
    cannot: Any
    heading: Any
    lead: Any
    next: tuple[Any, ...]
    """What happens after it was sent, step by step."""


KINDS: tuple[KindOfMatter, ...] = (
    KindOfMatter(
        Kind.COMPLAINT,
        "pen",
        _("Complaint"),
        _("I bought something, it went wrong, and I want it put right."),
        _("The council asks the trader and mediates between you: refund, exchange, repair, damages."),
        _(
            "It cannot force the trader, and it cannot punish. If there is no agreement, courts and arbitration stay open to you."
        ),
        _("Complaint: tell us what happened"),
        _("About three minutes. You need no account; at the end you receive a case number and a secret query code."),
        (
            _("The council reads your complaint and decides whether it can accept it."),
            _("If it is accepted, the council asks the trader and mediates. Both sides have to agree."),
            _("You see each step with your query code; if you gave an e-mail address, we write to you."),
            _("You can write to the council, add evidence or withdraw at any time."),
        ),
    ),
    KindOfMatter(
        Kind.REPORT,
        "alert",
        _("Report"),
        _("I want to point out that a trader breaks the law. I ask for nothing for myself."),
        _("The council passes it on to the authority that may inspect and punish, and follows what becomes of it."),
        _("A council itself cannot punish. It solves no dispute of your own: for that, file a complaint."),
        _("Report: what did you see?"),
        _("About two minutes. You may stay anonymous; with the query code you see what becomes of it."),
        (
            _("The council reads your report and passes it on to the competent authority."),
            _("The authority decides whether it takes action. Only an authority may punish."),
            _("You see each step with your query code. Who reports anonymously is told less: the law says what."),
        ),
    ),
    KindOfMatter(
        Kind.ENQUIRY,
        "help",
        _("Enquiry"),
        _("I have a question about my rights as a consumer."),
        _("The council answers: what the law says, and where to turn."),
        _("It decides no dispute in an answer. If you want something from a trader, file a complaint."),
        _("Enquiry: what would you like to know?"),
        _("One minute: your question, where you are, and how the answer reaches you."),
        (
            _("Somebody at the council reads your question and answers it."),
            _("You read the answer with your query code; if you gave an e-mail address, we write to you."),
        ),
    ),
)
BY_KIND = {each.kind.value: each for each in KINDS}
