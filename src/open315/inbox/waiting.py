"""How many messages wait for somebody, for the first page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.ui.waiting import Harm, Waits, count_waiting, shown
from open315.inbox import queries


def counted(actor: Actor) -> Iterator[Waits]:
    """The messages that wait, those one has taken among them."""
    waiting = queries.counts(actor)["waiting"]
    yield Waits(_("Messages in the inbox"), shown(waiting), reverse("inbox:list"), Harm.SAID, "inbox")


def hang_counter() -> None:
    """Let the first page count them."""
    count_waiting("inbox", "inbox:handle", counted)
