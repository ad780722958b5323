"""Objects of core's pages for the access matrix."""

from django.http import QueryDict

from conftest import Cast
from open315.cases.console.views_export import CASES
from open315.core.list_files.services import ask_for
from tests.access.thing import Thing


def _list_file(cast: Cast) -> int:
    """A list that the supervisor asked for."""
    return ask_for(CASES, (), QueryDict("view=all"), "csv", actor=cast.actor("supervisor"), at=cast.at).pk


OBJECTS = {
    "wrong_token": Thing(lambda cast: "wrong"),
    "day": Thing(lambda cast: cast.at.date().isoformat()),
    "list_file": Thing(_list_file),
}
