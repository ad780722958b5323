"""What a form of any channel has checked, as the command that registers it. Each line by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from open315.cases.types import Channel, ConsumerFacts, Kind, NewCase, PersonDetails, TraderRef
from open315.core.errors import InvalidInput
from open315.intake.commands import cents, council_at, new_case
from open315.org.models import Organisation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
FILE = UUID("00000000-0000-4000-8000-000000000001")
TYPED: dict[str, Any] = {
    "kind": "report", "title": " 冰箱 ", "narrative": "\n不製冷 ", "place": "420102", "goods": "fridge", "goods_text": " 甲牌 ",
    "nature": "quality", "occurred_on": date(2026, 5, 1), "claims": ["refund", "repair"], "amount": Decimal("12.34"),
    "trader_name": " 電器行 ", "credit_code": " 91420100MA4KXXXX1G ", "trader_kind": "platform_seller",
    "trader_address": " 中山大道 ", "platform_name": " 平台 ", "name": " 測試 ", "phone": " 13900139000 ",
    "email": " a@example.org ", "age_band": "60+", "publish": True, "entrust": True, "foreclosure": True,
}  # fmt: skip
BARE = {"kind": "enquiry", "title": "問", "narrative": "保修期"}


def test_everything_that_was_typed_is_in_the_command(cast: Any) -> None:
    with translation.override("en"):
        made = new_case(TYPED, channel=Channel.WEB, at=AT, uploads=(FILE,))
    assert made == NewCase(
        kind=Kind.REPORT, channel=Channel.WEB, title="冰箱", narrative="不製冷", council_id=cast.bodies["wuhan"].pk, received_at=AT,
        trader=TraderRef(None, "電器行", "91420100MA4KXXXX1G", "platform_seller", "中山大道", "", "平台"),
        consumer=PersonDetails(name="測試", phone="13900139000", email="a@example.org"),
        consumer_facts=ConsumerFacts(age_band="60+"), region_code="420102", goods="fridge", goods_text="甲牌", nature="quality",
        claims=("refund", "repair"), amount_cents=1234, occurred_on=date(2026, 5, 1), language="en", upload_ids=(FILE,),
        consents=("publish", "entrust", "foreclosure"),
    )  # fmt: skip


def test_what_was_not_typed_stays_empty(cast: Any) -> None:
    council = cast.bodies["huangshi"].pk
    made = new_case(BARE, channel=Channel.HOTLINE, at=AT, council_id=council)
    assert made == NewCase(
        kind=Kind.ENQUIRY,
        channel=Channel.HOTLINE,
        title="問",
        narrative="保修期",
        council_id=council,
        received_at=AT,
        trader=TraderRef(kind=""),
    )


CONSENTS = [((), ()), (("publish",), ("publish",)), (("foreclosure", "publish"), ("publish", "foreclosure"))]


def test_only_what_was_ticked_is_agreed_to(cast: Any) -> None:
    for ticked, agreed in CONSENTS:
        given = {**BARE, "place": "420102", "publish": False, "entrust": None, **dict.fromkeys(ticked, True)}
        assert new_case(given, channel=Channel.WEB, at=AT).consents == agreed


LANGUAGES = [
    (Channel.WEB, "zh-hans", "zh-hans"), (Channel.API, "en", "en"), (Channel.HOTLINE, "en", ""), (Channel.DESK, "en", ""),
    (Channel.POST, "en", ""), (Channel.STUDIO, "en", ""),
]  # fmt: skip


def test_notices_are_in_the_language_that_the_consumer_herself_chose(cast: Any) -> None:
    for channel, spoken, kept in LANGUAGES:
        with translation.override(spoken):
            assert new_case({**BARE, "place": "420102"}, channel=channel, at=AT).language == kept, channel
    with translation.override(None):
        assert new_case({**BARE, "place": "420102"}, channel=Channel.WEB, at=AT).language == ""


CENTS = [
    (None, None),
    ("0", 0),
    ("0.01", 1),
    ("1", 100),
    ("3299", 329_900),
    ("1234.56", 123_456),
    ("0.014", 1),
    ("0.016", 2),
]


def test_yuan_become_whole_cents() -> None:
    assert [(yuan, cents(None if yuan is None else Decimal(yuan))) for yuan, _cents in CENTS] == CENTS


def test_the_nearest_council_upwards_takes_the_cases_of_a_place(cast: Any) -> None:
    places = {"420102": "wuhan", "420100": "wuhan", "420202": "huangshi", "420500": "province", "429004": "province"}
    assert {place: council_at(place) for place in places} == {
        place: cast.bodies[body].pk for place, body in places.items()
    }


def test_of_a_place_without_a_council_the_consumer_s_home_is_asked(cast: Any) -> None:
    Organisation.objects.filter(pk=cast.bodies["province"].pk).update(is_active=False)
    with pytest.raises(InvalidInput) as refusal:
        new_case({**BARE, "place": "430100"}, channel=Channel.WEB, at=AT)
    with translation.override("zh-hant"):
        assert (refusal.value.field, str(refusal.value.message)) == (
            "home",
            "本系統沒有事發地的消費者委員會。請填寫消費者的居住地，由居住地的消委會受理。",
        )
