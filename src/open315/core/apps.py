from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "open315.core"
    label = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from open315.core.access import checks  # noqa: F401, PLC0415  (registers the system checks)
