"""What a telephone system asks of its line: it shows a secret of that line, and to everybody else nothing is there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from open315.core import clock
from open315.core.access import public
from open315.core.http.hooks import Hook, answered
from open315.core.http.shown_secret import shown_secret
from open315.hotline import queries
from open315.hotline.telephone import BIGGEST
from open315.hotline.voice.queries import told_to_telephone


@public
@never_cache
@require_safe
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of the line in both scripts, whether it records, and whether somebody is on duty now. 401 for a line that is none and for a wrong secret alike."""

    def act() -> HttpResponse:
        found = told_to_telephone(pk, clock.now())
        return JsonResponse(found, json_dumps_params={"ensure_ascii": False})

    hook = Hook("hotline", str(pk), settings.HOTLINE_PER_MINUTE, BIGGEST)
    return answered(request, hook, is_known=queries.is_key_of(pk, shown_secret(request)), act=act)
