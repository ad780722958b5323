"""The permissions of returns, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "returns:read": (
            _("Read returns"),
            "clerk officer supervisor secretariat analyst administrator standing_committee",
        ),
        "returns:ask": (_("Ask the bodies below for returns"), "secretariat"),
        "returns:fill": (_("Fill in the returns of one's own body"), "clerk officer secretariat"),
        "returns:sign": (_("Sign the returns that a colleague filled in"), "officer supervisor secretariat"),
    }
)
