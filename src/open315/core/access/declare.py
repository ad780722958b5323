"""Each view says who may open it: `@public` or `@requires("cases:read")`. A view that says nothing fails a system check.

`requires` answers an anonymous visitor with the sign-in page, a member of staff without the permission with 403.
The view then finds `request.actor` (set by `org.middleware`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from open315.core.access.actor import ActorKind

View = TypeVar("View", bound=Callable[..., HttpResponse])
PUBLIC = "public"


def public(view: View) -> View:
    """Anyone may open this address."""
    view.open315_permission = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(*permissions: str) -> Callable[[View], View]:
    """Only staff who hold at least one of `permissions` may open this address."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.actor  # type: ignore[attr-defined]
            if actor.kind is not ActorKind.STAFF:
                return redirect_to_login(request.get_full_path())
            if not any(actor.may(name) for name in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.open315_permission = permissions  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare
