"""The verbs of the hotline: keep its lines, hear what telephone systems tell, write calls down, make cases of them, ring back."""

from open315.hotline.services.calls import enter_call, take_call, write_down
from open315.hotline.services.cases import add_to_case, erase_caller, forget, link_made, open_call
from open315.hotline.services.hearing import hear
from open315.hotline.services.keys import make_key, revoke_key
from open315.hotline.services.lines import add_line, change_line
from open315.hotline.services.missed import open_number, ring_back

__all__ = [
    "add_line",
    "add_to_case",
    "change_line",
    "enter_call",
    "erase_caller",
    "forget",
    "hear",
    "link_made",
    "make_key",
    "open_call",
    "open_number",
    "revoke_key",
    "ring_back",
    "take_call",
    "write_down",
]
