"""The page of one message: what was said, with what the readers found marked; who is at it; and what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from open315.cases.types import Kind
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict
from open315.core.pages.cells import moment
from open315.core.pages.declared import Go
from open315.core.pages.details import DetailPage, Facts, Note, Part, Steps
from open315.core.pages.steps import Confirm, Press
from open315.core.ui.templatetags.ui import named
from open315.inbox import queries
from open315.inbox.desk import at_desk
from open315.inbox.drawing import (
    SUGGESTED,
    case_link,
    file_words,
    marked,
    sender_words,
    state_badge,
    who_has_it,
    why_words,
)
from open315.inbox.listing import INBOX
from open315.inbox.models import Enclosure, Message
from open315.inbox.queries import Said
from open315.inbox.services.cases import NOT_YET
from open315.inbox.services.outgoing import need_a_way_out
from open315.inbox.suggesting import suggestions
from open315.inbox.types import Sent, State, Suggestion
from open315.law import codelists
from open315.learning import queries as learned
from open315.learning.showing import SuggestedShown, kinds_likeliest_first, ready

TO_MAKE = {
    Kind.COMPLAINT: (_("Make a complaint"), "c"),
    Kind.ENQUIRY: (_("Make an enquiry"), "e"),
    Kind.REPORT: (_("Make a report"), "r"),
}
"""What a message can become: the button and its key, in the order in which most are made."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said, ready to be drawn."""

    said: Said
    words: Any
    is_this: bool


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message, and what the reader may do with it."""

    message: Message
    lines: Sequence[Line]
    found: Sequence[Suggestion]
    case: Any
    likely: Sequence[SuggestedShown]
    files: Sequence[Enclosure]
    actor: Actor
    no_answer: str
    """Why nothing can go out; "" where it can."""
    following: int | None

    @property
    def may_handle(self) -> bool:
        """Whether the reader may do anything with it now: a colleague's is hers until it is taken over."""
        return self.actor.may("inbox:handle") and not self.is_a_colleagues

    @property
    def is_a_colleagues(self) -> bool:
        """Whether somebody else has taken it."""
        return self.message.state == State.TAKEN and self.message.account_id != self.actor.account_id


def message_shown_to(actor: Actor, message: Message) -> MessageShown:
    """What the page of a message shows to this reader."""
    found = suggestions(message.text, message.sent_at)
    lines = [_line(each, message) for each in queries.conversation_of(message)]
    case, following = queries.case_seen(actor, message), queries.next_waiting(actor, message)
    likely = ready(learned.suggestions(message.text, local_day(message.sent_at))) if message.state in NOT_YET else []
    files = queries.files_of(message)
    return MessageShown(message, lines, found, case, likely, files, actor, _why_none(message), following)


def _why_none(message: Message) -> str:
    try:
        need_a_way_out(message.conversation.sender)
    except Conflict as error:
        return str(error.message)
    return ""


def _line(said: Said, message: Message) -> Line:
    if said.kind == Sent.RECEIPT:
        return Line(said, _("Receipt: the message was received."), is_this=False)
    found = [] if said.is_ours else suggestions(said.text, said.at)
    return Line(said, marked(said.text, found), is_this=said.message_id == message.pk)


def _facts(shown: MessageShown) -> Iterator[tuple[Any, Any]]:
    message = shown.message
    yield _("State"), state_badge(message)
    if message.state == State.ASIDE:
        yield pgettext_lazy("message", "Why"), why_words(message)
    if message.account_id:
        yield pgettext_lazy("message", "With"), who_has_it(message)
    yield pgettext_lazy("of a message", "From"), sender_words(message)
    yield _("Came by"), codelists.label("channels", message.channel)
    yield pgettext_lazy("message", "Received"), moment(message.received_at)
    yield _("Council"), named(message.council)
    if message.other_address:
        yield pgettext_lazy("message", "Written from"), message.other_address
    if message.repeats:
        yield pgettext_lazy("message", "Came again"), message.repeats
    if shown.case:
        yield _("Case"), case_link(shown.case)


