"""The documents of this room, as content trees."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from open315.campaigns.overview import scope_of, spans_of
from open315.core import clock
from open315.core.access import Actor
from open315.core.documents.numbering import with_numbered_captions
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Annex, AnnexWords, Document, Note
from open315.core.facts import one_reading
from open315.core.facts.wording import day_words
from open315.figures.chapters import Composed, compose

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign
    from open315.org.models import Organisation


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
        composed = compose(spans_of(campaign), scope_of(campaign), actor, at=at, when_counted=when_counted)
        document = framed(campaign, campaign.council, language, composed, at)
        numbered = with_numbered_captions(document, _("Table {n}. "), _("Chart {n}. "))
        return replace(numbered, base_url=base_url)


def file_name(document: Document) -> str:
    """What a document is called on the disk of its reader, without the ending."""
    return f"{document.title}（{document.issuer}）"


def framed(campaign: "Campaign", council: "Organisation", language: str, composed: Composed, at: datetime) -> Document:
    """The sections with title, theme, issuer, day and annex around them."""
    return Document(
        title=_("Summary of the %(year)s 3·15 campaign") % {"year": campaign.year},
        subtitle=_subtitle(campaign, composed.titles),
        issuer=str(council.name_in),
        issued=day_words(clock.local_day(at)),
        language=language,
        sections=composed.sections,
        annex=_annex(),
        about=composed.about,
        remarks=_remarks(composed) or (Note(sentence(_("There is no chapter that your role may read."))),),
    )


def _remarks(composed: Composed) -> tuple[Note, ...]:
    """What contradicts itself; and where it is said how was counted, in one line."""
    if not composed.about:
        return composed.remarks
    where = _("How the figures were counted, and whose records are not complete, is said in the annex.")
    return (*composed.remarks, Note(sentence(where)))


def _subtitle(campaign: "Campaign", chapters: Sequence[str]) -> str:
    """The theme of the year, after the name of the chapter if there is only one."""
    theme = str(campaign.theme_in)
    if len(chapters) == 1:
        return _("%(chapter)s · theme of the year: %(theme)s") % {"chapter": chapters[0], "theme": theme}
    return _("Theme of the year: %(theme)s") % {"theme": theme}


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
        about=_("About these figures"),
    )
