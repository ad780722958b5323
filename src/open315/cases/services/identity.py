"""Seeing and erasing the identity behind a case, with the original wording. Both need a reason and are audited."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Identity, OtherNumber, Party, SealedText
from open315.cases.policies import owner, owns, whoever_reaches_consumer
from open315.cases.queries import choices
from open315.cases.queries.files import given_names
from open315.cases.services.erasure import forget_everywhere
from open315.cases.services.verb import CASE
from open315.cases.types import PersonDetails, State, Unmasked
from open315.cases.vault import open_identity, open_originals, said
from open315.core.access import Actor
from open315.core.crypto import KeyUnknown
from open315.core.errors import InvalidInput, NotFound
from open315.core.verbs import Face, Verb
from open315.core.verbs.questions import Asked, Choice, Line
from open315.core.verbs.step import step
from open315.notify.services import forget_recipient
from open315.notify.types import Recipient

MIN_REASON = 4


def _has_parties(asked: Asked) -> bool:
    """Unless nobody left details and there is only the wording."""
    return bool(choices.parties(asked))


def _whose(*, hides_single: bool = False) -> Choice:
    return Choice(
        name="party_id",
        label=_("Whose"),
        choices=choices.parties,
        coerce=int,
        suits=_has_parties,
        otherwise=None,
        hides_single=hides_single,
    )


def _has_something_sealed(page: Any) -> bool:
    """Who stayed anonymous may still have written a number into the text."""
    return bool(page.masked_fields) or any(each.is_sealed for each in page.parties)


REASON = Line(
    name="reason",
    label=_("Reason"),
    shortest=MIN_REASON,
    help=_("It stands in the timeline of the case with your name; the audit log records the step."),
)

UNMASK = Verb(
    "unmask",
    CASE,
    event="identity.unmasked",
    permission="cases:unmask",
    who=whoever_reaches_consumer,
    before=frozenset(State),
    label=_("Show personal data"),
    help=_("Contact and original wording, shown once on the next page."),
    entry=_("Personal data shown to staff"),
    # Erasing tells whose in any case; looking asks only where there is a choice.
    face=Face(place=210, key="u", questions=(_whose(hides_single=True), REASON)),
    offered=_has_something_sealed,
    reads=True,
)


@UNMASK
def unmask_identity(
    case_id: int, *, party_id: int | None, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Unmasked:
    """The details of one party and the original wording of the case. The timeline tells why, never what was seen.

    `party_id` is None where the consumer left no details: then there is only the wording.
    """
    with step(UNMASK, case_id, actor=actor, at=at) as done:
        need_reason(reason)
        person = None if party_id is None else _person(done.row, party_id)
        if person is not None and not owns(actor, done.row):
            # Another body has to reach the consumer, not to identify her.
            person = replace(person, id_number="")
        originals = open_originals(done.row)
        if person is None and not originals:
            raise NotFound(_("This identity was erased."))
        done.say(reason=said(done.row, reason))
        done.audit_data = {"party": party_id, "texts": [each.field for each in originals]}
        return Unmasked(person, originals, given_names(done.row))


ERASE_IDENTITY = Verb(
    "erase_identity",
    CASE,
    event="identity.erased",
    permission="cases:erase_identity",
    who=owner,
    before=frozenset(State),
    label=_("Erase the identity"),
    help=_(
        "Name, contact, original wording and all files of the case are gone for good; the case and its figures stay."
    ),
    entry=_("Personal data erased"),
    face=Face(place=220, tone="danger", questions=(_whose(), REASON)),
    offered=_has_something_sealed,
)


@ERASE_IDENTITY
def erase_identity(
    case_id: int, *, party_id: int | None, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Delete a person's details and the sealed originals for good. Region and age band stay: the statistics do not change.

    `party_id` is None where the consumer left no details: then there are only the originals.
    """
    with step(ERASE_IDENTITY, case_id, actor=actor, at=at, version=version) as done:
        need_reason(reason)
        done.say(reason=said(done.row, reason))  # while it is still known whose words are to be masked
        person = None if party_id is None else _known(done.row, party_id)
        texts, _by_table = SealedText.objects.filter(case=done.row).delete()
        if party_id is not None:
            _forget(*_party(done.row, party_id))
        elif not texts:
            raise NotFound(_("This identity was erased."))
        files = forget_everywhere(done.row, person, at=at)
        done.audit_data = {"party": party_id, "texts": texts, "files": files}
        done.say(source=done.row.source, council=done.row.council_id)
        return done.row


def _forget(party: Party, identity_id: UUID) -> None:
    Identity.objects.filter(pk=identity_id).delete()
    OtherNumber.objects.filter(case_id=party.case_id).delete()
    forget_recipient(Recipient.consumer(identity_id))
    party.identity_id, party.has_email = None, False
    party.masked_name = party.masked_phone = party.phone_index = ""
    party.save()


def need_reason(reason: str) -> None:
    """InvalidInput for a reason that tells nothing."""
    if len(reason.strip()) < MIN_REASON:
        raise InvalidInput(_("Give a reason of at least four characters; it stands in the timeline."), field="reason")


def _known(case: Case, party_id: int) -> PersonDetails | None:
    """The details, to look for them; None where the keys are lost: then they are erased unseen."""
    try:
        return _person(case, party_id)
    except KeyUnknown:
        return None


def _person(case: Case, party_id: int) -> PersonDetails:
    _party_row, identity_id = _party(case, party_id)
    row = Identity.objects.filter(pk=identity_id).first()
    if row is None:
        raise NotFound(_("This identity was erased."))
    return open_identity(row)


def _party(case: Case, party_id: int) -> tuple[Party, UUID]:
    found = Party.objects.filter(case=case, pk=party_id).first()
    if found is None or found.identity_id is None:
        raise NotFound(_("This identity was erased."))
    return found, found.identity_id
