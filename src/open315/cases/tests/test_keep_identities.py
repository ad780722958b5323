"""The vault: what is masked stays masked everywhere, keys can be changed, an erased person is gone and the figures stay."""

import json
import logging
from datetime import date
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command

from open315.cases import queries, services
from open315.cases.models import Case, Identity, Party, SealedText, TimelineEntry
from open315.cases.tests.making import complaint
from open315.cases.types import Kind, PersonDetails
from open315.cases.vault import open_identity, open_text
from open315.cases.vault.originals import pieces
from open315.core import crypto
from open315.core.access import ANONYMOUS
from open315.core.audit.models import AuditEntry
from open315.core.crypto import holdings, keyring
from open315.core.errors import NotFound, Unavailable
from open315.core.outbox.models import OutboxEvent

NAME, PHONE, MAIL = "歐陽測試", "13900139000", "private@example.org"
SECRETS = (NAME, PHONE, MAIL, "13800138000")


@pytest.fixture
def own_ring(settings: Any, tmp_path: Any) -> None:
    """A key ring of this test's own."""
    settings.VAULT_KEYS = tmp_path / "vault-keys.json"


@pytest.fixture
def case_id(cast: Any, own_ring: None) -> int:
    person = PersonDetails(name=NAME, phone=PHONE, email=MAIL, address="江漢路 1 號")
    return services.register_case(complaint(cast, consumer=person), actor=ANONYMOUS, at=cast.at).case_id


def party_of(case_id: int) -> Party:
    return Party.objects.get(case_id=case_id)


def everything_readable(case_id: int) -> str:
    """Every row around the case as JSON and in words."""
    rows = [
        *Case.objects.filter(pk=case_id),
        *Party.objects.filter(case_id=case_id),
        *TimelineEntry.objects.filter(case_id=case_id),
        *AuditEntry.objects.all(),
        *OutboxEvent.objects.all(),
    ]
    return serializers.serialize("json", rows) + " ".join(map(str, rows)) + " ".join(str(vars(row)) for row in rows)


