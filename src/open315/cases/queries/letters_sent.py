"""What became of the letters to the people of a case: receipts of the channels they went by, for the council that owns the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from open315.cases.models import Case, Party
from open315.cases.policies import SEES_PERSONS, owner, owns
from open315.cases.rules.paper import notices_that_hold
from open315.cases.rules.workflow import ROOM
from open315.cases.wording import letter_name
from open315.core import verbs
from open315.core.access import Actor
from open315.notify import queries as notify
from open315.notify.types import Outcome, Recipient


@dataclass(frozen=True, slots=True)
class LetterShown:
    """One receipt: which letter, by which way, when, and what is known of its arrival."""

    name: Any
    channel: str
    at: datetime
    meaning: Any
    tone: str


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A notice to print: the verb it tells of, and what it is called."""

    verb: str
    name: Any


def papers(actor: Actor, case: Case) -> list[PaperShown]:
    """The notices of the case that the actor may print, in the order in which they were written."""
    if not owner(actor, SEES_PERSONS, case).allowed:
        return []
    return [PaperShown(each, letter_name(verbs.named(ROOM, each).event)) for each in notices_that_hold(case)]


def letters_sent(actor: Actor, case: Case, parties: Iterable[Party]) -> list[LetterShown]:
    """Receipts of letters to these parties, oldest first; nothing for another body than the owner, and of whoever was erased."""
    if not owns(actor, case):
        return []
    people = [Recipient.consumer(each.identity_id) for each in parties if each.identity_id is not None]
    return sorted((_shown(each) for person in people for each in notify.receipts_of(person)), key=lambda each: each.at)


def _shown(receipt: notify.Receipted) -> LetterShown:
    arrived = receipt.outcome in (Outcome.SENT, Outcome.DELIVERED)
    return LetterShown(
        letter_name(receipt.template),
        notify.channel_label(receipt.channel),
        receipt.at,
        receipt.meaning,
        "good" if arrived else "bad",
    )
