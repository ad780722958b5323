"""Commands for tests: small, valid, the same every time."""

from typing import Any

from open315.cases.types import Channel, Kind, NewCase, PersonDetails, TraderRef


def complaint(cast: Any, **changes: Any) -> NewCase:
    """A complaint about a refrigerator in Wuhan; its narrative names a telephone number."""
    given = {
        "kind": Kind.COMPLAINT,
        "channel": Channel.WEB,
        "title": "冰箱三周後不製冷",
        "narrative": "在江漢路買的冰箱三周後不製冷，商家拒絕維修，客服電話 13800138000。",
        "council_id": cast.bodies["wuhan"].pk,
        "received_at": cast.at,
        "trader": TraderRef(name="武漢示例電器行", region_code="420102"),
        "consumer": PersonDetails(name="測試消費者", phone="139 0013 9000", email="consumer@example.org"),
        "region_code": "420102",
        "claims": ("refund",),
        "amount_cents": 329_900,
    }
    return NewCase(**{**given, **changes})
