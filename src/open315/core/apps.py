from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "open315.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate  # noqa: PLC0415

        from open315.core.access import checks  # noqa: F401, PLC0415  (registers the system checks)
        from open315.core.calendar.seed import load_missing_years  # noqa: PLC0415
        from open315.core.ops import housekeeping, results  # noqa: F401, PLC0415  (registers periodic jobs)

        post_migrate.connect(load_missing_years, sender=self)
