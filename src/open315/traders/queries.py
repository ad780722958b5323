"""Reads of the register."""

from open315.traders.models import Trader


def find_trader(trader_id: int) -> Trader | None:
    """The trader with this id."""
    return Trader.objects.filter(pk=trader_id).first()
