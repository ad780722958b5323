"""What an earlier version masked less well: an erasure masks it by the person's own details, in her case and in the parts of the same letter."""

import pytest

from open315.cases import services
from open315.cases.models import Case, Handoff, TimelineEntry
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
