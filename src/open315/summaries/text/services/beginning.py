"""Begin a text from what the facts say. How the worker does it: `asking`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.campaigns.queries import get_campaign
from open315.core.access import Actor
from open315.core.errors import Conflict, NotAllowed
from open315.core.facts import Scope, one_reading
from open315.core.verbs import Verb
from open315.core.verbs.step import making
from open315.figures.chapters import Told, keys_for
from open315.parts.queries import get_part
from open315.summaries.models import Passage, Text
from open315.summaries.scopes import scope_for
from open315.summaries.text import rules
from open315.summaries.text.counting import (
    Counted,
    Hear,
    Readers,
    counted,
    readers_for,
    scope_of_text,
    told_for,
    unheard,
)
from open315.summaries.text.document import NEXT_YEAR, PROBLEMS
from open315.summaries.text.lessons import PLAN, PROBLEM, lessons_of
from open315.summaries.text.marks import Catalogue
from open315.summaries.text.services.editing import NO_CHAPTERS, passages_of, was_of
from open315.summaries.text.services.locking import OWN_PAGE, TEXT, WRITERS
from open315.summaries.text.services.versions import kept
from open315.summaries.types import PassageKind

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign

BEGUN = _("There is a text in this language already, in one of its scripts. Go on with that one.")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as the facts tell it, before it is in the database."""

    text: Text
    passages: list[Passage]
    now: Counted


BEGIN: Verb[Text] = Verb(
    "begin_text",
    TEXT,
    event="summaries.text_begun",
    permission="summaries:write",
    who=WRITERS,
    makes=True,
    face=OWN_PAGE,
)


@BEGIN
def begin_text(
    campaign_id: int,
    *,
    language: str,
    base_url: str,
    actor: Actor,
    at: datetime,
    about_id: int | None = None,
    draft: Draft | None = None,
) -> Text:
    """Write the first words from the facts, chapter by chapter, and leave problems and next year open. Conflict if there is a text already.

    `about_id` is the body whose part is told; NotFound where it has none that the actor may read. `draft` is what the worker counted
    before; without it all is counted here.
    """
    with making(BEGIN, actor=actor, at=at) as done:
        campaign = campaign_of(actor, campaign_id, about_id)
        require_none(campaign, language, actor, about_id)
        made = draft or drafted(campaign, language=language, base_url=base_url, actor=actor, at=at, about_id=about_id)
        done.row = text = made.text
        text.save()
        _keep(text, made.passages, made.now)
        kept(text, str(_("As the facts said it")), made.now, actor, at)
        return text


def campaign_of(actor: Actor, campaign_id: int, about_id: int | None) -> "Campaign":
    """The campaign that is told, or a body's part in it. NotFound for what is not the actor's to read."""
    return get_campaign(actor, campaign_id) if about_id is None else get_part(actor, campaign_id, about_id).campaign


def require_none(campaign: "Campaign", language: str, actor: Actor, about_id: int | None = None) -> int:
    """The council that begins. Conflict where it has a text in this language; NotAllowed for who reads no chapter."""
    council = _council(actor, scope_for(campaign, about_id))
    its = Text.objects.filter(campaign=campaign, council_id=council, about_id=about_id)
    if its.filter(language__in=rules.same_text(language)).exists():
        raise Conflict(BEGUN)
    return council


def _council(actor: Actor, scope: Scope) -> int:
    if actor.organisation_id is None or not keys_for(actor, scope):
        raise NotAllowed(NO_CHAPTERS)
    return actor.organisation_id


def drafted(
    campaign: "Campaign",
    *,
    language: str,
    base_url: str,
    actor: Actor,
    at: datetime,
    about_id: int | None = None,
    hear: Hear = unheard,
) -> Draft:
    """What the facts say now. `hear` is told how many chapters are counted, of how many."""
    text = Text(
        campaign=campaign, council_id=_council(actor, scope_for(campaign, about_id)), about_id=about_id, language=language,
        base_url=base_url, counted={}, hands=[actor.account_id], created_at=at,
    )  # fmt: skip
    with translation.override(language), one_reading():
        told = told_for(text, actor, hear=hear)
        catalogue = Catalogue()
        readers = readers_for(text, actor)
        passages = [*_told(told, catalogue), *_by_hand(text, readers, catalogue)]
        text.marks, text.chapters = catalogue.marks, [each.chapter.key for each in told]
        now = counted(told, text.marks, scope_of_text(text), at, others=readers)
    text.counted = now.kept()
    return Draft(text, passages, now)


def _told(told: list[Told], catalogue: Catalogue) -> Iterator[Passage]:
    for each in told:
        for section in each.sections:
            yield from passages_of(each, section, catalogue)


def _by_hand(text: Text, readers: Readers, catalogue: Catalogue) -> Iterator[Passage]:
    """Problems and next year: a paragraph for what the records show, or an empty one."""
    found = list(lessons_of(readers, text.council_id, text.language))
    for chapter, name in ((PROBLEMS, PROBLEM), (NEXT_YEAR, PLAN)):
        words = [catalogue.worded(said[name], reader, lesson.chapter) for lesson, reader, said in found]
        for each in words or [""]:
            yield Passage(chapter=chapter, kind=PassageKind.PARAGRAPH, words=each)


def _keep(text: Text, passages: list[Passage], now: Counted) -> None:
    for place, passage in enumerate(passages, 1):
        passage.text, passage.place, passage.was = text, place, was_of(passage.words, now)
    Passage.objects.bulk_create(passages)
