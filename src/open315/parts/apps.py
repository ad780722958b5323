from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "open315.parts"
    label = "parts"

    def ready(self) -> None:
        from open315.parts import chapters, facts, permissions  # noqa: F401, PLC0415  (declare chapters, figures, permissions)
