"""The paper as an official document (GB/T 9704-2012): what was issued, or would be, in the reader's script."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from open315.campaigns.issue.rules import number_of
from open315.campaigns.issue.words import words_of
from open315.campaigns.plan.content import Item as PlanItem
from open315.campaigns.plan.content import content_from, sections_read
from open315.core.documents.official.files import said_in, script_for
from open315.core.documents.official.reading import blocks_of
from open315.core.documents.official.types import Annex, Block, Item, Number, OfficialDocument, Paragraph

QUOTED = re.compile(r"《([^《》]*(?:方案|計劃|计划))》")


def document_of(paper: Mapping[str, Any], language: str) -> OfficialDocument:
    """The paper with the plan as its first annex; in Simplified for all but readers of Traditional Chinese."""
    script = script_for(language)
    said = said_in(script)
    words, number = words_of("paper"), number_of(paper["number"])
    day = date.fromisoformat(paper["issued_on"]) if paper["issued_on"] else None
    plan = Annex(said(_plan_title(paper, words)), tuple(_plan(paper["plan"], said)))
    return OfficialDocument(
        script=script,
        issuers=tuple(map(said, paper["signatories"])),
        title=said(paper["title"]),
        day=day,
        body=blocks_of(said(paper["text"])),
        kind=said(words["kind"]),
        number=Number(said(number.code), number.year, number.serial) if number else None,
        recipients=said("、".join(paper["recipients"])),
        annexes=(plan, *(Annex(said(title)) for title in paper["annexes"] if said(title) != plan.title)),
        copies=said("，".join(paper["copies"])),
        printing_body=said(paper["signatories"][0]),
        printing_day=day,
    )


def _plan_title(paper: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """What the paper's title calls the plan between 《》, else the usual title."""
    named = QUOTED.search(paper["title"])
    return named.group(1) if named else str(words["plan"].format(year=paper["year"]))


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
            title, told = measure.fields["title"].rstrip("。"), _told(measure)
            # What follows a heading in the same paragraph follows a full stop.
            yield Item(2, said(f"{title}。" if told else title), said(told))


def _told(measure: PlanItem) -> str:
    """Who does it, when and where, with which output, and what more is said; money is not for the councils below."""
    fields, words = measure.fields, words_of("paper")
    told = {**fields, "days": _days(fields["first_day"], fields["last_day"], words)}
    parts = [f"{words[name]}：{told[name]}" for name in ("responsible", "days", "venue", "output") if told[name]]
    more = fields["text"].strip().rstrip("。")
    return "".join(f"{each}。" for each in ("；".join(parts), more) if each)


def _days(first: str, last: str, words: Mapping[str, Any]) -> str:
    """2026年3月10日至3月11日: the year once where both days are of one, the day once where they are the same."""
    days = [date.fromisoformat(each) for each in dict.fromkeys((first, last)) if each]
    told = [words["day"].format(year=each.year, month=each.month, day=each.day) for each in days]
    if len({each.year for each in days}) == 1:
        told[1:] = [words["day_of_year"].format(month=each.month, day=each.day) for each in days[1:]]
    return str(words["between"].join(told))
