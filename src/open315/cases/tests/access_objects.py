"""Objects of the case room for the access matrix."""

import base64

from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import Cast
from open315.cases import queries, services
from open315.cases.types import Channel, Kind, NewCase, PersonDetails, Registered, TraderRef
from open315.core.uploads import services as uploads
from tests.access.thing import Thing, once

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _complaint(cast: Cast, council: str) -> Registered:
    command = NewCase(
        kind=Kind.COMPLAINT,
        channel=Channel.HOTLINE,
        title="冰箱三周後不製冷",
        narrative="商家拒絕維修。",
        council_id=cast.bodies[council].pk,
        received_at=cast.at,
        trader=TraderRef(name="示例電器行", region_code=cast.bodies[council].region_id),
        consumer=PersonDetails(name="測試消費者", phone="13900139000"),
        region_code=cast.bodies[council].region_id,
        claims=("refund",),
    )
    clerk = "clerk" if council == "wuhan" else f"{council}_clerk"
    return services.register_case(command, actor=cast.actor(clerk), at=cast.at)


def _wuhan_case(cast: Cast) -> Registered:
    """A complaint to the Wuhan council, with a file, referred to the market department, which has acknowledged it."""
    receipt = _complaint(cast, "wuhan")
    picture = SimpleUploadedFile("receipt.png", base64.b64decode(PICTURE), "image/png")
    upload = uploads.receive(picture, at=cast.at)
    officer = cast.actor("officer")
    services.add_evidence(receipt.case_id, upload_ids=[upload.pk], actor=officer, at=cast.at)
    market = cast.bodies["market"].pk
    services.refer_case(receipt.case_id, to_organisation_id=market, reason="請核查。", actor=officer, at=cast.at)
    services.acknowledge_referral(receipt.case_id, actor=cast.actor("market_liaison"), at=cast.at)
    return receipt


def case(cast: Cast) -> Registered:
    """The case of this cast, whatever it is asked for."""
    receipt: Registered = once(cast, "case", _wuhan_case)
    return receipt


def _attachment(cast: Cast) -> int:
    """Its file."""
    return queries.get_case(cast.actor("officer"), case(cast).number).files.files[0].pk


def _address(cast: Cast) -> int:
    """An address of the officer's appointments."""
    return services.make_calendar(actor=cast.actor("officer"), at=cast.at).feed.pk


def _token(cast: Cast) -> str:
    """What stands in such an address."""
    return services.make_calendar(actor=cast.actor("officer"), at=cast.at).token


OBJECTS = {
    "appointments_address": Thing(_address),
    "appointments_token": Thing(_token),
    "case": Thing(lambda cast: case(cast).number, foreign=lambda cast: _complaint(cast, "huangshi").number),
    "attachment": Thing(_attachment),
    "verb": Thing(lambda cast: "note"),
    "paper_notice": Thing(lambda cast: "register"),
    "paper_form": Thing(lambda cast: "docx"),
}
