from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav, add_portal_nav


class SummariesConfig(AppConfig):
    name = "open315.summaries"
    label = "summaries"

    def ready(self) -> None:
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415
        from open315.summaries import notices, permissions, writing  # noqa: F401, PLC0415  (declare messages, permissions, the kind of job)
        from open315.summaries.text import handlers, queries, services  # noqa: F401, PLC0415  (tell people, declare verbs)

        add_scene("summaries", 60, "open315.summaries.demo.play")
        add_portal_nav(
            key="summaries",
            label=_("Campaign summaries"),
            url_name="published:list",
            order=25,
            belongs=queries.anything_published,
        )
        add_nav(
            key="parts",
            label=_("Parts in campaigns"),
            url_name="summaries:parts",
            permission="parts:read",
            order=20,
            group="campaign",
            icon="building",
        )
        add_nav(
            key="summaries",
            label=_("Texts of summaries"),
            url_name="summaries:all_texts",
            permission="summaries:read",
            order=19,
            group="campaign",
            icon="document",
        )
