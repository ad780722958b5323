"""What the database knows of the key that signs sessions and links (Django's SECRET_KEY), so that all machines use one.

Two machines of an install with different keys would sign people out at every other click, and a key that was lost and made anew
would end all sessions and half-filled forms without a word. So the first start tells the database a fingerprint, and no server
starts with another key until somebody says that it is meant (`open315 adopt-django-key`).
"""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from open315.core.crypto import trouble
from open315.core.crypto.keyring import SIGNING
from open315.core.crypto.ledger import fingerprint
from open315.core.crypto.models import SealingKey


def check() -> None:
    """KeysUnusable when the database knows another key. Changes nothing."""
    known = _known()
    if known is not None and known != _ours():
        raise trouble.other_signing_key(Path(settings.SECRETS) / "django-key")


def introduce() -> None:
    """Tell the database of the key, if it knows none; KeysUnusable if it knows another."""
    if _known() is None:
        SealingKey.objects.bulk_create([_row()], ignore_conflicts=True)
    check()


def adopt() -> bool:
    """Take the key at hand as the one of this install: everybody signs in again. Returns whether it was another before."""
    with transaction.atomic():
        before = _known()
        forget()
        SealingKey.objects.bulk_create([_row()])
    return before is not None and before != _ours()


def forget() -> None:
    """Let the next start introduce its key: a database was restored, perhaps without the key that it knew."""
    SealingKey.objects.filter(key_id=SIGNING).delete()


def _known() -> str | None:
    return SealingKey.objects.filter(key_id=SIGNING).values_list("fingerprint", flat=True).first()


def _row() -> SealingKey:
    return SealingKey(key_id=SIGNING, fingerprint=_ours(), known_at=timezone.now())


def _ours() -> str:
    return fingerprint(settings.SECRET_KEY.encode())
