"""The forms of seminars."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.people.names import body_kinds
from open315.core.names import enumerated
from open315.core.pages.cells import text
from open315.core.pages.form_pages import PageForm
from open315.core.ui.days import DayField
from open315.core.ui.forms import FindableSelect
from open315.org.codes import ranks
from open315.seminars.models import AgendaItem, Consensus, Guest, Seminar
from open315.seminars.types import Answer, ConsensusDraft, GuestDraft, InvitationDraft, ItemDraft, Reply

BLANK = ("", "---------")
WHO_COMES = _("Leave it empty if you come yourself.")


class GuestForm(PageForm):
    """Reads a `GuestDraft`."""

    ROWS = (("body", "body_kind"), ("office", "rank"), ("name", "email"))

    body = forms.CharField(label=_("Body of the person"), max_length=120)
    body_kind = forms.ChoiceField(label=_("Kind of body"))
    office = forms.CharField(
        label=_("Office"),
        max_length=120,
        help_text=_("Of two who hold the same office write what tells them apart."),
    )
    rank = forms.ChoiceField(
        label=_("Rank"), required=False, help_text=_("That of the post on that day; a grade (職級) is none.")
    )
    name = forms.CharField(
        label=pgettext_lazy("guest", "Name"),
        max_length=60,
        required=False,
        help_text=_("For letter and badge alone: it is kept sealed."),
    )
    email = forms.CharField(label=_("E-mail address"), max_length=254, required=False)
    is_guest = forms.BooleanField(
        label=_("A guest from outside of the region"), required=False, help_text=_("Guests are counted apart.")
    )

    def prepare(self) -> None:
        self.choose("body_kind", [BLANK, *body_kinds().items()])
        self.choose("rank", [("", _("No leading post")), *ranks().items()])

    def draft(self) -> GuestDraft:
        """What was typed in; only after `is_valid`."""
        return GuestDraft(**self.cleaned_data)


class ChangeForm(GuestForm):
    """The same of somebody on the list: name and address are not shown again."""

    def prepare(self) -> None:
        super().prepare()
        self.fields["name"].help_text = _("Leave it empty to keep the name that is sealed.")
        self.fields["email"].help_text = _("Leave it empty to keep the address that is sealed.")


def filled_guest(guest: Guest) -> dict[str, Any]:
    """What the form of a guest starts with; nothing that is sealed."""
    return {name: getattr(guest, name) for name in ("body", "body_kind", "office", "rank", "is_guest")}


class PasteForm(PageForm):
    """A list from a sheet or a mail, a line each."""

    text = forms.CharField(label=_("The list"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 12}))

    def prepare(self) -> None:
        self.fields["text"].help_text = _(
            "A line a person: body, kind of body, office, name, e-mail address, rank, and 外地 for a guest from outside; between commas, or as copied from a table, with or without numbers. What is not known stays empty. Kinds: %(kinds)s."
        ) % {"kinds": enumerated(body_kinds().values())}


class InvitationForm(PageForm):
    """Reads an `InvitationDraft`."""

    words = forms.CharField(
        label=_("Words of the invitation"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What it is about, and what guests should bring. Title, time, place and hosts are written by themselves."
        ),
    )
    reply_by = DayField(label=_("Answer until"), required=False)
    remind_days = forms.IntegerField(
        label=_("Days before for the reminder"),
        min_value=0,
        max_value=30,
        initial=0,
        required=False,
        help_text=_("Those invited by e-mail who have not declined are reminded once. 0 for no reminder."),
    )

    def draft(self) -> InvitationDraft:
        """What was typed in; only after `is_valid`."""
        return InvitationDraft(**{**self.cleaned_data, "remind_days": self.cleaned_data["remind_days"] or 0})


def filled_invitation(seminar: Seminar) -> dict[str, Any]:
    """What the form of the invitation starts with."""
    return {"words": seminar.words, "reply_by": seminar.reply_by, "remind_days": seminar.remind_days}


class LettersForm(PageForm):
    """For whom letters are printed."""

    whom = forms.ChoiceField(
        label=_("Letters for"),
        choices=[("rest", _("those who got no invitation by e-mail")), ("all", _("all who did not decline"))],
    )


class ItemForm(PageForm):
    """Reads an `ItemDraft`; the file is received by the view."""

    ROWS = (("place", "title"), ("speaker", "speaker_words"), ("paper",))

    place = forms.IntegerField(label=_("Number in the agenda"), min_value=1, max_value=99)
    title = forms.CharField(label=_("Point of the agenda"), max_length=200)
    speaker = forms.TypedChoiceField(
        label=_("Speaker among the guests"), coerce=int, empty_value=None, required=False, widget=FindableSelect
    )
    speaker_words = forms.CharField(
        label=_("or another speaker"), max_length=120, required=False, help_text=_("Body and office, no name.")
    )
    paper = forms.FileField(
        label=pgettext_lazy("seminar", "Paper"), required=False, help_text=_("PDF, DOCX, XLSX or a picture.")
    )

    def __init__(self, *args: Any, guests: list[tuple[int, str]], **kwargs: Any) -> None:
        self.guests = guests
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.choose("speaker", [BLANK, *((pk, text(words)) for pk, words in self.guests)])

    def draft(self, paper_id: UUID | None) -> ItemDraft:
        """What was typed in; only after `is_valid`."""
        given = self.cleaned_data
        return ItemDraft(given["title"], given["place"], given["speaker"], given["speaker_words"], paper_id)


def filled_item(item: AgendaItem) -> dict[str, Any]:
    """What the form of a point of the agenda starts with."""
    told = {name: getattr(item, name) for name in ("place", "title", "speaker_words")}
    return {**told, "speaker": item.speaker_id}


class ConsensusForm(PageForm):
    """Reads a `ConsensusDraft`."""

    place = forms.IntegerField(label=pgettext_lazy("consensus", "Number"), min_value=1, max_value=99)
    text = forms.CharField(label=_("On what all agreed"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    supporters = forms.TypedMultipleChoiceField(
        label=_("Who supported it"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of those who arrived."),
    )

    def __init__(self, *args: Any, guests: list[tuple[int, str]], **kwargs: Any) -> None:
        self.guests = guests
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.choose("supporters", [(pk, text(words)) for pk, words in self.guests])

    def draft(self) -> ConsensusDraft:
        """What was typed in; only after `is_valid`."""
        given = self.cleaned_data
        return ConsensusDraft(given["text"], given["place"], tuple(given["supporters"]))


def filled_consensus(row: Consensus) -> dict[str, Any]:
    """What the form of a point of consensus starts with."""
    return {"place": row.place, "text": row.text, "supporters": [each.pk for each in row.supporters.all()]}


class MinutesForm(PageForm):
    """The minutes."""

    minutes = forms.CharField(
        label=_("Minutes"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 16})
    )


class UninvitedForm(PageForm):
    """Somebody who came without an invitation; no name is asked at the door."""

    ROWS = (("body", "body_kind"), ("office", "rank"))

    body = forms.CharField(label=_("Body of the person"), max_length=120)
    body_kind = forms.ChoiceField(label=_("Kind of body"))
    office = forms.CharField(label=_("Office"), max_length=120)
    rank = forms.ChoiceField(label=_("Rank"), required=False)
    is_guest = forms.BooleanField(label=_("A guest from outside of the region"), required=False)

    def prepare(self) -> None:
        self.choose("body_kind", [BLANK, *body_kinds().items()])
        self.choose("rank", [("", _("No leading post")), *ranks().items()])

    def draft(self) -> GuestDraft:
        """What was typed in; only after `is_valid`."""
        return GuestDraft(**self.cleaned_data)


class CodeForm(forms.Form):
    """The code of a badge or letter, and when a desk without network saw it."""

    code = forms.CharField(label=pgettext_lazy("guest", "Code"), max_length=40)
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)


class _AnswerFields(forms.Form):
    reply = forms.ChoiceField(
        label=pgettext_lazy("guest", "Answer"),
        choices=[(Reply.YES.value, _("Comes")), (Reply.NO.value, _("Does not come"))],
        widget=forms.RadioSelect,
    )
    office = forms.CharField(label=_("Office of who comes instead"), max_length=120, required=False)
    name = forms.CharField(label=_("Name of who comes instead"), max_length=60, required=False)

    def answer(self) -> Answer:
        """What was said; only after `is_valid`."""
        return Answer(**self.cleaned_data)


class AnswerForm(_AnswerFields, PageForm):
    """Reads an `Answer` told to the secretariat."""

    ROWS = (("reply",), ("office", "name"))


class OwnAnswerForm(_AnswerFields):
    """Reads an `Answer` of the guest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reply"].choices = [(Reply.YES.value, _("I come")), (Reply.NO.value, _("I cannot come"))]  # type: ignore[attr-defined]
        self.fields["office"].label = _("If somebody comes in your place: the office")
        self.fields["name"].label = _("and the name, for the badge")
        self.fields["office"].help_text = WHO_COMES
