"""Letters that go out on paper: a notice of the case, or a letter to its trader. What went out is kept as it was, with its digest (ADR 0162).

Who does this: the officer, from the case. She chooses the notice, or writes what the trader is asked; prints what comes back, has it sealed,
and says by which way and on which day it goes. Number, names, address and date are known and nowhere typed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Attachment, Case, TimelineEntry
from open315.cases.policies import SEES_PERSONS, owner
from open315.cases.queries import choices
from open315.cases.queries.letters_sent import notices_of
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.rules.paper import ISSUING, may_be_written_to
from open315.cases.services.paper import PaperNotice, people_of
from open315.cases.services.verb import CASE
from open315.cases.types import LETTER, OPEN_STATES, State
from open315.cases.vault import said
from open315.cases.wording import WAYS
from open315.core import clock
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotAllowed, Open315Error
from open315.core.uploads import services as uploads
from open315.core.verbs import Face, Verb, policy
from open315.core.verbs.declaration import Step
from open315.core.verbs.questions import Asked, Choice, Day, Line, Text
from open315.core.verbs.step import step
from open315.phrases.offering import Worded
from open315.phrases.types import Use

if TYPE_CHECKING:
    from open315.core.uploads.models import Upload


@dataclass(frozen=True, slots=True)
class TraderLetter:
    """What is written to the trader of a case: where it goes, what the complaint says, what is asked, until when an answer is wanted."""

    address: str
    facts: str
    asks: str
    until: date


@dataclass(frozen=True, slots=True)
class Drawn:
    """A letter as it goes out: its bytes by form, to print and to be corrected in a word processor."""

    forms: Mapping[str, bytes]


Drawer = Callable[[Case, PaperNotice | TraderLetter, str, date], Drawn]
_DRAWERS: list[Drawer] = []


def draws(drawer: Drawer) -> Drawer:
    """What draws a letter with this reference and day; it stands above this module, since it words the notices of all verbs."""
    _DRAWERS[:] = [drawer]
    return drawer


LONGEST = timedelta(days=31)
"""A letter is dated at most so far from the day on which it is issued."""


def _today(_asked: Asked) -> date:
    return clock.today()


def _sent(data: Mapping[str, Any]) -> Any:
    return _("Sent: %(letter_words)s, no. %(reference)s, %(way_words)s, %(done_on)s")


WAY = Choice(name="way", label=_("How it goes"), choices=lambda _asked: WAYS.items(), look="buttons")
SENT_ON = Day(
    name="sent_on",
    label=_("Day of issue"),
    help=_("The day on the letter, and on which it is posted or handed over."),
    start=_today,
)

ISSUE_LETTER = Verb(
    "issue_letter",
    CASE,
    event="cases.letter_issued",
    permission=SEES_PERSONS,
    who=owner,
    before=frozenset(State) - {State.ON_RECORD},
    label=_("Issue a letter"),
    help=_("A notice with name and address, to be printed and sealed. What goes out is kept unchanged."),
    entry=_sent,
    offered=lambda page: bool(page.papers),
    face=Face(
        place=126,
        questions=(Choice(name="letter", label=_("Which notice"), choices=choices.notices_to_issue), WAY, SENT_ON),
    ),
)


@ISSUE_LETTER
def issue_letter(
    case_id: int, *, letter: str, way: str, sent_on: date, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Issue the notice of the verb `letter` with a number of its own, and keep it. The consumer reads on her page that it was sent.

    Name and address are opened for it; that is recorded by this step itself.
    """
    case = _looked_at(ISSUE_LETTER, case_id, actor)
    if letter not in notices_of(case):
        raise InvalidInput(_("There is no such notice of this case as it stands now."), field="letter")
    _check(way, sent_on, at)
    notice = PaperNotice(letter, tuple(people_of(case)))
    with (
        _drawn(case, notice, way, sent_on, at) as going,
        step(ISSUE_LETTER, case_id, actor=actor, at=at) as done,
    ):
        _keep(done, going)
        done.say(letter=letter, public=True)
        return done.row


