"""A complaint as it is told, and its registration."""

from datetime import UTC, date, datetime
from typing import Any

from open315.cases import services
from open315.cases.tests.world import AT, World
from open315.cases.types import Channel, ConsumerFacts, Kind, NewCase, PersonDetails, TraderRef

CODE = "91420100MA4KXXXX1G"
"""A unified social credit code whose last sign is right."""
MIDNIGHT = datetime(2026, 4, 28, 16, 30, tzinfo=UTC)
"""Half past midnight on 04-29 in China."""
PERSON = PersonDetails(
    name="歐陽測試", phone="139-0013-9000", email="private@example.org", address="江漢路 1 號", id_number="420102199001011234"
)  # fmt: skip


def told(world: World) -> NewCase:
    """A report with everything a channel can know."""
    return NewCase(
        kind=Kind.REPORT,
        channel=Channel.HOTLINE,
        title="過期牛奶，致電 13900139000",
        narrative="店主電話 13800138000。",
        council_id=world.body("wuhan"),
        received_at=MIDNIGHT,
        trader=TraderRef(
            name="武漢示例超市", credit_code=CODE, kind="platform_seller", address="中山大道 2 號", region_code="420202"
        ),
        consumer=PERSON,
        consumer_facts=ConsumerFacts(age_band="30-39", gender="female", region_code="420106"),
        region_code="420102",
        occurred_on=date(2026, 4, 28),
        nature="safety",
        goods="food",
        goods_text="牛奶 13900139000",
        claims=("refund", "damages"),
        amount_cents=1_990,
        upload_ids=tuple(world.uploads),
        language="en",
        source="12315",
        source_ref="A-1",
        source_data={"備註": "請打 13900139000", "批次": "三"},
        consents=("publish", "entrust"),
    )


def register(world: World, command: NewCase, who: str = "clerk", **given: Any) -> Any:
    return services.register_case(command, actor=world.actor(who), at=AT, **given)
