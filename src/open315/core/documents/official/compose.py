"""From a typed document to what is printed and where: numbers, breaks, the size of the red names, the places of the seals."""

from collections.abc import Iterator
from datetime import date

from open315.core.documents.official import signatures
from open315.core.documents.official.endings import end_lines, is_kept
from open315.core.documents.official.heads import head_of, signer_rows
from open315.core.documents.official.layout import Colophon, Composed, ComposedAnnex, ComposedBlock, Grid, Line, Remark
from open315.core.documents.official.numbering import numbers
from open315.core.documents.official.standard import standard, words
from open315.core.documents.official.types import Annex, Block, Item, OfficialDocument, Paragraph, Script, Table
from open315.core.documents.official.widths import title_lines, width
from open315.core.text import cleaned

COLON = "："
ENDS = "：:；;，,、。. "
WIDEST = 12
"""A cell counts for at most so many signs when widths of columns are shared out."""
NARROWEST = 3


def composed(document: OfficialDocument) -> Composed:
    """The document ready to set; texts cleaned as at every door, empty parts left out."""
    document = cleaned(document)
    said = words(document.script)
    issuers = tuple(_one_line(name) for name in document.issuers if name.strip())
    title = title_lines(_lines_of(document.title), int(standard()["body"]["title_signs"]), issuers)
    recipients = _recipients(document.recipients)
    rows = signer_rows(tuple(_one_line(name.replace("　", "")) for name in document.signers if name.strip()))
    blocks, notes, note = _blocks(document.body), tuple(_annex_note(document)), _note(document.note)
    signature = signatures.signature(issuers, _day(document.script, document.day), sealed=document.sealed)
    return Composed(
        language=document.script,
        corner=tuple(_corner(document)),
        head=head_of(
            issuers,
            said["document"] if document.names_document else "",
            document.names_in_head,
            len(title),
            width(recipients),
            len(rows),
        ),
        number=_number(document),
        signer_lead=said["signer"],
        signers=rows,
        title=title,
        recipients=recipients,
        blocks=blocks,
        end_kept=len(blocks) > 1 and is_kept(blocks[-1], end_lines(notes, signature, note)),
        annex_note=notes,
        signature=signature,
        note=note,
        annexes=tuple(_annexes(document)),
        colophon=_colophon(document),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines_of(text: str) -> str:
    return "\n".join(filter(None, (_one_line(line) for line in text.split("\n"))))


def _day(script: Script, day: date | None) -> str:
    if day is None:
        return str(words(script)["no_date"])
    return str(words(script)["date"].format(year=day.year, month=day.month, day=day.day))


def _corner(document: OfficialDocument) -> Iterator[str]:
    """份號, 密級 with its term, 緊急程度, from above."""
    said = words(document.script)
    if document.copy_number is not None:
        yield f"{document.copy_number:06d}"
    if document.secrecy:
        yield "★".join(filter(None, (said["secrecy"][document.secrecy], _one_line(document.secret_for))))
    if document.urgency:
        yield said["urgency"][document.urgency]


def _number(document: OfficialDocument) -> str:
    if document.number is None:
        return _one_line(document.reference)
    number = document.number
    pattern = words(document.script)["number"]
    return str(pattern.format(code=_one_line(number.code), year=number.year, serial=number.serial))


def _recipients(text: str) -> str:
    """The main recipients, ending with the one full-width colon."""
    named = _one_line(text).rstrip(ENDS)
    return named + COLON if named else ""


def _blocks(blocks: tuple[Block, ...]) -> tuple[ComposedBlock, ...]:
    found = iter(numbers(block.level for block in blocks if isinstance(block, Item)))
    return tuple(line for block in blocks for line in _block(block, found))


def _block(block: Block, found: Iterator[str]) -> Iterator[ComposedBlock]:
    match block:
        case Item():
            yield Line(block.level, next(found), _one_line(block.heading), _one_line(block.text))
        case Paragraph():
            yield from (Line(0, "", "", text) for text in _lines_of(block.text).split("\n") if text)
        case Table():
            if block.head:
                yield _grid(block)


def _grid(table: Table) -> Grid:
    head = tuple(_one_line(cell) for cell in table.head)
    rows = tuple(tuple(_one_line(cell) for cell in row) + ("",) * (len(head) - len(row)) for row in table.rows)
    weights = [max(NARROWEST, *(min(width(row[at]), WIDEST) for row in (head, *rows))) for at in range(len(head))]
    return Grid(_one_line(table.caption), head, rows, tuple(weight / sum(weights) for weight in weights))


def _annex_note(document: OfficialDocument) -> Iterator[Remark]:
    """附件：1. … Without a full stop; a single annex has no number."""
    lead = words(document.script)["annex_note"]
    titles = [_one_line(annex.title) for annex in document.annexes]
    for count, title in enumerate(titles, 1):
        number = f"{count}. " if len(titles) > 1 else ""
        yield Remark((lead if count == 1 else "　" * len(lead)) + number, title.rstrip(ENDS))


def _annexes(document: OfficialDocument) -> Iterator[ComposedAnnex]:
    label = words(document.script)["annex"]
    for count, annex in enumerate(document.annexes, 1):
        if annex.blocks:
            yield _annex(annex, label + (str(count) if len(document.annexes) > 1 else ""))


def _annex(annex: Annex, label: str) -> ComposedAnnex:
    title = title_lines(_lines_of(annex.title), int(standard()["body"]["title_signs"]))
    return ComposedAnnex(label, title, _blocks(annex.blocks))


def _note(text: str) -> str:
    """附注 in its parentheses, typed with or without them."""
    note = _one_line(text).strip("（）()")
    return f"（{note}）" if note else ""


def _colophon(document: OfficialDocument) -> Colophon:
    said = words(document.script)
    copies = _one_line(document.copies).rstrip(ENDS)
    printed = said["printed"].format(date=_day(document.script, document.printing_day)) if document.printing_day else ""
    return Colophon(said["copies"], f"{copies}。" if copies else "", _one_line(document.printing_body), printed)
