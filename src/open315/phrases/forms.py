"""The form of a phrase."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.form_pages import PageForm
from open315.core.ui.forms import offer
from open315.phrases import rules
from open315.phrases.models import Phrase
from open315.phrases.types import PhrasePlan, Use

USES: dict[str, Any] = {
    Use.ANY: pgettext_lazy("a phrase", "Everywhere"),
    Use.CONSUMER: pgettext_lazy("a phrase", "To consumers"),
    Use.NOTE: pgettext_lazy("a phrase", "Notes of the office"),
    Use.BODY: pgettext_lazy("a phrase", "To other bodies"),
}
BODYS, OWN = "body", "own"
WHOSE = {BODYS: pgettext_lazy("a phrase", "Of the body"), OWN: pgettext_lazy("a phrase", "My own")}


class PhraseForm(PageForm):
    """Reads a `PhrasePlan`; the service checks it."""

    ROWS: Sequence[Sequence[str]] = (("name",), ("use", "whose"), ("text",))

    name = forms.CharField(
        label=pgettext_lazy("a phrase", "Name"),
        max_length=rules.NAME_LENGTH,
        help_text=_('What you look for when you need it: "Ask for the invoice".'),
    )
    use = forms.ChoiceField(label=pgettext_lazy("a phrase", "For"), choices=list(USES.items()))
    whose = forms.ChoiceField(label=pgettext_lazy("a phrase", "Whose"), choices=list(WHOSE.items()))
    text = forms.CharField(
        label=pgettext_lazy("a phrase", "Text"),
        max_length=rules.TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, phrase: Phrase | None = None, **kwargs: Any) -> None:
        self.phrase = phrase
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Only who keeps the phrases of the body may add one there; whose a phrase is stays."""
        names = "、".join(f"{{{names[0]}}}" for names in rules.CALLED.values())
        self.fields["text"].help_text = _("What the case knows stands between braces: %(places)s.") % {"places": names}
        if self.phrase is not None:
            del self.fields["whose"]
            self.ROWS = (("name",), ("use",), ("text",))
        elif not self.actor.may("phrases:manage"):
            offer(self, "whose", [(OWN, WHOSE[OWN])])

    def plan(self) -> PhrasePlan:
        """What was typed in; only after `is_valid`."""
        data = self.cleaned_data
        return PhrasePlan(data["name"], data["text"], data["use"], is_own=data.get("whose") == OWN)


def filled(phrase: Phrase) -> dict[str, Any]:
    """The form of a phrase there is."""
    return {"name": phrase.name, "use": phrase.use, "text": phrase.text}
