"""A form that is sent twice acts once.

Each form is drawn with a token of its own. The same token with the same values is the same act, however often it arrives: a double click,
a reload, a browser that repeats what it got no answer to. With other values (somebody went back and corrected) it is another act.
"""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict

from open315.core import clock
from open315.core.ids.idempotency import conclude, forget, remember

TOKEN = "once"  # noqa: S105  (the name of the field)
PASSING = (TOKEN, "csrfmiddlewaretoken")
"""Fields that say nothing of what is asked for."""


def fresh_token() -> str:
    """A token for a form that is drawn."""
    return secrets.token_urlsafe(12)


def acted_once(request: HttpRequest, scope: str, act: Callable[[], HttpResponse | str]) -> HttpResponse | str | None:
    """What `act` answers, an address or a whole answer. For a repeat the address it answered before, None if it was no address."""
    token = request.POST.get(TOKEN, "")
    if not token:
        return act()
    digest = _digest(request.POST, request.FILES)
    key = f"{token}:{digest}"
    if request.FILES:
        return _acted_on_files(scope, key, digest, act)
    with transaction.atomic():
        earlier = remember(scope, key, digest, {}, at=clock.now())
        if earlier is not None:
            return earlier.get("to")
        answer = act()
        if isinstance(answer, str):
            conclude(scope, key, {"to": answer})
        return answer


def _acted_on_files(
    scope: str, key: str, digest: str, act: Callable[[], HttpResponse | str]
) -> HttpResponse | str | None:
    """The same where files came along: nobody reads those in a transaction, so the token is kept before, and free again if nothing came of it."""
    earlier = remember(scope, key, digest, {}, at=clock.now())
    if earlier is not None:
        return earlier.get("to")
    try:
        answer = act()
    except BaseException:
        forget(scope, key)
        raise
    if isinstance(answer, str):
        conclude(scope, key, {"to": answer})
    return answer


def _digest(sent: MultiValueDict[str, str], files: MultiValueDict[str, Any]) -> str:
    values = sorted((name, each) for name, values in sent.lists() if name not in PASSING for each in values)
    values += sorted((name, f"{each.name} {each.size}") for name, values in files.lists() for each in values)
    return hashlib.sha256(repr(values).encode()).hexdigest()
