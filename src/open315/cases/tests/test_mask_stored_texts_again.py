"""Texts that an earlier release stored are masked by the present rules: once, in shares, and nothing is lost for those who may unmask."""

import json

import pytest

from open315.cases import services
from open315.cases.models import Case, Handoff, Party, SealedText, TimelineEntry
from open315.cases.services import masking_again
from open315.cases.tasks import mask_texts
from open315.cases.tests.making import complaint
from open315.cases.tests.world import AT, World
from open315.cases.types import PersonDetails
from open315.cases.vault import KEPT_COLUMNS, MASKED_BY, open_text
from open315.core.search import matching_ids

HOME, HIDDEN = "退到珞喻路123号5栋2单元801室", "退到珞喻路*************"


def stored_before(world: World, **more: str) -> Case:
    """A case as an earlier release kept it: its rules knew no homes."""
    command = complaint(world.cast, consumer=PersonDetails(name="歐陽測試", phone="13711112222"), **more)
    case_id = int(services.register_case(command, actor=world.actor("clerk"), at=AT).case_id)
    Case.objects.filter(pk=case_id).update(
        masked_by=0, narrative=HOME, result_note=HOME, source_data={"備註": HOME, "批次": "七"}
    )
    SealedText.objects.filter(case_id=case_id).delete()
    TimelineEntry.objects.create(
        case_id=case_id, at=AT, verb="note", actor_kind="staff", data={"text": HOME, "day": "2026-05-12"}
    )
    return Case.objects.get(pk=case_id)


def sealed(case: Case) -> dict[str, str]:
    return {row.field: open_text(row) for row in SealedText.objects.filter(case=case)}


def test_what_an_earlier_release_left_readable_is_masked_and_sealed(world: World) -> None:
    case = stored_before(world)
    assert mask_texts(AT) == 1
    case.refresh_from_db()
    assert (case.narrative, case.result_note, case.masked_by) == (HIDDEN, HIDDEN, MASKED_BY)
    assert case.source_data == {"備註": HIDDEN, "批次": "七"}
    assert TimelineEntry.objects.get(case=case, verb="note").data == {"text": HIDDEN, "day": "2026-05-12"}
    assert sealed(case)["narrative"] == HOME
    assert json.loads(sealed(case)[KEPT_COLUMNS]) == {"備註": HOME}
    assert mask_texts(AT) == 0, "once"


def test_each_text_of_a_case_is_masked_and_of_those_a_consumer_wrote_the_original_sealed(world: World) -> None:
    case = stored_before(world)
    texts = ("title", "narrative", "goods_text", "result_note", "decline_statement")
    Case.objects.filter(pk=case.pk).update(**dict.fromkeys(texts, HOME))
    mask_texts(AT)
    case.refresh_from_db()
    assert {name: getattr(case, name) for name in texts} == dict.fromkeys(texts, HIDDEN)
    kept = {name: text for name, text in sealed(case).items() if name != KEPT_COLUMNS}
    assert kept == {"title": HOME, "narrative": HOME, "goods_text": HOME}


def test_what_people_typed_in_a_timeline_is_masked_and_no_code(world: World) -> None:
    case = stored_before(world)
    typed = ("text", "reason", "evidence", "reply", "why", "note", "statement")
    entry = TimelineEntry.objects.get(case=case, verb="note")
    TimelineEntry.objects.filter(pk=entry.pk).update(data={**dict.fromkeys(typed, HOME), "code": HOME})
    mask_texts(AT)
    entry.refresh_from_db()
    assert entry.data == {**dict.fromkeys(typed, HIDDEN), "code": HOME}


def test_an_original_that_is_sealed_already_stays_the_original(world: World) -> None:
    case = stored_before(world)
    whole = "我的電話13711112222，" + HOME
    Case.objects.filter(pk=case.pk).update(
        narrative="我的電話137****2222，" + HOME, source_data={"備註": HOME, "二": "a"}
    )
    SealedText.objects.filter(case=case).delete()
    for row in (("narrative", whole), (KEPT_COLUMNS, json.dumps({"二": "b"}))):
        SealedText.objects.create(**masking_again.text_row(case.pk, *row))
    mask_texts(AT)
    assert sealed(case)["narrative"] == whole
    assert json.loads(sealed(case)[KEPT_COLUMNS]) == {"二": "b", "備註": HOME}


def test_after_an_erasure_nothing_is_sealed_again(world: World) -> None:
    case = stored_before(world)
    party, actor = Party.objects.get(case=case), world.actor("administrator")
    services.erase_identity(case.pk, party_id=party.pk, reason="本人要求刪除", actor=actor, at=AT)
    Case.objects.filter(pk=case.pk).update(narrative=HOME)
    mask_texts(AT)
    case.refresh_from_db()
    assert (case.narrative, sealed(case)) == (HIDDEN, {})


def test_it_goes_on_where_it_was_broken_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking_again, "BATCH", 2)
    ids = [stored_before(world).pk for _each in range(5)]
    assert masking_again.mask_again(3) == 4, "two batches; what is left is for the next time"
    assert Case.objects.filter(masked_by=0).count() == 1
    assert mask_texts(AT) == 1
    assert set(Case.objects.filter(pk__in=ids).values_list("narrative", flat=True)) == {HIDDEN}


def test_what_is_new_is_not_looked_at_again(world: World) -> None:
    command = complaint(world.cast, narrative=HOME)
    services.register_case(command, actor=world.actor("clerk"), at=AT)
    assert Case.objects.get(narrative=HIDDEN).masked_by == MASKED_BY
    assert mask_texts(AT) == 0


def test_hand_offs_and_the_search_forget_it_too(world: World) -> None:
    case = stored_before(world)
    council = case.council_id
    Handoff.objects.create(
        case=case,
        from_organisation_id=council,
        to_organisation_id=council,
        state="sent",
        reason=HOME,
        reply=HOME,
        sent_at=AT,
    )
    masking_again.index(masking_again.SEARCH_INDEX, [(case.pk, HOME)])
    mask_texts(AT)
    handoff = Handoff.objects.get(case=case)
    assert (handoff.reason, handoff.reply) == (HIDDEN, HIDDEN)
    assert not Case.objects.filter(pk__in=matching_ids(masking_again.SEARCH_INDEX, "2单元801室")).exists()
