"""Each view says who may open it: `@public` or `@requires("cases:read")`. A view that says nothing fails a system check.

`requires` answers an anonymous visitor with the sign-in page, a member of staff without the permission with 403. Where a
form or a part of a page was asked for, the session ended meanwhile: `SignedOut`, so that nothing typed is lost.
The view then gets a `StaffRequest`, whose actor `org.middleware` has set.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from open315.core.access.actor import ActorKind
from open315.core.access.request import PortalRequest, StaffRequest
from open315.core.errors import SignedOut

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
PUBLIC = "public"


def public(view: Callable[Concatenate[PortalRequest, P], HttpResponseBase]) -> View[P]:
    """Anyone may open this address."""
    vars(view)["open315_permission"] = PUBLIC
    return cast("View[P]", view)


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and back. (Django's own helper lives beside tables, and this module is read before there are any.)"""
    return HttpResponseRedirect(
        f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()}, safe='/')}"
    )


def requires(
    *permissions: str,
) -> Callable[[Callable[Concatenate[StaffRequest, P], HttpResponseBase]], View[P]]:
    """Only staff who hold at least one of `permissions` may open this address."""

    def declare(view: Callable[Concatenate[StaffRequest, P], HttpResponseBase]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            staff = cast("StaffRequest", request)
            if staff.actor.kind is not ActorKind.STAFF:
                if request.method == "POST" or "HX-Request" in request.headers:
                    raise SignedOut(_("Your session has ended."))
                return _to_sign_in(request)
            if not any(staff.actor.may(name) for name in permissions):
                raise PermissionDenied
            return view(staff, *args, **kwargs)

        vars(guarded)["open315_permission"] = permissions
        return guarded

    return declare
