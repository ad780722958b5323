from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.ui.nav import add_nav


class StallsConfig(AppConfig):
    name = "open315.stalls"
    label = "stalls"

    def ready(self) -> None:
        from open315.activities import counting  # noqa: PLC0415
        from open315.activities.details import add_buttons  # noqa: PLC0415
        from open315.cases.console import taken  # noqa: PLC0415
        from open315.intake.desk import places  # noqa: PLC0415
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415
        from open315.stalls import facts, permissions, services  # noqa: F401, PLC0415  (declare figures, permissions, verbs)
        from open315.stalls.counters import CountersOfStalls  # noqa: PLC0415
        from open315.stalls.desk import AT_STALLS, NAME, taken_at  # noqa: PLC0415
        from open315.stalls.drawing import from_activity  # noqa: PLC0415
        from open315.stalls.folder import sheets  # noqa: F401, PLC0415  (declares sheets of a folder)

        counting.use(CountersOfStalls())
        add_buttons(from_activity)
        places.lend(NAME, AT_STALLS)
        add_scene("stalls", 27, "open315.stalls.demo.play")
        taken.ask(taken_at)
        add_nav(
            key="own_stalls",
            label=_("Stalls of my department"),
            url_name="stalls:own",
            permission="stalls:count_own",
            order=17,
            group="campaign",
            icon="map",
        )
        add_nav(
            key="stalls",
            label=pgettext_lazy("stalls of an activity", "Stalls"),
            url_name="stalls:list",
            permission="stalls:read",
            order=16,
            group="campaign",
            icon="map",
        )
