"""Seeing and erasing who is behind a case: who sees how much, what an erasure takes and what it leaves, and what the key of a number is."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import override_settings

from open315.cases import services
from open315.cases.models import Case, Handoff, Identity, Party, SealedText
from open315.cases.tests.making import complaint
from open315.cases.tests.using import USES
from open315.cases.tests.world import AT, RECEIVED, World
from open315.cases.types import Original, PersonDetails, Piece
from open315.cases.vault import open_identity, open_text, phone_index, rotation
from open315.core.access import ANONYMOUS
from open315.core.crypto import add_key
from open315.core.errors import Conflict, NotFound
from open315.core.outbox.pump import drain
from open315.notify.models import Message
from tests.rows import everything

PERSON = PersonDetails("歐陽測試", "13711112222", "private@example.org", "江漢路 1 號", "420102199001011234")
WORDS = re.compile("歐陽|13711112222|private@|江漢路 1 號|199001011234")
NARRATIVE = "我是機主，電話 13711112222。"
ORIGINAL = (
    Original(
        "narrative",
        (Piece("我是機主，電話 137", False), Piece("1111", True), Piece("2222。", False)),
    ),
)


@pytest.fixture
def case_id(world: World) -> int:
    """A case of somebody whose details can be told from those of all others."""
    told = complaint(world.cast, consumer=PERSON, narrative=NARRATIVE, received_at=RECEIVED)
    return services.register_case(told, actor=ANONYMOUS, at=RECEIVED).case_id


def readable() -> str:
    """Every row of every table as text; what is sealed shows as bytes."""
    return str(everything())


def test_nothing_of_a_person_stands_in_any_table(world: World, case_id: int) -> None:
    USES["note"](world, case_id, text="致電 13711112222，郵箱 private@example.org")
    USES["refer"](world, case_id, reason="機主 13711112222")
    assert WORDS.findall(readable()) == []
    party = Party.objects.get(case_id=case_id)
    assert (party.masked_name, party.masked_phone) == ("歐**", "137****2222")


def test_the_council_sees_all_of_it_and_the_body_that_handles_it_no_papers(world: World, case_id: int) -> None:
    seen = USES["unmask"](world, case_id)
    assert (seen.person, seen.originals) == (PERSON, ORIGINAL)
    USES["refer"](world, case_id)
    USES["acknowledge_referral"](world, case_id)
    seen = USES["unmask"](world, case_id, actor=world.actor("market_liaison"))
    assert seen.person == PersonDetails("歐陽測試", "13711112222", "private@example.org", "江漢路 1 號", id_number="")
    assert seen.originals == ORIGINAL
    seen = USES["unmask"](world, case_id, actor=world.actor("province_supervisor"))
    assert seen.person == PERSON


def test_where_only_the_wording_is_asked_for_only_the_wording_is_shown(world: World, case_id: int) -> None:
    seen = USES["unmask"](world, case_id, party_id=None)
    assert (seen.person, seen.originals) == (None, ORIGINAL)


def test_where_nothing_was_masked_the_person_is_shown_alone(world: World, case_id: int) -> None:
    SealedText.objects.filter(case_id=case_id).delete()
    seen = USES["unmask"](world, case_id)
    assert (seen.person, seen.originals) == (PERSON, ())


def test_an_erasure_takes_the_person_and_the_wording_and_nobody_elses(world: World, case_id: int) -> None:
    others = Identity.objects.count(), SealedText.objects.count()
    facts = Case.objects.filter(pk=case_id).values("region_code", "amount_cents", "narrative", "state").get()
    USES["erase_identity"](world, case_id)
    assert (Identity.objects.count(), SealedText.objects.count()) == (others[0] - 1, others[1] - 1)
    assert not SealedText.objects.filter(case_id=case_id).exists()
    assert Case.objects.filter(pk=case_id).values("region_code", "amount_cents", "narrative", "state").get() == facts
    people = [open_identity(each) for each in Identity.objects.all()]
    assert PERSON not in people
    assert WORDS.findall(readable() + str(people)) == []
    party = Party.objects.get(case_id=case_id)
    assert (party.identity_id, party.masked_name, party.masked_phone, party.phone_index, party.has_email) == (
        None, "", "", "", False,
    )  # fmt: skip


def test_the_wording_alone_can_be_erased(world: World, case_id: int) -> None:
    USES["erase_identity"](world, case_id, party_id=None)
    assert not SealedText.objects.filter(case_id=case_id).exists()
    assert USES["unmask"](world, case_id).person == PERSON


def test_the_person_can_be_erased_where_nothing_was_masked(world: World, case_id: int) -> None:
    SealedText.objects.filter(case_id=case_id).delete()
    USES["erase_identity"](world, case_id)
    assert Party.objects.get(case_id=case_id).identity_id is None


def test_a_person_whose_key_is_lost_is_erased_unseen(world: World, case_id: int) -> None:
    identity_id = Party.objects.get(case_id=case_id).identity_id
    Identity.objects.filter(pk=identity_id).update(key_id="k-lost")
    USES["erase_identity"](world, case_id)
    party = Party.objects.get(case_id=case_id)
    assert (party.identity_id, party.masked_name, party.masked_phone, party.phone_index) == (None, "", "", "")
    assert not Identity.objects.filter(pk=identity_id).exists()


def test_an_erased_person_gets_no_mail_and_no_message_points_to_her(world: World, case_id: int) -> None:
    """The receipt was sent, the acceptance waits."""
    with override_settings(SITE_URL="https://open315.example"):
        while drain(AT):
            pass
        assert [each.to for each in mail.outbox] == [["private@example.org"]]
        USES["accept"](world, case_id)
        USES["erase_identity"](world, case_id)
        while drain(AT):
            pass
    assert len(mail.outbox) == 1
    assert [(each.recipient_key, each.data) for each in Message.objects.filter(channel="email")] == [("", {})]


SAME = "13900139000"


@pytest.mark.parametrize(
    ("number", "is_same"),
    [
        ("139-0013-9000", True),
        ("+86 139 0013 9000", True),
        ("8613900139000", True),
        ("１３９００１３９０００", True),
        ("0139 0013 9000", True),
        ("13900139001", False),
        ("1390013900", False),
        ("8713900139000", False),
    ],
)
def test_a_number_is_known_again_however_it_is_written(number: str, is_same: bool) -> None:
    assert (phone_index(number) == phone_index(SAME)) == is_same


def test_a_number_that_only_begins_like_the_country_code_is_kept_whole() -> None:
    """Eleven digits from 86 on are a number of its own."""
    assert phone_index("86123456789") != phone_index("123456789")
    assert phone_index("861234567890") == phone_index("1234567890")
    assert phone_index("") == phone_index("無") == ""
    assert "13900139000" not in phone_index(SAME)


@pytest.mark.parametrize("batch", [5, 500])
def test_new_keys_seal_everything_anew_batch_by_batch(
    world: World, case_id: int, batch: int, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ring of this test is a copy of that which sealed the office."""
    settings.VAULT_KEYS = shutil.copy(settings.VAULT_KEYS, tmp_path / "ring.json")
    monkeypatch.setattr(rotation, "BATCH", batch)
    people = {each.pk: open_identity(each) for each in Identity.objects.all()}
    texts = {each.pk: open_text(each) for each in SealedText.objects.all()}
    assert list(rotation.reseal_vault()) == [], "all of it bears the present key"
    newest = add_key()
    assert list(rotation.reseal_vault()) == [*batches(len(people), batch), *batches(len(texts), batch)]
    assert {each.key_id for each in (*Identity.objects.all(), *SealedText.objects.all())} == {newest}
    assert {each.pk: open_identity(each) for each in Identity.objects.all()} == people
    assert {each.pk: open_text(each) for each in SealedText.objects.all()} == texts
    assert list(rotation.reseal_vault()) == []


