"""A notice as an official document to print, seal and post: the words of the mail, under the head of the council; and the letter to the trader.

In Chinese, as such a body writes; whoever wrote in English has the mail in English besides.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import get_language

from open315.cases.models import Case
from open315.cases.notices.consumer import LETTERS, common
from open315.cases.queries.appointments import coming
from open315.cases.queries.letters_sent import APPOINTED, MESSAGE, last_message
from open315.cases.queries.numbers import spoken_number
from open315.cases.rules.paper import tells_the_date
from open315.cases.rules.workflow import ROOM
from open315.cases.services.letters import Drawn, TraderLetter, draws
from open315.cases.services.paper import PaperNotice
from open315.cases.types import PersonDetails
from open315.cases.wording import MEETINGS
from open315.core import clock, verbs
from open315.core.clock import SHANGHAI, local_day
from open315.core.documents.official.files import RENDER, said_in, script_for
from open315.core.documents.official.types import Item, OfficialDocument, Paragraph, Script
from open315.core.outbox import Event
from open315.notify.wording import written
from open315.org import queries as org

NOTICE = "通知"
TO_NOBODY = "消費者"
"""Where no name was left."""
TO_ADDRESS = "寄往：{address}"
PHONE, PLACE = "聯繫電話：{phone}", "地址：{address}"
SAID = "編號在電話中可讀作{number}"
SUPPLEMENT = "補充材料通知書"
ANSWER_BY = "請於{day}前提交或者答覆。案件編號{number}。"
MEETS, AT_TIME = "現就案件{number}與您約定：{what}。", "時間：{day}{hour}時{minute:02}分。"
AT_PLACE, BRINGS = "地點：{place}", "請攜帶：{brings}"
OTHER_TIME = "如不能按時參加，請提前告知，另行約定。"
TO_TRADER = "關於消費者投訴事項的函"
OPENS = "{council}於{day}收到消費者對貴單位的投訴，案件編號{number}。現將有關情況函告如下。"
FACTS, ASKS = "消費者反映的情況", "請貴單位配合的事項"
CLOSES = "請於{day}前書面答覆，並附有關材料。答覆時請註明案件編號。"


def document_of(case: Case, notice: PaperNotice, *, language: str, day: date) -> OfficialDocument:
    """The notice as a typed document of the council, dated `day`."""
    script = script_for(language)
    said = said_in(script)
    council = _council(case, script)
    return OfficialDocument(
        script=script,
        issuers=(council,),
        title=said(_title(notice.verb)),
        day=day,
        body=tuple(Paragraph(line) for line in _lines(case, notice.verb, script, council)),
        recipients=said("、".join(each.name for each in notice.to if each.name) or TO_NOBODY),
        reference=said(case.number),
        note=said(_note(case, _address(notice.to))),
        names_document=False,
    )


def trader_document(case: Case, letter: TraderLetter, *, language: str, day: date) -> OfficialDocument:
    """The letter to the trader of the case, dated `day`. Its texts stand as the officer typed them."""
    script = script_for(language)
    said = said_in(script)
    council = _council(case, script)
    known = {"council": council, "day": _day(case.received_on), "number": case.number}
    return OfficialDocument(
        script=script,
        issuers=(council,),
        title=said(TO_TRADER),
        day=day,
        body=(
            Paragraph(said(OPENS.format(**known))),
            Item(1, said(FACTS)),
            Paragraph(said(letter.facts)),
            Item(1, said(ASKS)),
            Paragraph(said(letter.asks)),
            Paragraph(said(CLOSES.format(day=_day(letter.until)))),
        ),
        reference=said(case.number),
        recipients=said(case.trader_name),
        note=said(_note(case, _sent_to(letter.address))),
        names_document=False,
    )


@draws
def drawn(case: Case, letter: PaperNotice | TraderLetter, reference: str, day: date) -> Drawn:
    """The letter as it goes out, in the writer's script, under its number."""
    language = get_language() or ""
    draw: Any = trader_document if isinstance(letter, TraderLetter) else document_of
    document = draw(case, letter, language=language, day=day)
    document = replace(document, reference=said_in(document.script)(reference))
    return Drawn({form: render(document) for form, render in RENDER.items()})


def _council(case: Case, script: Script) -> str:
    body = org.body_by_id(case.council_id)
    with translation.override(script):
        return str(body.names) if body else ""


def _title(verb: str) -> str:
    """What the letter is called; of a 通知 the paper is the 通知書."""
    if verb == MESSAGE:
        return SUPPLEMENT
    with translation.override(Script.TRADITIONAL):
        name = str(_letter(verb).name)
    return f"{name}書" if name.endswith(NOTICE) else name


def _letter(verb: str) -> Any:
    return LETTERS[verbs.named(ROOM, verb).event]


def _lines(case: Case, verb: str, script: Script, council: str) -> list[str]:
    """The lines of the mail, without the council's name at its end: the paper has that beside its seal. What is asked stands in full."""
    if verb == MESSAGE:
        return _asked(case, said_in(script))
    if verb == APPOINTED:
        return list(map(said_in(script), _appointed(case)))
    declared = verbs.named(ROOM, verb)
    event = Event(declared.event, {"result": case.result, "to": case.holder_id}, case.received_at)
    data = {**common(case), **_letter(verb).says(case, event), "due": _due(case, verb)}
    lines = [line.strip() for line in written(declared.event, data, script).text.splitlines()]
    return [line.removeprefix("- ") for line in lines if line and line != council]


def _asked(case: Case, said: Callable[[str], str]) -> list[str]:
    asked = last_message(case)
    if asked is None:
        return []
    until = [ANSWER_BY.format(day=_day(date.fromisoformat(asked.until)), number=case.number)] if asked.until else []
    return [*map(said, asked.text.splitlines()), *map(said, until)]


def _appointed(case: Case) -> Iterator[str]:
    row = coming(case, clock.now()).filter(with_consumer=True).first()
    if row is None:
        return
    with translation.override(Script.TRADITIONAL):
        what = str(MEETINGS[row.kind])
    day, start = local_day(row.starts_at), row.starts_at.astimezone(SHANGHAI)
    yield MEETS.format(what=what, number=case.number)
    yield AT_TIME.format(day=_day(day), hour=start.hour, minute=start.minute)
    if row.place:
        yield AT_PLACE.format(place=row.place)
    if row.brings:
        yield BRINGS.format(brings=row.brings)
    yield OTHER_TIME


def _due(case: Case, verb: str) -> str:
    """The date as such papers write it; "" where the notice speaks of none."""
    return _day(case.next_due_on) if case.next_due_on and tells_the_date(case, verb) else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _note(case: Case, goes_to: str) -> str:
    """Where the council is reached, and where the letter goes."""
    body = org.body_by_id(case.council_id)
    said = spoken_number(case.number) if body and body.phone else ""
    phone = PHONE.format(phone=body.phone) if body and body.phone else ""
    number = SAID.format(number=said) if said else ""
    place = PLACE.format(address=body.address) if body and body.address else ""
    return "；".join(filter(None, (phone, number, place, goes_to)))


def _address(people: tuple[PersonDetails, ...]) -> str:
    return _sent_to(next((each.address for each in people if each.address.strip()), ""))


def _sent_to(address: str) -> str:
    return TO_ADDRESS.format(address=" ".join(address.split())) if address.strip() else ""
