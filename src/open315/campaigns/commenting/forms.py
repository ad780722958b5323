"""The forms of a comment; that of the requirement that is made of one is the plan's."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.commenting.rules import MOST_LETTERS
from open315.core.pages.form_pages import PageForm


def _words(label: Any, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, max_length=MOST_LETTERS, widget=widget, **more)


class CommentForm(PageForm):
    """At which part of the version, and what."""

    ROWS = (("text",), ("key",))

    text = _words(
        pgettext_lazy("comment", "Comment"), help_text=_("What is wrong or missing here, and how it should read.")
    )
    key = forms.ChoiceField(label=_("Comment at"))


class CommentAnswerForm(PageForm):
    """The answer, and whether nothing more is to be done."""

    ROWS = (("answer",), ("settles",))

    answer = _words(_("Answer"))
    settles = forms.BooleanField(
        label=_("This settles it"),
        required=False,
        help_text=_("Without it the comment stays on the list of what is not settled."),
    )
