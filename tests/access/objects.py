"""Objects that addresses of the matrix need, by name. Each is made through its room's verbs from the cast.

`own` is seen by the roles the matrix admits; `foreign` is the same kind of object of another body, which the cast's Wuhan staff must not
find. Add an object with one entry:  OBJECTS["case"] = Thing(own=…, foreign=…)
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import Cast
from open315.campaigns import services as campaigns
from open315.campaigns.types import CampaignPlan
from open315.cases import queries
from open315.cases import services as cases
from open315.cases.types import Channel, Kind, NewCase, Registered, TraderRef
from open315.cases.types import PersonDetails as Consumer
from open315.core import jobs
from open315.core.ops import export
from open315.core.outbox.models import OutboxEvent
from open315.core.uploads import services as uploads
from open315.intake.sheet_import import services as imports
from open315.intake.web.submission import receipt_token
from open315.law import services as law
from open315.law.queries import competence
from open315.notify import services as notify
from open315.notify.models import Message
from open315.org import services as org
from open315.org.models import RoleGrant
from open315.org.types import PersonDetails, PostDetails

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
NOTICE = "cases.assigned"

Maker = Callable[[Cast], Any]


@dataclass(frozen=True)
class Thing:
    """How to make an object for a parameter of an address: each maker returns the parameter's value."""

    own: Maker
    foreign: Maker | None = None


def person(cast: Cast) -> int:
    """Somebody who works in the Wuhan council."""
    details = PersonDetails(name="張三", organisation_id=cast.bodies["wuhan"].pk)
    return org.add_person(details, actor=cast.actor("administrator"), at=cast.at).pk


def post(cast: Cast) -> int:
    """A post that person holds."""
    details = PostDetails(
        person_id=person(cast), organisation_id=cast.bodies["wuhan"].pk, title="秘書長", held_from=date(2026, 1, 1)
    )
    return org.hold_post(details, actor=cast.actor("administrator"), at=cast.at).pk


def campaign(cast: Cast) -> int:
    """The province's campaign of the year."""
    plan = CampaignPlan(
        year=2026,
        theme="提振消費信心",
        theme_en="Confidence",
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 31),
        stat_first=date(2026, 1, 1),
        stat_last=date(2026, 3, 31),
        region_code="420000",
    )
    return campaigns.open_campaign(plan, actor=cast.actor("secretariat"), at=cast.at).pk


def local_option(cast: Cast) -> int:
    """A number that the province sets for its councils."""
    new = law.NewOption("council-2024", "acceptance", "420000", 5, "working_days", "none", "省規則", date(2026, 5, 1))
    return law.set_local_option(new, actor=cast.actor("administrator"), at=cast.at).pk


def once(cast: Cast, key: str, make: Maker) -> Any:
    """What `make` makes, made once for this cast, for objects that several parameters of one address share."""
    made = vars(cast).setdefault("made", {})
    if key not in made:
        made[key] = make(cast)
    return made[key]


def _complaint(cast: Cast, council: str) -> Registered:
    command = NewCase(
        kind=Kind.COMPLAINT,
        channel=Channel.HOTLINE,
        title="冰箱三周後不製冷",
        narrative="商家拒絕維修。",
        council_id=cast.bodies[council].pk,
        received_at=cast.at,
        trader=TraderRef(name="示例電器行", region_code=cast.bodies[council].region_id),
        consumer=Consumer(name="測試消費者", phone="13900139000"),
        region_code=cast.bodies[council].region_id,
        claims=("refund",),
    )
    clerk = "clerk" if council == "wuhan" else f"{council}_clerk"
    return cases.register_case(command, actor=cast.actor(clerk), at=cast.at)


def _wuhan_case(cast: Cast) -> Registered:
    """A complaint to the Wuhan council, with a file, referred to the market department."""
    receipt = _complaint(cast, "wuhan")
    picture = SimpleUploadedFile("receipt.png", base64.b64decode(PICTURE), "image/png")
    upload = uploads.receive(picture, at=cast.at)
    officer = cast.actor("officer")
    cases.add_evidence(receipt.case_id, upload_ids=[upload.pk], actor=officer, at=cast.at)
    market = cast.bodies["market"].pk
    cases.refer_case(receipt.case_id, to_organisation_id=market, reason="請核查。", actor=officer, at=cast.at)
    return receipt


def case(cast: Cast) -> Registered:
    """The case of this cast, whatever it is asked for."""
    receipt: Registered = once(cast, "case", _wuhan_case)
    return receipt


def attachment(cast: Cast) -> int:
    """Its file."""
    return queries.get_case(cast.actor("officer"), case(cast).number).attachments[0].pk


def _sheet(cast: Cast, council: str) -> int:
    file = SimpleUploadedFile("sheet.csv", "標題,經過\n冰箱不製冷,商家拒絕維修\n".encode(), "text/csv")
    clerk = "clerk" if council == "wuhan" else f"{council}_clerk"
    body = cast.bodies[council].pk
    return imports.receive_sheet(file, source="hotline", council_id=body, actor=cast.actor(clerk), at=cast.at).pk


def notice(cast: Cast) -> int:
    """A message to the clerk."""
    account = cast.accounts["clerk"].pk
    data = {"number": "1"}
    notify.notify_account(account, template=NOTICE, data=data, url="/console/", at=cast.at)
    return Message.objects.get(account_id=account).pk


def dead_event(cast: Cast) -> int:
    """An event that could not be delivered."""
    event = OutboxEvent(name="test.happened", state="dead", created_at=cast.at, available_at=cast.at)
    event.save()
    return event.pk


def export_run(cast: Cast) -> int:
    """A finished export of everything."""
    job = export.request_export(actor=cast.actor("administrator"), at=cast.at)
    jobs.run(job.pk)
    return job.pk


OBJECTS: dict[str, Thing] = {
    "case": Thing(lambda cast: case(cast).number, foreign=lambda cast: _complaint(cast, "huangshi").number),
    "attachment": Thing(attachment),
    "verb": Thing(lambda cast: "note"),
    "receipt": Thing(lambda cast: receipt_token(case(cast).case_id)),
    "sheet": Thing(lambda cast: _sheet(cast, "wuhan"), foreign=lambda cast: _sheet(cast, "huangshi")),
    "list_format": Thing(lambda cast: "csv"),
    "notice": Thing(notice),
    "dead_event": Thing(dead_event),
    "export_run": Thing(export_run),
    "wrong_token": Thing(lambda cast: "wrong"),
    "figure": Thing(lambda cast: "cases.received"),
    "campaign": Thing(campaign),
    "body": Thing(lambda cast: cast.bodies["wuhan"].pk),
    "account": Thing(lambda cast: cast.accounts["clerk"].pk),
    "grant": Thing(lambda cast: RoleGrant.objects.get(account=cast.accounts["clerk"]).pk),
    "person": Thing(person),
    "post": Thing(post),
    "region": Thing(lambda cast: cast.bodies["wuhan"].region_id),
    "pack": Thing(lambda cast: "council-2024"),
    "local_option": Thing(local_option),
    "competence_line": Thing(lambda cast: next(each.id for each in competence.lines() if each.valid_until is None)),
    "day": Thing(lambda cast: cast.at.date().isoformat()),
}
