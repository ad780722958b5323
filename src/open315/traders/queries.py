"""Reads of the register."""

from django.db.models import QuerySet

from open315.core.text import fold
from open315.traders.models import Trader


def find_trader(trader_id: int) -> Trader | None:
    """The trader with this id."""
    return Trader.objects.filter(pk=trader_id).first()


def named_like(beginning: str, limit: int = 10) -> QuerySet[Trader]:
    """Traders whose folded name begins with `beginning`, for suggestions."""
    return Trader.objects.filter(folded_name__startswith=fold(beginning), merged_into=None).order_by("folded_name")[
        :limit
    ]
