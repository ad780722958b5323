"""Lines and calls for tests: as a supervisor and a clerk enter them, from a number that is nobody's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from open315.cases import services as cases
from open315.cases.models import Case
from open315.cases.tests.making import complaint
from open315.core.access import SYSTEM
from open315.core.clock import SHANGHAI
from open315.hotline import services
from open315.hotline.models import Call, Duty, Line
from open315.hotline.roster import services as roster
from open315.hotline.roster.types import DutyPlan
from open315.hotline.types import CallPlan, LinePlan

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
NUMBER, OTHER = "19900001111", "19900002222"
PLAN = LinePlan("維權熱線", "027-0000 0315", "council", "", date(2026, 5, 1))
TOLD = CallPlan(AT, "enquiry", "answered", NUMBER, 12, 240, "問拆封的耳機能不能退。")


def after(**how: float) -> datetime:
    """A moment after the first."""
    return AT + timedelta(**how)


def line(cast: Any, body: str = "wuhan", **changes: Any) -> Line:
    """A line of a council, which the province's supervisor adds."""
    actor = cast.actor("province_supervisor")
    return services.add_line(replace(PLAN, **changes), council_id=cast.bodies[body].pk, actor=actor, at=AT)


def call(cast: Any, body: str = "wuhan", on: Line | None = None, **changes: Any) -> Call:
    """A call on that line, which the province's supervisor writes down."""
    who = cast.actor("province_supervisor")
    found = on or Line.objects.filter(council=cast.bodies[body]).first() or line(cast, body)
    at = max(changes.get("started_at", AT), AT)
    return services.enter_call(found.pk, replace(TOLD, **changes), actor=who, at=at)


def case(cast: Any, body: str = "wuhan") -> Case:
    """A case of a council."""
    made = complaint(cast, council_id=cast.bodies[body].pk, received_at=AT)
    return Case.objects.get(pk=cases.register_case(made, actor=SYSTEM, at=AT).case_id)


MONDAY = date(2026, 5, 11)
"""The Monday before the first moment."""


def china(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of May 2026 in China's time; an hour from 24 on is of the next days."""
    return datetime(2026, 5, day, tzinfo=SHANGHAI) + timedelta(hours=hour, minutes=minute)


def duty(cast: Any, on: Line, who: str, starts_at: datetime, ends_at: datetime) -> Duty:
    """Somebody on duty at a line, as a supervisor enters it at the beginning of that day or before."""
    plan = DutyPlan(cast.accounts[who].pk, starts_at, ends_at)
    boss = cast.actor("province_supervisor")
    roster.put_on_duty(on.pk, [plan], actor=boss, at=min(starts_at, AT))
    return Duty.objects.latest("pk")


WAV = b"RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data" + b"\x00" * 2048  # fmt: skip
"""A recording that says nothing."""


def told(name: str = "rec.wav") -> SimpleUploadedFile:
    """It as somebody sends it."""
    return SimpleUploadedFile(name, WAV, "audio/wav")
