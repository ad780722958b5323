"""The permissions of the hotline, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "hotline:read": (_("Read the register of calls"), "clerk officer supervisor secretariat administrator"),
        "hotline:handle": (_("Take calls and write them down"), "clerk officer supervisor"),
        "hotline:manage": (_("Set up the lines of the hotline"), "supervisor administrator"),
        "hotline:roster": (_("Keep the duty roster of the hotline"), "supervisor"),
        "hotline:erase": (_("Erase the number of a caller"), "supervisor"),
    }
)
