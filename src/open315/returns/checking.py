"""What is said at a field of a return: what does not do at all, and what needs a reason. The form and the verb ask the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities.outputs.rules import Unfit, Value, parts_above_their_whole, value_of
from open315.activities.outputs.services import FAULTS as UNFIT
from open315.activities.outputs.services import MORE_THAN_WHOLE
from open315.core.quantities import Quantity
from open315.indicators import queries as indicators
from open315.indicators.types import Indicator
from open315.returns import computed, queries
from open315.returns.models import Return
from open315.returns.rules import ZERO, Doubt, doubt
from open315.returns.types import Answer, AnswerKind
from open315.returns.wording import quantity_words

NOT_ANSWERED = _("Write what it came to, or choose “nothing to report” or “not known”.")
SAID_AND_NOT = _("A value is written, and “nothing to report” or “not known” is chosen. Take one of them out.")
DOUBTS: Mapping[Doubt, Any] = {
    Doubt.LESS_THAN_ROWS: _("The activities in the system come to %(other)s, which is more. Correct this, or say why."),
    Doubt.FAR_ABOVE: _("Last year it was %(other)s: this is three times as much, or more. Correct it, or say why."),
    Doubt.FAR_BELOW: _("Last year it was %(other)s: this is a third of it, or less. Correct it, or say why."),
}
NOT_ASKED = _("This indicator is not asked for.")
REASON_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a return: the indicator, what the rows come to, and what was signed last year."""

    indicator: Indicator
    rows: Quantity | None
    before: Value | None


def sheet_of(row: Return) -> list[Field]:
    """Every line of a return, with what its values are held against."""
    fields = queries.fields_of(row)
    sums = computed.sums_of_body(row.council_id, row.call, [each.code for each in fields])
    before = queries.before(row)
    return [Field(each, sums.get(each.code), before.get(each.code)) for each in fields]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was written, read: the value of each indicator, and every fault with its field. `reason_for` are those that want a reason."""

    values: Mapping[str, Value | None]
    faults: Sequence[tuple[str, Any]]
    reasons_for: frozenset[str] = frozenset()


def checked(sheet: Sequence[Field], answers: Sequence[Answer]) -> Checked:
    """Read what was written against the lines of the return. An indicator that is none of them is a fault, too."""
    given = {each.indicator: each for each in answers}
    values: dict[str, Value | None] = {}
    faults: list[tuple[str, Any]] = []
    for field in sheet:
        code = field.indicator.code
        try:
            values[code] = _value(given.pop(code, Answer(code)), field.indicator)
        except Unfit as fault:
            faults.append((code, fault.args[0]))
    faults += [(code, NOT_ASKED) for code in given]
    faults += _parts(values, sheet)
    wanted = dict(_doubts(values, sheet))
    answered = {each.indicator for each in answers if each.reason.strip()}
    faults += [(code, words) for code, words in wanted.items() if code not in answered]
    return Checked(values, faults, frozenset(wanted))


def _value(answer: Answer, indicator: Indicator) -> Value | None:
    if answer.kind not in set(AnswerKind):
        raise Unfit(NOT_ANSWERED)
    if answer.kind != AnswerKind.VALUE:
        if answer.said.strip():
            raise Unfit(SAID_AND_NOT)
        return ZERO if answer.kind == AnswerKind.NOTHING else None
    try:
        value = value_of(answer.said, indicator)
    except Unfit as fault:
        raise Unfit(UNFIT[str(fault)]) from fault
    if value is None:
        raise Unfit(NOT_ANSWERED)
    return value


def _parts(values: Mapping[str, Value | None], sheet: Sequence[Field]) -> Iterator[tuple[str, Any]]:
    known = {code: value for code, value in values.items() if value is not None}
    for part, whole in parts_above_their_whole(known, {each.indicator.code: each.indicator for each in sheet}):
        yield part, MORE_THAN_WHOLE % {"whole": indicators.latest(whole).names}


def _doubts(values: Mapping[str, Value | None], sheet: Sequence[Field]) -> Iterator[tuple[str, Any]]:
    for each in sheet:
        code = each.indicator.code
        found = doubt(values.get(code), rows=each.rows, before=each.before)
        if found is not None:
            other = each.rows if found == Doubt.LESS_THAN_ROWS else each.before
            yield code, DOUBTS[found] % {"other": quantity_words(other, each.indicator)}
