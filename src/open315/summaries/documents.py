"""The documents of this room, as content trees."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from open315.campaigns.overview import spans_of
from open315.core import clock
from open315.core.access import Actor
from open315.core.documents.numbering import with_numbered_captions
from open315.core.documents.sentences import sentence
from open315.core.documents.tree import Annex, AnnexWords, Document, Ending, Note
from open315.core.facts import one_reading
from open315.core.facts.wording import day_words
from open315.figures.chapters import Composed, compose
from open315.org.queries import Body
from open315.parts.queries import is_own
from open315.summaries.scopes import scope_for

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
    about: "Organisation | Body | None" = None,
    when_counted: Callable[[], None] = lambda: None,
) -> Document:
    """The summary of a campaign, or of the part of the body it is `about`, in `language`, from the rows `actor` may see, on one state of the database: that of `at`.

    `when_counted` is called between counting, which takes long in a large province, and setting.
    """
    at = at or clock.now()
    with translation.override(language), one_reading():
        scope = scope_for(campaign, about.pk if about else None)
        composed = compose(spans_of(campaign), scope, actor, at=at, when_counted=when_counted)
        issuer = about if about is not None and is_own(actor) else campaign.council
        document = framed(campaign, issuer, language, composed, at, about)
        numbered = with_numbered_captions(document, _("Table {n}. "), _("Chart {n}. "))
        return replace(numbered, base_url=base_url)


def file_name(document: Document) -> str:
    """What a document is called on the disk of its reader, without the ending."""
    return f"{document.title}（{document.issuer}）"


def framed(
    campaign: "Campaign",
    council: "Organisation | Body",
    language: str,
    composed: Composed,
    at: datetime,
    about: "Organisation | Body | None" = None,
    signed_at: datetime | None = None,
) -> Document:
    """The sections with title, theme, issuer, day and annex around them. Its end bears the day it was signed, before that the day it was counted."""
    return Document(
        title=title_of(campaign, about),
        subtitle=_subtitle(campaign, composed.titles),
        issuer=name_of(council),
        issued=day_words(clock.local_day(at)),
        ending=Ending(name_of(council), day_words(clock.local_day(signed_at or at)), _("(seal)")),
        language=language,
        sections=composed.sections,
        annex=_annex(),
        about=composed.about,
        remarks=_remarks(composed) or (Note(sentence(_("There is no chapter that your role may read."))),),
    )


def title_of(campaign: "Campaign", about: "Organisation | Body | None") -> str:
    """What the document is called: by the year, and by the body whose part it tells."""
    if about is None:
        return _("Summary of the %(year)s 3·15 campaign") % {"year": campaign.year}
    return _("Summary of the %(year)s 3·15 campaign: part of %(body)s") % {
        "year": campaign.year,
        "body": name_of(about),
    }


def name_of(body: "Organisation | Body") -> str:
    """The name of a body in the language that is active."""
    return str(body.names if isinstance(body, Body) else body.name_in)


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
