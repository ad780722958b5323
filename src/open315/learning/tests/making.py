"""Cases to learn from: two kinds of goods that are told apart by their words, and codes of which there are too few."""

from typing import Any

from open315.cases import services
from open315.cases.models import Case
from open315.cases.tests.making import complaint
from open315.learning.fitting import fit
from open315.learning.models import LearnedModel
from open315.learning.teaching import as_kept
from open315.learning.types import Sample, Subject

FRIDGE = "冰箱壓縮機不製冷，第{}次維修仍然漏水"
TRIP = "旅行社取消航班，第{}次改期不退團費"
PENS = "鋼筆漏墨第{}支"


def samples(fridges: int = 30, trips: int = 30, pens: int = 0) -> list[Sample]:
    """Samples of appliances, tourism and, too few, stationery."""
    return [
        *(Sample(FRIDGE.format(number), "appliances") for number in range(fridges)),
        *(Sample(TRIP.format(number), "tourism") for number in range(trips)),
        *(Sample(PENS.format(number), "other") for number in range(pens)),
    ]


def handled_cases(cast: Any, fridges: int = 20, trips: int = 20) -> None:
    """As many handled cases of Wuhan."""
    texts = [(FRIDGE, "appliances")] * fridges + [(TRIP, "tourism")] * trips
    commands = [
        complaint(cast, title="一事", narrative=words.format(number), goods=code, nature="quality")
        for number, (words, code) in enumerate(texts)
    ]
    services.register_cases(commands, actor=cast.actor("clerk"), at=cast.at)
    Case.objects.update(state="accepted")


def model(cast: Any, subject: Subject = Subject.GOODS, *, is_used: bool = False, **how: Any) -> LearnedModel:
    """A model of the samples, taught on the day of the cast."""
    weights, card = fit(how.get("shown", samples()))
    return LearnedModel.objects.create(
        subject=subject.value, learned_at=how.get("at", cast.at), is_used=is_used, **as_kept(weights, card)
    )
