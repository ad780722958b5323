from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "open315.intake"
    label = "intake"
