"""What tests look at of a case in the small office, and at which moment of a day they act."""

from datetime import datetime

from open315.cases.models import Case, Clock
from open315.cases.tests.world import World
from open315.core.clock import SHANGHAI


def evening(month: int, day: int) -> datetime:
    """The last minute of a day in China: still that day here, and the same in Greenwich."""
    return datetime(2026, month, day, 23, 59, tzinfo=SHANGHAI)


def morning(month: int, day: int) -> datetime:
    """The first minute of a day in China, when it is still yesterday in Greenwich."""
    return datetime(2026, month, day, 0, 1, tzinfo=SHANGHAI)


def clock_of(world: World, name: str, key: str) -> Clock:
    return Clock.objects.get(case_id=world.case(name), key=key)


def case_of(world: World, name: str) -> Case:
    return Case.objects.get(pk=world.case(name))
