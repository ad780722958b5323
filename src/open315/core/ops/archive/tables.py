"""Which tables are in an archive."""

from typing import Any

from django.apps import apps as installed
from django.db.models import Model

LEFT_OUT = {"django_session", "core_heartbeat", "core_periodicjob"}
"""Only of the running system: sessions would bring people back in, heartbeats and leases belong to processes that are gone."""


def archived_models(apps: Any = installed) -> list[type[Model]]:
    """Every table of ours that is kept, by name; `apps` may be those of an earlier state."""
    models = {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    }
    return [models[name] for name in sorted(models)]
