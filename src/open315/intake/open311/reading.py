"""What a client sends, read into what the public API takes (`CaseIn`): the same checks, other names."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from open315.cases.types import Kind
from open315.core.clock import SHANGHAI
from open315.core.errors import InvalidInput
from open315.core.text import moments
from open315.intake.api.schemas import CaseIn
from open315.intake.commands import place_of_address
from open315.org import queries as org

LONGEST_TITLE = 60
LIST = {"claims"}
_ATTRIBUTE = re.compile(r"attribute\[(\w{1,40})\](?:\[\])?\Z")
_SENTENCE = re.compile(r"[。！？!?\n]|\. ")
FIELDS = {
    "title": "description",
    "narrative": "description",
    "place": "address_string",
    "trader.address": "address_string",
    "consumer.phone": "phone",
    "consumer.email": "email",
    "consumer.name": "last_name",
    "trader.name": "attribute[trader_name]",
    "trader.kind": "attribute[trader_kind]",
    "trader.platform_name": "attribute[platform_name]",
    "kind": "service_code",
    "phone": "phone",
    "email": "email",
    "name": "last_name",
}
"""What a client calls the field of which a check speaks."""
_OF_TRADER = {"trader_name": "name", "trader_kind": "kind", "platform_name": "platform_name"}
_OWN = {"goods", "goods_text", "nature", "amount", "occurred_on", "home"}


def case_in(sent: QueryDict) -> CaseIn:
    """The case that a client sends. InvalidInput, at the client's own field, for the first thing that is wrong."""
    told = dict(_attributes(sent))
    if unknown := sorted(set(told) - set(_OF_TRADER) - _OWN - LIST):
        raise InvalidInput(_("There is no such question."), field=f"attribute[{unknown[0]}]")
    if sent.get("service_code", "") not in set(Kind):
        raise InvalidInput(_("There is no such service. The list of services names all."), field="service_code")
    description = sent.get("description", "").strip()
    body = {
        "kind": sent["service_code"],
        "title": title_of(description),
        "narrative": _with_pictures(description, sent.get("media_url", "")),
        "place": _place(sent),
        "trader": {ours: told[theirs] for theirs, ours in _OF_TRADER.items() if told.get(theirs)}
        | {"address": sent.get("address_string", "").strip()[:180]},
        "consumer": {
            "name": _name(sent),
            "phone": sent.get("phone", ""),
            "email": sent.get("email", ""),
        },
        "claims": told.get("claims", []),
        **{name: told[name] for name in sorted(_OWN) if told.get(name)},
    }
    try:
        return CaseIn.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidInput(str(first["msg"]), field=as_sent(".".join(map(str, first["loc"])))) from error


def as_sent(field: str) -> str:
    """What the client calls a field of ours."""
    return FIELDS.get(field) or f"attribute[{field.partition('.')[0]}]"


def title_of(description: str) -> str:
    """The first sentence of a text, cut where it is too long."""
    first = _SENTENCE.split(description.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"


def moment(sent: str, field: str) -> datetime | None:
    """A moment as GeoReport writes it (W3C, 2010-01-01T00:00:00Z); None for nothing."""
    if not sent.strip():
        return None
    try:
        return moments.read(sent).replace(tzinfo=SHANGHAI)
    except moments.NoMoment as error:
        raise InvalidInput(_("Write the moment like 2026-03-15T00:00:00Z."), field=field) from error


def _attributes(sent: QueryDict) -> Iterator[tuple[str, Any]]:
    for key in sent:
        if found := _ATTRIBUTE.fullmatch(key):
            yield found[1], sent.getlist(key) if found[1] in LIST else sent[key]


def _place(sent: QueryDict) -> str:
    if code := sent.get("address_id", "").strip():
        return code
    written = sent.get("address_string", "").strip()
    if written and (found := place_of_address(written) or org.place_finder().find(written)):
        return found
    raise InvalidInput(
        _("Say where: address_id with a code of GB/T 2260, or address_string beginning with the place. Coordinates alone are not looked up."),
        field="address_string",
    )  # fmt: skip


def _name(sent: QueryDict) -> str:
    """One name of two fields; a Chinese one begins with the family."""
    first, last = sent.get("first_name", "").strip(), sent.get("last_name", "").strip()
    return f"{last}{first}" if not (first + last).isascii() else f"{first} {last}".strip()


def _with_pictures(description: str, address: str) -> str:
    return f"{description}\n{address.strip()}" if address.strip() else description
