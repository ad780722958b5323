"""The rules on how a case ended, asked before anything is stored; the words of what they refuse."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.rules.registration import Missing
from open315.cases.rules.results import unfit_history, unfit_result
from open315.cases.types import NewCase
from open315.core import clock
from open315.core.errors import InvalidInput
from open315.law import codelists

WORDS: dict[str, Any] = {
    "result": _("Choose a result of this kind of case."),
    "recovered": _("Give an amount of zero or more."),
    "not_solved": _("Money is recovered only where the matter was solved. Change the result or the amount."),
    "history_state": _("A case that comes in as history is closed, not accepted, withdrawn, or only on record."),
    "before_receipt": _("This day lies before the day of receipt."),
    "future": _("This day lies in the future."),
    "before_acceptance": _("It cannot have been closed before it was accepted."),
    "closed_when": _("A closed case needs the day on which it was closed."),
    "result_of_closed": _(
        "Only a closed case has a result. Give the day on which it was closed, or leave the result out."
    ),
    "day_without_end": _("A closing day needs an end: closed with a result, not accepted, or withdrawn."),
    "declined_accepted": _("A case that was not accepted has no day of acceptance."),
}


def check_result(kind: str, result: str, recovered_cents: int | None) -> None:
    """InvalidInput where a case of this kind cannot have ended so."""
    for each in unfit_result(result, recovered_cents, results=_results(kind), solved=codelists.solved_results()):
        raise _refusal(each)


def check_history(command: NewCase, received_on: date) -> None:
    """InvalidInput where the end of a case that comes in as history cannot have been so."""
    if not command.history:
        return
    for each in unfit_history(
        command.history,
        received_on=received_on,
        today=clock.today(),
        results=_results(str(command.kind)),
        solved=codelists.solved_results(),
    ):
        raise _refusal(each)


def _results(kind: str) -> frozenset[str]:
    return frozenset(code for code, _label in codelists.choices("results", kind=kind))


def _refusal(missing: Missing) -> InvalidInput:
    return InvalidInput(WORDS[missing.why], field=missing.field)
