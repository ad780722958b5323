from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "open315.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate  # noqa: PLC0415
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from open315.core import permissions  # noqa: F401, PLC0415  (declares them)
        from open315.core.access import checks  # noqa: F401, PLC0415  (registers the system checks)
        from open315.core.audit import guard, tasks  # noqa: F401, PLC0415  (the guard's switch; registers sealing)
        from open315.core.calendar import services as calendar_verbs  # noqa: F401, PLC0415
        from open315.core.calendar.seed import load_missing_years  # noqa: PLC0415
        from open315.core.jobs import checks as job_checks  # noqa: F401, PLC0415
        from open315.core.jobs import tasks as job_tasks  # noqa: F401, PLC0415
        from open315.core.list_files import writing as list_writing  # noqa: F401, PLC0415
        from open315.core.ops import connections, export, housekeeping, results, statistics  # noqa: F401, PLC0415  (registers jobs)
        from open315.core.pages import checks as page_checks  # noqa: F401, PLC0415
        from open315.core.pages.drafts import tasks as draft_tasks  # noqa: F401, PLC0415
        from open315.core.search import tasks as search_tasks  # noqa: F401, PLC0415
        from open315.core.ui.nav import add_nav  # noqa: PLC0415
        from open315.core.undelivered import services as event_verbs  # noqa: F401, PLC0415
        from open315.core.uploads import tasks as upload_tasks  # noqa: F401, PLC0415
        from open315.core.verbs import checks as verb_checks  # noqa: F401, PLC0415

        connections.install()
        post_migrate.connect(load_missing_years, sender=self)
        add_nav(
            key="calendar",
            label=_("Working calendar"),
            url_name="calendar:year",
            permission="console:open",
            order=60,
            group="admin",
            icon="calendar",
        )
