"""The door of everybody who has an account, and the kinds that every install has."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from open315.core.access.actor import Actor, ActorKind
from open315.core.access.kinds import Door, declare_kind
from open315.core.access.request import PortalRequest
from open315.core.errors import SignedOut


def _of_the_session(request: PortalRequest) -> Actor:
    return request.actor


def _to_sign_in(request: PortalRequest) -> HttpResponseBase:
    """To the sign-in page and back; who is signed in as another kind finds nothing here.

    Where a form or a part of a page was asked for, the session ended meanwhile: `SignedOut`, so that nothing typed is lost.
    (Django's own helper lives beside tables, and this module is read before there are any.)
    """
    if request.actor.account_id is not None:
        raise Http404
    if request.method == "POST" or "HX-Request" in request.headers:
        raise SignedOut(_("Your session has ended."))
    return HttpResponseRedirect(
        f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()}, safe='/')}"
    )


ACCOUNT = Door(_of_the_session, _to_sign_in)
"""A session of an account; `org` makes the actor, whose kind its role decides."""

declare_kind(ActorKind.STAFF, door=ACCOUNT, home="console")
declare_kind(ActorKind.CLIENT)
declare_kind(ActorKind.SYSTEM)
declare_kind(ActorKind.ANONYMOUS)
