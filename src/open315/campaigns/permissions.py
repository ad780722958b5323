"""The permissions of campaigns and their summaries, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "campaigns:read": (_("Read campaigns and summaries"), "secretariat analyst administrator"),
        "campaigns:manage": (_("Open and change campaigns"), "secretariat"),
    }
)