WRITE_TO_TRADER = Verb(
    "write_to_trader",
    CASE,
    event="cases.written_to_trader",
    permission=SEES_PERSONS,
    who=owner,
    before=OPEN_STATES,
    label=_("Letter to the trader"),
    help=_("Facts of the complaint, what is asked, and by when; as a letter to be printed and sealed."),
    entry=_sent,
    inward=True,
    offered=lambda page: may_be_written_to(page.case),
    face=Face(
        place=127,
        questions=(
            Line(name="address", label=_("The trader's address for the letter"), required=False, longest=200),
            Text(
                name="facts",
                label=_("Facts of the complaint"),
                help=_("Personal data is masked; add only what the trader has to know."),
                start=lambda asked: asked.row.narrative,
            ),
            Worded(name="asks", label=_("What is asked of the trader"), use=Use.BODY, values=phrase_values),
            Day(name="until", label=_("Please answer by")),
            WAY,
            SENT_ON,
        ),
    ),
)


@WRITE_TO_TRADER
def write_to_trader(
    case_id: int,
    *,
    facts: str,
    asks: str,
    until: date,
    way: str,
    sent_on: date,
    address: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Write to the trader, with a number of its own, and keep the letter. What is asked stands in the timeline, masked, for staff alone."""
    case = _looked_at(WRITE_TO_TRADER, case_id, actor)
    for name, text in (("facts", facts), ("asks", asks)):
        if not text.strip():
            raise InvalidInput(_("Please fill this in."), field=name)
    if not may_be_written_to(case):
        raise InvalidInput(
            _("Of a report the trader is told nothing, and of a case without a trader nobody."), field="address"
        )
    _check(way, sent_on, at)
    if until < sent_on:
        raise InvalidInput(_("The answer is asked for before the letter goes out."), field="until")
    written = TraderLetter(address, facts.strip(), asks.strip(), until)
    with (
        _drawn(case, written, way, sent_on, at) as going,
        step(WRITE_TO_TRADER, case_id, actor=actor, at=at) as done,
    ):
        _keep(done, going)
        done.say(text=said(done.row, asks), until=until.isoformat())
        return done.row


def _looked_at(verb: Verb[Case], case_id: int, actor: Actor) -> Case:
    """The case as it stands, for drawing; the step asks once more whether the actor may. NotFound, NotAllowed, Conflict as there."""
    with transaction.atomic():
        case = CASE.lock(actor, case_id)
    decision = policy.decide(verb, actor, case)
    if not decision.allowed:
        raise (Conflict if decision.by_state else NotAllowed)(decision.reason)
    return case


def _check(way: str, sent_on: date, at: datetime) -> None:
    if way not in WAYS:
        raise InvalidInput(_("Choose how it goes."), field="way")
    if not local_day(at) - LONGEST <= sent_on <= local_day(at) + LONGEST:
        raise InvalidInput(_("Choose a day within a month from today."), field="sent_on")


@dataclass(frozen=True, slots=True)
class _Going:
    """A letter that is drawn and stored, and not yet said to have gone out."""

    reference: str
    uploads: Mapping[str, "Upload"]
    way: str
    sent_on: date


@contextmanager
def _drawn(case: Case, letter: PaperNotice | TraderLetter, way: str, sent_on: date, at: datetime) -> Iterator[_Going]:
    """The letter with the next number of its case, drawn before the transaction opens: that takes as long as a page does.

    Its files are dropped again when nothing comes of it.
    """
    reference = _next_reference(case)
    drawn = _DRAWERS[0](case, letter, reference, sent_on)
    stored = {form: uploads.keep_made(f"{reference}.{form}", content, at=at) for form, content in drawn.forms.items()}
    try:
        yield _Going(reference, stored, way, sent_on)
    except Open315Error:
        uploads.drop_unclaimed([each.pk for each in stored.values()])
        raise


def _next_reference(case: Case) -> str:
    """The letters of one case are numbered from 1."""
    return f"{case.number}-{TimelineEntry.objects.filter(case=case, verb__in=ISSUING).count() + 1}"


def _keep(done: Step[Case], going: _Going) -> None:
    """Tie the files to the case and say so. Conflict when another letter took the number meanwhile."""
    if going.reference != _next_reference(done.row):
        raise Conflict(CASE.stale)
    uploads.claim([each.pk for each in going.uploads.values()], at=done.at)
    kept = {
        form: Attachment.objects.create(
            case=done.row,
            upload=each,
            kind=LETTER,
            added_by_kind=done.actor.kind,
            added_at=done.at,
            note=going.reference,
        )
        for form, each in going.uploads.items()
    }
    done.say(
        reference=going.reference,
        files={form: each.pk for form, each in kept.items()},
        digest=going.uploads["pdf"].sha256,
        way=going.way,
        done_on=going.sent_on.isoformat(),
    )
