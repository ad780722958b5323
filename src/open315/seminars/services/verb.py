"""What verbs of guests and seminars act upon: one guest, or the activity with what is written of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from open315.activities import queries as activities
from open315.activities.people.services import FAULTS as OF_PEOPLE
from open315.activities.types import State
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.declaration import Step
from open315.core.verbs.who import holders
from open315.seminars import queries
from open315.seminars.actors import GUEST as GUEST_KIND
from open315.seminars.models import Guest, Seminar

if TYPE_CHECKING:
    from open315.activities.models import Activity

FAULTS: dict[str, Any] = {
    **OF_PEOPLE,
    "name_too_long": _("A name has at most 60 characters."),
    "email_unsound": _("Enter one e-mail address, such as name@example.org, or leave it empty."),
    "two_addresses": _("Write one e-mail address a line."),
    "reply_missing": _("Say whether you come."),
    "nobody_comes": _("If somebody comes instead, say that the invitation is accepted."),
    "item_untitled": _("Say what this point of the agenda is."),
    "title_too_long": _("A point of the agenda has at most 200 characters."),
    "no_place": _("Enter a number from 1 to 99."),
    "two_speakers": _("Choose a guest or write somebody else, not both."),
    "point_missing": _("Write what all agreed on."),
    "point_too_long": _("A point of consensus has at most 500 characters."),
    "nobody_supports": _("Choose at least one guest who supported it."),
    "minutes_too_long": _("The minutes have at most 20,000 characters."),
    "remind_days_out_of_range": _("Guests are reminded from 1 to 30 days before, or never: 0."),
    "words_too_long": _("The words of the invitation have at most 2,000 characters."),
}
ON_THE_LIST = _(
    "This office of this body is on the list already. Of two who hold the same office write what tells them apart."
)
CANCELLED = _("It is cancelled: nobody is invited any more.")
STALE_GUEST = _("Somebody else changed this guest in the meantime. Look at it again before you change it.")
MANAGERS = holders(_("You may not invite guests."))
OWN_PAGE = NoFace("The pages of seminars have a form or a button for it.")


def _lock_guest(actor: Actor, guest_id: int) -> Guest:
    if actor.subject_id(GUEST_KIND) != guest_id:
        queries.get_guest(actor, guest_id)
    return Guest.objects.select_for_update(of=("self",)).select_related("activity").get(pk=guest_id)


def _lock_seminar(actor: Actor, activity_id: int) -> Seminar:
    activities.get_activity(actor, activity_id)
    Seminar.objects.get_or_create(activity_id=activity_id)
    return Seminar.objects.select_for_update(of=("self",)).select_related("activity").get(activity_id=activity_id)


def noted(done: Step[Any]) -> dict[str, Any]:
    """What the audit log is told of any verb here."""
    return {"activity_id": done.row.activity_id, **done.data}


GUEST: Target[Guest] = Target(
    room="seminars",
    name="guest",
    who_first=True,
    lock=_lock_guest,
    noted=noted,
    announced=lambda done: {"guest_id": done.row.pk, "activity_id": done.row.activity_id},
    stale=STALE_GUEST,
)
SEMINAR: Target[Seminar] = Target(
    room="seminars",
    name="seminar",
    who_first=True,
    lock=_lock_seminar,
    noted=noted,
    announced=lambda done: {"activity_id": done.row.activity_id},
    stale=_("Somebody else changed this invitation in the meantime. Look at it again before you change it."),
)


def managing(name: str, target: Target[Any], event: str, **more: Any) -> Verb[Any]:
    """A verb of those who plan activities."""
    given = {"permission": "activities:manage", "who": MANAGERS, "face": OWN_PAGE, **more}
    return Verb(name, target, event=event, **given)


def check(faults: Iterator[tuple[str, str]]) -> None:
    """InvalidInput with the first of the faults."""
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)


def open_seminar(actor: Actor, activity_id: int) -> "Activity":
    """A seminar whose record can be written. Conflict for a cancelled one, NotFound for an activity of another form."""
    activity = queries.get_seminar(actor, activity_id)
    require_open(activity)
    return activity


def open_activity(actor: Actor, activity_id: int) -> "Activity":
    """An activity to which somebody can be invited, of whatever form. Conflict for a cancelled one."""
    activity = activities.get_activity(actor, activity_id)
    require_open(activity)
    return activity


def require_open(activity: "Activity") -> None:
    """Conflict for what is cancelled."""
    if activity.state == State.CANCELLED:
        raise Conflict(CANCELLED)
