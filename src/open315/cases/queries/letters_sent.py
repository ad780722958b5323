"""What became of the letters to the people of a case: receipts of the channels they went by, for the council that owns the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from open315.cases.models import Attachment, Case, Party, TimelineEntry
from open315.cases.policies import SEES_PERSONS, owner, owns, sees_files
from open315.cases.queries.appointments import own_appointments
from open315.cases.rules.paper import ISSUING, notices_that_hold
from open315.cases.types import LETTER, OPEN_STATES, Kind
from open315.cases.wording import WAYS, letter_name, paper_name
from open315.core import clock
from open315.core.access import Actor
from open315.core.ui.templatetags.ui import named
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


@dataclass(frozen=True, slots=True)
class IssuedShown:
    """A letter that went out: which, under which number, how and when, by whom; its files by form, where the reader may open them."""

    name: Any
    reference: str
    way: Any
    day: str
    at: datetime
    by: str
    digest: str
    files: tuple[tuple[str, int], ...]


def issued(actor: Actor, case: Case) -> list[IssuedShown]:
    """The letters of the case that went out, oldest first. A file that was erased with its person opens for nobody."""
    entries = list(TimelineEntry.objects.filter(case=case, verb__in=ISSUING).order_by("id"))
    if not entries:
        return []
    there = Attachment.objects.filter(case=case, kind=LETTER, upload__dropped_at=None)
    opens = set(there.values_list("pk", flat=True)) if sees_files(actor, case).allowed else set()
    return [_issued(each, opens) for each in entries]


def _issued(entry: TimelineEntry, opens: set[int]) -> IssuedShown:
    data = entry.data
    return IssuedShown(
        name=paper_name(data.get("letter", "")),
        reference=data["reference"],
        way=WAYS.get(data["way"], ""),
        day=data["done_on"],
        at=entry.at,
        by=named(entry.actor_label),
        digest=data["digest"],
        files=tuple((form, pk) for form, pk in data["files"].items() if pk in opens),
    )


@dataclass(frozen=True, slots=True)
class MessageKept:
    """What was last written to the consumer, and until when an answer is asked for ("" for no day)."""

    text: str
    until: str


def last_message(case: Case) -> MessageKept | None:
    """What the council last wrote on the page of the case; None where it never did."""
    entry = TimelineEntry.objects.filter(case=case, verb=MESSAGE).order_by("-id").first()
    return MessageKept(entry.data.get("text", ""), entry.data.get("until", "")) if entry else None


MESSAGE = "write_to_consumer"
APPOINTED = "make_appointment"


def notices_of(case: Case) -> tuple[str, ...]:
    """The notices of the case that can go out on paper: those of steps that hold, and while it is open what was last asked of the consumer, and
    the next appointment.

    A reporter gets the receipt on paper and nothing else, as by mail.
    """
    asks = case.state in OPEN_STATES and case.kind != Kind.REPORT and last_message(case) is not None
    meets = case.kind != Kind.REPORT and bool(own_appointments(case, clock.now()))
    return (*notices_that_hold(case), *((MESSAGE,) if asks else ()), *((APPOINTED,) if meets else ()))


def papers(actor: Actor, case: Case) -> list[PaperShown]:
    """The notices of the case that the actor may print, in the order in which they were written."""
    if not owner(actor, SEES_PERSONS, case).allowed:
        return []
    return [PaperShown(each, paper_name(each)) for each in notices_of(case)]


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
