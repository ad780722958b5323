"""The pages of one duty and of one hand-over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Steps, Table
from open315.core.pages.steps import Confirm, Press
from open315.core.ui.templatetags.ui import named
from open315.hotline.drawing import line_link
from open315.hotline.models import Caller, Duty, HandOver, Swap
from open315.hotline.roster import queries, rules
from open315.hotline.roster.drawing import (
    ROSTER,
    duty_words,
    note_link,
    read_badge,
    swap_badge,
    swap_words,
    week_url,
    when_words,
)
from open315.hotline.roster.listing import HAND_OVERS
from open315.hotline.types import State, SwapState


@dataclass(frozen=True, slots=True)
class DutyShown:
    """A duty for its page."""

    duty: Duty
    swaps: Sequence[Swap]
    note: HandOver | None
    at: datetime
    actor: Actor

    @property
    def is_mine(self) -> bool:
        """Whether the reader is on duty."""
        return self.duty.account_id == self.actor.account_id


def duty_shown_to(actor: Actor, duty: Duty, at: datetime) -> DutyShown:
    """What the page of a duty needs."""
    swaps = list(queries.swaps_for(actor, {}).filter(duty=duty))
    note = queries.hand_overs_for(actor, {}).filter(duty=duty).first()
    return DutyShown(duty, swaps, note, at, actor)


def _facts(shown: DutyShown) -> Iterator[tuple[Any, Any]]:
    duty = shown.duty
    yield pgettext_lazy("a duty roster", "Who"), str(duty.account)
    yield pgettext_lazy("a call", "Line"), line_link(duty.line)
    yield pgettext_lazy("a duty roster", "When"), when_words(duty)
    yield _("Handed over"), note_link(shown.note) if shown.note else ""
    yield _("Council"), named(duty.line.council)


def _steps(shown: DutyShown) -> Iterator[Any]:
    duty, at = shown.duty, shown.at
    may_write = duty.starts_at <= at <= duty.ends_at + rules.AFTERWARDS and not (shown.note and shown.note.read_at)
    if shown.is_mine and may_write:
        yield Go(
            _("Hand over"), reverse("hotline:write_hand_over", args=[duty.pk]), icon="pen", kind="primary", key="w"
        )
    is_asked = any(each.state == SwapState.ASKED for each in shown.swaps)
    if shown.is_mine and duty.starts_at > at and not is_asked:
        yield Go(_("Ask for a swap"), reverse("hotline:ask_swap", args=[duty.pk]), icon="phone", key="a")
    if shown.actor.may("hotline:roster") and duty.ends_at > at:
        said = (
            _("It ends now.")
            if duty.starts_at < at
            else _("It is gone from the roster; where nobody else is, there is a gap.")
        )
        yield Confirm(_("Take off the roster"), reverse("hotline:take_off_duty", args=[duty.pk]), said)


def _answers(swap: Swap, actor: Actor) -> Any:
    if swap.state != SwapState.ASKED:
        return ""
    if swap.asked_of_id == actor.account_id:
        return (
            Press(
                pgettext_lazy("a swap of duties", "Agree"),
                reverse("hotline:agree_swap", args=[swap.pk]),
                kind="primary",
            ),
            Press(pgettext_lazy("a swap of duties", "Decline"), reverse("hotline:decline_swap", args=[swap.pk])),
        )
    if swap.asked_by_id == actor.account_id:
        return Press(pgettext_lazy("a swap of duties", "Withdraw"), reverse("hotline:withdraw_swap", args=[swap.pk]))
    return ""


SWAP_COLUMNS: Sequence[Column[Any]] = (
    Column("at", pgettext_lazy("a swap of duties", "Asked at"), lambda each: moment(each[0].asked_at), kind="nowrap"),
    Column("of", pgettext_lazy("swaps", "Asked of"), lambda each: str(each[0].asked_of)),
    Column("what", pgettext_lazy("a swap of duties", "Duty"), lambda each: swap_words(each[0])),
    Column("state", _("State"), lambda each: swap_badge(each[0]), kind="nowrap"),
    Column("answer", pgettext_lazy("a swap of duties", "Answer"), lambda each: _answers(*each), kind="actions", quiet=True),
)  # fmt: skip
DUTY: DetailPage[DutyShown] = DetailPage(
    name="hotline.duty",
    section="hotline",
    permission="hotline:read",
    title=lambda shown: duty_words(shown.duty),
    back=lambda: (ROSTER, reverse("hotline:roster")),
    is_wide=True,
    main=(
        Facts(pgettext_lazy("a duty roster", "Duty"), _facts, below=lambda shown: [Go(_("The week"), week_url(local_day(shown.duty.starts_at)))]),
        Table(_("Swaps"), SWAP_COLUMNS, lambda shown: [(each, shown.actor) for each in shown.swaps], "", belongs=lambda shown: bool(shown.swaps)),
    ),
    aside=(Steps(_steps, title=_("What to do")),),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A hand-over for its page."""

    note: HandOver
    callers: Sequence[Caller]
    may_read: bool
    actor: Actor


def note_shown_to(actor: Actor, note: HandOver, at: datetime) -> NoteShown:
    """What the page of a hand-over needs."""
    is_open = note.read_at is None and actor.may("hotline:handle")
    callers = list(note.callers.prefetch_related("calls").order_by("pk"))
    return NoteShown(note, callers, is_open and queries.may_read(actor, note, at), actor)


def _note_facts(shown: NoteShown) -> Iterator[tuple[Any, Any]]:
    note = shown.note
    yield pgettext_lazy("a hand-over", "By"), str(note.duty.account)
    yield pgettext_lazy("a call", "Line"), line_link(note.duty.line)
    yield pgettext_lazy("a duty roster", "When"), when_words(note.duty)
    yield pgettext_lazy("a hand-over", "Written"), moment(note.written_at)
    yield pgettext_lazy("a hand-over", "Words"), text(note.words)
    yield _("State"), read_badge(note)


def _note_steps(shown: NoteShown) -> Iterator[Any]:
    if shown.may_read:
        address = reverse("hotline:read_hand_over", args=[shown.note.pk])
        yield Press(_("I have read it and take over"), address, kind="primary")


def _caller(caller: Caller) -> Any:
    if not caller.number_index:
        return pgettext_lazy("a caller", "erased")
    return link(reverse("hotline:caller", args=[caller.pk]), caller.masked_number)


def _stands(caller: Caller) -> Any:
    is_owed = any(each.state == State.MISSED and each.settled_at is None for each in caller.calls.all())
    return badge(_("To ring back"), "warn") if is_owed else badge(_("Reached since"), "good")


OWED: Sequence[Column[Any]] = (
    Column("caller", _("Caller"), _caller, kind="nowrap"),
    Column("state", _("State"), _stands, kind="nowrap"),
)
HAND_OVER: DetailPage[NoteShown] = DetailPage(
    name="hotline.hand_over",
    section="hotline",
    permission="hotline:read",
    title=lambda shown: _("Handed over by %(name)s") % {"name": shown.note.duty.account},
    back=lambda: (HAND_OVERS.title, reverse("hotline:hand_overs")),
    is_wide=True,
    main=(
        Facts(_("Hand-over"), _note_facts),
        Table(_("To be rung back when it was written"), OWED, lambda shown: shown.callers, _("Nobody was to be rung back.")),
    ),
    aside=(Steps(_note_steps, title=_("What to do")),),
)  # fmt: skip
