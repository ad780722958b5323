from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "open315.config"
    label = "config"

    def ready(self) -> None:
        from open315.config.shell import furnish  # noqa: PLC0415  (reads tables of a room)

        furnish()
