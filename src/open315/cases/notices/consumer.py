"""Mails to the consumer of a case."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings

from open315.cases.models import Case, Identity, Party
from open315.cases.types import Kind
from open315.cases.vault import open_identity
from open315.core.names import Names
from open315.core.outbox import Event, subscribe
from open315.law import codelists
from open315.law.rules import packs
from open315.law.rules.packs import Ground
from open315.notify import services as notify
from open315.org import queries as org

Data = dict[str, Any]


def address_of(identity_id: UUID) -> str:
    """The e-mail address in the vault; "" when there is none, or the identity was erased."""
    row = Identity.objects.filter(pk=identity_id).first()
    return open_identity(row).email if row else ""


@subscribe("cases.registered")
def mail_receipt(event: Event) -> None:
    """The number, and until when the council decides. The code stays on the receipt page alone."""
    _mail(event, _receipt)


@subscribe("cases.accepted")
def mail_acceptance(event: Event) -> None:
    """That the council has taken the case, and until when."""
    _mail(event, _acceptance)


@subscribe("cases.declined")
def mail_refusal(event: Event) -> None:
    """The grounds with their articles, the statement, and the other routes the law names (Order 121, Art 15)."""
    _mail(event, _refusal)


@subscribe("cases.referred")
def mail_referral(event: Event) -> None:
    """Which body deals with it now."""
    _mail(event, _referral)


@subscribe("cases.closed")
def mail_closure(event: Event) -> None:
    """How it ended."""
    _mail(event, _closure)


def _mail(event: Event, tell: Callable[[Case, Event], Data]) -> None:
    case = Case.objects.filter(pk=event.payload["case"]).first()
    if case is None or (case.kind == Kind.REPORT and event.name != "cases.registered"):
        return
    parties = Party.objects.filter(case=case, has_email=True).exclude(identity_id=None)
    data = {**_common(case), **tell(case, event)}
    for identity_id in parties.values_list("identity_id", flat=True):
        if identity_id is not None:
            notify.mail_identity(identity_id, template=event.name, data=data, language=case.language, at=event.at)


def _common(case: Case) -> Data:
    return {
        "number": case.number,
        "council": _body(case.council_id),
        "kind": _pair(codelists.label("kinds", case.kind)),
        "site": settings.SITE_URL.rstrip("/"),
    }


def _receipt(case: Case, event: Event) -> Data:
    return {"due": case.next_due_on.isoformat() if case.next_due_on else "", "is_report": case.kind == Kind.REPORT}


def _acceptance(case: Case, event: Event) -> Data:
    return {"due": case.next_due_on.isoformat() if case.next_due_on else ""}


def _refusal(case: Case, event: Event) -> Data:
    pack = packs.pack(case.pack)
    grounds = [each for each in pack.grounds if each.code in case.decline_grounds]
    return {
        "grounds": [_cited(each) for each in grounds],
        "routes": [_cited(each) for each in pack.routes],
        "statement": case.decline_statement,
    }


def _referral(case: Case, event: Event) -> Data:
    return {"body": _body(event.payload.get("to"))}


def _closure(case: Case, event: Event) -> Data:
    result = str(event.payload.get("result", ""))
    return {"result": _pair(codelists.label("results", result)), "note": str(event.payload.get("note", ""))}


def _cited(ground: Ground) -> Data:
    chinese = f"{ground.words.zh_hant}（{ground.article.zh_hant}）"
    return {"zh_hant": chinese, "en": f"{ground.words.en} ({ground.article.en})" if ground.words.en else ""}


def _body(organisation_id: int | None) -> Data:
    body = org.body_by_id(organisation_id) if organisation_id else None
    return {"zh_hant": body.name, "en": body.name_en} if body else {"zh_hant": "", "en": ""}


def _pair(names: Names) -> Data:
    return {"zh_hant": names.zh_hant, "en": names.en}
