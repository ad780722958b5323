"""Names and addresses of guests: nowhere in clear, sealed again with a new key, forgotten in time. All expectations are by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from open315.core.clock import SHANGHAI
from open315.core.crypto import Sealed, add_key, holdings, rotation, unseal
from open315.core.errors import Unavailable
from open315.seminars import tasks, vault
from open315.seminars.models import Guest
from open315.seminars.tests.making import listed
from open315.seminars.types import GuestPerson
from tests.rows import stored

pytestmark = pytest.mark.django_db
ENDS = datetime(2026, 3, 10, 11, 30, tzinfo=SHANGHAI)


def test_no_table_holds_name_or_address_in_clear(cast: Any) -> None:
    listed(cast)
    told = repr(stored())
    assert "張三" not in told
    assert "zhang@example.org" not in told
    assert "湖北省聯通公司" in told


def test_who_gave_nothing_has_nothing_sealed(cast: Any) -> None:
    guest = listed(cast, name=" ", email=" ")
    assert (guest.masked_name, guest.has_email, guest.key_id, bytes(guest.ciphertext)) == ("", False, "", b"")
    assert vault.open_person(guest) == GuestPerson("", "")


@pytest.mark.parametrize(
    ("name", "email", "masked", "has_email"), [("張三", "", "張**", False), ("", "z@example.org", "", True)]
)
def test_either_is_sealed_by_itself(cast: Any, name: str, email: str, masked: str, has_email: bool) -> None:
    guest = listed(cast, name=name, email=email)
    assert (guest.masked_name, guest.has_email) == (masked, has_email)
    assert vault.open_person(Guest.objects.get()) == GuestPerson(name, email)


def test_what_is_sealed_opens_for_guests_alone(cast: Any) -> None:
    guest = listed(cast)
    sealed = Sealed(guest.key_id, bytes(guest.ciphertext))
    assert b"zhang@example.org" in unseal(sealed, purpose="seminars.guest")
    with pytest.raises(Unavailable):
        unseal(sealed, purpose="cases.identity")


def keys_in_use() -> list[str]:
    return [each.key_id for each, purpose in holdings.samples() if purpose == "seminars.guest"]


def test_a_new_key_seals_all_of_them_again_and_the_rest_is_left(cast: Any) -> None:
    guest = listed(cast)
    other = listed(cast, guest.activity, office="秘書", name="", email="")
    old = guest.key_id
    assert keys_in_use() == [old]
    new = add_key()
    assert dict(rotation.reseal_all())["seminars.Guest.seminars.guest"] == 1
    row = Guest.objects.get(pk=guest.pk)
    assert row.key_id == new != old
    assert (row.version, vault.open_person(row)) == (1, GuestPerson("張三", "zhang@example.org"))
    assert Guest.objects.get(pk=other.pk).key_id == ""
    assert "seminars.Guest.seminars.guest" not in dict(rotation.reseal_all())
    third = listed(cast, guest.activity, office="司機")
    Guest.objects.filter(pk=third.pk).update(key_id=old)
    assert sorted(keys_in_use()) == sorted([old, new])


def test_names_are_forgotten_three_months_after_the_end_and_nothing_else(cast: Any) -> None:
    guest = listed(cast)
    listed(cast, guest.activity, office="秘書", name="", email="")
    assert tasks.forget_names(ENDS + timedelta(days=90) - timedelta(seconds=1)) == 0
    assert vault.open_person(Guest.objects.get(pk=guest.pk)).name == "張三"
    assert tasks.forget_names(ENDS + timedelta(days=90)) == 1
    row = Guest.objects.get(pk=guest.pk)
    assert (row.masked_name, row.has_email, row.key_id, bytes(row.ciphertext)) == ("", False, "", b"")
    assert (row.body, row.office, row.code) == (guest.body, guest.office, guest.code)
    assert tasks.forget_names(ENDS + timedelta(days=91)) == 0
