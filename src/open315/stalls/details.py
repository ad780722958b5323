"""The pages of the stalls of one activity, and of one stall."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.pages.cells import lines, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Note, Steps, Table
from open315.core.pages.steps import Confirm, Press
from open315.law import codelists
from open315.stalls import queries
from open315.stalls.desk import at_desk
from open315.stalls.drawing import (
    body_words,
    counter_words,
    drawn_difference,
    drawn_gaps,
    drawn_mark,
    drawn_staff,
    gaps_of,
    item_words,
    lead_of,
    linked,
    span_words,
    stall_words,
)
from open315.stalls.models import CounterName, KitItem, Shift, Stall, StallCase
from open315.stalls.types import KitMark


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The stalls of an activity, and what the reader may do."""

    activity: Any
    stalls: Sequence[Stall]
    may_manage: bool


@dataclass(frozen=True, slots=True)
class StallShown:
    """One stall, and what the reader may do with it."""

    stall: Stall
    totals: Mapping[str, int]
    may_manage: bool
    may_count: bool
    may_take: bool
    cases: Sequence[StallCase] = ()
    linked: int = 0
    """How many complaints are linked, those that the reader does not see among them."""


def plan_shown_to(actor: Actor, activity: Any) -> PlanShown:
    """What the page of the stalls shows to this reader."""
    may_manage = actor.may("stalls:manage") and activity.state != "cancelled"
    return PlanShown(activity, queries.stalls_of(activity), may_manage)


def stall_shown_to(actor: Actor, stall: Stall) -> StallShown:
    """What the page of a stall shows to this reader."""
    goes_on = stall.activity.state != "cancelled"
    may_manage, may_count = actor.may("stalls:manage") and goes_on, actor.may("stalls:count") and goes_on
    return StallShown(
        stall,
        queries.totals_at(stall.pk),
        may_manage,
        may_count,
        may_take=may_count and actor.may("cases:register"),
        cases=queries.cases_at(actor, stall.pk),
        linked=queries.complaints_linked(stall.activity_id).get(stall.pk, 0),
    )


def _plan_buttons(shown: PlanShown) -> Iterator[Go]:
    if shown.stalls:
        yield Go(_("Board of the day"), reverse("stalls:board", args=[shown.activity.pk]), icon="chart", key="b")
        yield Go(_("List to print"), reverse("stalls:print", args=[shown.activity.pk]), icon="document")
    if shown.may_manage:
        to = reverse("stalls:enter", args=[shown.activity.pk])
        yield Go(_("Enter a stall"), to, icon="plus", kind="primary", key="+")


def _stall_rows(shown: PlanShown) -> list[tuple[Stall, Any]]:
    return [(stall, shown.activity) for stall in shown.stalls]


PLAN: DetailPage[PlanShown] = DetailPage(
    name="stalls.plan",
    section="stalls",
    permission="stalls:read",
    title=lambda shown: shown.activity.title_in,
    lead=lambda shown: lead_of(shown.activity),
    back=lambda: (pgettext_lazy("stalls of an activity", "Stalls"), reverse("stalls:list")),
    buttons=_plan_buttons,
    main=(
        Table(
            _("Stalls on the site plan"),
            (
                Column("stall", _("Stall"), lambda row: linked(row[0])),
                Column("offers", _("What it offers"), lambda row: text(row[0].offers)),
                Column("position", _("Position"), lambda row: text(row[0].position)),
                Column("staff", _("Who is there"), lambda row: drawn_staff(*row)),
            ),
            _stall_rows,
            _("No stall is entered yet. Enter the first: its number, who stands there, and what it offers."),
        ),
        Table(
            _("Kit list"),
            (
                Column("what", _("What is to be brought"), item_words),
                Column("stall", _("Stall"), lambda item: linked(item.stall)),
                Column("brings", _("Who brings it"), lambda item: text(item.brings) or body_words(item.stall)),
                Column("mark", _("State"), drawn_mark, kind="nowrap"),
                Column("step", _("Next step"), lambda item: _mark_steps(item), kind="actions", quiet=True, permission="stalls:manage"),
            ),
            lambda shown: [_of(stall, item) for stall in shown.stalls for item in stall.kit.all()],
            "",
            belongs=lambda shown: any(stall.kit.all() for stall in shown.stalls),
        ),
    ),
)  # fmt: skip


def _of(stall: Stall, item: KitItem) -> KitItem:
    item.stall = stall
    return item


def _mark_steps(item: KitItem) -> Any:
    def press(label: Any, mark: KitMark) -> Press:
        return Press(label, reverse("stalls:mark_item", args=[item.pk, mark.value]))

    if item.packed_at is None:
        return press(_("Packed"), KitMark.PACKED)
    if item.returned_at is None:
        return press(_("Returned"), KitMark.RETURNED), press(_("Not packed"), KitMark.OPEN)
    return press(_("Not returned"), KitMark.PACKED)


def _facts(shown: StallShown) -> Iterator[tuple[Any, Any]]:
    stall = shown.stall
    yield _("Activity"), link(reverse("stalls:plan", args=[stall.activity_id]), stall.activity.title_in)
    yield _("Time"), span_words(stall.activity)
    yield _("Who stands there"), body_words(stall)
    yield _("What it offers"), text(stall.offers)
    yield _("Position"), text(stall.position)
    if found := gaps_of(stall, stall.activity):
        yield _("Nobody is there"), lines(drawn_gaps(found))


