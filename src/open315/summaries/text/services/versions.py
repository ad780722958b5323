"""Keep the words of a text as they stand, figures filled in, so that any two states of it can be compared."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from open315.campaigns.plan.content import SECTION, Item
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import SAME, Verb
from open315.core.verbs.step import step
from open315.summaries.models import Text, TextVersion
from open315.summaries.text.counting import Counted
from open315.summaries.text.document import filled
from open315.summaries.text.queries import counted_now
from open315.summaries.text.services.locking import DRAFT, OWN_PAGE, REVIEW, TEXT, WRITERS

NO_WHY = _("Say what the version is for: before the meeting, after the comments …")
NOTHING_NEW = _("Nothing has changed since version %(number)s.")

KEEP: Verb[Text] = Verb(
    "keep_text_version",
    TEXT,
    event="summaries.text_kept",
    permission="summaries:write",
    who=WRITERS,
    before={DRAFT, REVIEW},
    to=SAME,
    face=OWN_PAGE,
    reads=True,
)


@KEEP
def keep_version(text_id: int, *, why: str, actor: Actor, at: datetime) -> TextVersion:
    """Keep the words as the next version. Conflict if they say what the last one says."""
    with step(KEEP, text_id, actor=actor, at=at) as done:
        if not why.strip():
            raise InvalidInput(NO_WHY, field="why")
        content, last = content_of(done.row, counted_now(done.row, actor, at)), done.row.versions.first()
        if last is not None and last.content == content:
            raise Conflict(NOTHING_NEW % {"number": last.number})
        return _made(done.row, content, why.strip(), actor, at)


def kept(text: Text, why: str, now: Counted, actor: Actor, at: datetime) -> None:
    """Keep a version on the way of another verb, unless the last one says the same."""
    content, last = content_of(text, now), text.versions.first()
    if last is None or last.content != content:
        _made(text, content, why, actor, at)


def _made(text: Text, content: list[dict[str, object]], why: str, actor: Actor, at: datetime) -> TextVersion:
    last = text.versions.first()
    return TextVersion.objects.create(
        text=text,
        number=last.number + 1 if last else 1,
        content=content,
        why=why,
        made_at=at,
        made_by_id=actor.account_id,
    )


def content_of(text: Text, now: Counted) -> list[dict[str, object]]:
    """Every passage with words, in the order of the text, as the comparison of plans reads it."""
    with translation.override(text.language):
        return [item.as_data() for item in _items(text, now)]


def _items(text: Text, now: Counted) -> list[Item]:
    items: list[Item] = []
    for passage in text.passages.all():
        if passage.words:
            place = sum(item.parent == passage.chapter for item in items) + 1
            fields = {"title": "", "text": filled(passage.words, now)}
            items.append(Item(f"p{passage.pk}", SECTION, passage.chapter, place, fields))
    return items
