"""What an earlier version masked less well: an erasure masks it by the person's own details, in her case and in the parts of the same letter."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models

from open315.cases import services
from open315.cases.models import Attachment, Case, Handoff, TimelineEntry
from open315.cases.tests.making import complaint
from open315.cases.tests.using import USES
from open315.cases.tests.world import RECEIVED, World
from open315.cases.types import PersonDetails
from open315.core.access import ANONYMOUS

NAME = "歐陽測試"
PERSON = PersonDetails(name=NAME, phone="13711112222")


@pytest.fixture
def case_id(world: World) -> int:
    told = complaint(world.cast, consumer=PERSON, received_at=RECEIVED)
    return services.register_case(told, actor=ANONYMOUS, at=RECEIVED).case_id


def test_her_name_goes_from_texts_timeline_and_hand_offs(world: World, case_id: int) -> None:
    USES["refer"](world, case_id)
    USES["note"](world, case_id, text="致電")
    Case.objects.filter(pk=case_id).update(narrative=f"{NAME}來電。", source_data={"備註": f"{NAME}"})
    TimelineEntry.objects.filter(case_id=case_id, verb="note").update(data={"text": f"{NAME}未接"})
    Handoff.objects.filter(case_id=case_id).update(reason=f"請聯繫{NAME}", reply=f"{NAME}已和解")
    USES["erase_identity"](world, case_id)
    case = Case.objects.get(pk=case_id)
    rows = [case.narrative, str(case.source_data)]
    rows += [str(each) for each in TimelineEntry.objects.filter(case_id=case_id).values_list("data", flat=True)]
    rows += [" ".join(each) for each in Handoff.objects.filter(case_id=case_id).values_list("reason", "reply")]
    assert not [each for each in rows if NAME in each]
    assert case.narrative == "歐***來電。"
    assert "歐***未接" in " ".join(rows)
    assert "請聯繫歐*** 歐***已和解" in rows


CODES = {
    "Case": {
        "number", "query_code_hash", "kind", "channel", "source", "source_ref", "state", "region_code", "city_code", "nature",
        "goods", "claims", "consents", "result", "decline_grounds", "language", "resume_state", "pack", "next_clock", "news_from",
    },
    "SealedText": {"field", "key_id"}, "OtherNumber": {"phone_index"}, "Attachment": {"kind", "added_by_kind"},
    "Appointment": {"kind"}, "NextContact": set(), "Follow": set(), "Mention": set(), "Presence": {"step"}, "PutAside": set(), "Party": {"role", "masked_name", "masked_phone", "phone_index", "age_band", "gender", "region_code"},
    "TimelineEntry": {"verb", "actor_kind", "actor_label"}, "Handoff": {"state"},
    "Clock": {"key", "pack", "state", "pauses", "trace", "was_announced", "ended_by"},
}  # fmt: skip
"""What holds no words about a case: codes, numbers, keys, what is masked anyhow, the names of staff. Any other text may name somebody."""


def _texts() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every column that holds words, of a case and of whatever hangs on one."""
    hanging = [each.related_model for each in Case._meta.get_fields() if each.one_to_many and each.auto_created]
    for model in dict.fromkeys([Case, *hanging]):
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
            if is_text and field.name not in CODES[model.__name__]:
                yield model, field


TEXTS = {f"{model.__name__}.{field.name}": (model, field) for model, field in _texts()}


@pytest.mark.parametrize("where", TEXTS)
def test_her_name_goes_from_whatever_text_of_the_case_it_stands_in(world: World, case_id: int, where: str) -> None:
    """Every column of today and of tomorrow: one that is forgotten keeps her name."""
    model, field = TEXTS[where]
    USES["refer"](world, case_id)
    USES["make_appointment"](world, case_id)
    Attachment.objects.create(case_id=case_id, upload_id=world.uploads[0], added_by_kind="staff", added_at=RECEIVED)
    told: Any = {NAME: [{"x": f"{NAME}來電"}]} if isinstance(field, models.JSONField) else f"{NAME}來電"
    rows = model._default_manager.filter(**{"pk" if model is Case else "case_id": case_id})
    assert rows.update(**{field.name: told})
    USES["erase_identity"](world, case_id)
    kept = list(rows.order_by("pk").values_list(field.name, flat=True))
    masked = {"歐***": [{"x": "歐***來電"}]} if isinstance(field, models.JSONField) else "歐***來電"
    assert kept[0] == masked
    assert NAME not in str(kept)


@pytest.mark.parametrize("erased", ["whole", "part"])
def test_her_name_goes_from_every_case_of_the_same_letter_and_from_no_other(
    world: World, case_id: int, erased: str
) -> None:
    part, other = Case.objects.filter(pk__in=(world.case("registered"), world.case("accepted"))).order_by("pk")
    Case.objects.filter(pk=part.pk).update(split_from=case_id)
    if erased == "part":
        Case.objects.filter(pk=part.pk).update(split_from=None)
        Case.objects.filter(pk=case_id).update(split_from=part.pk)
    Case.objects.filter(pk__in=(part.pk, other.pk)).update(narrative=f"{NAME}來電。")
    USES["erase_identity"](world, case_id)
    part.refresh_from_db()
    other.refresh_from_db()
    assert part.narrative == "歐***來電。"
    assert other.narrative == f"{NAME}來電。"
