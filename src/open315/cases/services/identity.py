"""Seeing and erasing the identity behind a case, with the original wording. Both need a reason and are audited."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.cases import policies
from open315.cases.models import Case, Identity, Party, SealedText
from open315.cases.services.verb import said, step
from open315.cases.types import PersonDetails, Unmasked, Verb
from open315.cases.vault import open_identity, open_originals
from open315.core.access import Actor
from open315.core.errors import InvalidInput, NotFound
from open315.notify.services import forget_identity

MIN_REASON = 4


def unmask_identity(
    case_id: int, *, party_id: int | None, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Unmasked:
    """The details of one party and the original wording of the case. The timeline tells why, never what was seen.

    `party_id` is None where the consumer left no details: then there is only the wording.
    """
    with step(case_id, Verb.UNMASK, actor=actor, at=at) as done:
        _need_reason(reason)
        person = None if party_id is None else _person(done.row, party_id)
        if person is not None and not policies.owns(actor, done.row):
            # Another body has to reach the consumer, not to identify her.
            person = replace(person, id_number="")
        originals = open_originals(done.row)
        if person is None and not originals:
            raise NotFound(_("This identity was erased."))
        done.say(reason=said(reason))
        done.audit_data = {"party": party_id, "texts": [each.field for each in originals]}
        return Unmasked(person, originals)


def erase_identity(
    case_id: int, *, party_id: int | None, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Delete a person's details and the sealed originals for good. Region and age band stay: the statistics do not change.

    `party_id` is None where the consumer left no details: then there are only the originals.
    """
    with step(case_id, Verb.ERASE_IDENTITY, actor=actor, at=at, version=version) as done:
        _need_reason(reason)
        texts, _by_table = SealedText.objects.filter(case=done.row).delete()
        if party_id is not None:
            _forget(*_party(done.row, party_id))
        elif not texts:
            raise NotFound(_("This identity was erased."))
        done.audit_data = {"party": party_id, "texts": texts, "reason": said(reason)}
        return done.row


def _forget(party: Party, identity_id: UUID) -> None:
    Identity.objects.filter(pk=identity_id).delete()
    forget_identity(identity_id)
    party.identity_id, party.has_email = None, False
    party.masked_name = party.masked_phone = party.phone_index = ""
    party.save()


def _need_reason(reason: str) -> None:
    if len(reason.strip()) < MIN_REASON:
        raise InvalidInput(
            _("Give a reason of at least four characters; it is written to the audit log."), field="reason"
        )


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