def _counts(shown: StallShown) -> Iterator[tuple[Any, Any]]:
    for counter in CounterName:
        yield counter_words(counter), str(shown.totals.get(counter, 0))
    counted = shown.totals.get(CounterName.COMPLAINTS, 0)
    if counted or shown.linked:
        yield _("Complaints as cases"), lines([shown.linked, *drawn_difference(counted, shown.linked)])


def _stall_buttons(shown: StallShown) -> Iterator[Go]:
    pk = shown.stall.pk
    if shown.may_manage:
        yield Go(_("Change"), reverse("stalls:edit", args=[pk]), icon="pen", key="e")
    if shown.may_take:
        yield Go(_("Take a complaint here"), at_desk(pk), icon="desk", key="t")
    if shown.may_count:
        yield Go(_("Count here"), reverse("stalls:count", args=[pk]), icon="plus", kind="primary", key="c")


def _steps(shown: StallShown) -> Iterator[Confirm | Note]:
    if shown.may_manage:
        words = _("It is shown and counted nowhere any more, and its number is free again.")
        to = reverse("stalls:take_out", args=[shown.stall.pk])
        yield Confirm(_("Take it off the plan"), to, words, version=shown.stall.version)


def _shift_step(shift: Shift) -> Confirm:
    return Confirm(
        _("Take it out"),
        reverse("stalls:take_out_shift", args=[shift.pk]),
        _("This shift is taken off the roster."),
        kind="secondary",
    )


def _item_steps(item: KitItem) -> Any:
    out = Confirm(
        _("Take it out"),
        reverse("stalls:take_out_item", args=[item.pk]),
        _("It is taken off the kit list."),
        kind="secondary",
    )
    marks = _mark_steps(item)
    return (*(marks if isinstance(marks, tuple) else (marks,)), out)


def _shift_button(shown: StallShown) -> list[Go]:
    to = reverse("stalls:add_shift", args=[shown.stall.pk])
    return [Go(_("Add a shift"), to, icon="plus")] if shown.may_manage else []


def _item_button(shown: StallShown) -> list[Go]:
    to = reverse("stalls:add_item", args=[shown.stall.pk])
    return [Go(_("Add to the kit list"), to, icon="plus")] if shown.may_manage else []


def _case_buttons(shown: StallShown) -> Iterator[Go]:
    if shown.may_take:
        yield Go(_("Write down one counted before"), at_desk(shown.stall.pk, was_counted=True), icon="pen")
    if shown.may_count:
        yield Go(_("Link a case"), reverse("stalls:link_case", args=[shown.stall.pk]), icon="plus")


def _case_step(linked: StallCase) -> Confirm:
    return Confirm(
        _("Take it off"),
        reverse("stalls:unlink_case", args=[linked.stall_id, linked.case_id]),
        _("The case stays; it is of this stall no more, and what it had counted here is taken away."),
        kind="secondary",
    )


def _case_link(row: StallCase) -> Any:
    return link(reverse("cases:case", args=[row.case.number]), row.case.number)


def _case_counted(row: StallCase) -> Any:
    return _("with the case") if row.press is not None else _("by the button before")


STALL: DetailPage[StallShown] = DetailPage(
    name="stalls.stall",
    section="stalls",
    permission="stalls:read",
    title=lambda shown: stall_words(shown.stall),
    lead=lambda shown: lead_of(shown.stall.activity),
    back=lambda: (pgettext_lazy("stalls of an activity", "Stalls"), reverse("stalls:list")),
    buttons=_stall_buttons,
    main=(Facts(_("The stall"), _facts),),
    aside=(Facts(_("Counted so far"), _counts), Steps(_steps)),
    below=(
        Table(
            _("Cases taken here"),
            (
                Column("number", _("Case number"), _case_link, kind="nowrap"),
                Column("kind", _("Kind"), lambda row: codelists.label("kinds", row.case.kind), kind="nowrap"),
                Column("title", _("In one sentence"), lambda row: text(row.case.title)),
                Column("at", _("Taken at"), lambda row: moment(row.case.received_at), kind="nowrap"),
                Column("counted", _("Counted"), _case_counted, kind="nowrap"),
                Column("step", _("Next step"), _case_step, kind="actions", quiet=True, permission="stalls:count"),
            ),
            lambda shown: shown.cases,
            _("No case was taken here yet, or none that you may see."),
            buttons=_case_buttons,
        ),
        Table(
            _("Who is there"),
            (
                Column("when", _("Time"), span_words, kind="nowrap"),
                Column("office", _("Office or role"), lambda shift: text(shift.office)),
                Column("people", _("People"), lambda shift: shift.people, kind="number"),
                Column("step", _("Next step"), _shift_step, kind="actions", quiet=True, permission="stalls:manage"),
            ),
            lambda shown: shown.stall.shifts.all(),
            _("Nobody is entered yet. Add who is there from when to when; gaps are shown on the plan."),
            buttons=_shift_button,
        ),
        Table(
            _("Kit list"),
            (
                Column("what", _("What is to be brought"), item_words),
                Column("brings", _("Who brings it"), lambda item: text(item.brings) or body_words(item.stall)),
                Column("mark", _("State"), drawn_mark, kind="nowrap"),
                Column("step", _("Next step"), _item_steps, kind="actions", quiet=True, permission="stalls:manage"),
            ),
            lambda shown: [_of(shown.stall, item) for item in shown.stall.kit.all()],
            _("Nothing is to be brought yet."),
            buttons=_item_button,
        ),
    ),
)
