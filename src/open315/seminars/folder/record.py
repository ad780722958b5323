"""The sheets of what is written of a seminar: invitation and minutes, agenda, points of consensus."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from open315.activities.folder.numbered import activity_in
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values
from open315.seminars import services
from open315.seminars.folder.seminar import (
    ACTIVITY,
    PLACE,
    guest_in,
    guest_words,
    known_seminars,
    when_it_was,
)
from open315.seminars.models import AgendaItem, Consensus, Seminar
from open315.seminars.types import ConsensusDraft, InvitationDraft, ItemDraft

ORDER = ("activity__starts_at", "activity_id", "place", "pk")


def bring_seminar(values: Values, bringing: Bringing) -> bool:
    """What the invitation says and the minutes; what is written already is left as it is."""
    activity, actor = activity_in(bringing, values)
    row = Seminar.objects.filter(activity=activity).first()
    is_new = False
    if (values["words"] or values["reply_by"]) and not (row and (row.words or row.reply_by)):
        draft = InvitationDraft(values["words"], values["reply_by"])
        row = services.write_invitation(activity.pk, draft, actor=actor, at=bringing.at)
        is_new = True
    if values["minutes"] and not (row and row.minutes):
        at = when_it_was(activity, bringing)
        row = services.write_minutes(activity.pk, values["minutes"], actor=actor, at=at)
        is_new = True
    bringing.about = row or activity
    return is_new


def give_seminars(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The seminars of which something is written."""
    known = known_seminars(actor, campaign_id)
    rows = Seminar.objects.filter(activity__in=known).order_by("activity__starts_at", "activity_id")
    for row in rows:
        if row.words or row.reply_by or row.minutes:
            written = {key: getattr(row, key) for key in ("words", "reply_by", "minutes")}
            yield {"activity": known[row.activity_id], **written}


def bring_item(values: Values, bringing: Bringing) -> bool:
    """A point of the agenda; one of the same title at this seminar is left as it is. A paper is a file, and stays."""
    activity, actor = activity_in(bringing, values)
    found = AgendaItem.objects.filter(activity=activity, title=values["title"]).first()
    bringing.about = found or activity
    if found is not None:
        return False
    guest = guest_in(activity, values["guest"], column="guest") if values["guest"] else None
    draft = ItemDraft(values["title"], values["place"], guest.pk if guest else None, values["speaker"])
    bringing.about = services.add_item(activity.pk, draft, actor=actor, at=bringing.at)
    return True


def give_items(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The agendas, point by point."""
    known = known_seminars(actor, campaign_id)
    for row in AgendaItem.objects.filter(activity__in=known).select_related("speaker").order_by(*ORDER):
        yield {
            "activity": known[row.activity_id],
            "place": row.place,
            "title": row.title,
            "guest": guest_words(row.speaker) if row.speaker else "",
            "speaker": row.speaker_words,
        }


def bring_consensus(values: Values, bringing: Bringing) -> bool:
    """A point of consensus with who supported it; one of the same words is left as it is."""
    activity, actor = activity_in(bringing, values)
    found = Consensus.objects.filter(activity=activity, text=values["text"]).first()
    bringing.about = found or activity
    if found is not None:
        return False
    supporters = tuple(guest_in(activity, each, column="supporters").pk for each in values["supporters"])
    draft = ConsensusDraft(values["text"], values["place"], supporters)
    at = when_it_was(activity, bringing)
    bringing.about = services.add_consensus(activity.pk, draft, actor=actor, at=at)
    return True


def give_consensus(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The points of consensus with their supporters."""
    known = known_seminars(actor, campaign_id)
    rows = Consensus.objects.filter(activity__in=known).prefetch_related("supporters")
    for row in rows.order_by(*ORDER):
        supporters = [guest_words(each) for each in row.supporters.all()]
        yield {"activity": known[row.activity_id], "place": row.place, "text": row.text, "supporters": supporters}


SEMINARS = FolderSheet(
    FOLDER,
    "seminars",
    _("Seminars"),
    160,
    (
        ACTIVITY,
        Column("words", _("What the invitation says")),
        Column("reply_by", _("Answer by"), Form.DAY),
        Column("minutes", _("Minutes")),
    ),
    bring_seminar,
    give_seminars,
    permission="activities:manage",
)
AGENDA = FolderSheet(
    FOLDER,
    "agenda",
    _("Agendas"),
    164,
    (
        ACTIVITY,
        PLACE,
        Column("title", _("Point"), needed=True),
        Column("guest", _("Speaker (body／office of a guest)")),
        Column("speaker", _("Speaker in words")),
    ),
    bring_item,
    give_items,
    permission="activities:manage",
)
CONSENSUS = FolderSheet(
    FOLDER,
    "consensus",
    _("Points of consensus"),
    166,
    (
        ACTIVITY,
        PLACE,
        Column("text", _("Point"), needed=True),
        Column("supporters", _("Supported by (body／office)"), Form.SEVERAL, needed=True),
    ),
    bring_consensus,
    give_consensus,
    permission="activities:manage",
)
