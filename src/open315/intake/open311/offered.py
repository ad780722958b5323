"""What can be sent: three services, and the questions of each, from the code lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.types import Kind
from open315.law import codelists
from open315.traders.types import TraderKind

STRING, TEXT, NUMBER, DAY, ONE, SEVERAL = "string", "text", "number", "datetime", "singlevaluelist", "multivaluelist"


@dataclass(frozen=True, slots=True)
class Service:
    """One kind of matter, as GeoReport calls a service."""

    code: str
    name: Any
    description: Any


@dataclass(frozen=True, slots=True)
class Question:
    """One attribute of a service."""

    code: str
    words: Any
    datatype: str
    required: bool
    help: Any = ""
    values: tuple[tuple[str, Any], ...] = ()


SERVICES = (
    Service(
        Kind.COMPLAINT,
        _("Complaint"),
        _("A dispute with a trader about goods or services that you bought for yourself. The council mediates."),
    ),
    Service(
        Kind.REPORT,
        _("Report"),
        _(
            "A trader seems to do what is forbidden. The council passes it on to the authority; it cannot punish anybody itself."
        ),
    ),
    Service(Kind.ENQUIRY, _("Enquiry"), _("A question about your rights as a consumer.")),
)


def service(code: str) -> Service | None:
    """The service of this code."""
    return next((each for each in SERVICES if each.code == code), None)


def questions(code: str) -> Iterator[Question]:
    """What is asked for a service, beside what GeoReport itself has a field for, in the order in which one would ask."""
    yield Question("trader_name", _("Name of the trader"), STRING, required=True)
    yield Question("trader_kind", _("How it was bought"), ONE, required=False, values=tuple(TraderKind.choices))
    yield Question("platform_name", _("Platform, if it was bought on one"), STRING, required=False)
    yield Question("goods", _("Goods or services"), ONE, required=False, values=tuple(codelists.choices("goods")))
    yield Question("goods_text", _("Goods in your own words"), STRING, required=False)
    yield Question("nature", _("What the matter is"), ONE, required=False, values=tuple(codelists.choices("natures")))
    if code == Kind.COMPLAINT:
        claims = tuple(codelists.choices("claims"))
        yield Question("claims", _("What you ask for"), SEVERAL, required=False, values=claims)
        yield Question("amount", _("Amount in dispute, in yuan"), NUMBER, required=False)
    if code != Kind.ENQUIRY:
        yield Question("occurred_on", _("Day on which it happened"), DAY, required=False)
    yield Question("home", _("Where you live, as a code of GB/T 2260"), STRING, required=False)
