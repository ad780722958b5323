"""The verbs of a joint issue: draft, change, ask, answer, issue, withdraw; acknowledge and chase."""

from open315.campaigns.issue.services.delivering import acknowledge, chase_silent
from open315.campaigns.issue.services.papers import (
    answer_issue,
    ask_partners,
    change_issue,
    draft_issue,
    issue_jointly,
    withdraw_issue,
)

__all__ = [
    "acknowledge",
    "answer_issue",
    "ask_partners",
    "change_issue",
    "chase_silent",
    "draft_issue",
    "issue_jointly",
    "withdraw_issue",
]
