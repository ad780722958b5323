"""Where other rooms enter: a field below which the phrases stand, each as it reads with the values of the case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language

from open315.core.access import Actor
from open315.core.pages.drafts.putting import PutsIn
from open315.core.text.script import to_simplified, to_traditional
from open315.core.verbs.forms import makes
from open315.core.verbs.questions import Asked, Text
from open315.org.queries import body_by_id
from open315.phrases import queries
from open315.phrases.rules import filled, joined
from open315.phrases.types import Offered, Place

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded(Text):
    """A text for which there are phrases: for what they are, and what their places are worth for this object."""

    use: str
    values: Callable[[Any], Values]


class PhrasesBelow(PutsIn):
    """A text field with its phrases below. Putting one in needs no script: it is a button of the form."""

    template_name = "phrases/below.html"

    def offer(self, actor: Actor, use: str, values: Values) -> None:
        """Say which phrases there are."""
        self.offered = offered(actor, use, values)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the phrases."""
        return {**super().get_context(name, value, attrs), "offered": getattr(self, "offered", [])}

    def put_in(self, typed: str, key: str) -> str:
        """What was typed with one phrase more."""
        found = next((each for each in getattr(self, "offered", []) if each.key == key), None)
        return joined(typed, found.text) if found else typed


def offer_below(form: forms.Form, actor: Actor, use: str, values: Values) -> None:
    """Offer phrases below every field of a form that shows them."""
    for each in form.fields.values():
        if isinstance(each.widget, PhrasesBelow):
            each.widget.offer(actor, use, values)


def offered(actor: Actor, use: str, values: Values) -> list[Offered]:
    """The phrases of an actor in his script, with these values."""
    said = _in_script()
    return [
        Offered(str(each.pk), said(each.name), filled(said(each.text), values), each.account_id is not None)
        for each in queries.offered_to(actor, use)
    ]


def day_words(day: date | None) -> str:
    """A day as offices write it; "" for none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def body_values(body_id: int | None, today: date) -> dict[str, str]:
    """What is known wherever somebody of a body writes."""
    body = body_by_id(body_id) if body_id else None
    known: dict[str, str] = {Place.BODY: body.name, Place.PHONE: body.phone} if body else {}
    return {**known, Place.TODAY: day_words(today)}


@makes(Worded)
def _worded(question: Worded, asked: Asked) -> forms.Field:
    below = PhrasesBelow(attrs={"rows": 6})
    below.offer(asked.actor, question.use, question.values(asked.row))
    return forms.CharField(max_length=question.longest, widget=below)


def _in_script() -> Callable[[str], str]:
    return {"zh-hans": to_simplified, "zh-hant": to_traditional}.get(get_language() or "", str)
