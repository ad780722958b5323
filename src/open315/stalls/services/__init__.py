"""The verbs of stalls: set them up, count at them, take complaints there."""

from open315.stalls.services.presses import press, undo
from open315.stalls.services.shifts import add_item, add_shift, mark_item, take_out_item, take_out_shift
from open315.stalls.services.stalls import change_stall, enter_stall, take_out_stall
from open315.stalls.services.taking import link_case, unlink_case

__all__ = [
    "add_item",
    "add_shift",
    "change_stall",
    "enter_stall",
    "link_case",
    "mark_item",
    "press",
    "take_out_item",
    "take_out_shift",
    "take_out_stall",
    "undo",
    "unlink_case",
]
