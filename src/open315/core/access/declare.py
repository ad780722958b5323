"""Each view says who may open it: `@public` or `@requires("cases:read")`. A view that says nothing fails a system check.

`requires` answers an anonymous visitor with the sign-in page, a member of staff without the permission with 403. Where a
form or a part of a page was asked for, the session ended meanwhile: `SignedOut`, so that nothing typed is lost.
The view then finds `request.actor` (set by `org.middleware`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from open315.core.access.actor import ActorKind
from open315.core.errors import SignedOut

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
PUBLIC = "public"


def public(view: View) -> View:
    """Anyone may open this address."""
    view.open315_permission = PUBLIC  # type: ignore[attr-defined]
    return view


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and back. (Django's own helper lives beside tables, and this module is read before there are any.)"""
    return HttpResponseRedirect(
        f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()}, safe='/')}"
    )


def requires(*permissions: str) -> Callable[[View], View]:
    """Only staff who hold at least one of `permissions` may open this address."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor = request.actor  # type: ignore[attr-defined]
            if actor.kind is not ActorKind.STAFF:
                if request.method == "POST" or "HX-Request" in request.headers:
                    raise SignedOut(_("Your session has ended."))
                return _to_sign_in(request)
            if not any(actor.may(name) for name in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.open315_permission = permissions  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare
