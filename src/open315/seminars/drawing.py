"""How seminars and guests are shown."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.people.names import body_kinds
from open315.activities.types import Kind
from open315.core.pages.cells import badge, link, text
from open315.seminars.models import Guest
from open315.seminars.rules import standing
from open315.seminars.types import News, Standing, Way

if TYPE_CHECKING:
    from open315.activities.models import Activity

STANDINGS: dict[str, Any] = {
    Standing.LISTED: pgettext_lazy("guest", "On the list"),
    Standing.INVITED: pgettext_lazy("guest", "Invited"),
    Standing.ACCEPTED: pgettext_lazy("guest", "Accepted"),
    Standing.DECLINED: pgettext_lazy("guest", "Declined"),
    Standing.ARRIVED: pgettext_lazy("guest", "Arrived"),
    Standing.ABSENT: pgettext_lazy("guest", "Did not come"),
}
TONES = {
    Standing.LISTED: "neutral",
    Standing.INVITED: "info",
    Standing.ACCEPTED: "good",
    Standing.DECLINED: "warn",
    Standing.ARRIVED: "good",
    Standing.ABSENT: "bad",
}
NEWS: dict[str, Any] = {
    News.POSTPONED: _("To be told: postponed"),
    News.CANCELLED: _("To be told: cancelled"),
    News.TAKEN_UP: _("To be told: takes place after all"),
}
WAYS: dict[str, Any] = {Way.MAIL: _("By e-mail"), Way.LETTER: _("By letter")}


def standing_of(guest: Guest) -> Standing:
    """Where a guest stands."""
    return standing(
        invited=guest.invited_at is not None,
        reply=guest.reply,
        arrived=guest.arrived_at is not None,
        absent=guest.is_absent,
    )


def drawn_standing(guest: Guest) -> SafeString:
    """The same as a badge."""
    found = standing_of(guest)
    return badge(STANDINGS[found], TONES[found])


def drawn_cares(guest: Guest) -> list[SafeString]:
    """What somebody has to take care of: a mail that did not arrive, news to be told on paper."""
    found = [badge(_("The mail did not arrive"), "bad")] if guest.undelivered_at else []
    return [*found, badge(NEWS[guest.to_tell], "warn")] if guest.to_tell else found


def guest_words(guest: Guest) -> str:
    """Body and office in the reader's script."""
    return f"{text(guest.body)} {text(guest.office)}"


def linked(guest: Guest) -> SafeString:
    """Body and office, which lead to the guest's page."""
    return link(reverse("seminars:guest", args=[guest.pk]), guest_words(guest))


def list_of(activity: "Activity") -> tuple[Any, str]:
    """The list to which an activity with guests belongs, in words and address."""
    if activity.kind == Kind.SEMINAR:
        return _("Seminars"), reverse("seminars:list")
    return _("Activities"), reverse("activities:list")


def section_of(activity: "Activity") -> str:
    """Where that list stands in the navigation."""
    return "seminars" if activity.kind == Kind.SEMINAR else "activities"


def kind_words(code: str) -> Any:
    """A kind of body in words."""
    return body_kinds().get(code, code)
