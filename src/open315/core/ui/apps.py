from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "open315.core.ui"
    label = "ui"
    verbose_name = "Design system"
