"""The list of the stalls of an activity as it is printed: by department, with shifts and kit."""

from collections.abc import Iterable
from typing import Any

from open315.core.pages.cells import text
from open315.stalls import queries
from open315.stalls.drawing import body_words, gaps_of, item_words, lead_of, shift_words, span_words
from open315.stalls.models import Stall


def sheet_of(activity: Any) -> dict[str, Any]:
    """What the page for the printer shows: the bodies in the order of their first stall, each with its stalls."""
    stalls = queries.stalls_of(activity)
    bodies: dict[str, list[Stall]] = {}
    for each in stalls:
        bodies.setdefault(each.body, []).append(each)
    return {
        "lead": lead_of(activity),
        "bodies": [{"name": body_words(found[0]), "stalls": [_line(each, activity) for each in found]} for found in bodies.values()],
        "kit": [line for each in stalls for line in _kit(each)],
    }  # fmt: skip


def _line(stall: Stall, activity: Any) -> dict[str, Any]:
    return {
        "number": stall.number,
        "offers": text(stall.offers),
        "position": text(stall.position),
        "shifts": [shift_words(each) for each in stall.shifts.all()],
        "gaps": [span_words(each) for each in gaps_of(stall, activity)],
    }


def _kit(stall: Stall) -> Iterable[dict[str, Any]]:
    for item in stall.kit.all():
        yield {
            "number": stall.number,
            "what": item_words(item),
            "brings": text(item.brings) or body_words(stall),
            "packed": item.packed_at is not None,
            "returned": item.returned_at is not None,
        }
