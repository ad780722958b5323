"""How often a password may be guessed: for a name from one address, and for a name from anywhere; never for an address alone.

An office is one address: whoever types hers correctly is let in, however often somebody beside her mistyped his. Whoever
guesses from one address shuts out only himself, for that name; from many addresses a name is shut after five times as many.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.db.models import Sum

FROM_ONE_ADDRESS = 8
FROM_ANYWHERE = 40
COUNTED_BY = [["username", "ip_address"], "username"]
"""What failures are added up by, in the order of the two limits (the setting of axes)."""


class SignInLimits(AxesDatabaseHandler):
    """The counts of axes in its tables, with a limit of its own for each way to add them up."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Failures as axes compares them with FROM_ONE_ADDRESS; those from anywhere are told short by the difference of the limits."""
        here, anywhere = (_failures(attempts) for attempts in self.get_user_attempts(request, credentials))
        return max(here, anywhere - (FROM_ANYWHERE - FROM_ONE_ADDRESS))


def _failures(attempts: Any) -> int:
    return attempts.aggregate(found=Sum("failures_since_start"))["found"] or 0
