"""What every page shell needs: the languages, the demo flag, the acting person's menu."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context for the shells."""
    return {"actor": getattr(request, "actor", None), "demo": settings.DEMO}
