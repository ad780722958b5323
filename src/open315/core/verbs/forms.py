"""The form of a verb, made from its questions. What people typed is parsed here; the verb's function checks it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms

from open315.core.access import Actor
from open315.core.ui.days import DayField
from open315.core.ui.forms import FindableSelect
from open315.core.ui.moments import MomentField
from open315.core.verbs import questions as ask
from open315.core.verbs.declaration import Verb

MAKERS: dict[type[ask.Question], Callable[[Any, ask.Asked], forms.Field]] = {}
"""How a question becomes a field: of a kind of its own too, when a room adds it."""


def makes(kind: type[ask.Question]) -> Callable[[Callable[[Any, ask.Asked], forms.Field]], Any]:
    """Declare the decorated function as the maker of fields for this kind of question."""

    def add(maker: Callable[[Any, ask.Asked], forms.Field]) -> Callable[[Any, ask.Asked], forms.Field]:
        MAKERS[kind] = maker
        return maker

    return add


class VerbForm(forms.Form):
    """Asks the acting person what the verb needs to know about this object, and nothing else."""

    def __init__(self, *args: Any, verb: Verb[Any], actor: Actor, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ask.Asked(actor, row)
        self.questions = verb.shown.questions
        self.put = [each for each in self.questions if each.suits(self.asked)]
        for each in self.put:
            self.fields[each.name] = _field(each, self.asked)

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments of the verb's function; only after `is_valid`. May raise what an answer raises."""
        given: dict[str, Any] = {}
        for each in self.questions:
            answer = each.answer(self.asked, self.cleaned_data[each.name]) if each in self.put else each.otherwise
            if answer is not ask.LEFT:
                given[each.argument or each.name] = answer
        return given


def _field(question: ask.Question, asked: ask.Asked) -> forms.Field:
    field = MAKERS[type(question)](question, asked)
    field.label, field.help_text, field.required = question.label, question.help, question.required
    if (start := question.start(asked)) is not None:
        field.initial = start
    field.widget.is_required = question.required
    return field


@makes(ask.Line)
def _line(question: ask.Line, _asked: ask.Asked) -> forms.Field:
    return forms.CharField(min_length=question.shortest, max_length=question.longest)


@makes(ask.Text)
def _text(question: ask.Text, _asked: ask.Asked) -> forms.Field:
    return forms.CharField(max_length=question.longest, widget=forms.Textarea(attrs={"rows": 4}))


@makes(ask.Tick)
def _tick(question: ask.Tick, _asked: ask.Asked) -> forms.Field:
    return forms.BooleanField()


@makes(ask.Day)
def _day(question: ask.Day, _asked: ask.Asked) -> forms.Field:
    return DayField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


@makes(ask.Moment)
def _moment(question: ask.Moment, _asked: ask.Asked) -> forms.Field:
    return MomentField()


class CentsField(forms.DecimalField):
    """Yuan with two places; cents as a value."""

    def clean(self, value: Any) -> Any:
        """Cents, or None for nothing."""
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * 100)


@makes(ask.Money)
def _money(question: ask.Money, _asked: ask.Asked) -> forms.Field:
    return CentsField(min_value=Decimal(0), max_value=Decimal(question.most), decimal_places=2)


LOOKS: dict[str, type[forms.Select] | type[forms.RadioSelect]] = {
    "list": forms.Select,
    "find": FindableSelect,
    "buttons": forms.RadioSelect,
}


@makes(ask.Choice)
def _choice(question: ask.Choice, asked: ask.Asked) -> forms.Field:
    choices = list(question.choices(asked))
    field = forms.TypedChoiceField(choices=choices, coerce=question.coerce, widget=LOOKS[question.look])
    if question.hides_single and len(choices) == 1:
        field.widget, field.initial = forms.HiddenInput(), choices[0][0]
    return field


@makes(ask.Several)
def _several(question: ask.Several, asked: ask.Asked) -> forms.Field:
    return forms.MultipleChoiceField(choices=list(question.choices(asked)), widget=forms.CheckboxSelectMultiple)
