"""The permissions of activities, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "activities:read": (
            _("Read activities and their figures"),
            "secretariat analyst administrator standing_committee",
        ),
        "activities:receive": (_("Note at the door of an activity who comes"), "secretariat clerk"),
        "activities:manage": (_("Plan activities and report what came of them"), "secretariat"),
    }
)