def batches(count: int, size: int) -> list[int]:
    """Full batches and the rest."""
    return [size] * (count // size) + ([count % size] if count % size else [])


def test_a_row_that_is_missing_from_the_vault_counts_as_erased(world: World, case_id: int) -> None:
    Identity.objects.filter(pk=Party.objects.get(case_id=case_id).identity_id).delete()
    with pytest.raises(NotFound):
        USES["unmask"](world, case_id)
    assert USES["unmask"](world, case_id, party_id=None).originals == ORIGINAL


def test_the_receipt_of_another_body_opens_nothing_to_the_one_that_holds_the_case(world: World) -> None:
    """The row of the first body says that it confirmed; the second one has not yet."""
    handoffs = Handoff.objects.filter(case_id=world.case("second_body"))
    handoffs.filter(to_organisation_id=world.body("health")).update(state="acknowledged")
    with pytest.raises(Conflict, match="請先簽收此轉辦件。"):
        USES["unmask"](world, world.case("second_body"), actor=world.actor("market_liaison"))
    handoffs.filter(to_organisation_id=world.body("market")).update(state="acknowledged")
    USES["unmask"](world, world.case("second_body"), actor=world.actor("market_liaison"))


def test_what_a_body_answered_before_opens_nothing_when_the_case_is_sent_to_it_again(world: World) -> None:
    case_id, liaison = world.case("answered_referred"), world.actor("market_liaison")
    handoffs = Handoff.objects.filter(case_id=case_id, to_organisation_id=world.body("market")).order_by("pk")
    assert list(handoffs.values_list("state", flat=True)) == ["answered", "sent"]
    with pytest.raises(Conflict, match="請先簽收此轉辦件。"):
        USES["unmask"](world, case_id, actor=liaison)
    USES["acknowledge_referral"](world, case_id, actor=liaison)
    assert USES["unmask"](world, case_id, actor=liaison).person is not None


def test_a_number_of_thousands_of_digits_is_looked_up_like_any_other() -> None:
    assert phone_index("0" * 5000 + "12315" * 1000) == phone_index("12315" * 1000)
    assert phone_index("1" * 5000) != phone_index("1" * 4999)
