"""Pages of the gallery: for those who build and check the product, so only in a demo, in development, or for staff."""

from collections.abc import Sequence
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin

from open315.core.access import ActorKind, PortalRequest, public
from open315.core.ui.context import THEMES
from open315.core.ui.gallery.forms import specimen_forms
from open315.core.ui.gallery.specimens import specimens

COLOURS = [
    "page",
    "surface",
    "sunk",
    "hover",
    "line",
    "line-strong",
    "ink",
    "ink-soft",
    "ink-faint",
    "brand",
    "brand-strong",
    "brand-wash",
    "link",
    "seal",
    "seal-wash",
    "bar",
    "bar-current",
    "info",
    "info-wash",
    "good",
    "good-wash",
    "warn",
    "warn-wash",
    "bad",
    "bad-wash",
    "chart-1",
    "chart-2",
    "chart-3",
    "chart-4",
    "chart-5",
    "chart-6",
]

_framed: Any = csp_replace({"frame-ancestors": ["'self'"]})
"""The sheet stands in a frame of our own page."""


def _admit(request: PortalRequest) -> None:
    actor = request.actor
    if not (settings.DEBUG or settings.DEMO or actor.kind == ActorKind.STAFF):
        raise Http404


@public
def gallery(request: PortalRequest) -> HttpResponse:
    """The frame: choice of language, colours and width around the sheet."""
    _admit(request)
    chosen = {
        "language": _language(request),
        "theme": _one(request.GET.get("theme"), THEMES, "light"),
        "width": _one(request.GET.get("width"), ("desk", "phone"), "desk"),
    }
    return render(
        request, "ui/gallery/frame.html", {"chosen": chosen, "themes": THEMES[1:], "widths": ("desk", "phone")}
    )


@public
@xframe_options_sameorigin
@_framed
def sheet(request: PortalRequest) -> HttpResponse:
    """Every component in every state, in the language and colours asked for."""
    _admit(request)
    language = _language(request)
    theme = _one(request.GET.get("theme"), THEMES, "light")
    with translation.override(language):
        context = {"chapters": specimens(), "forms": specimen_forms(), "colours": COLOURS, "theme": theme}
        return render(request, "ui/gallery/sheet.html", context)


def _one(given: str | None, allowed: Sequence[str], otherwise: str) -> str:
    return given if given is not None and given in allowed else otherwise


def _language(request: PortalRequest) -> str:
    return _one(request.GET.get("language"), list(dict(settings.LANGUAGES)), translation.get_language() or "")
