"""A notice as an official document to print, seal and post: the words of the mail, under the head of the council.

In Chinese, as such a body writes; whoever wrote in English has the mail in English besides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from open315.cases.models import Case
from open315.cases.notices.consumer import LETTERS, common
from open315.cases.rules.paper import tells_the_date
from open315.cases.rules.workflow import ROOM
from open315.cases.services.paper import PaperNotice
from open315.cases.types import PersonDetails
from open315.core import verbs
from open315.core.documents.official import docx, pdf
from open315.core.documents.official.types import OfficialDocument, Paragraph, Script
from open315.core.outbox import Event
from open315.core.text import to_simplified
from open315.notify.wording import written
from open315.org import queries as org

FORMS: Mapping[str, tuple[Callable[[OfficialDocument], bytes], str]] = {
    "pdf": (pdf.render, "application/pdf"),
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
NOTICE = "通知"
TO_NOBODY = "消費者"
"""Where no name was left."""
TO_ADDRESS = "寄往：{address}"


@dataclass(frozen=True, slots=True)
class Printed:
    """The bytes of a file, what kind they are of, and its name."""

    content: bytes
    content_type: str
    name: str


def printed(case: Case, notice: PaperNotice, *, form: str, language: str, day: date) -> Printed:
    """The notice in a form of FORMS, in the script of `language`."""
    document = document_of(case, notice, language=language, day=day)
    render, content_type = FORMS[form]
    return Printed(render(document), content_type, f"{document.title} {case.number}.{form}")


def document_of(case: Case, notice: PaperNotice, *, language: str, day: date) -> OfficialDocument:
    """The notice as a typed document of the council, dated `day`."""
    script = Script.TRADITIONAL if language == Script.TRADITIONAL else Script.SIMPLIFIED
    said = _same if script is Script.TRADITIONAL else to_simplified
    council = _council(case, script)
    return OfficialDocument(
        script=script,
        issuers=(council,),
        title=said(_title(notice.verb)),
        day=day,
        body=tuple(Paragraph(line) for line in _lines(case, notice.verb, script, council)),
        recipients=said("、".join(each.name for each in notice.to if each.name) or TO_NOBODY),
        note=said(_address(notice.to)),
        names_document=False,
    )


def _council(case: Case, script: Script) -> str:
    body = org.body_by_id(case.council_id)
    with translation.override(script):
        return str(body.names) if body else ""


def _title(verb: str) -> str:
    """What the letter is called; of a 通知 the paper is the 通知書."""
    with translation.override(Script.TRADITIONAL):
        name = str(_letter(verb).name)
    return f"{name}書" if name.endswith(NOTICE) else name


def _letter(verb: str) -> Any:
    return LETTERS[verbs.named(ROOM, verb).event]


def _lines(case: Case, verb: str, script: Script, council: str) -> list[str]:
    """The lines of the mail, without the council's name at its end: the paper has that beside its seal."""
    declared = verbs.named(ROOM, verb)
    event = Event(declared.event, {"result": case.result, "to": case.holder_id}, case.received_at)
    data = {**common(case), **_letter(verb).says(case, event), "due": _due(case, verb)}
    lines = [line.strip() for line in written(declared.event, data, script).text.splitlines()]
    return [line.removeprefix("- ") for line in lines if line and line != council]


def _due(case: Case, verb: str) -> str:
    """The date as such papers write it; "" where the notice speaks of none."""
    day = case.next_due_on if tells_the_date(case, verb) else None
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _address(people: tuple[PersonDetails, ...]) -> str:
    found = next((each.address for each in people if each.address.strip()), "")
    return TO_ADDRESS.format(address=" ".join(found.split())) if found else ""


def _same(text: str) -> str:
    return text
