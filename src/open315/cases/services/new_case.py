"""The verbs that make a case: registering one, and bringing in a sheet of them. `registration` and `many` do them, in bulk and fast."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.queries import letters
from open315.cases.services.verb import CASE
from open315.core.verbs import Letter, NoFace, Verb

REGISTER = Verb(
    "register",
    CASE,
    event="cases.registered",
    permission="cases:register",
    makes=True,
    entry=_("Registered"),
    face=NoFace("Every channel has its own form: portal, desk, API, sheet."),
    letter=Letter(
        _("We have received your case %(number)s"), "cases/mail/registered", letters.receipt, _("notice of receipt")
    ),
)


def _came_from(data: Mapping[str, Any]) -> Any:
    return _("Came in as history from the sheet of %(source_words)s") if data.get("source") else _("Entered as history")


HISTORY = Verb(
    "record",
    CASE,
    event="cases.recorded",
    permission="cases:register",
    makes=True,
    entry=_came_from,
    face=NoFace("A case that is over has a form of its own, and columns in sheets."),
)
"""What stands in the timeline of a case that came in when it was over; nobody is told of it."""
IMPORT = Verb(
    "import",
    CASE,
    event="cases.imported",
    permission="imports:run",
    makes=True,
    entry=_("Registered"),
    face=NoFace("The pages of sheets bring them in."),
)
