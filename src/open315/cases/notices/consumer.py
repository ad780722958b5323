"""Letters to the consumer of a case, after each verb that declares one, by every channel that reaches her."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from open315.cases.actors import CONSUMER
from open315.cases.models import Case, Identity, Party
from open315.cases.queries.letters import body_pair, number_pair, pair
from open315.cases.rules.workflow import ROOM
from open315.cases.types import Channel, Kind, PersonDetails
from open315.cases.vault import open_identity
from open315.core import verbs
from open315.core.outbox import Event, subscribe_batch
from open315.law import codelists
from open315.notify import services as notify
from open315.notify.queries import is_on
from open315.notify.recipients import use_address_book
from open315.notify.types import CAREFUL, EMAIL, SMS, Manner, Recipient
from open315.notify.wording import Mail, Text, declare_mails, declare_texts

LETTERS = {verb.event: verb.letter for verb in verbs.of_room(ROOM) if verb.letter}
declare_mails({event: Mail(letter.subject, letter.body) for event, letter in LETTERS.items()})
RECEIPT = verbs.named(ROOM, "register").event
WRITTEN = verbs.named(ROOM, "write_to_consumer").event
MANNERS = {RECEIPT: Manner(at_once=True), WRITTEN: Manner(last_says_all=True)}
"""A receipt answers what she has just done; that there is something to read is said once, however much there is."""
declare_texts({event: Text(letter.subject, manner=MANNERS.get(event, CAREFUL)) for event, letter in LETTERS.items()})


@dataclass(frozen=True, slots=True)
class Reached:
    """Which parties a channel reaches, and what of their identity is the address."""

    parties: Q
    address: Callable[[PersonDetails], str]


REACHED = {
    EMAIL: Reached(Q(has_email=True), lambda person: person.email),
    # Who wrote short messages is told by them; nobody else asked for any.
    SMS: Reached(Q(case__channel=Channel.SMS.value) & ~Q(phone_index=""), lambda person: person.phone),
}


def open_address_books() -> None:
    """Say how consumers are found on each of these channels."""
    for channel, reached in REACHED.items():
        use_address_book(CONSUMER, channel, partial(address_of, reached))


def address_of(reached: Reached, key: str) -> str:
    """The address in the vault; "" when there is none, or the identity was erased."""
    row = Identity.objects.filter(pk=UUID(key)).first()
    return reached.address(open_identity(row)) if row else ""


def write_letters(events: Sequence[Event]) -> None:
    """Ask for the letters of many cases at once, each in the consumer's language. The reporter of a breach gets the receipt alone.

    Most consumers left no address: of their cases nothing more is read. Of an appointment to which she does not come she is not told.
    """
    events = [event for event in events if CONSUMER in event.payload.get("with", (CONSUMER,))]
    reached = _reached([event.payload["case"] for event in events])
    cases = Case.objects.in_bulk(reached)
    told = [(event, cases[event.payload["case"]]) for event in events if event.payload["case"] in cases]
    notify.send_many(
        [
            notify.Wanted(
                recipient, channel, event.name, {**common(case), **says}, event.at, case.language, case.council_id
            )
            for event, case in told
            if case.kind != Kind.REPORT or event.name == RECEIPT
            if (says := LETTERS[event.name].says(case, event)) is not None
            for channel, recipient in reached[case.pk]
        ]
    )


write_letters.__qualname__ = "write_letter"
"""Under this name it is noted of each event that its letter was written (`core.outbox.handled`)."""
subscribe_batch(*LETTERS)(write_letters)


def _reached(case_ids: Collection[int]) -> Mapping[int, list[tuple[str, Recipient]]]:
    """Of the cases whose consumers a channel reaches: by which channel, and whom."""
    found: dict[int, list[tuple[str, Recipient]]] = {}
    parties = Party.objects.filter(case_id__in=case_ids).exclude(identity_id=None).order_by("id")
    for channel, reached in ((name, each) for name, each in REACHED.items() if is_on(name)):
        for case_id, identity_id in parties.filter(reached.parties).values_list("case_id", "identity_id"):
            if identity_id is not None:
                found.setdefault(case_id, []).append((channel, Recipient.consumer(identity_id)))
    return found


def common(case: Case) -> dict[str, Any]:
    """What every letter of the case says."""
    return {
        "number": number_pair(case.number),
        "council": body_pair(case.council_id),
        "kind": pair(codelists.label("kinds", case.kind)),
        "site": settings.SITE_URL.rstrip("/"),
    }
