"""What guests hear of what is postponed, cancelled, or takes place after all: by the way they were invited, each once."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict
from open315.core.names import Names
from open315.core.verbs.step import step
from open315.notify import services as notify
from open315.notify.types import EMAIL, Recipient
from open315.seminars import links, queries
from open315.seminars.actors import GUEST
from open315.seminars.models import Guest, Seminar
from open315.seminars.rules import hears_by_mail, is_told
from open315.seminars.services.verb import SEMINAR, managing
from open315.seminars.types import News, Reply, Way

if TYPE_CHECKING:
    from open315.activities.models import Activity

MAILS = {
    News.POSTPONED: "seminars.told_postponed",
    News.CANCELLED: "seminars.told_cancelled",
    News.TAKEN_UP: "seminars.told_taken_up",
}
REMINDED = "seminars.reminded"
NOBODY_TO_TELL = _("Nobody has to be told on paper.")


def tell_guests(activity: "Activity", news: News, at: datetime) -> int:
    """Send the news to those who were invited by e-mail, and note at the others that they have to be told; how many. The caller does it once."""
    said = _said(activity, news)
    Seminar.objects.filter(activity=activity).update(reminded_at=None)
    guests = list(Guest.objects.select_for_update().filter(activity=activity).order_by("pk"))
    told = [
        each
        for each in guests
        if is_told(invited=each.invited_at is not None, reply=each.reply, arrived=each.arrived_at is not None)
    ]
    for guest in told:
        undelivered = guest.undelivered_at is not None
        by_mail = hears_by_mail(way=guest.way, has_email=guest.has_email, undelivered=undelivered)
        if by_mail:
            data = {**said, "whom": Names(f"{guest.body}{guest.office}").as_data(), "link": links.reply_address(guest)}
            notify.send(Recipient(GUEST, str(guest.pk)), channel=EMAIL, template=MAILS[news], data=data, at=at)
        Guest.objects.filter(pk=guest.pk).update(to_tell="" if by_mail else news.value)
    return len(told)


def remind_guests(seminar: Seminar, at: datetime) -> int:
    """Remind those who were invited by e-mail and have not declined, once; how many. The caller holds the seminar and has seen that it is time."""
    said = links.invitation_data(seminar)
    rows = Guest.objects.select_for_update().filter(activity=seminar.activity_id, way=Way.MAIL.value, has_email=True)
    guests = list(rows.filter(undelivered_at=None, arrived_at=None).exclude(reply=Reply.NO.value).order_by("pk"))
    for guest in guests:
        whom = Names(f"{guest.body}{guest.office}").as_data()
        data = {**said, "whom": whom, "link": links.reply_address(guest), "comes": guest.reply == Reply.YES}
        notify.send(Recipient(GUEST, str(guest.pk)), channel=EMAIL, template=REMINDED, data=data, at=at)
    Seminar.objects.filter(pk=seminar.pk).update(reminded_at=at)
    return len(guests)


def _said(activity: "Activity", news: News) -> dict[str, Any]:
    known = links.invitation_data(queries.written(activity.pk), activity)
    shown = {name: known[name] for name in ("title", "when", "venue", "council")}
    return {**shown, "news": news.value, "reason": Names(activity.reason).as_data()}


def note_undelivered(guest_id: int, template: str, at: datetime) -> bool:
    """Note that a mail to a guest does not arrive; the news that it carried has to be told otherwise. Whether there is such a guest."""
    guest = Guest.objects.select_for_update().filter(pk=guest_id).first()
    if guest is None:
        return False
    news = next((each.value for each, name in MAILS.items() if name == template), guest.to_tell)
    Guest.objects.filter(pk=guest_id).update(undelivered_at=at, to_tell=news)
    return True


TOLD = managing("note_told", SEMINAR, "seminars.told_on_paper")


@TOLD
def note_told(activity_id: int, *, actor: Actor, at: datetime) -> int:
    """Note that those who had to be told on paper were told; how many. Conflict where there is nobody."""
    with step(TOLD, activity_id, actor=actor, at=at) as done:
        told = queries.to_be_told(activity_id).update(to_tell="")
        if not told:
            raise Conflict(NOBODY_TO_TELL)
        done.say(guests=told)
        return told
