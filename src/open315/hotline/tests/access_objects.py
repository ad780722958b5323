"""The objects of the hotline for the access matrix: a line of Wuhan's council with a secret and a call on it, and their twins of Huangshi."""

from datetime import timedelta
from typing import Any

from open315.core.uploads import services as uploads
from open315.hotline import services
from open315.hotline.models import Call, CallRecording, Duty, HandOver, Leave, Line, Swap
from open315.hotline.tests.making import AT, call, duty, line, told
from tests.access.thing import Thing, once


def _line(cast: Any, body: str) -> Line:
    return once(cast, f"hotline.{body}", lambda cast: line(cast, body))


def _key(cast: Any, body: str) -> int:
    return services.make_key(_line(cast, body).pk, actor=cast.actor("province_supervisor"), at=AT).key.pk


TOMORROW = AT + timedelta(days=1)


def _duty(cast: Any, body: str) -> Duty:
    who = {"wuhan": "clerk", "huangshi": "huangshi_clerk"}[body]
    made = lambda cast: duty(cast, _line(cast, body), who, AT, TOMORROW)  # noqa: E731  (once for all addresses)
    return once(cast, f"hotline.duty.{body}", made)


def _swap(cast: Any, body: str) -> int:
    on, by = _duty(cast, body), cast.accounts["clerk"].pk
    made = lambda _cast: Swap.objects.create(duty=on, asked_by_id=by, asked_of_id=by, asked_at=AT)  # noqa: E731
    return once(cast, f"hotline.swap.{body}", made).pk


def _hand_over(cast: Any, body: str) -> int:
    on = _duty(cast, body)
    return once(cast, f"hotline.note.{body}", lambda _cast: HandOver.objects.create(duty=on, written_at=AT)).pk


def _leave(cast: Any, body: str) -> int:
    days = {"starts_on": TOMORROW.date(), "ends_on": TOMORROW.date()}
    return Leave.objects.create(account=cast.accounts["clerk"], council=cast.bodies[body], **days).pk


def _recorded(cast: Any, body: str) -> Call:
    return once(cast, f"hotline.recorded.{body}", lambda cast: call(cast, body, on=_line(cast, body)))


def _recording(cast: Any, body: str) -> int:
    upload = uploads.receive(told(), at=AT)
    uploads.claim([upload.pk], AT)
    columns = {"call": _recorded(cast, body), "upload": upload, "added_at": AT, "keep_until": TOMORROW}
    return CallRecording.objects.create(**columns).pk


OBJECTS = {
    "hotline_recorded_call": Thing(
        lambda cast: _recorded(cast, "wuhan").pk, lambda cast: _recorded(cast, "huangshi").pk
    ),
    "hotline_recording": Thing(lambda cast: _recording(cast, "wuhan"), lambda cast: _recording(cast, "huangshi")),
    "hotline_duty": Thing(lambda cast: _duty(cast, "wuhan").pk, lambda cast: _duty(cast, "huangshi").pk),
    "hotline_swap": Thing(lambda cast: _swap(cast, "wuhan"), lambda cast: _swap(cast, "huangshi")),
    "hotline_hand_over": Thing(lambda cast: _hand_over(cast, "wuhan"), lambda cast: _hand_over(cast, "huangshi")),
    "hotline_leave": Thing(lambda cast: _leave(cast, "wuhan"), lambda cast: _leave(cast, "huangshi")),
    "hotline_hook": Thing(lambda cast: _line(cast, "wuhan").pk),
    "hotline_line": Thing(lambda cast: _line(cast, "wuhan").pk, lambda cast: _line(cast, "huangshi").pk),
    "hotline_key": Thing(lambda cast: _key(cast, "wuhan"), lambda cast: _key(cast, "huangshi")),
    "hotline_call": Thing(lambda cast: call(cast).pk, lambda cast: call(cast, "huangshi").pk),
    "hotline_caller": Thing(lambda cast: call(cast).caller_id, lambda cast: call(cast, "huangshi").caller_id),
}
