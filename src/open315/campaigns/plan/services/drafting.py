"""Add, change, move and take out sections and measures. Numbers are places, so nobody types one."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from open315.campaigns.models import Measure, PlanSection
from open315.campaigns.plan import rules
from open315.campaigns.plan.linking import measures_above
from open315.campaigns.plan.services.locking import MANAGERS, OWN_PAGE, locking, open_campaign_of, while_open
from open315.campaigns.plan.services.placing import placed, removed
from open315.campaigns.plan.types import MeasureDraft, SectionDraft
from open315.core.access import Actor
from open315.core.errors import InvalidInput, NotFound
from open315.core.verbs import Target, Verb
from open315.core.verbs.step import making, step

FAULTS: dict[str, Any] = {
    "section_untitled": _("Enter the title of the section."),
    "measure_untitled": _("Say what is to be done."),
    "days_reversed": _("The last day is before the first day. Change one of them."),
    "budget_negative": _("Enter an amount of yuan, or leave it empty."),
}
STALE = _(
    "Somebody else changed this in the meantime. Both texts stand below: take over what you want to keep, then save again."
)
FULL = _("The plan is full: put several into one.")
IN_USE = _("Activities, or measures of councils below, are linked to this. Link them to another measure first.")
NOT_ABOVE = _("Choose a measure of a plan of this year that was delivered to your council.")

SECTION: Target[PlanSection] = Target(
    room="campaigns",
    name="section",
    lock=locking(PlanSection, "campaign"),
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, **done.data},
    announced=lambda done: {"campaign_id": done.row.campaign_id, "section_id": done.row.pk},
    stale=STALE,
)
MEASURE: Target[Measure] = Target(
    room="campaigns",
    name="measure",
    lock=locking(Measure, "section__campaign"),
    who_first=True,
    noted=lambda done: {"section_id": done.row.section_id, **done.data},
    announced=lambda done: {"section_id": done.row.section_id, "measure_id": done.row.pk},
    stale=STALE,
)


def _on_section(name: str, event: str, **more: Any) -> Verb[PlanSection]:
    also = while_open(lambda row: row.campaign)
    return Verb(
        name, SECTION, event=event, permission="campaigns:manage", who=MANAGERS, also=also, face=OWN_PAGE, **more
    )


def _on_measure(name: str, event: str, **more: Any) -> Verb[Measure]:
    also = while_open(lambda row: row.section.campaign)
    return Verb(
        name, MEASURE, event=event, permission="campaigns:manage", who=MANAGERS, also=also, face=OWN_PAGE, **more
    )


ADD_SECTION = _on_section("add_section", "campaigns.section_added", makes=True)


@ADD_SECTION
def add_section(campaign_id: int, draft: SectionDraft, *, actor: Actor, at: datetime) -> PlanSection:
    """Add a section at the end of the plan. InvalidInput if it is unsound, Conflict if the campaign is closed."""
    with making(ADD_SECTION, actor=actor, at=at) as done:
        campaign = open_campaign_of(actor, campaign_id)
        _check(rules.section_faults(draft))
        place = _next(campaign.sections.aggregate(last=Max("place"))["last"], rules.MOST_SECTIONS)
        done.row = PlanSection.objects.create(
            campaign=campaign, place=place, title=draft.title.strip(), text=draft.text.strip()
        )
        return done.row


CHANGE_SECTION = _on_section("change_section", "campaigns.section_changed")


@CHANGE_SECTION
def change_section(
    section_id: int, draft: SectionDraft, *, actor: Actor, at: datetime, version: int | None = None
) -> PlanSection:
    """Write a section anew. Conflict if somebody changed it since `version`."""
    with step(CHANGE_SECTION, section_id, actor=actor, at=at, version=version) as done:
        _check(rules.section_faults(draft))
        done.row.title, done.row.text = draft.title.strip(), draft.text.strip()
        return done.row


MOVE_SECTION = _on_section("move_section", "campaigns.section_moved")


@MOVE_SECTION
def move_section(section_id: int, by: int, *, actor: Actor, at: datetime) -> PlanSection:
    """Move a section by so many places; at an end it stays there."""
    with step(MOVE_SECTION, section_id, actor=actor, at=at) as done:
        rows = PlanSection.objects.filter(campaign_id=done.row.campaign_id)
        done.row.place = placed(rows, done.row.pk, by)
        done.say(place=done.row.place)
        return done.row


REMOVE_SECTION = _on_section("remove_section", "campaigns.section_removed")


@REMOVE_SECTION
def remove_section(section_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Take a section out with its measures; versions keep it. Conflict if activities are linked to one of them."""
    with step(REMOVE_SECTION, section_id, actor=actor, at=at, version=version) as done:
        removed(done, IN_USE)


