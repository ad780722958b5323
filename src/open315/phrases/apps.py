from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class PhrasesConfig(AppConfig):
    name = "open315.phrases"
    label = "phrases"

    def ready(self) -> None:
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415
        from open315.phrases import offering, permissions, services  # noqa: F401, PLC0415  (declare a question, permissions, verbs)

        add_scene("phrases", 45, "open315.phrases.demo.play")
        add_nav(
            key="phrases", label=_("Phrases"), url_name="phrases:list", permission="phrases:use", order=12, icon="pen"
        )
