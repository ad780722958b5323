"""Place a released photo in a text, and change its caption and width."""

from datetime import datetime
from hashlib import sha256

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from open315.activities.proofs.queries import Photo
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.names import enumerated
from open315.core.verbs import Verb
from open315.core.verbs.step import step
from open315.summaries.models import Passage, Picture, Text
from open315.summaries.text import rules
from open315.summaries.text.pictures import no_longer_released, offered
from open315.summaries.text.queries import some_now
from open315.summaries.text.services.editing import FULL, MOST_PASSAGES, check, was_of
from open315.summaries.text.services.locking import OWN_PAGE, PASSAGE, WRITERS, touched, while_draft
from open315.summaries.types import PassageKind

NO_PHOTO = _("Choose a photo that was released. On the page of its activity it can be released.")
NO_CAPTION = _("Write what can be seen on the photo: whoever cannot see it has these words.")
LONG_CAPTION = _("The caption has at most 120 characters.")
NO_WIDTH = _("Choose the width from the list.")
TOO_MANY = _("A text has at most 30 photos. Take one out first.")
NOT_RELEASED = _(
    "Photo %(numbers)s may not be published any more: its release was taken back. Take it out of the text."
)
NOT_PHOTO = _("This passage is no photo.")
WIDTHS = (50, 75, 100)
MOST, CAPTION = 30, 120

PLACE_PHOTO: Verb[Passage] = Verb(
    "place_photo",
    PASSAGE,
    event="summaries.photo_placed",
    permission="summaries:write",
    who=WRITERS,
    also=while_draft,
    reads=True,
    face=OWN_PAGE,
)


@PLACE_PHOTO
def place_photo(after_id: int, proof_id: int, caption: str, width: int, *, actor: Actor, at: datetime) -> Passage:
    """Place a released photo below a passage, in its chapter; an empty caption is that of the photo. Its bytes are copied: later changes do not reach the text."""
    with step(PLACE_PHOTO, after_id, actor=actor, at=at) as done:
        text, photo = done.row.text, _photo(done.row.text, proof_id, actor)
        words = _caption(caption or photo.caption, "", text)
        _width(width)
        if text.passages.filter(kind=PassageKind.PHOTO).count() >= MOST:
            raise Conflict(TOO_MANY)
        if text.passages.count() >= MOST_PASSAGES:
            raise Conflict(FULL)
        text.passages.filter(place__gt=done.row.place).update(place=F("place") + 1)
        touched(text, actor)
        picture = _picture(text, photo, at)
        done.say(place=done.row.place + 1, digest=picture.digest)
        return Passage.objects.create(
            text=text,
            chapter=done.row.chapter,
            place=done.row.place + 1,
            kind=PassageKind.PHOTO,
            words=words,
            picture=picture,
            width=width,
            was=was_of(words, some_now(text, rules.marks_in(words), actor, at)),
        )


CHANGE_PHOTO: Verb[Passage] = Verb(
    "change_photo",
    PASSAGE,
    event="summaries.photo_changed",
    permission="summaries:write",
    who=WRITERS,
    also=while_draft,
    face=OWN_PAGE,
)


@CHANGE_PHOTO
def change_photo(
    passage_id: int, caption: str, width: int, *, actor: Actor, at: datetime, version: int | None = None
) -> Passage:
    """Say something else below a photo, or show it in another width. Conflict if somebody changed it since `version`."""
    with step(CHANGE_PHOTO, passage_id, actor=actor, at=at, version=version) as done:
        row = done.row
        if row.kind != PassageKind.PHOTO:
            raise InvalidInput(NOT_PHOTO, field="caption")
        words = _caption(caption, row.words, row.text)
        _width(width)
        row.was = was_of(words, some_now(row.text, rules.marks_in(words), actor, at))
        row.words, row.width = words, width
        touched(row.text, actor)
        return row


def _photo(text: Text, proof_id: int, actor: Actor) -> Photo:
    found = next((each for each in offered(text, actor) if each.proof.pk == proof_id), None)
    if found is None:
        raise InvalidInput(NO_PHOTO, field="photo")
    return found


def _caption(caption: str, before: str, text: Text) -> str:
    words = rules.tidy(caption)
    if not words:
        raise InvalidInput(NO_CAPTION, field="caption")
    if len(words) > CAPTION:
        raise InvalidInput(LONG_CAPTION, field="caption")
    try:
        check(words, before, text, drops=True)
    except InvalidInput as error:
        error.field = "caption"
        raise
    return words


def _width(width: int) -> None:
    if width not in WIDTHS:
        raise InvalidInput(NO_WIDTH, field="width")


def _picture(text: Text, photo: Photo, at: datetime) -> Picture:
    """The text's own copy; the same points once."""
    given = photo.published()
    digest = sha256(given.content).hexdigest()
    kept, _made = Picture.objects.get_or_create(
        text=text,
        digest=digest,
        defaults={"content": given.content, "content_type": given.content_type, "proof": photo.proof, "made_at": at},
    )
    return kept


def require_released(text: Text) -> None:
    """Conflict while a photo stands in the text that may not be published any more."""
    if gone := no_longer_released(text):
        raise Conflict(NOT_RELEASED % {"numbers": enumerated(gone)})
