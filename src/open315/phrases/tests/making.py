"""Phrases for tests."""

from datetime import UTC, datetime
from typing import Any

from open315.phrases import services
from open315.phrases.models import Phrase
from open315.phrases.types import PhrasePlan

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
TEXT = "您反映{經營者}的問題（案號{案號}）已收到，請補充發票。"


def phrase(cast: Any, who: str = "supervisor", **changes: Any) -> Phrase:
    """One that `who` keeps; the body's, unless `is_own`."""
    plan = PhrasePlan(**{"name": "請補憑證", "text": TEXT, "use": "consumer", **changes})
    return services.add_phrase(plan, actor=cast.actor(who), at=AT)