def _files(shown: MessageShown) -> Iterator[tuple[Any, Any]]:
    for place, each in enumerate(shown.files, 1):
        yield _("File %(number)s") % {"number": place}, file_words(each, opens=shown.actor.may("inbox:handle"))
    if shown.message.left_out:
        yield (
            _("Not taken"),
            ngettext(
                "%(count)s file of a kind that is not kept here, or too large. It lies in the mailbox.",
                "%(count)s files of a kind that is not kept here, or too large. They lie in the mailbox.",
                shown.message.left_out,
            )
            % {"count": shown.message.left_out},
        )


def _found(shown: MessageShown) -> Iterator[tuple[Any, Any]]:
    for each in shown.found:
        yield SUGGESTED[each.field], shown.message.text[each.start : each.end]


def _steps(shown: MessageShown) -> Iterator[Any]:
    message, actor = shown.message, shown.actor
    if not actor.may("inbox:handle"):
        return
    if shown.is_a_colleagues:
        yield Note(
            _("%(who)s is at this message.") % {"who": who_has_it(message)},
            _("Leave it to her, or take it over if she cannot go on."),
        )
        yield _confirm(
            pgettext_lazy("message", "Take over"), "take", _("The message is yours then, and she sees that."), message
        )
        return
    if message.state in NOT_YET and actor.may("cases:register"):
        for place, kind in enumerate(kinds_likeliest_first(shown.likely, [each.value for each in TO_MAKE])):
            words, key = TO_MAKE[Kind(kind)]
            look: dict[str, Any] = {} if place else {"icon": "plus", "kind": "primary"}
            yield Go(words, at_desk(message.pk, kind), key=key, **look)
    if message.state in NOT_YET:
        yield Go(_("Add to a case"), reverse("inbox:add", args=[message.pk]), icon="file", key="a")
    if shown.no_answer:
        yield Note(_("No answer can go out"), shown.no_answer)
    else:
        yield Go(pgettext_lazy("a message", "Answer"), reverse("inbox:answer", args=[message.pk]), icon="mail", key="w")
    yield from _own_steps(shown)


def _own_steps(shown: MessageShown) -> Iterator[Any]:
    message = shown.message
    if message.state == State.NEW:
        yield Press(_("I am at it"), reverse("inbox:take", args=[message.pk]))
    if message.state == State.TAKEN:
        yield Press(_("Leave it to others"), reverse("inbox:put_back", args=[message.pk]))
    if message.state in (State.NEW, State.TAKEN):
        yield _confirm(
            _("Set aside as junk"),
            "set_aside",
            _("Nothing is deleted; you find it under Set aside and can pull it back."),
            message,
            kind="secondary",
        )
    if message.state == State.ASIDE:
        yield Press(_("Pull back"), reverse("inbox:pull_back", args=[message.pk]))
    if shown.actor.may("inbox:erase") and message.conversation.sender.address_index:
        text = _("Number and original words of this sender are gone for good; masked words, days and figures stay.")
        yield _confirm(_("Erase the sender"), "erase", text, message)


def _confirm(label: Any, name: str, text: Any, message: Message, kind: str = "danger") -> Confirm:
    return Confirm(label, reverse(f"inbox:{name}", args=[message.pk]), text, kind, version=message.version)


def _buttons(shown: MessageShown) -> Iterator[Go]:
    if shown.following:
        yield Go(_("Next that waits"), reverse("inbox:message", args=[shown.following]), icon="right", key="j")


MESSAGE: DetailPage[MessageShown] = DetailPage(
    name="inbox.message",
    section="inbox",
    permission="inbox:read",
    title=lambda shown: _("Message of %(sender)s") % {"sender": sender_words(shown.message)},
    back=lambda: (INBOX, reverse("inbox:list")),
    buttons=_buttons,
    is_wide=True,
    main=(
        Part(_("What was written"), "inbox/conversation.html"),
        Facts(_("Files"), _files),
        Facts(_("Found in the text; please check"), _found),
        Part(_("What it is likely about; you decide"), "inbox/likely.html", belongs=lambda shown: bool(shown.likely)),
    ),
    aside=(Steps(_steps, title=_("What to do")), Facts(pgettext_lazy("of a message", "Particulars"), _facts)),
)  # fmt: skip
