"""Activities in the words of another calendar: no more than a poster says."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from open315.activities.concern import host_words
from open315.activities.feeds.rules import key_of
from open315.activities.models import Activity
from open315.core.ics import Entry
from open315.core.names import enumerated, labelled
from open315.core.pages.cells import text
from open315.core.ui.templatetags.ui import named


def entry_of(activity: Activity) -> Entry:
    """The activity with its region and hosts, in the reader's language."""
    hosts = [str(host_words(each)) for each in activity.hosts.all()]
    said = [labelled(_("Form"), activity.get_kind_display()), labelled(_("State"), activity.get_state_display())]
    if hosts:
        said.append(labelled(_("Hosts"), enumerated(hosts)))
    return Entry(
        key_of(activity.pk),
        activity.version,
        str(named(activity.title_in)),
        activity.starts_at,
        activity.ends_at,
        f"{named(activity.region)} {text(activity.venue)}",
        "\n".join(map(str, said)),
        str(activity.get_kind_display()),
        is_off=activity.state == Activity.State.CANCELLED,
        href=settings.SITE_URL.rstrip("/") + reverse("activities:detail", args=[activity.pk]),
    )
