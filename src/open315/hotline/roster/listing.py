"""Lists of the roster: what was handed over, swaps, leave."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core import clock
from open315.core.pages.cells import day, link, moment, text
from open315.core.pages.declared import Action, Column, Empty, ListPage
from open315.core.pages.filters import FilterForm
from open315.core.pages.steps import Confirm
from open315.hotline import queries as of_lines
from open315.hotline.drawing import line_words
from open315.hotline.models import HandOver, Leave, Swap
from open315.hotline.roster import queries
from open315.hotline.roster.drawing import note_link, owed_words, read_badge, swap_badge, swap_words

HAND_OVERS_WORDS, SWAPS_WORDS, LEAVE_WORDS = _("Hand-overs"), _("Swaps of duty"), _("Leave")


class HandOverFilters(FilterForm):
    """All hand-overs."""

    show = forms.ChoiceField(
        label=pgettext_lazy("hand-overs", "Show"),
        required=False,
        choices=[("", pgettext_lazy("calls", "All")), ("open", _("Not yet read"))],
    )
    line = forms.TypedChoiceField(label=pgettext_lazy("a call", "Line"), required=False, coerce=int, empty_value=None)
    mine = forms.ChoiceField(
        label=pgettext_lazy("hand-overs", "For"),
        required=False,
        choices=[("", pgettext_lazy("swaps", "Anybody")), ("1", _("Me"))],
    )

    def prepare(self) -> None:
        """The lines that one sees."""
        lines = of_lines.lines_for(self.actor).order_by("name", "pk")
        self.choose("line", [(each.pk, line_words(each)) for each in lines])


HAND_OVERS: ListPage[HandOver] = ListPage(
    name="hotline.hand_overs",
    url_name="hotline:hand_overs",
    section="hotline",
    permission="hotline:read",
    title=HAND_OVERS_WORDS,
    lead=_("What each shift left to the next, and who has read it."),
    filters=HandOverFilters,
    read=lambda actor, wanted: queries.listed_hand_overs(actor, wanted, clock.now()),
    order=("-written_at", "-pk"),
    columns=(
        Column("written_at", pgettext_lazy("a hand-over", "Written"), note_link, kind="nowrap", order=("written_at", "pk")),
        Column("line", pgettext_lazy("a call", "Line"), lambda each: line_words(each.duty.line)),
        Column("who", pgettext_lazy("a hand-over", "By"), lambda each: str(each.duty.account)),
        Column("words", pgettext_lazy("a hand-over", "Words"), lambda each: text(each.words)),
        Column("owed", _("To ring back"), owed_words, kind="nowrap"),
        Column("read", _("State"), read_badge, kind="nowrap"),
    ),
    empty=Empty(_("Nothing was handed over"), _("At the end of a duty whoever is there writes what the next one must know."), art="done"),
)  # fmt: skip


class SwapFilters(FilterForm):
    """All swaps."""

    show = forms.ChoiceField(
        label=pgettext_lazy("swaps", "Show"),
        required=False,
        choices=[("", pgettext_lazy("calls", "All")), ("open", pgettext_lazy("swaps", "To be answered"))],
    )
    mine = forms.ChoiceField(
        label=pgettext_lazy("swaps", "Asked of"),
        required=False,
        choices=[("", pgettext_lazy("swaps", "Anybody")), ("1", _("Me"))],
    )


def _swap(swap: Swap) -> Any:
    return link(reverse("hotline:duty", args=[swap.duty_id]), swap_words(swap))


SWAPS: ListPage[Swap] = ListPage(
    name="hotline.swaps",
    url_name="hotline:swaps",
    section="hotline",
    permission="hotline:handle",
    title=SWAPS_WORDS,
    lead=_("Who asked whom to take a duty. Once the other agrees, the roster has changed."),
    filters=SwapFilters,
    read=queries.swaps_for,
    order=("-asked_at", "-pk"),
    columns=(
        Column("what", pgettext_lazy("a swap of duties", "Duty"), _swap, kind="nowrap"),
        Column("line", pgettext_lazy("a call", "Line"), lambda each: line_words(each.duty.line)),
        Column("by", pgettext_lazy("a swap of duties", "Asked by"), lambda each: str(each.asked_by)),
        Column("of", pgettext_lazy("swaps", "Asked of"), lambda each: str(each.asked_of)),
        Column("at", pgettext_lazy("a swap of duties", "Asked at"), lambda each: moment(each.asked_at), kind="nowrap", order=("asked_at", "pk")),
        Column("state", _("State"), swap_badge, kind="nowrap"),
    ),
    empty=Empty(_("No swaps"), _("On the page of your own duty you ask a colleague to take it."), art="done"),
)  # fmt: skip


class LeaveFilters(FilterForm):
    """All leave."""


def _out(leave: Leave) -> Confirm:
    said = _("She is there from today on; what was entered as leave before today stays.")
    return Confirm(pgettext_lazy("leave", "Take out"), reverse("hotline:take_out_leave", args=[leave.pk]), said)


ADD_LEAVE = Action(_("Enter leave"), "hotline:add_leave", icon="plus", kind="primary", key="+", permission="hotline:roster")  # fmt: skip
LEAVES: ListPage[Leave] = ListPage(
    name="hotline.leave",
    url_name="hotline:leave",
    section="hotline",
    permission="hotline:roster",
    title=LEAVE_WORDS,
    lead=_("Who is on leave stands on no duty: what was entered becomes a gap. Why she is away is not written here."),
    filters=LeaveFilters,
    read=queries.leaves_for,
    order=("-starts_on", "-pk"),
    columns=(
        Column("who", pgettext_lazy("a duty roster", "Who"), lambda each: str(each.account)),
        Column("starts_on", _("First day"), lambda each: day(each.starts_on), kind="nowrap", order=("starts_on", "pk")),
        Column("ends_on", _("Last day"), lambda each: day(each.ends_on), kind="nowrap"),
        Column("out", pgettext_lazy("leave", "Take out"), _out, kind="actions", quiet=True),
    ),
    actions=(ADD_LEAVE,),
    empty=Empty(_("Nobody is on leave"), _("Enter who is away, and the roster shows the gaps."), action=ADD_LEAVE),
)  # fmt: skip
