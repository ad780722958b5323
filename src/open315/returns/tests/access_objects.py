"""The objects of the returns room for the access matrix: what Wuhan told the province, and a twin of Huangshi that Wuhan does not see."""

from datetime import date

from conftest import Cast
from open315.campaigns.tests.access_objects import _campaign
from open315.returns import services
from open315.returns.models import Filing, Return
from open315.returns.types import Answer, CallPlan
from tests.access.thing import Thing, once


def _call(cast: Cast) -> int:
    """A call of the province to both cities."""
    plan = CallPlan(
        campaign_id=once(cast, "campaign", _campaign),
        title="「3·15」活動成果",
        first=date(2026, 3, 1),
        last=date(2026, 3, 15),
        due_on=date(2026, 5, 20),
        indicators=("boards",),
        council_ids=(cast.bodies["wuhan"].pk, cast.bodies["huangshi"].pk),
    )
    return services.ask(plan, actor=cast.actor("secretariat"), at=cast.at).pk


def _return(cast: Cast, body: str, clerk: str, signer: str) -> int:
    """The return of a city, signed."""
    row = Return.objects.get(call=once(cast, "call", _call), council=cast.bodies[body])
    services.fill_in(row.pk, [Answer("boards", said="35")], actor=cast.actor(clerk), at=cast.at)
    return services.sign(row.pk, actor=cast.actor(signer), at=cast.at).pk


def _wuhan(cast: Cast) -> int:
    return once(cast, "return_wuhan", lambda cast: _return(cast, "wuhan", "clerk", "officer"))  # type: ignore[no-any-return]


def _huangshi(cast: Cast) -> int:
    make = lambda cast: _return(cast, "huangshi", "huangshi_clerk", "huangshi_officer")  # noqa: E731
    return once(cast, "return_huangshi", make)  # type: ignore[no-any-return]


def _filing(row: int) -> int:
    return Filing.objects.get(of=row).pk


OBJECTS = {
    "call": Thing(lambda cast: once(cast, "call", _call)),
    "return": Thing(_wuhan, _huangshi),
    "return_indicator": Thing(lambda _cast: "boards"),
    "return_asked": Thing(_wuhan),
    "filing": Thing(lambda cast: _filing(_wuhan(cast)), lambda cast: _filing(_huangshi(cast))),
}
