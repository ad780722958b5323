"""The permissions of phrases, and the roles that get them."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import grant

grant(
    {
        "phrases:use": (_("Use phrases and keep one's own"), "clerk officer supervisor administrator"),
        "phrases:manage": (_("Keep the phrases of the body"), "supervisor administrator"),
    }
)
