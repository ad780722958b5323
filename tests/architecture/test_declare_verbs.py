"""What the verbs of the rooms beside cases are declared to be, by hand: an event or a permission that is renamed is missed by its handlers.

The verbs of cases and of the organisation stand in tables of their own (`expected/verbs.txt` of each room).
"""

from typing import Any

from open315.core.verbs import registry
from open315.core.verbs.rules import SAME

ROOMS = (
    "campaigns",
    "activities",
    "seminars",
    "stalls",
    "returns",
    "summaries",
    "inbox",
    "hotline",
    "phrases",
    "learning",
)
DECLARED = """
# room, name, event, permission, what it acts upon, how (makes: there is none before; reads: no form becomes stale by it; silent: no other room is
# told), the states before it, and the state after it where that is another one
campaigns open campaigns.opened campaigns:manage campaign makes - -
campaigns update campaigns.updated campaigns:manage campaign - - -
campaigns close campaigns.closed campaigns:manage campaign - - -
campaigns send_folder campaigns.folder_sent campaigns:bring folder makes,silent - -
campaigns bring_folder campaigns.folder_started campaigns:bring folder silent - -
campaigns stop_folder campaigns.folder_stopped campaigns:bring folder reads,silent - -
campaigns add_section campaigns.section_added campaigns:manage section makes - -
campaigns change_section campaigns.section_changed campaigns:manage section - - -
campaigns move_section campaigns.section_moved campaigns:manage section - - -
campaigns remove_section campaigns.section_removed campaigns:manage section - - -
campaigns add_measure campaigns.measure_added campaigns:manage measure makes - -
campaigns change_measure campaigns.measure_changed campaigns:manage measure - - -
campaigns move_measure campaigns.measure_moved campaigns:manage measure - - -
campaigns remove_measure campaigns.measure_removed campaigns:manage measure - - -
campaigns put_requirement campaigns.requirement_put campaigns:require requirement makes - -
campaigns change_requirement campaigns.requirement_changed campaigns:require requirement - - -
campaigns answer_requirement campaigns.requirement_answered campaigns:manage requirement - - -
campaigns withdraw_requirement campaigns.requirement_withdrawn campaigns:require requirement - - -
campaigns freeze_plan campaigns.plan_frozen campaigns:manage plan_version makes - -
campaigns send_plan campaigns.plan_sent campaigns:manage plan_version - - -
campaigns release_plan campaigns.plan_released campaigns:manage plan_version - - -
campaigns write_comment campaigns.comment_written campaigns:comment plan_comment makes - -
campaigns bring_comment campaigns.comment_brought campaigns:manage plan_comment makes,silent - -
campaigns answer_comment campaigns.comment_answered campaigns:manage plan_comment - - -
campaigns settle_comment campaigns.comment_settled campaigns:manage plan_comment - - -
campaigns take_up_comment campaigns.comment_taken_up campaigns:manage plan_comment - - -
campaigns withdraw_comment campaigns.comment_withdrawn campaigns:comment plan_comment - - -
campaigns record_vote campaigns.vote_recorded campaigns:manage approval makes - -
campaigns bring_circulation campaigns.circulation_brought campaigns:manage approval makes - -
campaigns circulate_plan campaigns.plan_circulated campaigns:manage approval makes - -
campaigns sign_ballot campaigns.ballot_signed campaigns:vote ballot - - -
campaigns remind_members campaigns.members_reminded campaigns:manage approval - - -
campaigns end_circulation campaigns.circulation_ended campaigns:manage approval - - -
campaigns take_back_vote campaigns.vote_taken_back campaigns:manage approval - - -
campaigns state_procedure campaigns.procedure_stated campaigns:manage procedure makes - -
campaigns set_up_committee campaigns.committee_set_up campaigns:manage committee makes - -
campaigns change_committee campaigns.committee_changed campaigns:manage committee - - -
campaigns move_committee campaigns.committee_moved campaigns:manage committee - - -
campaigns remove_committee campaigns.committee_removed campaigns:manage committee - - -
campaigns give_post campaigns.post_given campaigns:manage committee_post makes - -
campaigns change_post campaigns.post_changed campaigns:manage committee_post - - -
campaigns hand_over_post campaigns.post_handed_over campaigns:manage committee_post - - -
campaigns move_post campaigns.post_moved campaigns:manage committee_post - - -
campaigns remove_post campaigns.post_removed campaigns:manage committee_post - - -
campaigns call_meeting campaigns.meeting_called campaigns:manage meeting makes - -
campaigns change_meeting campaigns.meeting_changed campaigns:manage meeting - - -
campaigns record_meeting campaigns.meeting_held campaigns:manage meeting - - -
campaigns remove_meeting campaigns.meeting_removed campaigns:manage meeting - - -
campaigns give_task campaigns.task_given campaigns:manage task makes - -
campaigns change_task campaigns.task_changed campaigns:manage task - open -
campaigns finish_task campaigns.task_done campaigns:report_task task - done,open done
campaigns resume_task campaigns.task_resumed campaigns:manage task - done,dropped open
campaigns drop_task campaigns.task_dropped campaigns:manage task - open dropped
campaigns take_over_plan campaigns.plan_taken_over campaigns:manage campaign_with_plan reads - -
campaigns acknowledge campaigns.delivery_acknowledged campaigns:acknowledge delivery - - -
campaigns chase_silent campaigns.silent_chased campaigns:manage issued_paper reads - -
campaigns draft_issue campaigns.issue_drafted campaigns:manage joint_issue makes - -
campaigns change_issue campaigns.issue_changed campaigns:manage joint_issue - draft -
campaigns ask_partners campaigns.partners_asked campaigns:manage joint_issue - draft asked
campaigns answer_issue campaigns.issue_answered campaigns:confirm issue_partner - - -
campaigns issue_jointly campaigns.plan_issued campaigns:manage joint_issue - asked issued
campaigns withdraw_issue campaigns.issue_withdrawn campaigns:manage joint_issue - asked,draft withdrawn
campaigns begin_own_plan campaigns.own_plan_begun campaigns:manage delivery reads - -
campaigns file_own_plan campaigns.own_plan_filed campaigns:manage delivery - - -
campaigns chase_unfiled campaigns.unfiled_chased campaigns:manage issued_paper reads - -
activities plan activities.planned activities:manage activity makes - -
activities change activities.changed activities:manage activity - held,planned -
activities postpone activities.postponed activities:manage activity - planned -
activities cancel activities.cancelled activities:manage activity - planned cancelled
activities hold activities.held activities:manage activity - planned held
activities take_up activities.taken_up activities:manage activity - cancelled,held planned
activities report activities.reported activities:manage activity - held -
activities invite_partner activities.partner_invited activities:manage partner makes - -
activities promise activities.partner_promised activities:manage partner - declined,invited,promised promised
activities decline activities.partner_declined activities:manage partner - invited,promised declined
activities deliver activities.partner_delivered activities:manage partner - declined,delivered,invited,missing,promised delivered
activities miss activities.partner_missing activities:manage partner - delivered,promised missing
activities take_out activities.partner_taken_out activities:manage partner - declined,delivered,invited,missing,promised taken_out
activities enter_person activities.person_entered activities:manage participation makes - -
activities enter_people activities.people_entered activities:manage participation makes - -
activities enter_list activities.list_entered activities:manage participation makes - -
activities correct_person activities.person_corrected activities:manage participation - - -
activities take_out_person activities.person_taken_out activities:manage participation - - -
activities unite activities.people_united activities:manage person - - -
activities part activities.people_parted activities:manage person - - -
activities call_same activities.called_same activities:manage double_entry - - -
activities call_different activities.called_different activities:manage double_entry - - -
activities take_back_likeness activities.likeness_taken_back activities:manage double_entry - - -
activities keep_proofs activities.proofs_kept activities:manage proof makes - -
activities change_proof activities.proof_changed activities:manage proof - - -
activities remove_proof activities.proof_removed activities:manage proof - - -
activities make_feed activities.feed_made activities:read feed makes - -
activities revoke_feed activities.feed_revoked activities:read feed - - -
activities set_telling_rule activities.telling_rule_set activities:manage telling - - -
activities decide_what_is_told activities.told_decided activities:manage telling reads - -
activities put_under_heading activities.told_under_heading activities:manage telling reads - -
activities move_what_is_told activities.told_moved activities:manage telling reads - -
activities note_arrival activities.arrival_noted activities:receive participation makes - -
activities take_back_arrival activities.arrival_taken_back activities:receive participation - - -
seminars add_item seminars.item_added activities:manage agenda_item makes - -
seminars change_item seminars.item_changed activities:manage agenda_item - - -
seminars remove_item seminars.item_removed activities:manage agenda_item - - -
seminars enter_guest seminars.guest_entered activities:manage guest makes - -
seminars enter_guests seminars.guests_entered activities:manage guest makes - -
seminars change_guest seminars.guest_changed activities:manage guest - - -
seminars strike_guest seminars.guest_struck activities:manage guest - - -
seminars answer_invitation seminars.answered activities:manage guest - - -
seminars note_answer seminars.answer_noted activities:manage guest - - -
seminars arrive seminars.guest_arrived activities:receive guest - - -
seminars receive_uninvited seminars.uninvited_arrived activities:receive guest makes - -
seminars take_back_arrival seminars.arrival_taken_back activities:receive guest - - -
seminars close_door seminars.door_closed activities:receive seminar - - -
seminars print_badges seminars.badges_printed activities:manage seminar - - -
seminars write_invitation seminars.invitation_written activities:manage seminar - - -
seminars invite_by_mail seminars.mails_asked_for activities:manage seminar - - -
seminars note_told seminars.told_on_paper activities:manage seminar - - -
seminars print_letters seminars.letters_printed activities:manage seminar - - -
seminars add_consensus seminars.consensus_added activities:manage consensus makes - -
seminars change_consensus seminars.consensus_changed activities:manage consensus - - -
seminars remove_consensus seminars.consensus_removed activities:manage consensus - - -
seminars write_minutes seminars.minutes_written activities:manage seminar - - -
seminars arrange_seats seminars.seats_arranged activities:manage seminar - - -
seminars seat_guest seminars.guest_seated activities:manage seminar reads - -
phrases add phrases.added phrases:use phrase makes - -
phrases change phrases.changed phrases:use phrase - - -
phrases retire phrases.retired phrases:use phrase - - -
phrases revive phrases.revived phrases:use phrase - - -
learning use learning.used learning:manage model silent - -
learning stop learning.stopped_using learning:manage model silent - -
inbox receive inbox.received inbox:handle message makes,silent - -
inbox take inbox.taken inbox:handle message - - -
inbox put_back inbox.put_back inbox:handle message - - -
inbox set_aside inbox.set_aside inbox:handle message - - -
inbox pull_back inbox.pulled_back inbox:handle message - - -
inbox answer inbox.answered inbox:handle message - - -
inbox open inbox.opened inbox:handle message reads - -
inbox make_case inbox.case_made inbox:handle message - - -
inbox add_to_case inbox.added_to_case inbox:handle message - - -
inbox erase_sender inbox.sender_erased inbox:erase sender silent - -
hotline add_line hotline.line_added hotline:manage hotline_line makes - -
hotline change_line hotline.line_changed hotline:manage hotline_line - - -
hotline enter_call hotline.call_entered hotline:handle hotline_call makes - -
hotline write_down hotline.call_written hotline:handle hotline_call - - -
hotline take_call hotline.call_taken hotline:handle hotline_call - - -
hotline hear hotline.heard hotline:handle hotline_call makes,silent - -
hotline make_key hotline.key_made hotline:manage hotline_key makes - -
hotline revoke_key hotline.key_revoked hotline:manage hotline_key - - -
hotline open_number hotline.number_opened hotline:handle hotline_caller reads,silent - -
hotline ring_back hotline.rung_back hotline:handle hotline_caller - - -
hotline open_call hotline.call_opened hotline:handle hotline_call reads - -
hotline make_case hotline.case_made hotline:handle hotline_call - - -
hotline add_to_case hotline.call_added hotline:handle hotline_call - - -
hotline erase_caller hotline.caller_erased hotline:erase hotline_caller silent - -
hotline put_on_duty hotline.put_on_duty hotline:roster hotline_line reads - -
hotline copy_week hotline.week_copied hotline:roster hotline_line reads - -
hotline take_off_duty hotline.taken_off_duty hotline:roster hotline_duty - - -
hotline ask_swap hotline.swap_asked hotline:handle hotline_swap makes - -
hotline answer_swap hotline.swap_answered hotline:handle hotline_swap - - -
hotline withdraw_swap hotline.swap_withdrawn hotline:handle hotline_swap - - -
hotline add_leave hotline.leave_added hotline:roster hotline_leave makes - -
hotline take_out_leave hotline.leave_taken_out hotline:roster hotline_leave - - -
hotline write_hand_over hotline.handed_over hotline:handle hotline_duty reads - -
hotline read_hand_over hotline.hand_over_read hotline:handle hotline_hand_over - - -
hotline set_voice hotline.voice_set hotline:manage hotline_line - - -
hotline refuse_recording hotline.recording_refused hotline:handle hotline_call reads - -
hotline keep_recording hotline.recording_kept hotline:handle hotline_recording makes - -
hotline hear_recording hotline.recording_heard hotline:handle hotline_recording reads,silent - -
hotline delete_recording hotline.recording_deleted hotline:erase hotline_recording - - -
hotline say_consent hotline.consent_said hotline:handle hotline_call - - -
stalls enter stalls.entered stalls:manage stall makes - -
stalls change stalls.changed stalls:manage stall - - -
stalls take_out stalls.taken_out stalls:manage stall - - -
stalls add_shift stalls.shift_added stalls:manage shift makes - -
stalls take_out_shift stalls.shift_taken_out stalls:manage shift - - -
stalls add_item stalls.item_added stalls:manage kit_item makes - -
stalls mark_item stalls.item_marked stalls:manage kit_item - - -
stalls take_out_item stalls.item_taken_out stalls:manage kit_item - - -
stalls press stalls.pressed stalls:count stall reads,silent - -
stalls undo stalls.undone stalls:count stall reads,silent - -
stalls link_case stalls.case_linked stalls:count stall reads - -
stalls unlink_case stalls.case_unlinked stalls:count stall reads - -
returns ask returns.asked returns:ask call makes - -
returns move_due_day returns.due_day_moved returns:ask call - - -
returns close_call returns.closed returns:ask call - - -
returns fill_in returns.filled_in returns:fill return - again,asked,filled filled
returns correct returns.corrected returns:fill return - signed filled
returns sign returns.signed returns:sign return - filled signed
returns send_back returns.sent_back returns:sign return - filled again
returns bring_signed returns.brought_in returns:ask return - asked signed
returns reopen returns.reopened returns:ask return - signed again
summaries keep_text_version summaries.text_kept summaries:write summary_text reads draft,review -
summaries begin_text summaries.text_begun summaries:write summary_text makes - -
summaries write_passage summaries.passage_written summaries:write summary_passage - - -
summaries add_passage summaries.passage_added summaries:write summary_passage reads - -
summaries move_passage summaries.passage_moved summaries:write summary_passage - - -
summaries remove_passage summaries.passage_removed summaries:write summary_passage - - -
summaries count_text_anew summaries.text_counted summaries:write summary_text reads draft -
summaries cancel_text_count summaries.count_cancelled summaries:write summary_text reads draft -
summaries take_in_chapter summaries.chapter_taken_in summaries:write summary_text - draft -
summaries leave_out_chapter summaries.chapter_left_out summaries:write summary_text - draft -
summaries word_lesson summaries.lesson_worded summaries:write summary_wording makes - -
summaries place_photo summaries.photo_placed summaries:write summary_passage reads - -
summaries change_photo summaries.photo_changed summaries:write summary_passage - - -
summaries tell_section_anew summaries.section_told_anew summaries:write summary_passage reads - -
summaries place_block summaries.block_placed summaries:write summary_passage reads - -
summaries sign_text summaries.text_signed summaries:sign summary_text - review signed
summaries correct_text summaries.text_opened summaries:write summary_text - signed draft
summaries publish_edition summaries.edition_published summaries:sign summary_edition - - -
summaries withdraw_edition summaries.edition_withdrawn summaries:sign summary_edition - - -
summaries ask_to_send_text summaries.sending_asked summaries:write summary_text reads draft -
summaries send_text_for_review summaries.text_sent summaries:write summary_text - draft review
summaries comment_text summaries.text_commented summaries:sign summary_comment makes - -
summaries answer_text_comment summaries.comment_answered summaries:write summary_comment - - -
summaries send_text_back summaries.text_sent_back summaries:sign summary_text - review draft
"""


def _how(verb: Any) -> str:
    marks = {"makes": verb.makes, "reads": verb.reads, "silent": verb.emits is None}
    return ",".join(word for word, is_so in marks.items() if is_so) or "-"


def _line(verb: Any) -> str:
    before, after = ",".join(sorted(verb.before or ())) or "-", "-" if verb.to == SAME else verb.to
    room, acts_upon = verb.target.room, verb.target.name
    return f"{room} {verb.name} {verb.event} {verb.permission} {acts_upon} {_how(verb)} {before} {after}"


def test_every_verb_is_declared_as_it_is_told_here_and_none_is_forgotten() -> None:
    found = [_line(verb) for verb in registry.every() if verb.target.room in ROOMS]
    assert sorted(found) == sorted(line for line in DECLARED.strip().splitlines() if not line.startswith("#"))


def test_an_event_is_named_like_its_entry_unless_nobody_is_told() -> None:
    assert {verb.emits for verb in registry.every() if verb.target.room in ROOMS} == {SAME, None}
