from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class SeminarsConfig(AppConfig):
    name = "open315.seminars"
    label = "seminars"

    def ready(self) -> None:
        from open315.activities.concern import add_told  # noqa: PLC0415
        from open315.activities.details import add_buttons  # noqa: PLC0415
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415
        from open315.seminars import (  # noqa: F401, PLC0415  (declare figures, mails, verbs, work)
            chapter,
            facts,
            handlers,
            notices,
            services,
            tasks,
            vault,
        )
        from open315.seminars.folder import sheets  # noqa: F401, PLC0415  (declares sheets of a folder)
        from open315.seminars.links import from_activity, told_words  # noqa: PLC0415
        from open315.seminars.seating import services as of_seating  # noqa: F401, PLC0415  (declares verbs)

        notices.open_address_book()
        add_buttons(from_activity)
        add_told(told_words)
        add_scene("seminars", 26, "open315.seminars.demo.play")
        add_nav(
            key="seminars",
            label=_("Seminars"),
            url_name="seminars:list",
            permission="activities:read",
            order=16,
            group="campaign",
            icon="people",
        )
        add_nav(
            key="reception",
            label=_("Reception"),
            url_name="seminars:doors",
            permission="activities:receive",
            order=17,
            group="campaign",
            icon="desk",
        )
