"""The verbs of the organisation. Each takes `actor=` and `at=`, checks, writes and records in one transaction."""

from open315.org.services.accounts import (
    ReasonedVerb,
    end_sessions,
    open_account,
    open_known_account,
    reinstate_account,
    reset_password,
    reset_second_factor,
    suspend_account,
)
from open315.org.services.bodies import (
    change_body,
    create_body,
    deactivate_body,
    move_body,
    reactivate_body,
    rename_body,
)
from open315.org.services.coverage import (
    confirm_coverage,
    propose_coverage,
    state_coverage,
    take_back_coverage,
    withdraw_coverage,
)
from open315.org.services.founding import found_install, has_administrator
from open315.org.services.grants import grant_role, revoke_role
from open315.org.services.people import add_person, change_person, hold_post, leave_post
from open315.org.services.regions import rename_region

__all__ = [
    "ReasonedVerb",
    "add_person",
    "change_body",
    "change_person",
    "confirm_coverage",
    "create_body",
    "deactivate_body",
    "end_sessions",
    "found_install",
    "grant_role",
    "has_administrator",
    "hold_post",
    "leave_post",
    "move_body",
    "open_account",
    "open_known_account",
    "propose_coverage",
    "reactivate_body",
    "reinstate_account",
    "rename_body",
    "rename_region",
    "reset_password",
    "reset_second_factor",
    "revoke_role",
    "state_coverage",
    "suspend_account",
    "take_back_coverage",
    "withdraw_coverage",
]
