"""The permissions of stalls, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "stalls:read": (
            _("See the stalls of activities and what is counted there"),
            "clerk officer supervisor secretariat analyst administrator standing_committee",
        ),
        "stalls:count": (_("Count at a stall"), "clerk officer supervisor secretariat"),
        "stalls:count_own": (_("Count at the stalls of one's own department"), "liaison"),
        "stalls:manage": (_("Set up stalls, their kit and their shifts"), "secretariat"),
    }
)
