"""The paper as an official document (GB/T 9704-2012): what was issued, or would be, in the reader's script."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from open315.campaigns.issue.rules import number_of
from open315.campaigns.issue.words import words_of
from open315.campaigns.plan.content import Item as PlanItem
from open315.campaigns.plan.content import content_from, sections_read
from open315.core.documents.official import docx, pdf
from open315.core.documents.official.reading import blocks_of
from open315.core.documents.official.types import Annex, Block, Item, Number, OfficialDocument, Paragraph, Script
from open315.core.text import to_simplified

RENDER: Mapping[str, Callable[[OfficialDocument], bytes]] = {"docx": docx.render, "pdf": pdf.render}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def document_of(paper: Mapping[str, Any], language: str) -> OfficialDocument:
    """The paper with the plan as its first annex; in Simplified for all but readers of Traditional Chinese."""
    script = Script.TRADITIONAL if language == Script.TRADITIONAL else Script.SIMPLIFIED
    said = _same if script is Script.TRADITIONAL else to_simplified
    words, number = words_of("paper"), number_of(paper["number"])
    day = date.fromisoformat(paper["issued_on"]) if paper["issued_on"] else None
    plan = Annex(said(words["plan"].format(year=paper["year"])), tuple(_plan(paper["plan"], said)))
    return OfficialDocument(
        script=script,
        issuers=tuple(map(said, paper["signatories"])),
        title=said(paper["title"]),
        day=day,
        body=blocks_of(said(paper["text"])),
        kind=said(words["kind"]),
        number=Number(said(number.code), number.year, number.serial) if number else None,
        recipients=said("、".join(paper["recipients"])),
        annexes=(plan, *(Annex(said(title)) for title in paper["annexes"])),
        copies=said("，".join(paper["copies"])),
        printing_body=said(paper["signatories"][0]),
        printing_day=day,
    )


def _same(text: str) -> str:
    return text


def _plan(data: Any, said: Callable[[str], str]) -> Iterator[Block]:
    """The idea and the goals, then the sections with their measures, numbered as such documents are."""
    content = content_from(data)
    for name in ("idea", "goals"):
        for line in content[0].fields[name].splitlines():
            yield Paragraph(said(line))
    for section in sections_read(content):
        yield Item(1, said(section.item.fields["title"]))
        for line in section.item.fields["text"].splitlines():
            yield Paragraph(said(line))
        for _number, measure in section.measures:
            yield Item(2, said(measure.fields["title"]), said(_told(measure)))


def _told(measure: PlanItem) -> str:
    """Who does it, when and where, with which output, and what more is said; money is not for the councils below."""
    fields, words = measure.fields, words_of("paper")
    days = words["between"].join(dict.fromkeys(filter(None, (fields["first_day"], fields["last_day"]))))
    told = {**fields, "days": days}
    parts = [f"{words[name]}：{told[name]}" for name in ("responsible", "days", "venue", "output") if told[name]]
    more = fields["text"].strip().rstrip("。")
    return "".join(f"{each}。" for each in ("；".join(parts), more) if each)
