"""The objects of the stalls room for the access matrix: those of Wuhan, and twins of Huangshi that Wuhan does not see."""

from conftest import Cast
from open315.stalls import services
from open315.stalls.tests.making import BEGINS, ENDS, consultation, department, secretary, stall
from open315.stalls.types import KitPlan, ShiftPlan
from tests.access.thing import Maker, Thing, once


def _day(body: str) -> Maker:
    return lambda cast: once(cast, f"consultation_{body}", lambda cast: consultation(cast, body)).pk


def _stall(body: str) -> Maker:
    """A stall, of the consultation that the other objects are of."""

    def make(cast: Cast) -> int:
        _day(body)(cast)
        activity = cast.made[f"consultation_{body}"]  # type: ignore[attr-defined]
        name = cast.bodies["market" if body == "wuhan" else "health"].name
        return stall(cast, body, activity=activity, partner_id=department(activity, name, secretary(cast, body))).pk

    return lambda cast: once(cast, f"stall_{body}", make)


def _shift(body: str) -> Maker:
    plan = ShiftPlan(BEGINS, ENDS, "法規科", 2)
    return lambda cast: services.add_shift(_stall(body)(cast), plan, actor=secretary(cast, body), at=cast.at).pk


def _item(body: str) -> Maker:
    return lambda cast: (
        services.add_item(_stall(body)(cast), KitPlan("摺疊桌", "2張"), actor=secretary(cast, body), at=cast.at).pk
    )


OBJECTS = {
    # Only the province's secretariat of the cast sets up stalls, and sees both cities: nobody of Wuhan would miss a twin.
    "consultation_to_set_up": Thing(_day("wuhan")),
    "stall_to_set_up": Thing(_stall("wuhan")),
    "consultation": Thing(_day("wuhan"), _day("huangshi")),
    "stall": Thing(_stall("wuhan"), _stall("huangshi")),
    "shift": Thing(_shift("wuhan")),
    "kit_item": Thing(_item("wuhan")),
    "case_at_stall": Thing(lambda cast: 1),
    "kit_mark": Thing(lambda cast: "packed"),
}
