"""Keeping, finding and forgetting drafts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core.crypto import Sealed, current_key, seal, unseal
from open315.core.crypto.rotation import register
from open315.core.errors import InvalidInput, Unavailable
from open315.core.pages.drafts.models import Draft

LONGEST = 64 * 1024
"""Bytes of a draft."""
MOST = 40
"""Drafts of one reader; the oldest go first."""
SENT_KEPT = timedelta(hours=1)
"""For how long it is remembered which drawing of a form was sent."""
BATCH = 500

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A draft as it was kept: every field with all its values."""

    values: Values
    kept_at: datetime


def keep_draft(owner: str, form: str, values: Values, *, drawn: str, lives: timedelta, at: datetime) -> bool:
    """Keep what was typed into the drawing `drawn` of a form, instead of what was kept before.

    False, and nothing is written, when that drawing was sent meanwhile. InvalidInput for more than `LONGEST` bytes.
    """
    plain = json.dumps({name: list(each) for name, each in values.items()}, ensure_ascii=False).encode()
    if len(plain) > LONGEST:
        raise InvalidInput(_("This is too much for a draft. Nothing is lost on this page: send it, or shorten it."))
    with transaction.atomic():
        found = Draft.objects.select_for_update().filter(owner=owner, form=form).first()
        if found and drawn and found.sent == drawn:
            return False
        sealed = seal(plain, purpose=_purpose(owner, form))
        kept = {"key_id": sealed.key_id, "ciphertext": sealed.ciphertext, "kept_at": at, "expires_at": at + lives}
        Draft.objects.update_or_create(owner=owner, form=form, defaults=kept)
        if found is None:
            _drop_oldest(owner)
    return True


def find_draft(owner: str, form: str, *, at: datetime) -> Found | None:
    """The reader's draft of a form; None if there is none, if its time is over, or if it cannot be opened any more."""
    row = Draft.objects.filter(owner=owner, form=form, expires_at__gt=at).exclude(key_id="").first()
    if row is None:
        return None
    try:
        plain = unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=_purpose(owner, form))
    except Unavailable:
        return None
    return Found(json.loads(plain), row.kept_at)


def is_kept(owner: str, form: str, *, at: datetime) -> bool:
    """Whether the reader has a draft of a form, without opening it."""
    return Draft.objects.filter(owner=owner, form=form, expires_at__gt=at).exclude(key_id="").exists()


def drop_draft(owner: str, form: str, *, drawn: str = "", at: datetime) -> None:
    """Forget the draft. With `drawn`, that drawing of the form was sent: it can keep none any more."""
    rows = Draft.objects.filter(owner=owner, form=form)
    if not drawn:
        rows.delete()
        return
    Draft.objects.update_or_create(
        owner=owner,
        form=form,
        defaults={"key_id": "", "ciphertext": b"", "sent": drawn, "kept_at": at, "expires_at": at + SENT_KEPT},
    )


def drop_drafts_about(beginning: str, end: str) -> int:
    """Drop the drafts of all readers whose form's name begins and ends so; returns how many."""
    return Draft.objects.filter(form__startswith=beginning, form__endswith=end).delete()[0]


def sweep_drafts(at: datetime) -> int:
    """Delete what has expired; how many."""
    return Draft.objects.filter(expires_at__lte=at).delete()[0]


@register
def reseal_drafts() -> Iterator[int]:
    """Seal again what an older key sealed; yields how many, batch by batch."""
    while done := _resealed():
        yield done


def _resealed() -> int:
    with transaction.atomic():
        rows = list(Draft.objects.select_for_update().exclude(key_id__in=("", current_key()))[:BATCH])
        for row in rows:
            purpose = _purpose(row.owner, row.form)
            sealed = seal(unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=purpose), purpose=purpose)
            row.key_id, row.ciphertext = sealed.key_id, sealed.ciphertext
            row.save(update_fields=["key_id", "ciphertext"])
    return len(rows)


def _purpose(owner: str, form: str) -> str:
    """A draft opens only in its place."""
    return f"draft\0{owner}\0{form}"


def _drop_oldest(owner: str) -> None:
    old = Draft.objects.filter(owner=owner).order_by("-kept_at", "-pk").values_list("pk", flat=True)[MOST:]
    Draft.objects.filter(pk__in=list(old)).delete()
