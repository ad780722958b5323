"""Mails to the consumer of a case, after each verb that declares a letter."""

from typing import Any
from uuid import UUID

from django.conf import settings

from open315.cases.models import Case, Identity, Party
from open315.cases.queries.letters import body_pair, pair
from open315.cases.rules.workflow import ROOM
from open315.cases.types import Kind
from open315.cases.vault import open_identity
from open315.core import verbs
from open315.core.outbox import Event, subscribe
from open315.law import codelists
from open315.notify import services as notify
from open315.notify.wording import Mail, declare_mails

LETTERS = {verb.event: verb.letter for verb in verbs.of_room(ROOM) if verb.letter}
declare_mails({event: Mail(letter.subject, letter.body) for event, letter in LETTERS.items()})


def address_of(identity_id: UUID) -> str:
    """The e-mail address in the vault; "" when there is none, or the identity was erased."""
    row = Identity.objects.filter(pk=identity_id).first()
    return open_identity(row).email if row else ""


@subscribe(*LETTERS)
def write_letter(event: Event) -> None:
    """Ask for the mail, in the consumer's language. The reporter of a breach gets the receipt alone."""
    case = Case.objects.filter(pk=event.payload["case"]).first()
    if case is None or (case.kind == Kind.REPORT and event.name != verbs.named(ROOM, "register").event):
        return
    parties = Party.objects.filter(case=case, has_email=True).exclude(identity_id=None)
    data = {**_common(case), **LETTERS[event.name].says(case, event)}
    for identity_id in parties.values_list("identity_id", flat=True):
        if identity_id is not None:
            notify.mail_identity(identity_id, template=event.name, data=data, language=case.language, at=event.at)


def _common(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "council": body_pair(case.council_id),
        "kind": pair(codelists.label("kinds", case.kind)),
        "site": settings.SITE_URL.rstrip("/"),
    }
