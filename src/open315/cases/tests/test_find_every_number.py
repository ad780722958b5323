"""Every telephone number of a caller finds her earlier cases: the second in a cell as the first, and those of earlier releases."""

from datetime import timedelta

import pytest

from open315.cases import queries, services
from open315.cases.models import Case, Identity, OtherNumber, Party
from open315.cases.tasks import index_numbers
from open315.cases.tests.making import complaint
from open315.cases.tests.world import AT, World
from open315.cases.types import PersonDetails
from open315.cases.vault import NUMBERS_READ, numbers, phone_indexes

BOTH = "13711112222、027-87654321"
FIRST, SECOND, OTHER = "137 1111 2222", "（027）８７６５４３２１", "13711112223"


def register(world: World, phone: str) -> int:
    command = complaint(world.cast, consumer=PersonDetails(name="歐陽測試", phone=phone))
    return int(services.register_case(command, actor=world.actor("clerk"), at=AT).case_id)


def found(world: World, phone: str) -> list[str]:
    return [each.number for each in queries.earlier_contacts(phone, world.actor("clerk"))]


def test_the_second_number_in_a_cell_finds_the_case_like_the_first(world: World) -> None:
    """Two numbers in one cell never matched in look-up."""
    number = Case.objects.get(pk=register(world, BOTH)).number
    assert [number in found(world, phone) for phone in (FIRST, SECOND, OTHER, f"{OTHER} / {FIRST}", BOTH)] == [
        True, True, False, True, True,
    ]  # fmt: skip
    assert found(world, BOTH).count(number) == 1


def test_a_case_is_likely_the_same_by_any_number_in_common(world: World) -> None:
    first = Case.objects.get(pk=register(world, BOTH))
    command = complaint(world.cast, consumer=PersonDetails(name="另一人", phone=SECOND))
    alike = {
        each.number: [str(reason) for reason in each.reasons]
        for each in queries.likely_duplicates(command, world.actor("clerk"))
    }
    assert "電話相同" in alike[first.number]
    second = Case.objects.get(pk=register(world, SECOND))
    assert first.number in {each.number for each in queries.likely_duplicates(second, world.actor("clerk"))}


def test_the_second_number_of_a_new_complaint_finds_an_earlier_case_too(world: World) -> None:
    first = Case.objects.get(pk=register(world, SECOND))
    command = complaint(world.cast, consumer=PersonDetails(name="另一人", phone=BOTH))
    assert first.number in {each.number for each in queries.likely_duplicates(command, world.actor("clerk"))}


def test_what_came_in_more_than_a_year_before_is_not_likely_the_same(world: World) -> None:
    numbers = {}
    for days in (365, 366):
        told = complaint(
            world.cast, received_at=AT - timedelta(days=days), consumer=PersonDetails(name="歐陽", phone=FIRST)
        )
        numbers[days] = services.register_case(told, actor=world.actor("clerk"), at=AT).number
    command = complaint(world.cast, received_at=AT, consumer=PersonDetails(name="歐陽", phone=FIRST))
    found = {each.number for each in queries.likely_duplicates(command, world.actor("clerk"))}
    assert [days for days, number in numbers.items() if number in found] == [365]


def test_an_erased_person_is_found_by_no_number(world: World) -> None:
    case_id = register(world, BOTH)
    number, party = Case.objects.get(pk=case_id).number, Party.objects.get(case_id=case_id)
    actor = world.actor("administrator")
    services.erase_identity(case_id, party_id=party.pk, reason="本人要求刪除", actor=actor, at=AT)
    assert not OtherNumber.objects.filter(case_id=case_id).exists()
    assert [number in found(world, phone) for phone in (FIRST, SECOND)] == [False, False]


def test_what_an_earlier_release_indexed_is_indexed_again_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "BATCH", 2)
    ids = [register(world, f"1390013900{each}、027-8765432{each}") for each in range(5)]
    parties = Party.objects.filter(case_id__in=ids)
    right = list(parties.order_by("pk").values_list("phone_index", flat=True))
    OtherNumber.objects.all().delete()
    parties.update(phone_index="x" * 44)
    Identity.objects.filter(pk__in=parties.values("identity_id")).update(numbers_read=0)
    other = Identity.objects.exclude(pk__in=parties.values("identity_id")).values_list("numbers_read", flat=True)
    assert set(other) <= {NUMBERS_READ}
    assert numbers.index_numbers_again(3) == 4, "two batches; what is left is for the next time"
    assert Identity.objects.filter(numbers_read=0).count() == 1
    assert index_numbers(AT) == 1
    assert index_numbers(AT) == 0
    assert list(parties.order_by("pk").values_list("phone_index", flat=True)) == right
    once = sorted((case, phone_indexes(f"027-8765432{each}")[0]) for each, case in enumerate(ids))
    assert sorted(OtherNumber.objects.values_list("case_id", "phone_index")) == once
    Identity.objects.filter(pk__in=parties.values("identity_id")).update(numbers_read=0)
    assert numbers.index_numbers_again(100) == 5
    assert sorted(OtherNumber.objects.values_list("case_id", "phone_index")) == once, "a second reading doubles none"


def test_an_identity_whose_case_is_gone_is_passed_over(world: World) -> None:
    case_id = register(world, BOTH)
    Identity.objects.filter(pk=Party.objects.get(case_id=case_id).identity_id).update(numbers_read=0)
    OtherNumber.objects.all().delete()
    Party.objects.filter(case_id=case_id).update(identity_id=None)
    assert index_numbers(AT) == 1
    assert not OtherNumber.objects.exists()


def test_each_number_has_one_index(db: None) -> None:
    assert len(phone_indexes(BOTH)) == 2
    assert phone_indexes(f"{FIRST} / 0086 13711112222") == phone_indexes("13711112222")
    assert phone_indexes("無") == ()
