"""The house of the access matrix as a fixture."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access.house import House, build
from tests.rows import standing


@pytest.fixture(scope="module")
def _house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with django_db_blocker.unblock(), standing(build) as house:
        yield house


@pytest.fixture
def house(_house: House, db: None) -> House:
    """The house (see `house.py`); whatever a test does to it is undone."""
    return _house
