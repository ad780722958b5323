from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrgConfig(AppConfig):
    name = "open315.org"
    label = "org"

    def ready(self) -> None:
        # permissions declares the roles, facts the region as a dimension, sign_in listens to sign-ins, tasks seals second factors; the navigation needs the
        # registry of apps.
        from open315.core.jobs import actors_by  # noqa: PLC0415
        from open315.core.ui.nav import add_nav  # noqa: PLC0415
        from open315.org import checks, facts, permissions, services, sign_in, tasks  # noqa: F401, PLC0415
        from open315.org.queries import actor_of_account  # noqa: PLC0415

        actors_by(actor_of_account)

        for order, (key, label, icon) in enumerate(
            [
                ("organisations", _("Bodies"), "building"),
                ("people", _("People and posts"), "people"),
                ("accounts", _("Accounts"), "key"),
                ("roles", _("Roles"), "shield"),
                ("regions", _("Regions"), "map"),
            ]
        ):
            add_nav(
                key=key,
                label=label,
                url_name=f"org:{key}",
                permission="org:manage",
                order=10 + order,
                group="admin",
                icon=icon,
            )
