"""The request as our views get it: Django's, with who acts and what htmx asks for.

Two middlewares put the attributes on (`org.middleware`, django_htmx). `@public` and `@requires` hand the request to the view, so a
view names the one it needs: `PortalRequest` where anybody may come, `StaffRequest` where a member of staff is certain.
"""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from open315.core.access.actor import Actor


class PortalRequest(HttpRequest):
    """A request whose actor may be anybody."""

    actor: Actor
    htmx: HtmxDetails


class StaffRequest(PortalRequest):
    """A request whose actor is a member of staff who holds a permission the view requires."""
