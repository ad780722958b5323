"""What staff and consumers read in the timeline, and what a form offers."""

from types import SimpleNamespace
from typing import Any

from django.utils import translation

from open315.cases.console.forms import CloseForm
from open315.cases.types import Kind, Verb
from open315.cases.wording import entry_words
from open315.core.access import SYSTEM


def test_a_closed_case_says_in_its_timeline_what_was_recovered() -> None:
    with translation.override("en"):
        assert "¥300" in entry_words(Verb.CLOSE, {"result": "mediated", "recovered": 30000})
        assert "recovered" not in entry_words(Verb.CLOSE, {"result": "mediated", "recovered": None})


def test_closing_an_enquiry_does_not_offer_the_results_of_a_complaint() -> None:
    def offered(kind: Kind) -> set[str]:
        case: Any = SimpleNamespace(kind=kind.value)
        return {code for code, _label in CloseForm(actor=SYSTEM, case=case).fields["result"].choices}  # type: ignore[attr-defined]

    assert "mediated" not in offered(Kind.ENQUIRY)
    assert "answered" in offered(Kind.ENQUIRY)
    assert "mediated" in offered(Kind.COMPLAINT)
