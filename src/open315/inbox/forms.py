"""Forms of the inbox: an answer, and the case that a message is added to."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.form_pages import PageForm
from open315.inbox.services.outgoing import LONGEST
from open315.inbox.types import MAIL, SMS
from open315.phrases.offering import PhrasesBelow


class AnswerForm(PageForm):
    """What is answered, by short message."""

    text = forms.CharField(
        label=pgettext_lazy("a message", "Answer"),
        max_length=LONGEST[SMS],
        widget=PhrasesBelow(attrs={"rows": 4}),
        help_text=_("70 characters are one part of a short message, longer ones go in parts of 67. The number of the case is added by itself."),
    )  # fmt: skip


class MailForm(PageForm):
    """What is answered by e-mail."""

    text = forms.CharField(
        label=pgettext_lazy("a message", "Answer"),
        max_length=LONGEST[MAIL],
        widget=PhrasesBelow(attrs={"rows": 10}),
        help_text=_("It goes to the address the message came from, in the same thread, and ends with the name of the council. The number of the case is added by itself."),
    )  # fmt: skip


FORMS: dict[str, type[PageForm]] = {SMS: AnswerForm, MAIL: MailForm}
"""The form of an answer, by the way on which it goes."""


class CaseForm(PageForm):
    """The case that a message is added to."""

    number = forms.CharField(label=_("Case number"), max_length=24)


class FileForm(PageForm):
    """A file of messages."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, XLS, ODS or CSV, at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )
