"""Second factors at rest: the secret of a TOTP and the seed of recovery codes are sealed (ADR 0041).

Kept as text in the row's JSON: `sealed:` key id `:` base64. What an earlier version wrote in clear still opens, and is sealed by `prepare`,
by the worker within the hour, and by a change of keys.
"""

import base64
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from open315.core.crypto import Sealed, current_key, holdings, seal, unseal
from open315.core.crypto.rotation import register

PURPOSE = "org.second_factor"
MARK = "sealed"
SECRETS = ("secret", "seed")
BATCH = 200


def seal_text(text: str) -> str:
    """`text` sealed with the current key."""
    sealed = seal(text.encode(), purpose=PURPOSE)
    return f"{MARK}:{sealed.key_id}:{base64.b64encode(sealed.ciphertext).decode()}"


def open_text(kept: str) -> str:
    """What `seal_text` sealed; text of an earlier version as it is."""
    sealed = _sealed(kept)
    return kept if sealed is None else unseal(sealed, purpose=PURPOSE).decode()


@register
def reseal_factors() -> Iterator[int]:
    """Seal what lies in clear or under an older key; yields how many rows, batch by batch."""
    last, newest = 0, current_key()
    while keys := list(Authenticator.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = keys[-1]
        if done := _batch(keys, newest):
            yield done


@holdings.register
def sealed_factors() -> Iterator[tuple[Sealed, str]]:
    """A sealed factor for each key that sealed some."""
    found: dict[str, Sealed] = {}
    for data in Authenticator.objects.values_list("data", flat=True).iterator():
        found |= {sealed.key_id: sealed for name in SECRETS if (sealed := _sealed(data.get(name, "")))}
    yield from ((sealed, PURPOSE) for sealed in found.values())


def _batch(keys: list[int], newest: str) -> int:
    changed = 0
    with transaction.atomic():
        for row in Authenticator.objects.select_for_update().filter(pk__in=keys):
            resealed = _resealed(row.data, newest)
            if resealed != row.data:
                row.data = resealed
                row.save(update_fields=["data"])
                changed += 1
    return changed


def _resealed(data: dict[str, Any], newest: str) -> dict[str, Any]:
    old = {name: kept for name in SECRETS if (kept := data.get(name)) and not kept.startswith(f"{MARK}:{newest}:")}
    return {**data, **{name: seal_text(open_text(kept)) for name, kept in old.items()}}


def _sealed(kept: str) -> Sealed | None:
    mark, _, rest = kept.partition(":")
    key_id, _, ciphertext = rest.partition(":")
    return Sealed(key_id, base64.b64decode(ciphertext)) if mark == MARK else None
