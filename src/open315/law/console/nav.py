"""Hangs the pages of the law into the navigation of console and portal."""

from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav, add_portal_nav

add_nav(
    key="packs",
    label=_("Rule packs"),
    url_name="law:packs",
    permission="packs:read",
    order=61,
    group="admin",
    icon="law",
)
add_nav(
    key="competence",
    label=_("Competence"),
    url_name="law:competence",
    permission="packs:read",
    order=62,
    group="admin",
    icon="route",
)
add_portal_nav(key="rights", label=_("Your rights"), url_name="rights:cards", order=30)
