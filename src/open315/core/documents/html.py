"""The document as part of a web page: semantic, without any style of its own. Every text is escaped.

Charts are SVG made by `core.charts` (never from outside) and stand in the page as they are.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from open315.core.documents.numbering import Entry, Line, anchor_of, entries_of, marks_of
from open315.core.documents.tree import (
    Block,
    Chart,
    Document,
    Evidence,
    Figure,
    Link,
    Note,
    Paragraph,
    Photo,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Text,
)

Marks = Mapping[Evidence, str]


def render(document: Document, *, level: int = 2) -> SafeString:
    """The document as HTML whose highest heading is `level`."""
    entries = entries_of(document)
    marks = marks_of(entries)
    return format_html(
        '<article class="document" lang="{}">{}{}{}{}{}{}</article>',
        _language(document.language),
        _head(document, level),
        _each(_note(note, marks) for note in document.remarks),
        _contents(document),
        _each(_section(section, marks, level + 1) for section in document.sections),
        _ending(document),
        _annex(document, entries, level + 1),
    )


def render_block(block: Block, *, level: int = 3) -> SafeString:
    """One block by itself: its figures lead to their rows, there is no annex to point at."""
    return _block(block, {}, level)


def _language(code: str) -> str:
    return {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}.get(code, code)


def _each(pieces: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(pieces))


def _head(document: Document, level: int) -> SafeString:
    return format_html(
        '<header class="document__head"><h{0} class="document__title">{1}</h{0}><p class="document__subtitle">{2}</p>'
        '<p class="document__issuer">{3}</p><p class="document__date">{4}</p></header>',
        level,
        document.title,
        document.subtitle,
        document.issuer,
        document.issued,
    )


def _contents(document: Document) -> SafeString:
    items = [(each.anchor, each.title) for section in document.sections for each in _with_inner(section)]
    links = format_html_join("", '<li><a href="#{}">{}</a></li>', [*items, ("annex", document.annex.title)])
    return format_html(
        '<nav class="document__contents" aria-label="{0}"><p>{0}</p><ol>{1}</ol></nav>',
        document.annex.words.contents,
        links,
    )


def _with_inner(section: Section) -> Iterator[Section]:
    """A section and those right inside of it."""
    yield section
    yield from (block for block in section.blocks if isinstance(block, Section))


def _section(section: Section, marks: Marks, level: int) -> SafeString:
    return format_html(
        '<section id="{0}" aria-labelledby="{0}-title"><h{1} id="{0}-title">{2}</h{1}>{3}</section>',
        section.anchor,
        min(level, 6),
        section.title,
        _each(_block(block, marks, level) for block in section.blocks),
    )


def _block(block: Block, marks: Marks, level: int) -> SafeString:
    match block:
        case Section():
            return _section(block, marks, level + 1)
        case Paragraph():
            return format_html("<p>{}</p>", _runs(block.runs, marks))
        case Note():
            return _note(block, marks)
        case Table():
            return _table(block, marks)
        case Chart():
            return _chart(block)
        case Photo():
            return _photo(block)


def _note(note: Note, marks: Marks) -> SafeString:
    return format_html('<p class="document__note">{}</p>', _runs(note.runs, marks))


def _runs(runs: Runs, marks: Marks) -> SafeString:
    return _each(_run(run, marks) for run in runs)


def _run(run: Run, marks: Marks) -> SafeString:
    if isinstance(run, Figure):
        return _figure(run, marks)
    if isinstance(run, Link):
        return format_html('<a href="{}">{}</a>', run.href, run.text)
    if isinstance(run, Text) and run.strong:
        return format_html("<strong>{}</strong>", run.text)
    return format_html("{}", run.text)


def _figure(figure: Figure, marks: Marks) -> SafeString:
    mark = marks.get(figure.evidence)
    note = format_html('<sup><a class="figure__mark" href="#{}">{}</a></sup>', anchor_of(mark), mark) if mark else ""
    link = format_html('<a class="figure" href="{}">{}</a>', figure.evidence.href, figure.text)
    shown = format_html("<strong>{}</strong>" if figure.strong else "{}", link)
    return format_html('<span class="nowrap">{}{}</span>', shown, note) if mark else shown


def _table(table: Table, marks: Marks) -> SafeString:
    head = format_html_join(
        "", '<th scope="col"{}>{}</th>', [(_numeric(table, i), text) for i, text in enumerate(table.head)]
    )
    note = format_html('<p class="document__note">{}</p>', _runs(table.note, marks)) if table.note else ""
    return format_html(
        '<div class="table-wrap"><table class="table"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>'
        "</table></div>{}",
        table.caption,
        head,
        _each(_row(table, row) for row in table.rows),
        note,
    )


def _numeric(table: Table, column: int) -> SafeString:
    return SafeString("" if column in table.words else ' class="number"')


def _row(table: Table, row: Row) -> SafeString:
    cells = []
    for column, runs in enumerate(row.cells):
        tag = "th" if column == 0 else "td"
        scope = SafeString(' scope="row"') if column == 0 else ""
        cells.append(format_html("<{0}{1}{2}>{3}</{0}>", tag, scope, _numeric(table, column), _runs(runs, {})))
    return format_html("<tr{}>{}</tr>", SafeString(' class="total"') if row.strong else "", _each(cells))


def _chart(chart: Chart) -> SafeString:
    return format_html(
        '<figure class="document__chart"><div class="chart__drawing" tabindex="0">{}</div><figcaption>{}</figcaption></figure>',
        chart.drawing,
        chart.caption,
    )


def _photo(photo: Photo) -> SafeString:
    return format_html(
        '<figure class="document__photo document__photo--{}"><img src="{}" alt="{}" loading="lazy"><figcaption>{}</figcaption></figure>',
        photo.width,
        photo.src,
        photo.alt,
        photo.caption,
    )


def _ending(document: Document) -> SafeString:
    """Who issues it, the place of the seal, and the day."""
    if document.ending is None:
        return SafeString("")
    return format_html(
        '<footer class="document__ending"><p>{} <span class="document__seal">{}</span></p><p>{}</p></footer>',
        document.ending.name,
        document.ending.seal,
        document.ending.date,
    )


def _annex(document: Document, entries: list[Entry], level: int) -> SafeString:
    return format_html(
        '<section id="annex" class="document__annex" aria-labelledby="annex-title"><h{0} id="annex-title">{1}</h{0}>'
        "<p>{2}</p>{3}{4}</section>",
        level,
        document.annex.title,
        _runs(document.annex.preface, {}),
        _about(document, level + 1),
        _each(_entry(entry, document, level + 1) for entry in entries),
    )


def _about(document: Document, level: int) -> SafeString:
    """How was counted, and whose records are missing."""
    if not document.about:
        return SafeString("")
    heading = format_html("<h{0}>{1}</h{0}>", level, document.annex.words.about) if document.annex.words.about else ""
    notes = _each(_note(note, {}) for note in document.about)
    return format_html('<section class="document__about" id="about-figures">{}{}</section>', heading, notes)


def _entry(entry: Entry, document: Document, level: int) -> SafeString:
    words, first = document.annex.words, entry.first
    facts = [
        (words.definition, first.definition),
        (words.period, "; ".join(entry.periods)),
        (words.scope, first.scope),
        (words.key, format_html("<code>{}</code>", first.key)),
        (words.query, format_html("<code>{}</code>", entry.query)),
    ]
    return format_html(
        '<section class="document__entry" id="{0}"><h{1}><span class="document__number">{2}</span> {3}</h{1}>'
        '<dl class="facts">{4}</dl>{5}</section>',
        f"entry-{entry.number}",
        level,
        entry.number,
        first.label,
        format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", facts),
        _entry_lines(entry, document),
    )


def _entry_lines(entry: Entry, document: Document) -> SafeString:
    words = document.annex.words
    fraction = entry.has_fractions
    body = _each(_entry_line(entry, line, fraction=fraction) for line in entry.lines)
    return format_html(
        '<div class="table-wrap"><table class="table table--dense"><thead><tr><th scope="col">№</th><th scope="col">{}</th>'
        '<th scope="col" class="number">{}</th>{}<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table></div>',
        words.line,
        words.value,
        format_html('<th scope="col" class="number">{}</th>', words.fraction) if fraction else "",
        words.parameters,
        body,
    )


def _entry_line(entry: Entry, line: Line, *, fraction: bool) -> SafeString:
    return format_html(
        '<tr id="{}"><th scope="row">{}</th><td>{}</td><td class="number"><a class="figure" href="{}">{}</a></td>{}'
        "<td><code>{}</code></td></tr>",
        anchor_of(line.mark),
        line.mark,
        line.title,
        line.evidence.href,
        line.value,
        format_html('<td class="number">{}</td>', line.fraction) if fraction else "",
        entry.rest(line),
    )
