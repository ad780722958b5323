"""Learning from samples: what is told apart, what there is too little of, and that no single case leaves a trace."""

import pytest

from open315.core.errors import InvalidInput
from open315.learning import fitting
from open315.learning.fitting import PARTS, fit
from open315.learning.rules.linear import packed, suggest
from open315.learning.tests.making import FRIDGE, TRIP, samples
from open315.learning.types import REST, OfCode, Sample, Subject


def test_what_is_told_apart_by_its_words_is_told_right_and_with_its_reason() -> None:
    model, card = fit(samples(30, 30))
    found = suggest(Subject.GOODS, model, "家裡的冰箱不製冷了，維修三次")
    assert found is not None
    assert found.likely[0].code == "appliances"
    assert found.likely[0].share > 0.9
    assert any("冰箱" in each or "製冷" in each for each in found.because)
    assert (card.cases, card.too_few) == (60, ())
    assert card.codes == (OfCode("appliances", 30, 30, 30), OfCode("tourism", 30, 30, 30))


def test_three_codes_are_told_apart_too() -> None:
    model, card = fit(samples(30, 30, 20))
    assert model.codes == ("appliances", "other", "tourism")
    assert {each.code: each.found for each in card.codes} == {"appliances": 30, "other": 20, "tourism": 30}
    found = suggest(Subject.GOODS, model, "鋼筆漏墨")
    assert found is not None
    assert found.likely[0].code == "other"


@pytest.mark.parametrize(("trips", "enough"), [(20, True), (19, False)])
def test_a_code_is_learned_from_twenty_cases_on(trips: int, enough: bool) -> None:
    model, card = fit(samples(30, trips, 20))
    assert ("tourism" in model.codes) is enough
    assert card.too_few == (() if enough else ("tourism",))
    assert card.cases == 50 + (20 if enough else 0)


@pytest.mark.parametrize(("pens", "is_there"), [(20, True), (19, False)])
def test_codes_with_too_few_cases_take_their_share_together_and_are_never_named(pens: int, is_there: bool) -> None:
    few = [Sample(f"鋼筆漏墨第{number}支", ("books", "toys", "gifts")[number % 3]) for number in range(pens)]
    model, card = fit([*samples(), *few])
    assert card.too_few == ("books", "gifts", "toys")
    assert (REST in model.codes) is is_there
    found = suggest(Subject.GOODS, model, "鋼筆漏墨")
    if not is_there:
        assert card.cases == 60
        return
    assert found is not None
    assert (card.cases, card.macro_f1, card.right) == (80, 1.0, 1.0)
    assert {each.code for each in found.likely} == {"appliances", "tourism"}
    assert sum(each.share for each in found.likely) < 0.1


@pytest.mark.parametrize(("fridges", "trips"), [(30, 19), (0, 0), (40, 0)])
def test_with_fewer_than_two_codes_there_is_nothing_to_tell_apart(fridges: int, trips: int) -> None:
    with pytest.raises(InvalidInput, match="20"):
        fit(samples(fridges, trips))


@pytest.mark.parametrize(("cases", "is_in_it"), [(4, False), (5, True)])
def test_words_of_fewer_than_five_cases_are_in_no_model(cases: int, is_in_it: bool) -> None:
    named = [Sample(FRIDGE.format(number) + "歐陽修", "appliances") for number in range(cases)]
    model, _card = fit([*named, *samples(30, 30)])
    assert ("欧阳修" in model.places) is is_in_it
    assert ("歐陽修" in model.places) is False


def test_the_same_samples_give_the_same_model_and_parts_are_told() -> None:
    told: list[int] = []
    first = fit(samples(), told.append)
    assert told == [1, 2, 3, PARTS]
    assert packed(fit(samples())[0]) == packed(first[0])


def test_cases_shown_are_not_those_it_is_tried_on() -> None:
    """Words that say nothing of the code: a model that was tried on what it was shown would seem to be always right."""
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    mixed = [Sample(f"{signs[number % 20]}{signs[number // 20]}", "ab"[number % 7 % 2]) for number in range(120)]
    assert 0.2 < fit(mixed)[1].right < 0.8


def test_without_the_packages_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(InvalidInput) as refused:
        fit(samples())
    assert "手冊" in str(refused.value.message)


def test_a_heat_is_found_at_which_shares_are_neither_boasts_nor_shrugs() -> None:
    model, _card = fit(samples())
    assert model.heat in fitting.HEATS
    found = suggest(Subject.GOODS, model, TRIP.format(99))
    assert found is not None
    assert 0.9 < found.likely[0].share < 1
