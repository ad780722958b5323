from django.apps import AppConfig


class TradersConfig(AppConfig):
    name = "open315.traders"
    label = "traders"
