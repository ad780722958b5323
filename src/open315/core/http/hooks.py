"""The addresses that programs outside call: a gateway, a telephone system. A secret, bounds on number and size, answers in plain words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from open315.core import clock, throttle
from open315.core.errors import InvalidInput, TooMany
from open315.core.http.post_limit import count_stranger
from open315.core.http.shown_secret import count_wrong_secret


@dataclass(frozen=True, slots=True)
class Hook:
    """What holds at one address: `door` is the kind under which wrong secrets are counted, `caller` whose calls are counted together."""

    door: str
    caller: str
    per_minute: int
    biggest: int
    """Bytes of a body."""


def answered(request: HttpRequest, hook: Hook, *, is_known: bool, act: Callable[[], HttpResponse]) -> HttpResponse:
    """What `act` answers for a caller that showed the right secret; to everybody else nothing is there.

    401 for a wrong secret, counted by address so that none is found by trying; 413 and 429 beyond the bounds; the status and field
    of InvalidInput for what cannot be read. The view stands below `post_limit.counts_itself`.
    """
    try:
        if not is_known:
            count_stranger(request)
            count_wrong_secret(request, hook.door)
            return said(401, "no")
        throttle.check(f"{hook.door}:{hook.caller}", limit=hook.per_minute, seconds=60, at=clock.now())
        if len(request.body) > hook.biggest:
            return said(413, "too large")
        return act()
    except TooMany as error:
        answer = said(error.status, "later")
        answer["Retry-After"] = str(error.details["retry_after"])
        return answer
    except InvalidInput as error:
        return said(error.status, f"{error.field}: {error.message}")


def said(status: int, words: str) -> HttpResponse:
    """An answer in plain words, for a program's log."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
