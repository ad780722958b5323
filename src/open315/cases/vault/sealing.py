"""Sealing and opening identities and original texts."""

import json
import uuid
from dataclasses import asdict
from datetime import datetime

from open315.cases.models import Identity, SealedText
from open315.cases.types import PersonDetails
from open315.core.crypto import Sealed, blind_index, seal, unseal

PURPOSE = "cases.identity"
TEXT_PURPOSE = "cases.text"
PHONE_PURPOSE = "cases.phone"
CHINA = "86"


def sealed_identity(person: PersonDetails, *, at: datetime) -> Identity:
    """An unsaved vault row for `person`, under a fresh random id."""
    plain = json.dumps({key: value for key, value in asdict(person).items() if value}, ensure_ascii=False)
    sealed = seal(plain.encode(), purpose=PURPOSE)
    return Identity(id=uuid.uuid4(), key_id=sealed.key_id, ciphertext=sealed.ciphertext, created_at=at)


def open_identity(row: Identity) -> PersonDetails:
    """The details in a vault row."""
    plain = unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=PURPOSE)
    return PersonDetails(**json.loads(plain))


def sealed_text(case_id: int, field: str, text: str) -> SealedText:
    """An unsaved row for the original of a masked text."""
    sealed = seal(text.encode(), purpose=TEXT_PURPOSE)
    return SealedText(case_id=case_id, field=field, key_id=sealed.key_id, ciphertext=sealed.ciphertext)


def open_text(row: SealedText) -> str:
    """The original text."""
    return unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=TEXT_PURPOSE).decode()


def phone_index(phone: str) -> str:
    """The keyed hash by which a number is found again; "" for none. Spaces, dashes and the country code make no difference."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    if len(digits) > 11 and digits.startswith(CHINA):
        digits = digits.removeprefix(CHINA)
    return blind_index(str(int(digits)), purpose=PHONE_PURPOSE) if digits else ""
