"""Rows with a place among their siblings: to move one, and to take one out."""

from typing import Any

from django.db.models import ProtectedError

from open315.campaigns.plan.rules import moved
from open315.core.errors import Conflict
from open315.core.verbs.declaration import Step


def placed(rows: Any, one: int, by: int) -> int:
    """The new place of one row; its siblings are numbered anew around it."""
    order = moved(list(rows.order_by("place", "pk").values_list("pk", flat=True)), one, by)
    for place, pk in enumerate(order, 1):
        rows.filter(pk=pk).exclude(place=place).update(place=place)
    return order.index(one) + 1


def removed(done: Step[Any], in_use: Any) -> None:
    """Delete the row, and keep its number for the trail, which is written afterwards. Conflict, in these words, if others need it."""
    pk = done.row.pk
    done.say(text=str(done.row))
    try:
        done.row.delete()
    except ProtectedError as error:
        raise Conflict(in_use) from error
    done.row.pk, done.is_saved = pk, True
