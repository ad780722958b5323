from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class ReturnsConfig(AppConfig):
    name = "open315.returns"
    label = "returns"

    def ready(self) -> None:
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415
        from open315.returns import (  # noqa: F401, PLC0415  (declare figures, permissions, verbs, work)
            board,
            facts,
            notices,
            permissions,
            services,
            tasks,
            waiting,
        )
        from open315.returns.folder import sheets  # noqa: F401, PLC0415  (declares sheets of a folder)

        board.enter()
        waiting.hang_counter()
        add_scene("returns", 30, "open315.returns.demo.play")
        add_nav(
            key="returns",
            label=_("Returns"),
            url_name="returns:list",
            permission="returns:read",
            order=18,
            group="campaign",
            icon="inbox",
        )
