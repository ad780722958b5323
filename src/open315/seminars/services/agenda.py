"""The agenda: points in their order, who speaks, and the papers that speakers bring."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.uploads import services as uploads
from open315.core.verbs import Target
from open315.core.verbs.step import making, step
from open315.seminars import queries
from open315.seminars.models import AgendaItem, Guest
from open315.seminars.rules import item_faults
from open315.seminars.services.door import follow_agenda
from open315.seminars.services.verb import check, managing, noted, open_seminar
from open315.seminars.types import ItemDraft

NO_SUCH_SPEAKER = _("Choose the speaker from the guests of this seminar.")


def _lock(actor: Actor, item_id: int) -> AgendaItem:
    queries.get_item(actor, item_id)
    return AgendaItem.objects.select_for_update(of=("self",)).get(pk=item_id)


ITEM: Target[AgendaItem] = Target(
    room="seminars",
    name="agenda_item",
    who_first=True,
    lock=_lock,
    noted=noted,
    announced=lambda done: {"activity_id": done.row.activity_id, "item_id": done.row.pk},
    stale=_("Somebody else changed this point in the meantime. Look at it again before you change it."),
)
ADD = managing("add_item", ITEM, "seminars.item_added", makes=True)


@ADD
def add_item(activity_id: int, draft: ItemDraft, *, actor: Actor, at: datetime) -> AgendaItem:
    """Put a point on the agenda. InvalidInput if it is unsound, the speaker is no guest of this seminar, or the paper is not there any more."""
    with making(ADD, actor=actor, at=at) as done:
        row = AgendaItem(activity=open_seminar(actor, activity_id), created_at=at)
        _write(row, draft, at)
        row.save()
        follow_agenda([row.speaker_id], actor=actor, at=at)
        done.row = row
        done.say(place=row.place, paper=row.paper_id is not None)
        return row


CHANGE = managing("change_item", ITEM, "seminars.item_changed")


@CHANGE
def change_item(
    item_id: int, draft: ItemDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> AgendaItem:
    """Change a point; a new paper takes the place of the old one, which is deleted."""
    with step(CHANGE, item_id, actor=actor, at=at, version=version) as done:
        before = done.row.speaker_id
        _write(done.row, draft, at)
        AgendaItem.objects.filter(pk=done.row.pk).update(speaker=done.row.speaker_id)
        follow_agenda({before, done.row.speaker_id}, actor=actor, at=at)
        done.say(place=done.row.place, paper=done.row.paper_id is not None)
        return done.row


REMOVE = managing("remove_item", ITEM, "seminars.item_removed")


@REMOVE
def remove_item(item_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> AgendaItem:
    """Take a point off the agenda, with its paper."""
    with step(REMOVE, item_id, actor=actor, at=at, version=version) as done:
        _drop_paper(done.row, at)
        AgendaItem.objects.filter(pk=done.row.pk).delete()
        done.is_saved = True
        follow_agenda([done.row.speaker_id], actor=actor, at=at)
        return done.row


def _write(row: AgendaItem, draft: ItemDraft, at: datetime) -> None:
    check(item_faults(draft))
    of_here: Any = {"pk": draft.speaker_id, "activity": row.activity_id}
    if draft.speaker_id is not None and not Guest.objects.filter(**of_here).exists():
        raise InvalidInput(NO_SUCH_SPEAKER, field="speaker")
    row.title, row.place = draft.title.strip(), draft.place
    row.speaker_id, row.speaker_words = draft.speaker_id, draft.speaker_words.strip()
    if draft.paper_id is not None:
        (paper,) = uploads.claim([draft.paper_id], at)
        _drop_paper(row, at)
        row.paper = paper


def _drop_paper(row: AgendaItem, at: datetime) -> None:
    if row.paper_id is not None:
        uploads.drop([row.paper_id], at)
