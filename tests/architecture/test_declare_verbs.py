"""What the verbs of a campaign's rooms are declared to be, by hand: an event or a permission that is renamed is missed by its handlers.

The verbs of cases and of the organisation stand in tables of their own (`expected/verbs.txt` of each room).
"""

from open315.core.verbs import registry

DECLARED = """
# room, name, event, permission, what it acts upon, whether it makes it, and the states before it
campaigns open campaigns.opened campaigns:manage campaign makes -
campaigns update campaigns.updated campaigns:manage campaign - -
campaigns close campaigns.closed campaigns:manage campaign - -
campaigns add_section campaigns.section_added campaigns:manage section makes -
campaigns change_section campaigns.section_changed campaigns:manage section - -
campaigns move_section campaigns.section_moved campaigns:manage section - -
campaigns remove_section campaigns.section_removed campaigns:manage section - -
campaigns add_measure campaigns.measure_added campaigns:manage measure makes -
campaigns change_measure campaigns.measure_changed campaigns:manage measure - -
campaigns move_measure campaigns.measure_moved campaigns:manage measure - -
campaigns remove_measure campaigns.measure_removed campaigns:manage measure - -
campaigns put_requirement campaigns.requirement_put campaigns:require requirement makes -
campaigns change_requirement campaigns.requirement_changed campaigns:require requirement - -
campaigns answer_requirement campaigns.requirement_answered campaigns:manage requirement - -
campaigns withdraw_requirement campaigns.requirement_withdrawn campaigns:require requirement - -
campaigns freeze_plan campaigns.plan_frozen campaigns:manage plan_version makes -
campaigns release_plan campaigns.plan_released campaigns:manage plan_version - -
campaigns record_vote campaigns.vote_recorded campaigns:manage approval makes -
campaigns circulate_plan campaigns.plan_circulated campaigns:manage approval makes -
campaigns sign_ballot campaigns.ballot_signed campaigns:vote ballot - -
campaigns remind_members campaigns.members_reminded campaigns:manage approval - -
campaigns end_circulation campaigns.circulation_ended campaigns:manage approval - -
campaigns take_back_vote campaigns.vote_taken_back campaigns:manage approval - -
campaigns state_procedure campaigns.procedure_stated campaigns:manage procedure makes -
campaigns set_up_committee campaigns.committee_set_up campaigns:manage committee makes -
campaigns change_committee campaigns.committee_changed campaigns:manage committee - -
campaigns move_committee campaigns.committee_moved campaigns:manage committee - -
campaigns remove_committee campaigns.committee_removed campaigns:manage committee - -
campaigns give_post campaigns.post_given campaigns:manage committee_post makes -
campaigns change_post campaigns.post_changed campaigns:manage committee_post - -
campaigns hand_over_post campaigns.post_handed_over campaigns:manage committee_post - -
campaigns move_post campaigns.post_moved campaigns:manage committee_post - -
campaigns remove_post campaigns.post_removed campaigns:manage committee_post - -
campaigns call_meeting campaigns.meeting_called campaigns:manage meeting makes -
campaigns change_meeting campaigns.meeting_changed campaigns:manage meeting - -
campaigns record_meeting campaigns.meeting_held campaigns:manage meeting - -
campaigns remove_meeting campaigns.meeting_removed campaigns:manage meeting - -
campaigns give_task campaigns.task_given campaigns:manage task makes -
campaigns change_task campaigns.task_changed campaigns:manage task - open
campaigns finish_task campaigns.task_done campaigns:report_task task - done,open
campaigns resume_task campaigns.task_resumed campaigns:manage task - done,dropped
campaigns drop_task campaigns.task_dropped campaigns:manage task - open
activities plan activities.planned activities:manage activity makes -
activities change activities.changed activities:manage activity - held,planned
activities postpone activities.postponed activities:manage activity - planned
activities cancel activities.cancelled activities:manage activity - planned
activities hold activities.held activities:manage activity - planned
activities take_up activities.taken_up activities:manage activity - cancelled,held
activities report activities.reported activities:manage activity - held
activities invite_partner activities.partner_invited activities:manage partner makes -
activities promise activities.partner_promised activities:manage partner - declined,invited,promised
activities decline activities.partner_declined activities:manage partner - invited,promised
activities deliver activities.partner_delivered activities:manage partner - declined,delivered,invited,missing,promised
activities miss activities.partner_missing activities:manage partner - delivered,promised
activities take_out activities.partner_taken_out activities:manage partner - declined,delivered,invited,missing,promised
activities enter_person activities.person_entered activities:manage participation makes -
activities enter_people activities.people_entered activities:manage participation makes -
activities enter_list activities.list_entered activities:manage participation makes -
activities take_out_person activities.person_taken_out activities:manage participation - -
activities unite activities.people_united activities:manage person - -
activities part activities.people_parted activities:manage person - -
stalls enter stalls.entered stalls:manage stall makes -
stalls change stalls.changed stalls:manage stall - -
stalls take_out stalls.taken_out stalls:manage stall - -
stalls add_shift stalls.shift_added stalls:manage shift makes -
stalls take_out_shift stalls.shift_taken_out stalls:manage shift - -
stalls add_item stalls.item_added stalls:manage kit_item makes -
stalls mark_item stalls.item_marked stalls:manage kit_item - -
stalls take_out_item stalls.item_taken_out stalls:manage kit_item - -
stalls press stalls.pressed stalls:count stall - -
stalls undo stalls.undone stalls:count stall - -
stalls link_case stalls.case_linked stalls:count stall - -
stalls unlink_case stalls.case_unlinked stalls:count stall - -
returns ask returns.asked returns:ask call makes -
returns move_due_day returns.due_day_moved returns:ask call - -
returns close_call returns.closed returns:ask call - -
returns fill_in returns.filled_in returns:fill return - again,asked,filled
returns correct returns.corrected returns:fill return - signed
returns sign returns.signed returns:sign return - filled
returns send_back returns.sent_back returns:sign return - filled
returns bring_signed returns.brought_in returns:ask return - asked
returns reopen returns.reopened returns:ask return - signed
"""


def test_every_verb_of_the_table_is_declared_as_it_is_told_here() -> None:
    found = {
        f"{verb} {verb.event} {verb.permission} {verb.target.name} {'makes' if verb.makes else '-'} {','.join(sorted(verb.before or ())) or '-'}"
        for verb in registry.every()
    }
    lines = [line.replace(" ", ".", 1) for line in DECLARED.strip().splitlines() if not line.startswith("#")]
    assert [line for line in lines if line not in found] == []
    assert len(lines) >= 58
