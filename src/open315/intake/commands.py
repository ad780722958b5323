"""From checked input to `NewCase`: one place for the public form, the desk and the API."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from open315.cases.types import Channel, ConsumerFacts, Kind, NewCase, PersonDetails, TraderRef
from open315.core.errors import InvalidInput
from open315.core.text import telephones
from open315.law.rules.competence import AT_THE_SHOP
from open315.org import queries as org
from open315.traders import queries as traders

OWN_WORDS = frozenset({Channel.WEB, Channel.API})
"""Here the consumer herself chose the language; notices are written in it."""
TRANSLATED = {
    "kind", "channel", "council_id", "received_at", "trader", "consumer", "consumer_facts", "region_code", "claims",
    "language", "amount_cents", "upload_ids", "source", "source_ref", "source_data", "consents",
    "history", "import_id",
}  # fmt: skip
"""Fields of the command that a form says in another way, or not at all."""
PLAIN = frozenset(each.name for each in fields(NewCase)) - TRANSLATED
"""Fields that a form and the command name alike: they pass as they are."""


def cents(amount: Decimal | None) -> int | None:
    """Yuan to whole cents."""
    return None if amount is None else int((amount * 100).to_integral_value())


ELSEWHERE = "elsewhere"
"""Chosen as the place of a matter: anywhere in the country, or nowhere in particular, as on the internet."""


def council_at(region_code: str, home: str = "") -> int:
    """The council that takes a matter of this place: the nearest one upwards; of one elsewhere that of the consumer's home.

    A consumer of Wuhan who bought in Guangdong is helped where she lives. InvalidInput, at the field, when neither has a council.
    """
    council = org.council_for_region(region_code) or org.council_for_region(home)
    if council is not None:
        return int(council.pk)
    if home:
        raise InvalidInput(_("No consumer council is registered for this place. Please choose another."), field="home")
    raise InvalidInput(
        _(
            "No consumer council is registered here for the place of the matter. Say where the consumer lives: the council there helps."
        ),
        field="home",
    )


def new_case(
    data: Mapping[str, Any],
    *,
    channel: Channel,
    at: datetime,
    uploads: tuple[UUID, ...] = (),
    council_id: int | None = None,
) -> NewCase:
    """The command for what a form of any channel has checked. Keys are those of `web.forms.MatterForm`; `answers` are what further
    questions of a form were answered with (`cases.wording.ANSWERS`)."""
    place = place_of_matter(data)
    consents = tuple(name for name in ("publish", "entrust", "foreclosure") if data.get(name))
    return NewCase(
        kind=Kind(data["kind"]),
        channel=channel,
        council_id=council_id or council_at(place, str(data.get("home") or "")),
        received_at=at,
        trader=trader_of(data, place),
        consumer=PersonDetails(
            name=data.get("name", "").strip(),
            phone=telephones.written(data.get("phone", "")),
            email=data.get("email", "").strip(),
        ),
        consumer_facts=ConsumerFacts(age_band=data.get("age_band", ""), region_code=str(data.get("home") or "")),
        region_code=place,
        claims=tuple(dict.fromkeys(data.get("claims", ()))),
        language=get_language() or "" if channel in OWN_WORDS else "",
        amount_cents=cents(data.get("amount")),
        upload_ids=uploads,
        consents=consents,
        source_data=dict(data.get("answers", {})),
        **{name: _trimmed(data[name]) for name in PLAIN if name in data},
    )


def is_served(region_code: str) -> bool:
    """Whether a council here takes matters of this place."""
    return bool(region_code) and org.council_for_region(region_code) is not None


def place_of_matter(data: Mapping[str, Any]) -> str:
    """Where it took place: as chosen; elsewhere as written, or where the shop is that somebody went to; "" when nobody knows."""
    chosen = str(data.get("place") or "")
    if chosen != ELSEWHERE:
        return chosen
    told = str(data.get("matter_place") or "")
    if told or data.get("trader_kind", "") not in AT_THE_SHOP:
        return told
    return str(data.get("trader_place") or "") or place_of_address(data.get("trader_address", "").strip())


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def trader_of(
    data: Mapping[str, Any], place: str, *, platform_place: Callable[[str], str] = traders.platform_place
) -> TraderRef:
    """The trader with its own place: as told, else as its address begins; a shop is where the matter took place."""
    kind, address = data.get("trader_kind", ""), data.get("trader_address", "").strip()
    platform = data.get("platform_name", "").strip()
    return TraderRef(
        name=data.get("trader_name", "").strip(),
        credit_code=data.get("credit_code", "").strip(),
        kind=kind,
        address=address,
        region_code=data.get("trader_place") or place_of_address(address) or (place if kind in AT_THE_SHOP else ""),
        platform_name=platform,
        platform_region=data.get("platform_place") or platform_place(platform),
    )


def place_of_address(address: str) -> str:
    """The place with which an address begins; "" when it begins with a street."""
    return org.place_finder().find_at_start(address) if address else ""
