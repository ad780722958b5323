"""Fixtures of the organisation's tests: an office with whatever a verb needs, built once a module."""

from collections.abc import Iterator
from typing import Any

import pytest

from open315.org.tests import verbs_of_accounts, verbs_of_bodies, verbs_of_coverage, verbs_of_people
from open315.org.tests.office import Office, build
from tests.rows import standing

HELD = (verbs_of_bodies, verbs_of_coverage, verbs_of_accounts, verbs_of_people)
"""Read for what they add to `USES`, `TWINS` and `TRAILS`."""


@pytest.fixture(scope="module")
def _office(django_db_setup: None, django_db_blocker: Any) -> Iterator[Office]:
    with django_db_blocker.unblock(), standing(build) as office:
        yield office


@pytest.fixture
def office(_office: Office, db: None) -> Office:
    """The office (see `office.py`); whatever the test does to it is undone."""
    return _office
