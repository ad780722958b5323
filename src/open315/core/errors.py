"""Errors that a person may read. Each carries a translatable message that says what to do, and where.

Views turn them into a message at the field (`field`), the API into problem details (`code`); nothing else is caught.
"""

from typing import Any


class Open315Error(Exception):
    """Base of every expected error. `message` is a lazy translation; `field` names the input it is about, if any."""

    status = 400
    code = "error"

    def __init__(self, message: Any, *, field: str | None = None, **details: Any) -> None:
        super().__init__(str(message))
        self.message = message
        self.field = field
        self.details = details


class InvalidInput(Open315Error):
    """What was sent cannot be used; says what to change."""

    status = 422
    code = "invalid"


class SignedOut(Open315Error):
    """Something was sent by a page whose session has ended meanwhile."""

    status = 401
    code = "signed_out"


class NotAllowed(Open315Error):
    """The actor lacks the permission, or the policy refuses; the message gives the reason."""

    status = 403
    code = "not_allowed"


class NotFound(Open315Error):
    """No such object, or one of another body: both look the same from outside."""

    status = 404
    code = "not_found"


class Conflict(Open315Error):
    """The object changed since it was read, or the verb does not fit its present state."""

    status = 409
    code = "conflict"


class TooMany(Open315Error):
    """A rate limit was reached; `retry_after` (seconds) is in details."""

    status = 429
    code = "too_many"


class Unavailable(Open315Error):
    """Storage or a service cannot take the work now; nothing was saved."""

    status = 503
    code = "unavailable"

    @property
    def sentence(self) -> str:
        """What those who run the install read at the terminal; visitors read the message."""
        return str(self.message)
