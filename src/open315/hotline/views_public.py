"""What a telephone system tells of a line: it shows a secret of that line, and to everybody else nothing is there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from open315.core import clock
from open315.core.access import Actor, ActorKind, public
from open315.core.http.hooks import Hook, answered, said
from open315.core.http.post_limit import counts_itself
from open315.core.http.shown_secret import shown_secret
from open315.hotline import queries, services
from open315.hotline.telephone import BIGGEST, heard_from


@csrf_exempt
@counts_itself
@public
@require_POST
def hear(request: HttpRequest, pk: int) -> HttpResponse:
    """One event of a call. 200 once it is stored, also for what was told before; 401 for a line that is none and for a wrong secret alike."""
    actor = Actor(kind=ActorKind.CLIENT, label=f"telephone of line {pk}")

    def act() -> HttpResponse:
        services.hear(pk, heard_from(request.body), actor=actor, at=clock.now())
        return said(200, "ok")

    hook = Hook("hotline", str(pk), settings.HOTLINE_PER_MINUTE, BIGGEST)
    return answered(request, hook, is_known=queries.is_key_of(pk, shown_secret(request)), act=act)
