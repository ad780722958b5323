"""Who is told in the console when an activity is postponed, cancelled, or planned again after it was cancelled."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.activities.concern import concerned, may_open
from open315.activities.models import Activity
from open315.activities.types import State
from open315.core.names import Names
from open315.core.outbox import Event, subscribe
from open315.core.pages.cells import moment
from open315.notify.telling import deliver
from open315.notify.wording import Notice, declare_notices

POSTPONED, CANCELLED, TAKEN_UP = "activities.postponed", "activities.cancelled", "activities.taken_up"
declare_notices(
    {
        POSTPONED: Notice(_("Postponed to %(starts)s: %(title)s. %(reason)s"), "warn"),
        CANCELLED: Notice(_("Cancelled: %(title)s on %(starts)s. %(reason)s"), "bad"),
        TAKEN_UP: Notice(_("It takes place after all: %(title)s on %(starts)s. %(reason)s")),
    }
)


@subscribe(POSTPONED, CANCELLED, TAKEN_UP)
def tell_concerned(event: Event) -> None:
    """Everybody concerned, each once. What was said to be held by mistake and is planned again concerns nobody outside."""
    if event.name == TAKEN_UP and event.payload.get("was") != State.CANCELLED:
        return
    activity = Activity.objects.select_related("council").get(pk=event.payload["activity_id"])
    data = {
        "title": activity.title_in.as_data(),
        "starts": moment(activity.starts_at),
        "reason": Names(activity.reason).as_data(),
    }
    page, told = reverse("activities:detail", args=[activity.pk]), set[int]()
    for each in concerned(activity):
        new = [account for account in each.account_ids if account not in told]
        told.update(new)
        deliver(event, new, data, page if each.body_id and may_open(each.body_id, activity) else "")
