"""Words of the notify room."""

from enum import StrEnum


class Channel(StrEnum):
    IN_APP = "in_app"
    EMAIL = "email"


class MessageState(StrEnum):
    """What became of a message. In-app messages are SENT at once and READ when opened."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    """It will not be tried again: there is no address, the address was refused, or every try failed."""
    READ = "read"
