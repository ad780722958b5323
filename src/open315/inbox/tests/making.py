"""Messages for tests: as a gateway brings them to Wuhan's council, from a number that is nobody's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from open315.core.access import Actor, ActorKind
from open315.inbox import services
from open315.inbox.models import Message
from open315.inbox.types import Inbound, Received

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
NUMBER, OTHER = "19900001111", "19900002222"
TEXT = "我在示例電器商場買的冰箱3,200元，5月10日送來就不製冷，商家不肯退款。"
GATEWAY = Actor(kind=ActorKind.CLIENT, label="sms kannel")


def after(**how: float) -> datetime:
    """A moment after the first."""
    return AT + timedelta(**how)


def told(provider_id: str = "m-1", text: str = TEXT, **changes: Any) -> Inbound:
    """What a gateway brings."""
    return replace(Inbound("kannel", provider_id, NUMBER, text, sent_at=AT), **changes)


def receive(cast: Any, inbound: Inbound | None = None, body: str = "wuhan", at: datetime = AT) -> Received:
    """It comes in."""
    return services.receive(inbound or told(), council_id=cast.bodies[body].pk, actor=GATEWAY, at=at)


def message(cast: Any, inbound: Inbound | None = None, body: str = "wuhan", at: datetime = AT) -> Message:
    """A message that came in."""
    return Message.objects.get(pk=receive(cast, inbound, body, at).message_id)
