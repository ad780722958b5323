from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class IndicatorsConfig(AppConfig):
    name = "open315.indicators"
    label = "indicators"

    def ready(self) -> None:
        from open315.indicators import permissions  # noqa: F401, PLC0415  (declares the permission)

        add_nav(
            key="indicators",
            label=_("Dictionary of indicators"),
            url_name="indicators:list",
            permission="indicators:read",
            order=25,
            group="campaign",
            icon="document",
        )
