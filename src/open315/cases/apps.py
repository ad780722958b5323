from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "open315.cases"
    label = "cases"

    def ready(self) -> None:
        from open315.law.codelists import add_lists  # noqa: PLC0415

        add_lists("open315.cases.codelists")
        # Importing these declares permissions and verbs, subscribes to events, registers jobs, facts and key rotation.
        from open315.cases import handlers, permissions, services, tasks  # noqa: F401, PLC0415
        from open315.cases.console.dashboard import hang_panels  # noqa: PLC0415
        from open315.cases.console.palette import hang_finders  # noqa: PLC0415
        from open315.cases.console.waiting import hang_counters  # noqa: PLC0415
        from open315.cases.facts import declared  # noqa: F401, PLC0415
        from open315.cases.notices import codes, consumer, followers, paper, staff, undelivered, words  # noqa: F401, PLC0415
        from open315.cases.vault import rotation  # noqa: F401, PLC0415
        from open315.core.ui.nav import add_nav  # noqa: PLC0415
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415

        add_scene("cases", 50, "open315.cases.demo.scene.play")
        add_nav(key="cases", label=_("Cases"), url_name="cases:inbox", permission="cases:read", order=10, icon="inbox")
        consumer.open_address_books()
        hang_panels()
        hang_counters()
        hang_finders()
