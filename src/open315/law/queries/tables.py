"""Reads of the tables of the law that places keep."""

from collections.abc import Sequence

from open315.law.models import LocalOption


def options_of(pack: str) -> Sequence[LocalOption]:
    """The numbers that places set for a pack, the newest first."""
    return list(LocalOption.objects.filter(pack=pack).order_by("clock", "region_code", "-valid_from"))
