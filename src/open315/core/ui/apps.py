from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "open315.core.ui"
    label = "ui"
    verbose_name = "Design system"

    def ready(self) -> None:
        from open315.core.ui import checks  # noqa: F401, PLC0415  (registers the system checks)
