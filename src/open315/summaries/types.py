"""The words of states and passages of a summary's text."""

from enum import StrEnum


class State(StrEnum):
    """Where a text stands."""

    DRAFT = "draft"
    REVIEW = "review"
    """Sent to a second person; nobody words it meanwhile."""
    SIGNED = "signed"
    """Signed: its edition is frozen. A correction opens the text again."""


class PassageKind(StrEnum):
    """What a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    BLOCK = "block"
    PHOTO = "photo"


WRITING, BEGINNING, SENDING = "summaries.campaign", "summaries.text_begin", "summaries.text_send"
"""The kinds of jobs: page and files of a summary; a text from its first word; a text that is counted and then sent."""
