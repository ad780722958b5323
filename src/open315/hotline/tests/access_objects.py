"""The objects of the hotline for the access matrix: a line of Wuhan's council with a secret and a call on it, and their twins of Huangshi."""

from typing import Any

from open315.hotline import services
from open315.hotline.models import Line
from open315.hotline.tests.making import AT, call, line
from tests.access.thing import Thing, once


def _line(cast: Any, body: str) -> Line:
    return once(cast, f"hotline.{body}", lambda cast: line(cast, body))


def _key(cast: Any, body: str) -> int:
    return services.make_key(_line(cast, body).pk, actor=cast.actor("province_supervisor"), at=AT).key.pk


OBJECTS = {
    "hotline_hook": Thing(lambda cast: _line(cast, "wuhan").pk),
    "hotline_line": Thing(lambda cast: _line(cast, "wuhan").pk, lambda cast: _line(cast, "huangshi").pk),
    "hotline_key": Thing(lambda cast: _key(cast, "wuhan"), lambda cast: _key(cast, "huangshi")),
    "hotline_call": Thing(lambda cast: call(cast).pk, lambda cast: call(cast, "huangshi").pk),
    "hotline_caller": Thing(lambda cast: call(cast).caller_id, lambda cast: call(cast, "huangshi").caller_id),
}
