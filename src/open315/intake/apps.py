from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "open315.intake"
    label = "intake"

    def ready(self) -> None:
        from open315.core.ui.nav import add_nav, add_portal_nav  # noqa: PLC0415
        from open315.intake.desk.waiting import hang_counter  # noqa: PLC0415
        from open315.intake.sheet_import import dropping, importing, services, withdrawing  # noqa: F401, PLC0415  (declare work, messages, verbs)
        from open315.intake.web import code_door  # noqa: F401, PLC0415  (says how a consumer comes in)

        hang_counter()
        add_portal_nav(key="complain", label=_("File a complaint"), url_name="intake:complain", order=10)
        add_portal_nav(key="track", label=_("My case"), url_name="intake:track", order=20)
        add_nav(
            key="desk",
            label=_("Register a caller"),
            url_name="desk:desk",
            permission="cases:register",
            order=5,
            icon="phone",
            letter="n",
        )
        add_nav(
            key="imports",
            label=_("Sheet imports"),
            url_name="imports:list",
            permission="imports:run",
            order=30,
            icon="import",
        )
