"""Objects of the law for the access matrix."""

from datetime import date

from conftest import Cast
from open315.law import services
from open315.law.queries import competence
from tests.access.thing import Thing


def _local_option(cast: Cast) -> int:
    """A number that the province sets for its councils."""
    new = services.NewOption(
        "council-2024", "acceptance", "420000", 5, "working_days", "none", "省規則", date(2026, 5, 1)
    )
    return services.set_local_option(new, actor=cast.actor("administrator"), at=cast.at).pk


OBJECTS = {
    "pack": Thing(lambda cast: "council-2024"),
    "local_option": Thing(_local_option),
    "rights_card": Thing(lambda cast: "seven-days"),
    "competence_line": Thing(lambda cast: next(each.id for each in competence.lines() if each.valid_until is None)),
}
