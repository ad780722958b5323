"""Fixtures of the case room's tests: an office with a case in every state, built once a module, and one on a day of November."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from open315.cases import services
from open315.cases.models import Case
from open315.cases.tests import verbs_of_classifying, verbs_of_deciding, verbs_of_handling
from open315.cases.tests.making import complaint
from open315.cases.tests.world import World, build
from open315.cases.tests.year_on_year import NOVEMBER
from open315.core.access import SYSTEM
from tests.rows import standing

Register = Callable[..., Case]
HELD = (verbs_of_classifying, verbs_of_deciding, verbs_of_handling)
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


@pytest.fixture
def register(cast: Any) -> Register:
    """Registers a complaint, with changes."""

    def make(**changes: Any) -> Case:
        done = services.register_case(complaint(cast, **changes), actor=SYSTEM, at=cast.at)
        return Case.objects.get(pk=done.case_id)

    return make


@pytest.fixture
def officer(client: Client, cast: Any) -> Client:
    """The browser of an officer of Wuhan."""
    client.force_login(cast.accounts["officer"])
    return client
