"""Who is told of a return, in the console; of what is due and late also by e-mail, where the install has it and the person an address."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core.outbox import Event, subscribe
from open315.notify import services as notify
from open315.notify.queries import is_on
from open315.notify.telling import deliver
from open315.notify.types import EMAIL, Recipient
from open315.notify.wording import Mail, Notice, declare_mails, declare_notices
from open315.org import queries as org
from open315.returns.models import Return
from open315.returns.reminding import DUE_SOON, LATE
from open315.returns.types import State

ASKED, FILLED_IN, CORRECTED = "returns.asked", "returns.filled_in", "returns.corrected"
SIGNED, SENT_BACK, REOPENED = "returns.signed", "returns.sent_back", "returns.reopened"
declare_notices(
    {
        ASKED: Notice(_("%(title)s is asked of %(body)s until %(due)s.")),
        FILLED_IN: Notice(_("%(title)s of %(body)s waits for your signature."), "warn"),
        CORRECTED: Notice(_("The correction of %(title)s of %(body)s waits for your signature."), "warn"),
        SIGNED: Notice(_("%(body)s has signed %(title)s."), "good"),
        SENT_BACK: Notice(_("%(title)s of %(body)s was sent back. Fill it in again."), "warn"),
        REOPENED: Notice(_("%(title)s of %(body)s is open again. Fill it in until %(due)s."), "warn"),
        DUE_SOON: Notice(_("%(title)s of %(body)s is due on %(due)s."), "warn"),
        LATE: Notice(_("%(title)s of %(body)s was due on %(due)s and is not signed."), "bad"),
    }
)
declare_mails(
    {
        DUE_SOON: Mail(_("%(title)s is due on %(due)s"), "returns/mail/due_soon"),
        LATE: Mail(_("%(title)s was due on %(due)s"), "returns/mail/late"),
    }
)
FILL, SIGN, ASK = "returns:fill", "returns:sign", "returns:ask"


def fillers(row: Return) -> list[int]:
    """Who may fill it in."""
    return org.account_ids_who_may(FILL, row.council_id)


def signers(row: Return) -> list[int]:
    """Who may sign it."""
    return org.account_ids_who_may(SIGN, row.council_id)


def askers(row: Return) -> list[int]:
    """Who of the council that asked may open it again."""
    return org.account_ids_who_may(ASK, row.call.council_id)


def whose_turn(row: Return) -> list[int]:
    """Who has to act next: those who sign what is filled in, else those who fill in."""
    return signers(row) if row.state == State.FILLED else fillers(row)


def _about(row: Return) -> tuple[dict[str, Any], str]:
    names = {"zh_hant": row.council.name, **dict(row.council.name_in.others)}
    said = {"title": row.call.title, "body": names, "due": row.due_on.isoformat()}
    return said, reverse("returns:detail", args=[row.pk])


def _row(event: Event) -> Return:
    return Return.objects.select_related("call", "council").get(pk=event.payload["return_id"])


@subscribe(ASKED)
def tell_the_asked(event: Event) -> None:
    """Those who fill in, of every body that is asked."""
    for row in Return.objects.filter(call_id=event.payload["call_id"]).select_related("call", "council"):
        deliver(event, fillers(row), *_about(row))


@subscribe(FILLED_IN, CORRECTED)
def tell_who_signs(event: Event) -> None:
    """Those who sign."""
    row = _row(event)
    deliver(event, signers(row), *_about(row))


@subscribe(SENT_BACK, REOPENED)
def tell_who_fills_in(event: Event) -> None:
    """Those who fill in."""
    row = _row(event)
    deliver(event, fillers(row), *_about(row))


@subscribe(SIGNED)
def tell_who_asked(event: Event) -> None:
    """The council that asked."""
    row = _row(event)
    deliver(event, askers(row), *_about(row))


@subscribe(DUE_SOON, LATE)
def chase(event: Event) -> None:
    """Whose turn it is, in the console and by e-mail; of what is late, also the council that asked. Nobody, where it was signed meanwhile."""
    row = _row(event)
    if row.state == State.SIGNED:
        return
    told = whose_turn(row)
    said, url = _about(row)
    deliver(event, [*told, *(askers(row) if event.name == LATE else [])], said, url)
    _write(event, told, {**said, "link": f"{settings.SITE_URL.rstrip('/')}{url}"})


def _write(event: Event, account_ids: Sequence[int], said: dict[str, Any]) -> None:
    if not is_on(EMAIL):
        return
    for account_id in account_ids:
        if org.email_of_account(str(account_id)):
            notify.send(Recipient.staff(account_id), channel=EMAIL, template=event.name, data=said, at=event.at)
