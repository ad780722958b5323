"""What an install says of itself, as JSON: figures, and whether pages open. Run as a program of its own on a restored install.

    OPEN315_VAR=… python -m tests.fault.telling

The file beside an archive was written by this program under the version that made the archive.
"""

import json
import os
from datetime import date
from typing import Any

FIGURES = (
    "cases.received",
    "cases.accepted",
    "cases.closed",
    "cases.solved",
    "cases.recovered_cents",
    "cases.solution_rate",
)
PERIOD = (date(2025, 1, 1), date(2026, 11, 27))
SCOPES = ("42", "4201", "429004")
PAGES = (
    "/console/", "/console/cases/", "/console/facts/", "/console/admin/packs/council-2024/", "/console/admin/competence/",
    "/console/campaigns/",
)  # fmt: skip


def figures() -> dict[str, Any]:
    """Each figure for each scope."""
    from open315.core.access import SYSTEM
    from open315.core.facts import Period, Scope, compute

    period = Period(*PERIOD, until=PERIOD[1])
    return {
        f"{key} {scope}": str(compute(key, period, Scope(region=scope), SYSTEM).value)
        for key in FIGURES
        for scope in SCOPES
    }


def pages() -> dict[str, int]:
    """The status of each page for the province's secretariat."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    settings.MFA_REQUIRED, settings.ALLOWED_HOSTS = False, ["*"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}  # nothing was collected here
    client = Client()
    client.force_login(
        get_user_model().objects.get(username="hubei.secretariat"),
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    return {page: client.get(page).status_code for page in PAGES}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "open315.config.settings"
    import django

    django.setup()
    print(json.dumps({"figures": figures(), "pages": pages()}, indent=1))
