"""Words of the notify room."""

from enum import StrEnum


class Channel(StrEnum):
    IN_APP = "in_app"
    EMAIL = "email"


class MessageState(StrEnum):
    """What became of a message. In-app messages are SENT at once and READ when opened."""

    WAITING = "waiting"
    """Also while the mail server does not answer: the event is tried again, and in the end waits for an administrator."""
    SENT = "sent"
    FAILED = "failed"
    """It will not be tried again, for a `MailFailure`."""
    READ = "read"


class MailFailure(StrEnum):
    """Why a mail will never arrive."""

    NO_ADDRESS = "no_address"
    WRONG_ADDRESS = "wrong_address"
    REFUSED = "refused"
