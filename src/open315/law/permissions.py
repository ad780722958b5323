"""The permissions of the law, and the roles that get them. Every due date rests on it, so all staff may look."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "packs:read": (_("Read the rule packs"), "clerk officer supervisor liaison secretariat analyst administrator"),
        "packs:manage": (_("Manage rule packs and competence rules"), "administrator"),
    }
)