def test_no_row_log_or_page_holds_what_the_vault_holds(
    cast: Any, case_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    officer = cast.actor("officer")
    with caplog.at_level(logging.DEBUG):
        services.refer_case(
            case_id,
            to_organisation_id=cast.bodies["market"].pk,
            reason=f"請聯繫消費者，電話 {PHONE}",
            actor=officer,
            at=cast.at,
        )
        services.answer_referral(case_id, reply=f"已致電 {PHONE}", actor=cast.actor("market_liaison"), at=cast.at)
        services.add_note(case_id, text=f"郵箱 {MAIL}", actor=officer, at=cast.at)
    shown = queries.get_case(officer, Case.objects.get(pk=case_id).number)
    for text in (everything_readable(case_id), caplog.text, str(shown), repr(shown.handoffs)):
        assert [secret for secret in SECRETS if secret in text] == []


def test_the_one_who_unmasks_sees_it_the_timeline_tells_why_and_the_audit_log_that_it_was_done(
    cast: Any, case_id: int
) -> None:
    seen = services.unmask_identity(
        case_id, party_id=party_of(case_id).pk, reason="電話回訪", actor=cast.actor("officer"), at=cast.at
    )
    assert seen.person is not None
    assert (seen.person.name, seen.person.phone) == (NAME, PHONE)
    entry = AuditEntry.objects.get(event="identity.unmasked")
    assert (entry.account_id, entry.data) == (
        cast.accounts["officer"].pk,
        {"party": party_of(case_id).pk, "texts": ["narrative"]},
    )
    assert TimelineEntry.objects.get(verb="unmask").data == {"reason": "電話回訪"}


def test_the_same_act_shows_the_original_wording_and_what_of_it_is_masked_elsewhere(cast: Any, case_id: int) -> None:
    seen = services.unmask_identity(
        case_id, party_id=party_of(case_id).pk, reason="電話回訪", actor=cast.actor("officer"), at=cast.at
    )
    (text,) = seen.originals
    assert text.field == "narrative"
    assert "".join(each.text for each in text.pieces) == complaint(cast).narrative
    assert [each.text for each in text.pieces if each.was_masked] == ["0013"]


def test_no_trace_of_an_unmasking_holds_what_was_seen_or_what_the_reason_names(cast: Any, case_id: int) -> None:
    services.unmask_identity(
        case_id,
        party_id=party_of(case_id).pk,
        reason=f"回撥 {PHONE}",
        actor=cast.actor("officer"),
        at=cast.at,
    )
    services.erase_identity(
        case_id,
        party_id=party_of(case_id).pk,
        reason=f"機主 {PHONE} 要求",
        actor=cast.actor("administrator"),
        at=cast.at,
    )
    readable = everything_readable(case_id)
    assert [secret for secret in SECRETS if secret in readable] == []
    assert "回撥 139****9000" in readable


def test_who_left_no_details_may_still_have_written_a_number_into_the_text(cast: Any, own_ring: None) -> None:
    officer = cast.actor("officer")
    told = complaint(cast, kind=Kind.ENQUIRY, consumer=PersonDetails(), title="退款到卡號 6222 0213 0101 2345 678")
    case = Case.objects.get(pk=services.register_case(told, actor=ANONYMOUS, at=cast.at).case_id)
    shown = queries.get_case(officer, case.number)
    assert shown.masked_fields == {"title", "narrative"}
    assert "unmask" in queries.available_verbs(officer, shown)
    seen = services.unmask_identity(case.pk, party_id=None, reason="核對訂單", actor=officer, at=cast.at)
    assert seen.person is None
    assert {each.field for each in seen.originals} == {"title", "narrative"}
    assert "6222 0213 0101 2345 678" in "".join(each.text for each in seen.originals[0].pieces)


def test_every_free_text_has_its_original_in_the_vault(cast: Any, own_ring: None) -> None:
    officer = cast.actor("officer")
    kept = {"備註": f"請打 {PHONE}", "批次": "第三批", "附言": "長" * 600 + MAIL}
    told = complaint(cast, goods_text=f"手機卡 {PHONE}", source="簿", source_ref="7", source_data=kept)
    case = Case.objects.get(pk=services.register_case(told, actor=ANONYMOUS, at=cast.at).case_id)
    shown = queries.get_case(officer, case.number)
    assert [secret for secret in SECRETS if secret in everything_readable(case.pk) + str(shown)] == []
    assert [str(line.label) for line in shown.source_columns] == ["備註", "批次", "附言"]
    assert len(case.source_data["附言"]) == 500
    seen = services.unmask_identity(
        case.pk, party_id=party_of(case.pk).pk, reason="核對原文", actor=officer, at=cast.at
    )
    originals = {each.field: "".join(piece.text for piece in each.pieces) for each in seen.originals}
    del originals["narrative"]
    assert originals == {"goods_text": told.goods_text, "備註": kept["備註"], "附言": kept["附言"]}
    hidden = {each.field: [piece.text for piece in each.pieces if piece.was_masked] for each in seen.originals}
    assert hidden["備註"] == ["0013"]


def test_the_wording_of_one_who_left_no_details_can_be_erased_too(cast: Any, own_ring: None) -> None:
    administrator = cast.actor("administrator")
    told = complaint(cast, kind=Kind.ENQUIRY, consumer=PersonDetails())
    case = Case.objects.get(pk=services.register_case(told, actor=ANONYMOUS, at=cast.at).case_id)
    assert "erase_identity" in queries.available_verbs(administrator, queries.get_case(administrator, case.number))
    services.erase_identity(case.pk, party_id=None, reason="本人要求刪除", actor=administrator, at=cast.at)
    assert not SealedText.objects.exists()
    assert AuditEntry.objects.get(event="identity.erased").data["texts"] == 1
    shown = queries.get_case(administrator, case.number)
    assert "erase_identity" not in queries.available_verbs(administrator, shown)
    with pytest.raises(NotFound):
        services.erase_identity(case.pk, party_id=None, reason="再刪一次", actor=administrator, at=cast.at)


def test_where_nothing_was_masked_and_nobody_named_there_is_nothing_to_show(cast: Any, own_ring: None) -> None:
    officer = cast.actor("officer")
    told = complaint(cast, kind=Kind.ENQUIRY, consumer=PersonDetails(), narrative="想問保修期。")
    case = Case.objects.get(pk=services.register_case(told, actor=ANONYMOUS, at=cast.at).case_id)
    assert "unmask" not in queries.available_verbs(officer, queries.get_case(officer, case.number))
    with pytest.raises(NotFound):
        services.unmask_identity(case.pk, party_id=None, reason="核對訂單", actor=officer, at=cast.at)
    assert not AuditEntry.objects.filter(event="identity.unmasked").exists()


@pytest.mark.parametrize(
    ("original", "masked", "hidden"),
    [
        ("", "", []),
        ("沒有號碼", "沒有號碼", []),
        ("電話 138-0013-8000。", "電話 138-****-8000。", ["0013"]),
        ("張三 1380013 8000", "張三 ******* ****", ["1380013 8000"]),
        ("a 12345 與 67890", "a ***** 與 *****", ["12345", "67890"]),
        ("標題太長，後面被截", "標題太長", []),
    ],
)
def test_a_text_is_cut_where_its_masked_form_hides_something(original: str, masked: str, hidden: list[str]) -> None:
    cut = pieces(original, masked)
    assert "".join(each.text for each in cut) == original
    assert [each.text for each in cut if each.was_masked] == hidden


def test_the_original_of_a_masked_text_is_sealed(case_id: int) -> None:
    sealed = SealedText.objects.get(case_id=case_id)
    assert b"13800138000" not in bytes(sealed.ciphertext)
    assert "13800138000" in open_text(sealed)


def test_after_a_change_of_keys_everything_opens_without_the_old_one(case_id: int, settings: Any) -> None:
    old = keyring.load(fresh=True).current
    call_command("rotate_keys")
    ring = keyring.load(fresh=True)
    assert ring.current != old
    assert set(Identity.objects.values_list("key_id", flat=True)) == {ring.current}
    assert open_identity(Identity.objects.get()).name == NAME
    assert "13800138000" in open_text(SealedText.objects.get())
    ring_file = settings.VAULT_KEYS
    kept = json.loads(ring_file.read_text())
    del kept["keys"][old]
    ring_file.write_text(json.dumps(kept))
    assert old not in keyring.load(fresh=True).keys
    assert open_identity(Identity.objects.get()).phone == PHONE


def test_the_vault_offers_a_record_of_each_key_to_try_an_unknown_ring_on(case_id: int, cast: Any) -> None:
    first = crypto.current_key()
    second = crypto.add_key()
    person = PersonDetails(name=NAME, phone=PHONE)
    services.register_case(complaint(cast, consumer=person), actor=ANONYMOUS, at=cast.at)
    found = {(sealed.key_id, purpose) for sealed, purpose in holdings.samples()}
    assert {(first, "cases.identity"), (second, "cases.identity"), (first, "cases.text")} <= found


def test_a_record_put_in_anothers_place_does_not_open(case_id: int) -> None:
    row, text = Identity.objects.get(), SealedText.objects.get()
    row.ciphertext = text.ciphertext
    with pytest.raises(Unavailable):
        open_identity(row)


def test_an_erased_person_is_gone_and_the_numbers_stay(cast: Any, case_id: int) -> None:
    before = (Case.objects.count(), Case.objects.get(pk=case_id).region_code, party_of(case_id).region_code)
    party = party_of(case_id)
    services.erase_identity(
        case_id, party_id=party.pk, reason="本人要求刪除", actor=cast.actor("administrator"), at=cast.at
    )
    party.refresh_from_db()
    assert not Identity.objects.exists()
    assert not SealedText.objects.exists()
    assert (party.masked_name, party.masked_phone, party.phone_index, party.identity_id) == ("", "", "", None)
    assert queries.earlier_contacts(PHONE, cast.actor("officer")) == []
    assert (Case.objects.count(), Case.objects.get(pk=case_id).region_code, party.region_code) == before


def test_earlier_contacts_are_found_however_the_number_is_written_and_shown_masked(cast: Any, case_id: int) -> None:
    for typed in ("139-0013-9000", "+86 139 0013 9000", "１３９００１３９０００"):
        (contact,) = queries.earlier_contacts(typed, cast.actor("clerk"))
        assert PHONE not in str(contact)
        assert NAME not in str(contact)
    assert queries.earlier_contacts(PHONE, cast.actor("huangshi_clerk")) == []
    assert contact.received_on == date(2026, 5, 12)
