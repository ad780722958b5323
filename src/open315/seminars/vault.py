"""Names and addresses of guests: sealed, opened for letter, badge and mail alone, sealed again when the key changes."""

import json
from typing import Any

from open315.core.crypto.sealed_columns import NOTHING as NOTHING_SEALED
from open315.core.crypto.sealed_columns import keep_sealed, opened, sealed
from open315.core.redaction.masks import mask_name
from open315.seminars.models import Guest
from open315.seminars.types import GuestPerson

PURPOSE = "seminars.guest"
NOTHING: dict[str, Any] = {"masked_name": "", "has_email": False, **NOTHING_SEALED}
"""What a guest's row holds of a person who gave nothing, or is forgotten."""


def sealed_person(person: GuestPerson) -> dict[str, Any]:
    """The columns of a guest's row for this person."""
    name, email = person.name.strip(), person.email.strip()
    if not name and not email:
        return NOTHING
    kept = sealed(json.dumps({"name": name, "email": email}), PURPOSE)
    return {"masked_name": mask_name(name), "has_email": bool(email), **kept}


def open_person(guest: Guest) -> GuestPerson:
    """Name and address of a guest; empty where none were given or they are forgotten."""
    kept = opened(guest, PURPOSE)
    return GuestPerson(**json.loads(kept)) if kept else GuestPerson()


keep_sealed(Guest, PURPOSE)
