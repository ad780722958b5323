"""Under test, rows that nobody put in order come in any order (tests/any_order.py)."""

import pytest

from conftest import Cast
from open315.org.models import RoleGrant


@pytest.mark.django_db
def test_rows_without_an_order_come_in_another_one(cast: Cast) -> None:
    read = {tuple(RoleGrant.objects.values_list("pk", flat=True)) for _ in range(6)}
    assert len(read) > 1  # twelve rows: once in 12! they would come alike
    assert len({tuple(sorted(each)) for each in read}) == 1


@pytest.mark.django_db
def test_rows_in_order_stay_so(cast: Cast) -> None:
    read = {tuple(RoleGrant.objects.order_by("-pk").values_list("pk", flat=True)) for _ in range(6)}
    assert len(read) == 1
    assert list(read.pop()) == sorted(RoleGrant.objects.values_list("pk", flat=True), reverse=True)


@pytest.mark.django_db
def test_groups_without_an_order_come_in_another_one(cast: Cast) -> None:
    assert len({tuple(RoleGrant.objects.values_list("role", flat=True).distinct()) for _ in range(6)}) > 1
