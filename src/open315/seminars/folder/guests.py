"""The sheet of guests: who was asked, what they answered, who came. No letter and no mail is sent by it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.folder.numbered import activity_in
from open315.activities.people.names import body_kinds
from open315.activities.people.rules import known_as
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values
from open315.org.codes import ranks
from open315.seminars import services
from open315.seminars.folder.seminar import ACTIVITY, known_seminars, when_it_was
from open315.seminars.models import Guest
from open315.seminars.types import Answer, GuestDraft, Reply

REPLIES = {
    Reply.YES.value: pgettext_lazy("answer to an invitation", "Comes"),
    Reply.NO.value: pgettext_lazy("answer to an invitation", "Does not come"),
}
CAME, ABSENT = "came", "absent"
SEEN = {CAME: pgettext_lazy("guest", "Came"), ABSENT: pgettext_lazy("guest", "Did not come")}
COLUMNS = (
    ACTIVITY,
    Column("body", _("Body"), needed=True),
    Column("body_kind", _("Kind of body"), Form.CODE, needed=True, codes=body_kinds),
    Column("office", _("Office"), needed=True),
    Column("rank", _("Rank"), Form.CODE, codes=ranks),
    Column("is_guest", _("Guest from outside"), Form.YES),
    Column("reply", pgettext_lazy("guest", "Answer"), Form.CODE, codes=lambda: REPLIES),
    Column("instead_of", _("Comes instead of (office)")),
    Column("seen", _("Whether the guest came"), Form.CODE, codes=lambda: SEEN),
    Column("came_at", _("Came at"), Form.MOMENT),
    Column("uninvited", _("Came without an invitation"), Form.YES),
)


def bring_guest(values: Values, bringing: Bringing) -> bool:
    """A guest with what is known of the answer and the arrival; one of the same body and office is left as it is."""
    activity, actor = activity_in(bringing, values)
    same = Guest.objects.filter(activity=activity, known_as=known_as(values["body"], values["office"])).first()
    bringing.about = same or activity
    if same is not None:
        return False
    seen_at = min(values["came_at"] or activity.starts_at, bringing.at)
    if values["uninvited"]:
        bringing.about = services.receive_uninvited(activity.pk, _draft(values), actor=actor, at=seen_at)
        return True
    guest = bringing.about = services.enter_guest(activity.pk, _asked(values), actor=actor, at=bringing.at)
    if values["reply"]:
        office = values["office"] if values["instead_of"] else ""
        services.note_answer(guest.pk, Answer(values["reply"], office), actor=actor, at=bringing.at)
    if values["seen"] == CAME:
        services.arrive(guest.pk, actor=actor, at=seen_at)
    elif values["seen"] == ABSENT:
        services.close_door(activity.pk, actor=actor, at=when_it_was(activity, bringing))
    return True


def _draft(values: Values, **other: Any) -> GuestDraft:
    told: dict[str, Any] = {key: values[key] for key in ("body", "body_kind", "office", "rank", "is_guest")}
    return GuestDraft(**{**told, **other})


def _asked(values: Values) -> GuestDraft:
    """Who was asked first: the office in whose place somebody else comes."""
    return _draft(values, office=values["instead_of"]) if values["instead_of"] else _draft(values)


def give_guests(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The guests of every activity, without names."""
    known = known_seminars(actor, campaign_id)
    rows = Guest.objects.filter(activity__in=known).order_by("activity__starts_at", "activity_id", "pk")
    kept = ("body", "body_kind", "office", "rank", "is_guest", "reply", "instead_of")
    for row in rows:
        yield {
            **{key: getattr(row, key) for key in kept},
            "activity": known[row.activity_id],
            "seen": CAME if row.arrived_at else ABSENT if row.is_absent else "",
            "came_at": row.arrived_at,
            "uninvited": not row.is_asked,
        }


GUESTS = FolderSheet(
    FOLDER,
    "guests",
    pgettext_lazy("seminar", "Guests"),
    162,
    COLUMNS,
    bring_guest,
    give_guests,
    permission="activities:manage",
)
