"""The sheets of calls and of signed returns: a row a body, a column an indicator, as councils keep them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from open315.campaigns.folder.subject import acting_in, at_noon, campaign_in, campaigns_of, sheet
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, Form, declare_pages, declare_sheet
from open315.core.folders.sheets import Values
from open315.core.text import letters
from open315.indicators import queries as indicators
from open315.org import queries as org
from open315.returns import queries, services
from open315.returns.models import Call, Filing, Return, Value
from open315.returns.types import Answer, AnswerKind, CallPlan

CALL = ("title", "first", "last", "due_on", "indicators", "note")
REPORTED = indicators.ever_reported()
NOT_ASKED = _("This body is not asked by that call.")
UNKNOWN = _("This is no indicator that bodies report: “%(name)s”.")


def bring_call(values: Values, bringing: Bringing) -> bool:
    """What a council asks of bodies below it; one of the same title and days is left as it is."""
    campaign = campaign_in(bringing, values)
    same = {key: values[key] for key in ("title", "first", "last")}
    found = Call.objects.filter(campaign=campaign, **same).first()
    call = found or services.ask(
        _plan(campaign.pk, values),
        actor=acting_in(bringing, values),
        at=at_noon(values["asked_on"], bringing, column="asked_on"),
    )
    bringing.note("call", f"{values['council']} {call.title}", call)
    return found is None


def _plan(campaign_id: int, values: Values) -> CallPlan:
    kept = {key: values[key] for key in ("title", "first", "last", "due_on", "note")}
    codes = tuple(_code(each) for each in values["indicators"])
    asked = tuple(org.active_id(name, field="councils") for name in values["councils"])
    return CallPlan(campaign_id=campaign_id, indicators=codes, council_ids=asked, **kept)


@cache
def _codes() -> dict[str, str]:
    """The code of whatever may be written for an indicator, in any language of the interface."""
    found = {letters(each.code): each.code for each in REPORTED}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {letters(str(each.names)): each.code for each in REPORTED}
    return found


def _code(written: str) -> str:
    try:
        return _codes()[letters(written)]
    except KeyError:
        raise InvalidInput(UNKNOWN % {"name": written}, field="indicators") from None


def give_calls(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The calls by their days, with whom they ask."""
    rows = Call.objects.filter(campaign__in=campaigns_of(actor, campaign_id)).select_related("council")
    names = {each.code: str(each.names) for each in REPORTED}
    for each in rows.order_by("council__path", "first", "pk"):
        asked = each.returns.select_related("council").order_by("council__path")
        yield {
            **{key: getattr(each, key) for key in CALL},
            "council": each.council.name,
            "asked_on": local_day(each.created_at),
            "indicators": [names[code] for code in each.indicators],
            "councils": [row.council.name for row in asked],
        }


def bring_return(values: Values, bringing: Bringing) -> bool:
    """What a body reported and signed; where it has signed already, that is left as it is."""
    call: Call = bringing.find("call", f"{values['asked_by']} {values['call']}", column="call")
    council = acting_in(bringing, values).organisation_id
    row = Return.objects.filter(call=call, council_id=council).select_related("call", "council").first()
    if row is None:
        raise InvalidInput(NOT_ASKED, field="council")
    bringing.about = row
    if queries.latest_signed([row]):
        return False
    asker = org.acting_for(bringing.actor, call.council.name, field="asked_by")
    at = at_noon(values["signed_on"], bringing, column="signed_on")
    services.bring_signed(row.pk, list(_answers(row, values)), actor=asker, at=at)
    return True


def _answers(row: Return, values: Values) -> Iterator[Answer]:
    """A cell that is empty says nothing, so the verb asks for it; one reason stands for the whole row."""
    kinds = _kinds()
    for each in queries.fields_of(row):
        written = values[each.code]
        kind = kinds.get(letters(written), AnswerKind.VALUE)
        yield Answer(each.code, kind, written if kind == AnswerKind.VALUE else "", values["reason"])


@cache
def _kinds() -> dict[str, AnswerKind]:
    """What is written for "nothing to report" and "not known", in any language of the interface."""
    found: dict[str, AnswerKind] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {letters(str(Value.Kind(each).label)): each for each in AnswerKind if each != AnswerKind.VALUE}
    return found


def give_returns(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """What counts: of each return the latest that was signed. Drafts and earlier filings stay where they were written."""
    calls = Call.objects.filter(campaign__in=campaigns_of(actor, campaign_id))
    rows = Return.objects.filter(call__in=calls).select_related("call__council", "council")
    signed = queries.latest_signed(rows)
    for row in rows.order_by("call__first", "call_id", "council__path", "pk"):
        if filing := signed.get(row.pk):
            yield {
                **_told(filing),
                "council": row.council.name,
                "asked_by": row.call.council.name,
                "call": row.call.title,
            }


def _told(filing: Filing) -> dict[str, Any]:
    told = list(filing.values.all())
    reasons = dict.fromkeys(each.reason for each in told if each.reason)
    return {
        **{each.indicator: each.said or each.get_kind_display() for each in told},
        "reason": "；".join(reasons),
        "signed_on": local_day(filing.signed_at) if filing.signed_at else None,
    }


declare_sheet(
    sheet(
        "calls",
        _("Calls for returns"),
        140,
        (
            Column("title", pgettext_lazy("return", "Title"), needed=True),
            Column("first", _("First day"), Form.DAY, needed=True),
            Column("last", _("Last day"), Form.DAY, needed=True),
            Column("due_on", _("Due on"), Form.DAY, needed=True),
            Column("asked_on", _("Asked on"), Form.DAY),
            Column("indicators", _("Indicators"), Form.SEVERAL, needed=True),
            Column("councils", _("Bodies that report"), Form.SEVERAL, needed=True),
            Column("note", _("Note")),
        ),
        bring_call,
        give_calls,
    )
)
declare_sheet(
    sheet(
        "returns",
        _("Signed returns"),
        150,
        (
            Column("asked_by", _("Asked by"), needed=True),
            Column("call", _("Call"), needed=True),
            Column("signed_on", _("Signed on"), Form.DAY),
            *(Column(each.code, each.names) for each in REPORTED),
            Column("reason", _("Reason")),
        ),
        bring_return,
        give_returns,
    )
)
declare_pages(
    {
        Call: lambda call, _actor: reverse("returns:call", args=[call.pk]),
        Return: lambda row, _actor: reverse("returns:detail", args=[row.pk]),
    }
)
