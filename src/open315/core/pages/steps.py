"""Steps behind a button, in a cell of a table or beside a thing: one that asks once more, one that acts at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join


@dataclass(frozen=True, slots=True)
class Confirm:
    """What the component `confirm` takes: the button, where it sends, what it says before, whether it asks for a reason."""

    label: Any
    action: str
    text: Any = ""
    kind: str = "danger"
    reason_label: Any = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A button that acts at once; for what harms nobody and may be done twice."""

    label: Any
    action: str
    kind: str = "secondary"


Step = Confirm | Press
Draw = Callable[[Any], Any]
PRESS = """<form method="post" action="{}">
  <input type="hidden" name="csrfmiddlewaretoken" value="{}">
  <button class="button button--{} button--small"><span>{}</span></button>
</form>"""


def drawing(request: HttpRequest) -> Draw:
    """How this reader's steps are drawn: one, or several side by side. Anything else stays what it is."""

    def drawn(value: Any) -> Any:
        if isinstance(value, Confirm):
            inputs = {name: getattr(value, name) for name in Confirm.__slots__}
            return render_to_string("ui/components/confirm.html", {**inputs, "csrf_token": get_token(request)})
        if isinstance(value, Press):
            return format_html(PRESS, value.action, get_token(request), value.kind, value.label)
        if isinstance(value, tuple) and value and all(isinstance(each, Step) for each in value):
            return format_html(
                '<div class="cluster">{}</div>', format_html_join("", "{}", ((drawn(each),) for each in value))
            )
        return value

    return drawn


def as_it_is(value: Any) -> Any:
    """For tables without steps."""
    return value


def is_step(value: Any) -> bool:
    """Whether it is drawn as a step."""
    return isinstance(value, Step)
