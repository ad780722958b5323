from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "open315.campaigns"
    label = "campaigns"
