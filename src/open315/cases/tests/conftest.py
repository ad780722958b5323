"""Fixtures of the case room's tests: an office with a case in every state, built once a module, and one on a day of November."""

from collections.abc import Iterator
from typing import Any

import pytest

from open315.cases.tests import verbs_of_deciding, verbs_of_handling
from open315.cases.tests.world import World, build
from open315.cases.tests.year_on_year import NOVEMBER
from tests.rows import standing

HELD = (verbs_of_deciding, verbs_of_handling)
"""Read for what they add to `USES`, `TWINS` and `TRAILS`."""


@pytest.fixture(scope="module")
def _office(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), standing(build) as world:
        yield world


@pytest.fixture
def world(_office: World, db: None) -> World:
    """The office (see `world.py`); whatever the test does to it is undone."""
    return _office


@pytest.fixture
def office(cast: Any, time_machine: Any) -> Any:
    """The cast on 27 November 2026; nothing is stated of its records."""
    time_machine.move_to(NOVEMBER)
    cast.at = NOVEMBER
    return cast
