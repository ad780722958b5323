"""A new query code for somebody who asked for one: sent to the address she gave when filing, if it is the one she names."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.actors import consumer_of
from open315.cases.models import Case, Identity, Party
from open315.cases.notices.consumer import REACHED, common
from open315.cases.query_codes import query_code
from open315.cases.services.codes import renew_code
from open315.cases.types import ASKED_FOR_CODE, Kind, PersonDetails
from open315.cases.vault import address_indexes, open_identity
from open315.core.crypto import KeyUnknown
from open315.core.outbox import Event, subscribe
from open315.notify import services as notify
from open315.notify.queries import is_on
from open315.notify.types import EMAIL, SMS, Manner, Recipient
from open315.notify.wording import Mail, Text, declare_mails, declare_texts

NEW_CODE = "cases.new_code"


def _code_now(data: Mapping[str, Any]) -> str:
    """The code that opens the case when the message leaves: none is kept in a message, and the newest is the one that holds."""
    case = Case.objects.filter(pk=data.get("case", 0)).first()
    return query_code(case.pk, case.code_generation or 0) if case else ""


def _made(data: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    return {"code": _code_now(data)}, {}


def _text(data: Mapping[str, Any]) -> str:
    return str(_("Case %(number)s: your new query code is %(code)s.")) % {**data, "code": _code_now(data)}


declare_mails({NEW_CODE: Mail(_("New query code for case %(number)s"), "cases/mail/new_code", _made)})
declare_texts({NEW_CODE: Text(made=_text, manner=Manner(at_once=True))})


def ways_to_send() -> tuple[str, ...]:
    """By which channels a new code can be sent in this install."""
    return tuple(each for each in (EMAIL, SMS) if is_on(each))


@subscribe(ASKED_FOR_CODE)
def send_code(event: Event) -> None:
    """Issue and send a new code where number and address belong together; otherwise nothing happens.

    Never of a report: whoever reads the reporter's mails or messages might be the one reported. The council tells her.
    """
    case = Case.objects.filter(number=event.payload["number"], is_leaving=False).first()
    if case is None or case.kind == Kind.REPORT:
        return
    found = next(_reached(case, set(event.payload["address"])), None)
    if found is None:
        return
    channel, recipient = found
    renew_code(case.pk, reason="", by=channel, actor=consumer_of(case.pk), at=event.at)
    data = {**common(case), "case": case.pk}
    notify.send(
        recipient,
        channel=channel,
        template=NEW_CODE,
        data=data,
        language=case.language,
        body_id=case.council_id,
        at=event.at,
    )


def _reached(case: Case, wanted: set[str]) -> Iterator[tuple[str, Recipient]]:
    """By which channel which of its consumers is reached at one of these addresses."""
    for party in Party.objects.filter(case=case).exclude(identity_id=None).order_by("id"):
        row = Identity.objects.filter(pk__in=[party.identity_id]).first()
        person = _opened(row) if row is not None else None
        if row is None or person is None:
            continue
        for channel in ways_to_send():
            address = REACHED[channel].address(person)
            if address and wanted & set(address_indexes(address)):
                yield channel, Recipient.consumer(row.pk)


def _opened(row: Identity) -> PersonDetails | None:
    """The details; None where the keys are lost: then nobody is recognised."""
    try:
        return open_identity(row)
    except KeyUnknown:
        return None
