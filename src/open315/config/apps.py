from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "open315.config"
    label = "config"

    def ready(self) -> None:
        from open315.config.shell import furnish  # noqa: PLC0415  (reads tables of a room)
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415

        furnish()
        add_scene("finished", 15, "open315.config.finished.play")
