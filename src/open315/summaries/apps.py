from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "open315.summaries"
    label = "summaries"
