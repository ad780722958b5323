"""Names and addresses of guests: sealed, opened for letter, badge and mail alone, sealed again when the key changes."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from open315.core.crypto import Sealed, current_key, holdings, seal, unseal
from open315.core.crypto.rotation import register
from open315.core.redaction.masks import mask_name
from open315.seminars.models import Guest
from open315.seminars.types import GuestPerson

PURPOSE = "seminars.guest"
BATCH = 500
NOTHING: dict[str, Any] = {"masked_name": "", "has_email": False, "key_id": "", "ciphertext": b""}
"""What a guest's row holds of a person who gave nothing, or is forgotten."""


def sealed_person(person: GuestPerson) -> dict[str, Any]:
    """The columns of a guest's row for this person."""
    name, email = person.name.strip(), person.email.strip()
    if not name and not email:
        return NOTHING
    sealed = seal(json.dumps({"name": name, "email": email}).encode(), purpose=PURPOSE)
    return {
        "masked_name": mask_name(name),
        "has_email": bool(email),
        "key_id": sealed.key_id,
        "ciphertext": sealed.ciphertext,
    }


def open_person(guest: Guest) -> GuestPerson:
    """Name and address of a guest; empty where none were given or they are forgotten."""
    if not guest.key_id:
        return GuestPerson()
    plain = unseal(Sealed(guest.key_id, bytes(guest.ciphertext)), purpose=PURPOSE)
    return GuestPerson(**json.loads(plain))


@register
def reseal_guests() -> Iterator[int]:
    """Seal again what an older key sealed; yields how many, batch by batch."""
    while done := _batch():
        yield done


def _batch() -> int:
    old = Guest.objects.exclude(key_id="").exclude(key_id=current_key()).order_by("pk")
    with transaction.atomic():
        rows = list(old.select_for_update()[:BATCH])
        for row in rows:
            for name, value in sealed_person(open_person(row)).items():
                setattr(row, name, value)
            row.save(update_fields=["key_id", "ciphertext"])
    return len(rows)


@holdings.register
def sealed_of_guests() -> Iterator[tuple[Sealed, str]]:
    """One guest for each key that sealed some."""
    tried = [""]
    while row := Guest.objects.exclude(key_id__in=tried).order_by("pk").first():
        tried.append(row.key_id)
        yield Sealed(row.key_id, bytes(row.ciphertext)), PURPOSE
