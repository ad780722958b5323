"""The form that begins an own plan: which measures of the delivered one are taken over."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.campaigns.plan.content import Content, sections_read
from open315.core.pages.form_pages import PageForm


class BeginForm(PageForm):
    """The measures to take over, by their keys; all of them to begin with."""

    measures = forms.MultipleChoiceField(
        label=_("Measures to take over"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one measure.")},
        help_text=_("Each is linked to the one above. Who does it, where and for how much you enter afterwards."),
    )

    def offer_plan(self, content: Content) -> None:
        """The measures of the delivered plan."""
        self.choose("measures", list(_choices(content)))


def _choices(content: Content) -> Iterable[tuple[str, str]]:
    for section in sections_read(content):
        for number, measure in section.measures:
            yield measure.key, f"{number} {measure.fields['title']}"


def all_of(content: Content) -> dict[str, Any]:
    """What the form starts with."""
    return {"measures": [key for key, _words in _choices(content)]}
