from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class FiguresConfig(AppConfig):
    name = "open315.figures"
    label = "figures"

    def ready(self) -> None:
        from open315.figures import checks, permissions  # noqa: F401, PLC0415  (registers the checks, declares the names)

        add_nav(
            key="facts",
            label=_("Figures"),
            url_name="facts:overview",
            permission="facts:read",
            order=20,
            group="campaign",
            icon="chart",
        )
