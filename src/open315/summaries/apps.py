from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "open315.summaries"
    label = "summaries"

    def ready(self) -> None:
        from open315.summaries import handlers, notices, tasks  # noqa: F401, PLC0415  (subscribes, declares, registers)
