"""What stands behind a cell: the activities with their proof, and the measures that the council filed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from open315.activities.listing import drawn_state
from open315.activities.matrix.drawing import standing_badge
from open315.activities.matrix.queries import Behind, Filed
from open315.activities.matrix.types import Standing
from open315.activities.models import Activity
from open315.core.pages.cells import badge, day, days, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Table
from open315.core.ui.templatetags.ui import named

WHY: dict[Standing, Any] = {
    Standing.DONE: _("An activity was held, and an output, somebody's presence or a photo of it is on record."),
    Standing.UNDER_WAY: _("Something was begun or held; of what was held neither an output nor anybody's presence nor a photo of it is on record."),
    Standing.PLANNED: _("It stands in the filed plan, or an activity is planned; nothing has begun."),
    Standing.LATE: _("The last day is over, or the activity is, and nothing was held with proof."),
    Standing.NOTHING: _("No filed plan names it, and no activity is linked to it."),
}  # fmt: skip


def _facts(shown: Behind) -> Iterator[tuple[Any, Any]]:
    yield _("Council"), named(shown.unit)
    yield _("Measure"), link(reverse("campaigns:measure", args=[shown.measure.pk]), _numbered(shown))
    yield _("State"), standing_badge(shown.standing)
    yield _("Why"), WHY[shown.standing]
    yield _("Last day"), day(shown.signs.due or shown.measure.last_day)
    yield _("Expected output"), text(shown.measure.output)


def _numbered(shown: Behind) -> str:
    return f"{shown.number} {text(shown.measure.title)}"


def _proof(activity: Activity) -> SafeString | str:
    if activity.state != Activity.State.HELD:
        return ""
    found = []
    if activity.outputs_on_record:  # type: ignore[attr-defined]
        n = activity.outputs_on_record  # type: ignore[attr-defined]
        found.append(ngettext("%(n)s output", "%(n)s outputs", n) % {"n": n})
    if activity.people_present:  # type: ignore[attr-defined]
        n = activity.people_present  # type: ignore[attr-defined]
        found.append(ngettext("%(n)s person present", "%(n)s people present", n) % {"n": n})
    if activity.photos_of_it:  # type: ignore[attr-defined]
        n = activity.photos_of_it  # type: ignore[attr-defined]
        found.append(ngettext("%(n)s photo or paper", "%(n)s photos or papers", n) % {"n": n})
    return format_html("{}", " · ".join(found)) if found else badge(pgettext_lazy("matrix", "No proof"), "warn")


ACTIVITIES: tuple[Column[Activity], ...] = (
    Column("day", _("When"), lambda each: moment(each.starts_at), kind="nowrap"),
    Column("title", _("Activity"), lambda each: link(reverse("activities:detail", args=[each.pk]), each.title_in)),
    Column("council", _("Council"), lambda each: named(each.council)),
    Column("state", _("State"), drawn_state),
    Column("proof", pgettext_lazy("matrix", "Proof"), _proof),
)
FILED: tuple[Column[Filed], ...] = (
    Column("title", _("Measure"), lambda each: text(each.measure.title)),
    Column("council", _("Council"), lambda each: named(each.council)),
    Column("who", pgettext_lazy("measure", "Who"), lambda each: text(each.measure.responsible)),
    Column("when", _("When"), lambda each: days(each.measure.first_day, each.measure.last_day), kind="nowrap"),
    Column(
        "version",
        _("Filed plan"),
        lambda each: link(
            reverse("campaigns:version", args=[each.measure.version.pk]),
            _("Version %(number)s") % {"number": each.measure.version.number},
        ),
        kind="nowrap",
    ),
)


def _buttons(shown: Behind) -> Sequence[Go]:
    return [Go(_("The whole matrix"), reverse("activities:matrix", args=[shown.campaign_id]), icon="chart")]


CELL: DetailPage[Behind] = DetailPage(
    name="activities.matrix_cell",
    section="campaigns",
    permission="activities:read",
    title=lambda shown: f"{named(shown.unit)} · {_numbered(shown)}",
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_buttons,
    main=(
        Facts(pgettext_lazy("matrix", "Where it stands"), _facts),
        Table(_("Activities"), ACTIVITIES, lambda shown: shown.activities, _("No activity is linked to it.")),
        Table(
            _("Measures of filed plans"),
            FILED,
            lambda shown: shown.filed,
            _("No filed plan carries it out."),
        ),
    ),
)
