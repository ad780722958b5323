"""The verbs of a summary's text: worded, reviewed, signed, published."""

from open315.summaries.text.services.asking import request_review, request_text
from open315.summaries.text.services.beginning import begin_text
from open315.summaries.text.services.chapters import leave_out_chapter, place_block, take_in_chapter
from open315.summaries.text.services.counting import cancel_count, count_anew
from open315.summaries.text.services.editing import (
    add_passage,
    move_passage,
    remove_passage,
    write_passage,
)
from open315.summaries.text.services.editions import correct_text, publish_edition, sign_text, withdraw_edition
from open315.summaries.text.services.photos import change_photo, place_photo
from open315.summaries.text.services.reviewing import answer_comment, comment_text, send_back, send_for_review
from open315.summaries.text.services.sections import tell_section_anew
from open315.summaries.text.services.versions import keep_version
from open315.summaries.text.services.wording import word_lesson

__all__ = [
    "add_passage",
    "answer_comment",
    "begin_text",
    "cancel_count",
    "change_photo",
    "comment_text",
    "correct_text",
    "count_anew",
    "keep_version",
    "leave_out_chapter",
    "move_passage",
    "place_block",
    "place_photo",
    "publish_edition",
    "remove_passage",
    "request_review",
    "request_text",
    "send_back",
    "send_for_review",
    "sign_text",
    "take_in_chapter",
    "tell_section_anew",
    "withdraw_edition",
    "word_lesson",
    "write_passage",
]
