"""SQLite is told how large its tables are when they have grown; PostgreSQL needs nobody for that."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from open315.core.ids.models import IdempotencyKey
from open315.core.ops import statistics

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 2, tzinfo=UTC)
TABLE = "core_idempotencykey"


def add(first: int, last: int) -> None:
    IdempotencyKey.objects.bulk_create(
        IdempotencyKey(scope="x", key=str(each), request_hash="", created_at=AT) for each in range(first, last)
    )


@pytest.fixture(autouse=True)
def _analysed() -> None:
    statistics.refresh_statistics(AT)  # the tables that migrations filled


def left_alone() -> bool:
    """Whether this is PostgreSQL, which was not asked to do anything."""
    return connection.vendor == "postgresql" and statistics.refresh_statistics(AT) == 0


def test_a_table_is_analysed_when_it_has_outgrown_what_is_known_of_it() -> None:
    if left_alone():
        return
    add(0, 900)
    assert TABLE not in statistics.outgrown()
    add(900, 1500)
    assert TABLE in statistics.outgrown()
    assert statistics.refresh_statistics(AT) == 1
    assert statistics.refresh_statistics(AT) == 0
    add(1500, 2900)
    assert TABLE not in statistics.outgrown()
    add(2900, 3100)
    assert TABLE in statistics.outgrown()


def test_a_table_whose_keys_have_gaps_is_not_analysed_over_and_over() -> None:
    if left_alone():
        return
    add(0, 10)
    last = IdempotencyKey.objects.order_by("-pk")[0]
    IdempotencyKey.objects.filter(pk=last.pk).update(id=last.pk + 1_000_000)
    assert statistics.refresh_statistics(AT) == 1
    assert TABLE in statistics.outgrown()
    assert statistics.refresh_statistics(AT) == 0
