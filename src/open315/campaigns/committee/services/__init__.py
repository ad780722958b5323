"""The verbs of the bodies of a campaign, and of their posts."""

from open315.campaigns.committee.services.committees import (
    change_committee,
    move_committee,
    remove_committee,
    set_up_committee,
)
from open315.campaigns.committee.services.posts import (
    change_post,
    give_post,
    hand_over_post,
    move_post,
    remove_post,
)

__all__ = [
    "change_committee",
    "change_post",
    "give_post",
    "hand_over_post",
    "move_committee",
    "move_post",
    "remove_committee",
    "remove_post",
    "set_up_committee",
]
