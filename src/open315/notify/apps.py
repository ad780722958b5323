from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "open315.notify"
    label = "notify"