ADD_MEASURE = _on_measure("add_measure", "campaigns.measure_added", makes=True)


@ADD_MEASURE
def add_measure(section_id: int, draft: MeasureDraft, *, actor: Actor, at: datetime) -> Measure:
    """Add a measure at the end of a section. InvalidInput if it is unsound, Conflict if the campaign is closed."""
    with making(ADD_MEASURE, actor=actor, at=at) as done:
        section = SECTION.lock(actor, section_id)
        open_campaign_of(actor, section.campaign_id)
        _check(rules.measure_faults(draft))
        place = _next(section.measures.aggregate(last=Max("place"))["last"], rules.MOST_MEASURES)
        done.row = Measure(section=section, place=place)
        _write(done.row, draft)
        _link(done.row, draft)
        done.row.save()
        return done.row


CHANGE_MEASURE = _on_measure("change_measure", "campaigns.measure_changed")


@CHANGE_MEASURE
def change_measure(
    measure_id: int,
    draft: MeasureDraft,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    section_id: int | None = None,
) -> Measure:
    """Write a measure anew, perhaps at the end of another section of the plan. Conflict if somebody changed it since `version`."""
    with step(CHANGE_MEASURE, measure_id, actor=actor, at=at, version=version) as done:
        _check(rules.measure_faults(draft))
        _write(done.row, draft)
        _link(done.row, draft)
        if section_id is not None and section_id != done.row.section_id:
            _carry(done.row, section_id)
        return done.row


MOVE_MEASURE = _on_measure("move_measure", "campaigns.measure_moved")


@MOVE_MEASURE
def move_measure(measure_id: int, by: int, *, actor: Actor, at: datetime) -> Measure:
    """Move a measure by so many places in its section; at an end it stays there."""
    with step(MOVE_MEASURE, measure_id, actor=actor, at=at) as done:
        rows = Measure.objects.filter(section_id=done.row.section_id)
        done.row.place = placed(rows, done.row.pk, by)
        done.say(place=done.row.place)
        return done.row


REMOVE_MEASURE = _on_measure("remove_measure", "campaigns.measure_removed")


@REMOVE_MEASURE
def remove_measure(measure_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> None:
    """Take a measure out; versions keep it. Conflict if activities are linked to it."""
    with step(REMOVE_MEASURE, measure_id, actor=actor, at=at, version=version) as done:
        removed(done, IN_USE)


def _check(faults: Iterator[tuple[str, str]]) -> None:
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)


def _next(last: int | None, most: int) -> int:
    if (last or 0) >= most:
        raise InvalidInput(FULL, field="title")
    return (last or 0) + 1


def _write(measure: Measure, draft: MeasureDraft) -> None:
    for name in ("title", "responsible", "venue", "output", "text"):
        setattr(measure, name, getattr(draft, name).strip())
    measure.first_day, measure.last_day, measure.budget_cents = draft.first_day, draft.last_day, draft.budget_cents


def _link(measure: Measure, draft: MeasureDraft) -> None:
    """To the measure above that it carries out; what it was linked to before it may keep."""
    if draft.serves_id not in {None, measure.serves_id, *measures_above(measure.section.campaign)}:
        raise InvalidInput(NOT_ABOVE, field="serves")
    measure.serves_id = draft.serves_id


def _carry(measure: Measure, section_id: int) -> None:
    """To the end of another section of the same plan, which is locked."""
    section = PlanSection.objects.filter(pk=section_id, campaign_id=measure.section.campaign_id).first()
    if section is None:
        raise NotFound(_("There is no such section in this plan."))
    measure.place = _next(section.measures.aggregate(last=Max("place"))["last"], rules.MOST_MEASURES)
    measure.section = section
