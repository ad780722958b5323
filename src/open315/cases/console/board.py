"""The open cases in columns by state: where work stands, at a glance."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.queries import open_by_state
from open315.cases.queries.due import due_of
from open315.cases.wording import state_tone, state_words
from open315.core import clock
from open315.core.access import Actor
from open315.core.pages.boards import Board, Card, Lane
from open315.core.pages.cells import text
from open315.core.pages.declared import Empty


def _lanes(actor: Actor) -> Iterator[Lane[Case]]:
    inbox = reverse("cases:inbox")
    for state, rows in open_by_state(actor).items():
        yield Lane(state, state_words(state), rows, f"{inbox}?view=open&state={state}", state_tone(state))


def _card(case: Case) -> Card:
    due = due_of(case.next_due_on, clock.today(), unknown=case.calendar_unknown)
    words = format_html('<span class="due due--{}"><span class="due__words">{}</span></span>', due.tone, due.words)
    who = f"{text(case.trader_name)} · {text(case.officer)}" if case.officer else text(case.trader_name)
    return Card(
        text(case.title),
        reverse("cases:case", args=[case.number]),
        (format_html('<span class="number">{}</span>', case.number), who, *([words] if due.words else [])),
    )


BOARD: Board[Case] = Board(
    name="cases.board",
    url_name="cases:board",
    section="cases",
    permission="cases:read",
    title=_("Open cases by state"),
    lead=_("In each column those that have waited longest come first."),
    back=lambda: (_("Cases"), reverse("cases:inbox")),
    lanes=_lanes,
    card=_card,
    empty=Empty(_("Nothing is open"), _("New cases appear here as soon as they are registered."), art="done"),
)
