"""Hangs the figures into the console's navigation."""

from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav

add_nav(
    key="facts",
    label=_("Figures"),
    url_name="facts:overview",
    permission="facts:read",
    order=20,
    group="campaign",
    icon="chart",
)
