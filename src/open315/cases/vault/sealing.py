"""Sealing and opening identities and original texts."""

import json
import uuid
from dataclasses import fields
from datetime import datetime
from typing import Any

from open315.cases.models import Identity, SealedText
from open315.cases.types import PersonDetails
from open315.core.crypto import Sealed, blind_index, seal, unseal
from open315.core.text import telephones

PURPOSE = "cases.identity"
TEXT_PURPOSE = "cases.text"
PHONE_PURPOSE = "cases.phone"
EMAIL_PURPOSE = "cases.email"
NUMBERS_READ = 2
"""Raise it when `core.text.telephones` reads a number otherwise: what was indexed before is indexed again."""
_encode = json.JSONEncoder(ensure_ascii=False).encode
_FIELDS = tuple(each.name for each in fields(PersonDetails))


def identity_row(person: PersonDetails, *, at: datetime) -> dict[str, Any]:
    """The vault row for `person`, under a fresh random id."""
    plain = _encode({name: value for name in _FIELDS if (value := getattr(person, name))})
    sealed = seal(plain.encode(), purpose=PURPOSE)
    row = {"id": uuid.uuid4(), "key_id": sealed.key_id, "ciphertext": sealed.ciphertext, "created_at": at}
    return {**row, "numbers_read": NUMBERS_READ}


def open_identity(row: Identity) -> PersonDetails:
    """The details in a vault row."""
    plain = unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=PURPOSE)
    return PersonDetails(**json.loads(plain))


def text_row(case_id: int, field: str, text: str) -> dict[str, Any]:
    """The row that keeps the original of a masked text."""
    sealed = seal(text.encode(), purpose=TEXT_PURPOSE)
    return {"case_id": case_id, "field": field, "key_id": sealed.key_id, "ciphertext": sealed.ciphertext}


def open_text(row: SealedText) -> str:
    """The original text."""
    return unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=TEXT_PURPOSE).decode()


def address_indexes(address: str) -> tuple[str, ...]:
    """The keyed hashes of an address at which somebody is reached: of an e-mail address one, of a telephone number those of its numbers."""
    if "@" in address:
        return (blind_index(address.strip().casefold(), purpose=EMAIL_PURPOSE),)
    return phone_indexes(address)


def phone_index(phone: str) -> str:
    """The keyed hash by which a number is found again, the first of several however it is written; "" for none."""
    return next(iter(phone_indexes(phone)), "")


def phone_indexes(phone: str) -> tuple[str, ...]:
    """The keyed hash of each number in the text, each once. What is no number but holds digits is found again by these."""
    numbers = telephones.numbers(phone) or ("".join(filter(str.isdecimal, phone)),)
    digits = [each.lstrip("0") or "0" for each in numbers if each]
    return tuple(dict.fromkeys(blind_index(each, purpose=PHONE_PURPOSE) for each in digits))
