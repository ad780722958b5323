"""Each view says who may open it: `@public` or `@requires("cases:read")`. A view that says nothing fails a system check.

`requires` asks for staff unless other kinds are named: `@requires("claims:answer", kinds=("trader",))`. A visitor who is none of them
is answered by the door of the first kind (the sign-in page, the page that asks for a code), one who lacks the permission with 403.
The view finds the recognised actor in its request.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast, overload

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from open315.core.access.actor import ActorKind
from open315.core.access.doors import ACCOUNT
from open315.core.access.kinds import answer_stranger, known_kinds, recognised
from open315.core.access.request import PortalRequest, StaffRequest

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
PortalView = Callable[Concatenate[PortalRequest, P], HttpResponseBase]
StaffView = Callable[Concatenate[StaffRequest, P], HttpResponseBase]
_MARK = "open315_access"


@dataclass(frozen=True, slots=True)
class Access:
    """What a view declared: the kinds of actors it is for, and the permissions of which one is needed. No kinds: everybody."""

    kinds: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()

    @property
    def asks_for_account(self) -> bool:
        """Whether people with an account come in here, so that what they owe (a password of their own, a second factor) is due."""
        return any(kind.door is ACCOUNT for name, kind in known_kinds().items() if name in self.kinds)


def access_of(view: Any) -> Access | None:
    """What the view declared; None if it declared nothing."""
    found: Access | None = getattr(view, _MARK, None)
    return found


def public(view: PortalView[P]) -> View[P]:
    """Anyone may open this address."""
    vars(view)[_MARK] = Access()
    return cast("View[P]", view)


@overload
def requires(*permissions: str) -> Callable[[StaffView[P]], View[P]]: ...
@overload
def requires(*permissions: str, kinds: tuple[str, ...]) -> Callable[[PortalView[P]], View[P]]: ...
def requires(*permissions: str, kinds: tuple[str, ...] = (ActorKind.STAFF,)) -> Callable[[Any], View[P]]:
    """Only actors of these kinds who hold at least one of `permissions` may open this address; without permissions, all of the kinds."""

    def declare(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            visitor = cast("StaffRequest", request)
            actor = recognised(visitor, kinds)
            if actor is None:
                return answer_stranger(visitor, kinds)
            if permissions and not any(actor.may(name) for name in permissions):
                raise PermissionDenied
            visitor.actor = actor
            return view(visitor, *args, **kwargs)

        vars(guarded)[_MARK] = Access(kinds, permissions)
        return guarded

    return declare
