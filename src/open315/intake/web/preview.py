"""What the consumer sees before sending: the entries in words, the probably competent body and why, what becomes public."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from open315.cases.queries.masked import will_be_masked
from open315.cases.rules.matter import matter_of
from open315.cases.types import Kind, NewCase
from open315.core.clock import local_day
from open315.core.names import Names, enumerated
from open315.core.text import letters
from open315.core.text.amount_words import in_words
from open315.core.text.said_days import Said
from open315.core.ui.templatetags.ui import yuan, zh
from open315.intake.web.public_forms import PublicForm, as_said
from open315.law import codelists
from open315.law.goods_words import find_goods
from open315.law.queries import competence
from open315.law.queries.competence import Competent
from open315.law.questions import PlaceField
from open315.law.rules.exits import Exit, exit_of, hints
from open315.org import queries as org

if TYPE_CHECKING:
    from open315.org.models import Organisation

CONTACT = frozenset({"name", "phone", "email"})
KIND = "kind"
CONSENTS = frozenset({"publish", "foreclosure"})
DECLARED = _("You declared")


@dataclass(frozen=True, slots=True)
class Line:
    """A question and its answer in words."""

    label: Any
    words: str
    is_contact: bool
    name: str
    """The field of the form that it is the answer of."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything the read-back page shows."""

    lines: tuple[Line, ...]
    council: "Organisation"
    competent: Competent
    body: Names | None
    hints: tuple[Exit, ...]
    """The ways out of which the words remind, where the consumer said that it is a purchase of her own."""
    was_masked: bool
    is_complaint: bool
    is_enquiry: bool
    told_of_foreclosure: bool


def preview(form: PublicForm, command: NewCase) -> Preview:
    """The read-back of a checked form."""
    competent = competence.resolve(matter_of(command), on=local_day(command.received_at))
    return Preview(
        lines=tuple(_lines(form)),
        council=org.get_organisation(command.council_id),
        competent=competent,
        body=competent.body_name or None,
        hints=_hints(command),
        was_masked=will_be_masked(command),
        is_complaint=command.kind is Kind.COMPLAINT,
        is_enquiry=command.kind is Kind.ENQUIRY,
        told_of_foreclosure="foreclosure" in command.consents,
    )


def _hints(command: NewCase) -> tuple[Exit, ...]:
    if exit_of(command.purpose, command.goods):
        return ()
    return tuple(hints((command.title, command.narrative)))


def _lines(form: PublicForm) -> list[Line]:
    found = [Line(_("Kind"), str(codelists.label("kinds", form.KIND.value)), False, KIND)]
    for name, value in form.cleaned_data.items():
        if name == KIND or value is False or value in (None, "", []):  # an amount of zero equals False, and was said
            continue
        field = form.fields[name]
        line = (DECLARED, str(field.label)) if name in CONSENTS else (field.label, _answer(form, name, value))
        found.append(Line(*line, name in CONTACT, name))
    return found


def _answer(form: PublicForm, name: str, value: Any) -> str:
    if name == "goods":
        code = find_goods(value)
        if not code:
            return f"{value}（{_('to be classified by the council')}）"
        filed = codelists.label("goods", code)
        return str(filed) if letters(filed.zh_hant) == letters(value) else f"{value}（{filed}）"
    if isinstance(value, Said):
        return value.first.isoformat() if value.is_exact else as_said(str(form[name].value()), value)
    if value is True:
        return pgettext("answer", "Yes")
    return _in_words(form.fields[name], value)


def _in_words(field: Any, value: Any) -> str:
    if isinstance(value, Decimal):
        return _amount(int(value * 100))
    if isinstance(field, PlaceField):
        return str(org.region_path(value))
    choices = getattr(field, "choices", None)
    if choices is None:
        return str(value)
    names = {str(code): str(label) for code, label in _flat(choices)}
    values = value if isinstance(value, list) else [value]
    return enumerated(names.get(str(each), str(each)) for each in values)


def _amount(cents: int) -> str:
    """In figures, and for readers of Chinese as one says it: a nought too many is heard, not seen."""
    return yuan(cents) if get_language() == "en" else f"{yuan(cents)}（{zh(in_words(cents))}）"


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    flat: list[tuple[Any, Any]] = []
    for code, label in choices:
        flat.extend(label if isinstance(label, list | tuple) else [(code, label)])
    return flat
