"""A plan for tests: small, sound, the same every time."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from open315.activities import services
from open315.activities.models import Activity, Participation, Partner, Proof
from open315.activities.partners import services as partners
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.proofs import services as proofs
from open315.activities.proofs.types import ProofDraft
from open315.activities.types import ActivityPlan
from open315.core.clock import SHANGHAI
from open315.core.names import Names
from open315.core.uploads import services as uploads

PLAN = ActivityPlan(
    kind="seminar",
    title="年主題座談會",
    starts_at=datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI),
    ends_at=datetime(2026, 3, 10, 11, 30, tzinfo=SHANGHAI),
    region_code="420106",
    venue="禮堂",
    hosts=("湖北省消費者委員會", "某雜誌社"),
    note="帶證件",
    title_in=Names(en="Seminar on the theme"),
)


def plan(**changes: Any) -> ActivityPlan:
    """The plan, changed."""
    return replace(PLAN, **changes)


def planned(actor: Any, at: Any, **changes: Any) -> Activity:
    """An activity that was planned a month before it begins, or now if that is earlier."""
    made = plan(**changes)
    return services.plan_activity(made, actor=actor, at=min(at, made.starts_at - timedelta(days=30)))


def held(actor: Any, at: Any, **changes: Any) -> Activity:
    """An activity that was held."""
    return services.hold_activity(planned(actor, at, **changes).pk, actor=actor, at=at)


def invited(actor: Any, at: Any, *, name: str = "湖北省公安廳", kind: str = "department", **changes: Any) -> Partner:
    """A body that was invited to an activity of the future."""
    activity = planned(actor, at, **changes)
    return partners.invite_partner(activity.pk, name=name, kind=kind, actor=actor, at=at)


LEADER = Attendance("湖北省人民政府", "government", "副省長", "province_deputy", "spoke")


def came(actor: Any, at: Any, given: Attendance = LEADER, **changes: Any) -> Participation:
    """Somebody who took part in an activity that was held."""
    activity = held(actor, at, **changes)
    return people.enter_person(activity.pk, given, actor=actor, at=at)


def picture(name: str = "p.png", size: tuple[int, int] = (40, 20)) -> SimpleUploadedFile:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", size, "#aa3322").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


PHOTO = ProofDraft("咨詢臺前")


def photographed(actor: Any, at: Any, draft: ProofDraft = PHOTO, **changes: Any) -> Proof:
    """A photo of an activity that was held, as it came."""
    upload = uploads.receive(picture(), at=at)
    return proofs.keep_proofs(held(actor, at, **changes).pk, [upload.pk], draft, actor=actor, at=at)[0]
