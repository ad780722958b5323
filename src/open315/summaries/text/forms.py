"""The forms of a text."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.documents.tree import Block, Chart, Table
from open315.core.pages.form_pages import PageForm
from open315.summaries.text.rules import MOST


def _long(label: object, rows: int, **more: object) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)  # type: ignore[arg-type]


class PassageForm(PageForm):
    """The words of a passage."""

    words = _long(
        _("Words"),
        9,
        max_length=MOST,
        required=False,
        help_text=_(
            "{12} is the place of a figure: move it, never type its value. A line break begins a new paragraph."
        ),
    )
    drops = forms.BooleanField(label=_("Leave out the figures that I took out of this passage"), required=False)


class AddForm(PageForm):
    """The words of a new paragraph."""

    words = _long(
        _("Words"),
        7,
        max_length=MOST,
        help_text=_("A figure of the list below goes in as its mark, like {12}."),
    )


class BlockForm(PageForm):
    """Which counted table or chart goes in."""

    source = forms.ChoiceField(
        label=_("Table or chart"), help_text=_("It is counted with the text, as those that stand in it already.")
    )

    def __init__(self, *args: Any, blocks: Mapping[str, Block], **more: Any) -> None:
        super().__init__(*args, **more)
        words = {Table: _("Table: %(caption)s"), Chart: _("Chart: %(caption)s")}
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (source, words[type(block)] % {"caption": block.caption})
            for source, block in blocks.items()
            if isinstance(block, Table | Chart)
        ]


class WordingForm(PageForm):
    """The sentences of a kind of problem."""

    problem = _long(
        _("Problem"),
        3,
        max_length=500,
        help_text=_("{n} is the place of its figure, {all} that of what it is part of."),
    )
    plan = _long(_("What follows from it, next year"), 3, max_length=500)


class VersionForm(PageForm):
    """What a version is kept for."""

    why = forms.CharField(label=_("What for"), max_length=200)


class CommentForm(PageForm):
    """What a reviewer says."""

    said = _long(_("Comment"), 4, max_length=2000)


class AnswerForm(PageForm):
    """The answer to it."""

    answer = _long(_("Answer"), 4, max_length=2000)
