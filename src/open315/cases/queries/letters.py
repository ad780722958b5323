"""What a mail to the consumer says of the case after a step. Names in pairs of languages: the mail speaks the consumer's."""

from typing import Any

from open315.cases.models import Case
from open315.cases.queries.numbers import both_ways
from open315.cases.queries.routes import ended_without, route_line
from open315.cases.types import Kind
from open315.core import clock
from open315.core.names import NO_NAME, Names
from open315.core.outbox import Event
from open315.law import codelists
from open315.law.rules import packs
from open315.law.rules.packs import Ground
from open315.org import queries as org

Data = dict[str, Any]


def receipt(case: Case, event: Event) -> Data:
    """The number, and until when the council decides. The code stays on the receipt page alone."""
    return {**acceptance(case, event), "is_report": case.kind == Kind.REPORT}


def acceptance(case: Case, event: Event) -> Data:
    """Until when."""
    return {"due": case.next_due_on.isoformat() if case.next_due_on else ""}


def refusal(case: Case, event: Event) -> Data:
    """The grounds with their articles, the statement, and the other routes the law names (Order 121, Art 15)."""
    pack = packs.pack(case.pack)
    grounds = [each for each in pack.grounds if each.code in case.decline_grounds]
    return {
        "grounds": [_cited(each) for each in grounds],
        "routes": _routes(case),
        "statement": case.decline_statement,
    }


def referral(case: Case, event: Event) -> Data:
    """Which body deals with it now."""
    return {"body": body_pair(event.payload.get("to"))}


def written(case: Case, event: Event) -> Data:
    """That a message waits, and no word of it: it is read with the code."""
    return {}


def appointment(case: Case, event: Event) -> Data:
    """When it is, and whether it was moved or called off. Where, and what to bring, is read with the code: an address may be hers."""
    return {"when": event.payload["when"], "change": event.name.removeprefix("cases.appointment_")}


def code_issued(case: Case, event: Event) -> Data | None:
    """That there is a new code, and no sign of it; None where she asked for it herself and is sent it."""
    return None if event.payload.get("by") else {}


def closure(case: Case, event: Event) -> Data:
    """How it ended; where nothing came of a dispute, the other routes too."""
    result = str(event.payload.get("result", ""))
    told = {"result": pair(codelists.label("results", result)), "note": case.result_note}
    return {**told, "routes": _routes(case)} if ended_without(case) else told


def body_pair(organisation_id: int | None) -> Data:
    """The names of a body."""
    body = org.body_by_id(organisation_id) if organisation_id else None
    return (body.names if body else NO_NAME).as_data()


def number_pair(number: str) -> Data:
    """The number of a case; in English, the Latin way to say it stands beside it."""
    return Names(number, en=both_ways(number)).as_data()


def pair(names: Names) -> Data:
    """Names as plain data."""
    return names.as_data()


def _routes(case: Case) -> list[Data]:
    """The other routes of the law with whoever opens them today."""
    return [route_line(each, clock.today()).as_data() for each in packs.pack(case.pack).routes]


def _cited(ground: Ground) -> Data:
    chinese = f"{ground.words.zh_hant}（{ground.article.zh_hant}）"
    return {"zh_hant": chinese, "en": f"{ground.words.en} ({ground.article.en})" if ground.words.en else ""}
