"""The verbs of a line. One that is closed stays to be read; its calls keep it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs.step import making, step
from open315.hotline.models import Line
from open315.hotline.rules import line_faults
from open315.hotline.services.verb import LINE, refuse, setting_up
from open315.hotline.types import LinePlan

ADD = setting_up("add_line", LINE, "hotline.line_added", makes=True)


@ADD
def add_line(plan: LinePlan, *, council_id: int, actor: Actor, at: datetime) -> Line:
    """Announce a number of a council. InvalidInput for a council that is none of the actor's, and for what is no line."""
    with making(ADD, actor=actor, at=at) as done:
        if council_id not in actor.organisation_ids:
            raise InvalidInput(_("Choose the council from the list."), field="council")
        done.row = Line(council_id=council_id)
        _write(done.row, plan)
        done.row.save()
        done.say(name=done.row.name)
        return done.row


CHANGE = setting_up("change_line", LINE, "hotline.line_changed")


@CHANGE
def change_line(line_id: int, plan: LinePlan, *, actor: Actor, at: datetime, version: int | None = None) -> Line:
    """Change what a line is, or say its last day. InvalidInput as when it is added; the council stays."""
    with step(CHANGE, line_id, actor=actor, at=at, version=version) as done:
        _write(done.row, plan)
        done.say(name=done.row.name)
        return done.row


def _write(line: Line, plan: LinePlan) -> None:
    refuse(line_faults(plan))
    line.name, line.number, line.kind, line.outlet = plan.name.strip(), plan.number.strip(), plan.kind, plan.outlet.strip()  # fmt: skip
    line.opens_on, line.closes_on = plan.opens_on, plan.closes_on
    line.back_within_hours, line.answer_within = plan.back_within_hours, plan.answer_within
    line.hours_from, line.hours_until = plan.hours_from, plan.hours_until
    line.weekdays = "".join(sorted(set(plan.weekdays)))
