"""The reference of intake: a bare Django view that inserts one row of the same body into a table with three indexes. Run by granian."""

import json
import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from open315.config.databases import database

if not settings.configured:
    from pathlib import Path

    connection = database(os.environ["OPEN315_DATABASE"], Path(os.environ.get("OPEN315_VAR", ".")))
    # The product trusts a connection that answered a moment ago; the reference asks nothing either.
    connection.pop("CONN_HEALTH_CHECKS", None)
    settings.configure(
        SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True, MIDDLEWARE=[],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", INSTALLED_APPS=[],
        DATABASES={"default": connection},
    )  # fmt: skip

application = get_wsgi_application()

from django.db import models  # noqa: E402


class Row(models.Model):
    """One row, three secondary indexes."""

    title = models.CharField(max_length=120)
    narrative = models.TextField()
    place = models.CharField(max_length=6, db_index=True)
    received_at = models.DateTimeField(db_index=True)
    trader = models.CharField(max_length=120, db_index=True)

    class Meta:
        app_label = "bare"
        db_table = "bench_bare"


@csrf_exempt
def insert(request: HttpRequest) -> Any:
    """Insert and answer."""
    body = json.loads(request.body)
    row = Row.objects.create(
        title=body["title"], narrative=body["narrative"], place=body["place"], received_at=timezone.now(),
        trader=body["trader"]["name"],
    )  # fmt: skip
    return JsonResponse({"id": row.pk}, status=201)


urlpatterns = [path("bare", insert)]
