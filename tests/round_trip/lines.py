"""What a line of the table is made of, and the names of doors and places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Given = Mapping[str, Any]

PORTAL = "portal"
DESK = "desk"
API = "api"
SHEET = "sheet"
SHEET_FORM = "sheet_form"
"""A sheet that lacks some columns; what they would say is chosen on its page for all rows."""
SERVICE = "service"
"""`register_case`, from a program."""
MANY = "many"
"""`register_cases`, as the demo does."""

CASE_PAGE = "case page"
UNMASKED = "unmasked page"
TRACKING = "tracking page"
TRACKED = "track of the API"
CHECK = "read-back of the portal"
EXPORT = "export of cases"
RESULT = "result of the sheet"
ROWS = "rows of a fact"
FACTS = "facts"
SEARCH = "search"
MAIL = "mail"


class By(dict[str, Any]):
    """A value that is not the same at all doors; "" for the others."""


def at(door: str, value: Any) -> Any:
    """The value that holds for what came in by this door."""
    return value.get(door, value.get("", None)) if isinstance(value, By) else value


@dataclass(frozen=True, kw_only=True)
class Line:
    """One field of `NewCase`: how it is given at each door, what the database holds, where it is shown and as what.

    A door has the name it uses ("trader.name" in JSON), with what is typed there where that is not the value; None: not asked here.
    """

    name: str
    value: Any
    portal: Any = None
    desk: Any = None
    api: Any = None
    sheet: Any = None
    sheet_form: Any = None
    kept: Mapping[str, Any] = field(default_factory=dict)
    """Column → what it holds. "vault." is what the sealed identity opens to, "sealed." an original text."""
    bare: Mapping[str, Any] = field(default_factory=dict)
    """Column → what it holds when nothing is given."""
    shown: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Place → under which words → the text. Everything else there belongs to other lines."""
    secret: str = ""
    """What no page shows but those named in `shown`."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Door that does not go on without it → the field it names."""

    def given(self, door: str) -> tuple[str, Any] | None:
        """The name it has at a door, and what is typed."""
        told = self.name if door in {SERVICE, MANY} else getattr(self, door)
        if told is None:
            return None
        return told if isinstance(told, tuple) else (told, at(door, self.value))
