"""The permission of the room, and the roles that get it."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "notify:outgoing": (
            _("See what was sent to people outside, and what it cost"),
            "supervisor secretariat administrator",
        )
    }
)
