from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class ActivitiesConfig(AppConfig):
    name = "open315.activities"
    label = "activities"

    def ready(self) -> None:
        from open315.activities import (  # noqa: F401, PLC0415  (declare figures, permissions, verbs; tell people)
            board,
            facts,
            handlers,
            permissions,
            services,
        )
        from open315.activities.doubles import handlers as of_doubles  # noqa: F401, PLC0415
        from open315.activities.feeds import services as of_feeds  # noqa: F401, PLC0415
        from open315.activities.folder import sheets  # noqa: F401, PLC0415  (declares sheets of a folder)
        from open315.activities.partners import services as of_partners  # noqa: F401, PLC0415
        from open315.activities.people import services as of_people  # noqa: F401, PLC0415
        from open315.activities.proofs import services as of_proofs  # noqa: F401, PLC0415
        from open315.activities.telling import services as of_telling  # noqa: F401, PLC0415
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415

        board.enter()
        add_scene("activities", 25, "open315.activities.demo.play")
        add_nav(
            key="activities",
            label=_("Activities"),
            url_name="activities:list",
            permission="activities:read",
            order=15,
            group="campaign",
            icon="calendar",
        )
