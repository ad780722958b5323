"""Complete records for tests that compare years: every council of the cast has kept them since a day."""

from datetime import date
from typing import Any

from open315.core.access import SYSTEM
from open315.org import services


def keep_records(cast: Any, first: date = date(2020, 1, 1), *names: str) -> None:
    """State that the records of the councils `names` (all of the cast's, where none are named) are complete from `first` on."""
    councils = [body for name, body in cast.bodies.items() if body.kind == "council" and (not names or name in names)]
    for body in councils:
        services.state_coverage(body.pk, first=first, actor=SYSTEM, at=cast.at)
