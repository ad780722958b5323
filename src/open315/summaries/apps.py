from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "open315.summaries"
    label = "summaries"

    def ready(self) -> None:
        from open315.summaries import notices, writing  # noqa: F401, PLC0415  (declare messages and the kind of job)
