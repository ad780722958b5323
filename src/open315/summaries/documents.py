"""The documents of this room, as content trees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from open315.campaigns.overview import period_of, scope_of
from open315.core import clock
from open315.core.access import Actor
from open315.core.documents.numbering import with_numbered_captions
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Annex, AnnexWords, Document, Note, Section, Text
from open315.core.facts import one_reading
from open315.core.facts.checks import contradictions
from open315.core.facts.wording import day_words, moment_words
from open315.core.names import Names
from open315.summaries.outline import complaint_chapter
from open315.summaries.reader import Reader

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign


def campaign_summary(
    campaign: "Campaign",
    actor: Actor,
    language: str = "zh-hant",
    *,
    base_url: str = "",
    at: datetime | None = None,
    when_counted: Callable[[], None] = lambda: None,
) -> Document:
    """The summary of a campaign in `language`, from the rows `actor` may see, on one state of the database: that of `at`.

    `when_counted` is called between counting, which takes long in a large province, and setting.
    """
    at = at or clock.now()
    with translation.override(language), one_reading():
        reader = Reader(period_of(campaign), scope_of(campaign), actor)
        reader.count()
        when_counted()
        sections = complaint_chapter(reader)
        document = _framed(campaign, language, sections, at)
        numbered = with_numbered_captions(document, _("Table {n}. "), _("Chart {n}. "))
        return replace(numbered, base_url=base_url, remarks=(*_remarks(reader, at), *_contradictions(reader)))


def file_name(document: Document) -> str:
    """What a document is called on the disk of its reader, without the ending."""
    return f"{document.title}（{document.issuer}）"


def _framed(campaign: "Campaign", language: str, sections: tuple[Section, ...], at: datetime) -> Document:
    council = str(Names(campaign.council.name, campaign.council.name_en))
    theme = str(Names(campaign.theme, campaign.theme_en))
    return Document(
        title=_("Summary of the %(year)s 3·15 campaign") % {"year": campaign.year},
        subtitle=_("Complaints · theme of the year: %(theme)s") % {"theme": theme},
        issuer=council,
        issued=day_words(clock.local_day(at)),
        language=language,
        sections=sections,
        annex=_annex(),
    )


def _remarks(reader: Reader, at: datetime) -> tuple[Note, ...]:
    day = day_words(reader.period.until or clock.local_day(at))
    template = _(
        "Figures are counted from the records of the councils as they stood on %(moment)s; "
        "what became of a complaint counts up to %(day)s. "
        "The year before is taken at the same distance. Each figure leads to the complaints it was counted from; the annex says how."
    )
    return (Note(sentence(template, moment=moment_words(at), day=day)),)


def _contradictions(reader: Reader) -> tuple[Note, ...]:
    """Printed in the document itself: a contradiction must not leave the house unseen."""
    return tuple(
        Note((Text(_("Contradiction: "), strong=True), Text(str(words)))) for words in contradictions(reader.read)
    )


def _annex() -> Annex:
    preface = _(
        "Every figure of this document is listed here with what it counts, for which period and region, and the query that gives its rows. "
        "Shares are rounded from unrounded values; their numerator and denominator are given."
    )
    return Annex(_("Annex: evidence of the figures"), sentence(preface), annex_words())


def annex_words() -> AnnexWords:
    """The words the annex is set in."""
    return AnnexWords(
        definition=_("Definition"),
        period=_("Period"),
        scope=_("Scope"),
        query=_("Query"),
        parameters=_("Further parameters"),
        key=_("Key"),
        line=_("Line"),
        value=_("Value"),
        fraction=_("Numerator / denominator"),
        page=_("Page {page} of {pages}"),
        contents=_("Contents"),
    )
