from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "open315.config"
    label = "config"
