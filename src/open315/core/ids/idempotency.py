"""The same request twice is one act: a key remembers the answer that was given.

    earlier = recall(scope, key, request_hash)           # before any work: the answer given before, or None
    …
    with transaction.atomic():
        earlier = remember(scope, key, request_hash, result, at=at)   # first in the verb's transaction
        if earlier is not None: return earlier                        # somebody was quicker; nothing was written

Of two requests with one key at the same moment the second waits in `remember` until the first has committed, then gets its
answer; if the first rolls back, the second does the work. The same key with another body is a Conflict.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from open315.core.errors import Conflict
from open315.core.ids.models import IdempotencyKey
from open315.core.statements import run_prepared

LONGEST_KEY = 120
KEY_FIELD = "idempotency_key"

_REMEMBER = """
INSERT INTO core_idempotencykey (scope, key, request_hash, result, created_at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (scope, key) DO NOTHING
"""


def recall(scope: str, key: str, request_hash: str) -> dict[str, Any] | None:
    """The answer given before under this key, or None. Conflict if the key was used for another request."""
    found = IdempotencyKey.objects.filter(scope=scope, key=_fitting(key)).values_list("request_hash", "result").first()
    if found is None:
        return None
    if found[0] != request_hash:
        raise Conflict(_("This key was already used for a different request. Send a new key."), field=KEY_FIELD)
    answer: dict[str, Any] = found[1]
    return answer


def is_about_a_key(error: Exception) -> bool:
    """Whether the error says that a key was used for another request: people are led to what was done (`answered`)."""
    return isinstance(error, Conflict) and error.field == KEY_FIELD


def answered(scope: str, key: str) -> dict[str, Any] | None:
    """What was answered under this key, whatever was asked; None if it was never used."""
    return IdempotencyKey.objects.filter(scope=scope, key=_fitting(key)).values_list("result", flat=True).first()


def remember(scope: str, key: str, request_hash: str, result: dict[str, Any], *, at: datetime) -> dict[str, Any] | None:
    """Keep `result` as the answer to this key, in the caller's transaction. None if it is the first.

    Otherwise the earlier answer, and the caller writes nothing. Conflict if the key was used for another request.
    """
    adapt = connection.ops.adapt_datetimefield_value
    values = [scope, _fitting(key), request_hash, json.dumps(result, ensure_ascii=False), adapt(at)]
    if run_prepared(_REMEMBER, values).touched == 1:
        return None
    return recall(scope, key, request_hash)


def conclude(scope: str, key: str, result: dict[str, Any]) -> None:
    """Put the answer in, where it was not known yet when `remember` was called; in the same transaction."""
    IdempotencyKey.objects.filter(scope=scope, key=_fitting(key)).update(result=result)


def forget(scope: str, key: str) -> None:
    """Nothing came of what was asked under this key: it may be asked again."""
    IdempotencyKey.objects.filter(scope=scope, key=_fitting(key)).delete()


def _fitting(key: str) -> str:
    """A longer key is kept as its hash."""
    return key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()
