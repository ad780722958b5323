"""Every change of a case is one of these verbs: keyword-only `actor=` and `at=`, one transaction, timeline, audit, event.

All raise NotFound (or another body's case), NotAllowed, Conflict (stale `version`, or the wrong moment), InvalidInput.
"""

from open315.cases.query_codes import query_code
from open315.cases.services.acceptance import accept_case, confirm_declination, propose_declination, reject_declination
from open315.cases.services.appointments import (
    ask_other_time,
    cancel_appointment,
    make_appointment,
    move_appointment,
)
from open315.cases.services.aside import put_aside, take_from_aside
from open315.cases.services.asking import ask_for_code
from open315.cases.services.attention import follow, read_mention, unfollow
from open315.cases.services.calendars import make_calendar, revoke_calendar
from open315.cases.services.classifying import classify_case
from open315.cases.services.closing import close_case, reopen_case, withdraw_case
from open315.cases.services.codes import renew_code
from open315.cases.services.files import open_file, open_own_file
from open315.cases.services.handling import (
    add_evidence,
    add_note,
    assign_case,
    assign_cases,
    do_to_many,
    mark_duplicate,
    override_competence,
    supervise_case,
)
from open315.cases.services.identity import erase_identity, unmask_identity
from open315.cases.services.leaving import hide_imported, take_away
from open315.cases.services.letters import issue_letter, write_to_trader
from open315.cases.services.many import (
    Outcome,
    Prepared,
    PreparedRows,
    prepare_cases,
    register_cases,
    write_cases,
    write_rows,
)
from open315.cases.services.objecting import object_to_end, uphold_result
from open315.cases.services.pack_choice import choose_pack
from open315.cases.services.paper import PaperNotice, own_notice, print_notice
from open315.cases.services.pausing import pause_clock, resume_clock
from open315.cases.services.pausing_there import pause_referral, resume_referral
from open315.cases.services.presence import end_presence, tell_presence
from open315.cases.services.rating import rate_case
from open315.cases.services.referral import (
    accept_referral,
    acknowledge_referral,
    answer_referral,
    refer_case,
    refuse_referral,
    return_referral,
)
from open315.cases.services.registration import record_history, register_case
from open315.cases.services.saved_views import delete_view, save_view
from open315.cases.services.searching import record_caller_lookup, record_number_search
from open315.cases.services.splitting import split_case
from open315.cases.services.taking_back import take_back_assignment, take_back_assignments
from open315.cases.services.trader_contact import contact_trader
from open315.cases.services.writing import write_to_consumer

__all__ = [
    "Outcome",
    "PaperNotice",
    "Prepared",
    "PreparedRows",
    "accept_case",
    "accept_referral",
    "acknowledge_referral",
    "add_evidence",
    "add_note",
    "answer_referral",
    "ask_for_code",
    "ask_other_time",
    "assign_case",
    "assign_cases",
    "cancel_appointment",
    "choose_pack",
    "classify_case",
    "close_case",
    "confirm_declination",
    "contact_trader",
    "delete_view",
    "do_to_many",
    "end_presence",
    "erase_identity",
    "follow",
    "hide_imported",
    "issue_letter",
    "make_appointment",
    "make_calendar",
    "mark_duplicate",
    "move_appointment",
    "object_to_end",
    "open_file",
    "open_own_file",
    "override_competence",
    "own_notice",
    "pause_clock",
    "pause_referral",
    "prepare_cases",
    "print_notice",
    "propose_declination",
    "put_aside",
    "query_code",
    "rate_case",
    "read_mention",
    "record_caller_lookup",
    "record_history",
    "record_number_search",
    "refer_case",
    "refuse_referral",
    "register_case",
    "register_cases",
    "reject_declination",
    "renew_code",
    "reopen_case",
    "resume_clock",
    "resume_referral",
    "return_referral",
    "revoke_calendar",
    "save_view",
    "split_case",
    "supervise_case",
    "take_away",
    "take_back_assignment",
    "take_back_assignments",
    "take_from_aside",
    "tell_presence",
    "unfollow",
    "unmask_identity",
    "uphold_result",
    "withdraw_case",
    "write_cases",
    "write_rows",
    "write_to_consumer",
    "write_to_trader",
]
