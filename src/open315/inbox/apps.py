from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

from open315.core.ui.nav import add_nav


class InboxConfig(AppConfig):
    name = "open315.inbox"
    label = "inbox"

    def ready(self) -> None:
        from open315.inbox import actors, facts, handlers, notices, permissions, services, tasks, vault  # noqa: F401, PLC0415  (declare kinds, figures, texts, verbs, work)
        from open315.inbox.desk import FROM_INBOX, NAME  # noqa: PLC0415
        from open315.inbox.waiting import hang_counter  # noqa: PLC0415
        from open315.intake.desk import places  # noqa: PLC0415
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415

        notices.open_address_book()
        hang_counter()
        places.lend(NAME, FROM_INBOX)
        add_scene("inbox", 55, "open315.inbox.demo.play")
        add_nav(
            key="inbox",
            label=pgettext_lazy("messages that came in", "Inbox"),
            url_name="inbox:list",
            permission="inbox:read",
            order=4,
            icon="mail",
            letter="i",
        )
