from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class HotlineConfig(AppConfig):
    name = "open315.hotline"
    label = "hotline"

    def ready(self) -> None:
        from open315.cases.console import taken  # noqa: PLC0415
        from open315.hotline import facts, handlers, permissions, services, tasks, vault  # noqa: F401, PLC0415  (declare figures, permissions, verbs, work, keys; hear of erasures)
        from open315.hotline.desk import FROM_HOTLINE, NAME, taken_at  # noqa: PLC0415
        from open315.hotline.roster import services as roster  # noqa: F401, PLC0415  (declares the verbs of the roster)
        from open315.hotline.voice import services as voice  # noqa: F401, PLC0415  (declares the verbs of recordings)
        from open315.hotline.waiting import hang_counter  # noqa: PLC0415
        from open315.intake.desk import places  # noqa: PLC0415
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415

        hang_counter()
        places.lend(NAME, FROM_HOTLINE)
        taken.ask(taken_at)
        add_scene("hotline", 57, "open315.hotline.demo.play")
        add_nav(
            key="hotline", label=_("Hotline"), url_name="hotline:list", permission="hotline:read", order=6, icon="phone"
        )
