"""The verbs of a plan: its sections and measures, its versions, its requirements."""

from open315.campaigns.plan.services.drafting import (
    add_measure,
    add_section,
    change_measure,
    change_section,
    move_measure,
    move_section,
    remove_measure,
    remove_section,
)
from open315.campaigns.plan.services.requiring import (
    answer_requirement,
    change_requirement,
    put_requirement,
    withdraw_requirement,
)
from open315.campaigns.plan.services.versions import freeze_plan, release_plan, send_plan

__all__ = [
    "add_measure",
    "add_section",
    "answer_requirement",
    "change_measure",
    "change_requirement",
    "change_section",
    "freeze_plan",
    "move_measure",
    "move_section",
    "put_requirement",
    "release_plan",
    "remove_measure",
    "remove_section",
    "send_plan",
    "withdraw_requirement",
]
