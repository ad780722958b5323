"""Guests for tests: a seminar of the tenth of March, and who is on its list."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from open315.activities.models import Activity
from open315.activities.tests.making import planned
from open315.core.clock import SHANGHAI
from open315.seminars import services
from open315.seminars.models import Guest
from open315.seminars.types import GuestDraft

BEFORE = datetime(2026, 3, 1, 9, 0, tzinfo=SHANGHAI)
DRAFT = GuestDraft("湖北省聯通公司", "enterprise", "總經理", "張三", "zhang@example.org")


def draft(**changed: Any) -> GuestDraft:
    """The guest, changed."""
    return replace(DRAFT, **changed)


def seminar(cast: Any, who: str = "secretariat", **changes: Any) -> Activity:
    """A seminar that is planned."""
    return planned(cast.actor(who), BEFORE, **changes)


def listed(cast: Any, activity: Activity | None = None, who: str = "secretariat", **changed: Any) -> Guest:
    """Somebody on the list of a seminar."""
    of = activity or seminar(cast, who)
    return services.enter_guest(of.pk, draft(**changed), actor=cast.actor(who), at=BEFORE)
