from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotifyConfig(AppConfig):
    name = "open315.notify"
    label = "notify"

    def ready(self) -> None:
        # handlers subscribes to the outbox; the bell and the navigation need the registry of apps.
        from open315.core.ui.context import add_to_shell  # noqa: PLC0415
        from open315.core.ui.nav import add_nav  # noqa: PLC0415
        from open315.notify import channels, checks, handlers, notices_of_core, permissions, tasks  # noqa: F401, PLC0415
        from open315.notify.recipients import use_address_book  # noqa: PLC0415
        from open315.notify.types import EMAIL, STAFF  # noqa: PLC0415
        from open315.notify.views_staff import bell  # noqa: PLC0415
        from open315.org.queries import email_of_account  # noqa: PLC0415

        channels.load()
        use_address_book(STAFF, EMAIL, email_of_account)
        add_to_shell("notices", bell)
        add_nav(
            key="messages",
            label=_("Messages"),
            url_name="notify:notices",
            permission="console:open",
            order=90,
            icon="bell",
        )
