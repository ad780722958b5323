"""Reads of texts: the people of a council read theirs; everybody what it published."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.documents.stored import digest_of
from open315.core.errors import NotFound
from open315.summaries.models import (
    Comment,
    Edition,
    Passage,
    Picture,
    SummaryRun,
    Text,
    TextCount,
    TextVersion,
    Wording,
)
from open315.summaries.queries import is_large
from open315.summaries.text.counting import Counted, count, count_some, kept_of, may_count
from open315.summaries.types import BEGINNING, State

Row = TypeVar("Row", bound=Model)
NO_TEXT = _("There is no such summary.")


def visible_to(actor: Actor) -> QuerySet[Text]:
    """The texts of the actor's own council or body."""
    if not actor.may("summaries:read"):
        return Text.objects.none()
    return Text.objects.filter(council_id=actor.organisation_id).select_related("campaign", "council", "about")


def texts_of(actor: Actor, campaign_id: int, about_id: int | None = None) -> list[Text]:
    """Those of one campaign, or of one body's part in it, one a language."""
    return list(visible_to(actor).filter(campaign_id=campaign_id, about_id=about_id).prefetch_related("editions"))


def get_text(actor: Actor, pk: int) -> Text:
    """One text; NotFound if there is none or it is another council's."""
    return _one(visible_to(actor), pk)


def get_passage(actor: Actor, pk: int) -> Passage:
    """One passage of a text that the actor may see."""
    rows = Passage.objects.filter(text__in=visible_to(actor)).select_related(
        "text__campaign", "text__council", "text__about"
    )
    return _one(rows, pk)


def get_picture(actor: Actor, pk: int) -> Picture:
    """One photo of a text that the actor may see."""
    return _one(Picture.objects.filter(text__in=visible_to(actor)), pk)


def get_comment(actor: Actor, pk: int) -> Comment:
    """One comment on a text that the actor may see."""
    rows = Comment.objects.filter(text__in=visible_to(actor)).select_related(
        "text__campaign", "text__council", "text__about", "passage"
    )
    return _one(rows, pk)


def get_edition(actor: Actor, pk: int) -> Edition:
    """One edition of a text that the actor may see."""
    rows = Edition.objects.filter(text__in=visible_to(actor)).select_related(
        "text__campaign", "text__council", "text__about", "signed_by"
    )
    return _one(rows, pk)


def versions_of(actor: Actor, text_id: int) -> list[TextVersion]:
    """The versions of a text, the last first."""
    rows = TextVersion.objects.filter(text__in=visible_to(actor), text_id=text_id)
    return list(rows.select_related("made_by"))


def wordings(actor: Actor, lesson: str, language: str) -> list[Wording]:
    """How the actor's council worded a kind of problem in a language, the last first."""
    if not actor.may("summaries:read"):
        return []
    rows = Wording.objects.filter(council_id=actor.organisation_id, lesson=lesson, language=language)
    return list(rows.select_related("made_by"))


def last_count(text: Text) -> TextCount | None:
    """The last count by the worker."""
    return text.counts.select_related("job").first()


def last_beginning(actor: Actor, campaign_id: int) -> SummaryRun | None:
    """The last text of the campaign that the worker was asked to begin for the actor's council."""
    rows = SummaryRun.objects.filter(campaign=campaign_id, council_id=actor.organisation_id, job__kind=BEGINNING)
    return rows.select_related("job").order_by("-pk").first() if actor.may("summaries:read") else None


def _one(rows: QuerySet[Row], pk: int) -> Row:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_TEXT)
    return found


def counted_now(text: Text, actor: Actor, at: datetime) -> Counted:
    """The draft's figures of now; as last counted where that takes long, or where the actor may not open the rows.

    From the review on they are those that were sent: what is read is what is signed.
    """
    if text.state != State.DRAFT or not may_count(text, actor) or is_large(text.campaign, actor, text.about_id):
        return kept_of(text)
    return count(text, actor, at)


def some_now(text: Text, numbers: Iterable[int], actor: Actor, at: datetime) -> Counted:
    """A few of them, of now; as last counted where the actor may not open the rows."""
    return count_some(text, numbers, actor, at) if may_count(text, actor) else kept_of(text)


def published() -> QuerySet[Edition]:
    """What everybody may read: published, and not withdrawn."""
    rows = Edition.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    return rows.select_related("text__campaign", "text__council", "text__about").order_by("-published_at", "-pk")


def anything_published() -> bool:
    """Whether there is anything that everybody may read."""
    return published().exists()


def shelf(*, council: int | None = None, year: int | None = None) -> QuerySet[Edition]:
    """The last published edition of each text, by year and council; of one council or one year where that is asked for."""
    later = published().filter(text_id=OuterRef("text_id"), number__gt=OuterRef("number"))
    rows = published().filter(~Exists(later)).order_by("-text__campaign__year", "text__council_id", "text__language")
    if council is not None:
        rows = rows.filter(text__council_id=council)
    return rows if year is None else rows.filter(text__campaign__year=year)


def in_other_languages(edition: Edition) -> list[Edition]:
    """The summaries of the same campaign and council that were written in another language, and are published."""
    text = edition.text
    return list(shelf(council=text.council_id).filter(text__campaign_id=text.campaign_id).exclude(text_id=text.pk))


def get_published(pk: int) -> Edition:
    """One of them; NotFound for any other."""
    return _one(published(), pk)


def is_intact(edition: Edition) -> bool:
    """Whether the content still has the digest that was signed."""
    return digest_of(edition.content) == edition.digest
