from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class LearningConfig(AppConfig):
    name = "open315.learning"
    label = "learning"

    def ready(self) -> None:
        from open315.cases.queries.choices import ask_for_goods  # noqa: PLC0415
        from open315.learning import permissions, services, teaching  # noqa: F401, PLC0415  (declare permissions, verbs, work)
        from open315.learning.queries import likely_goods  # noqa: PLC0415

        ask_for_goods(likely_goods)
        add_nav(
            key="learning",
            label=_("Suggestions"),
            url_name="learning:list",
            permission="learning:manage",
            order=16,
            group="admin",
            icon="pen",
        )
