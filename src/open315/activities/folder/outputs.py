"""The sheet of what activities put out, as it was written."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities import counting
from open315.activities.folder.numbered import activity_in, numbers
from open315.activities.models import Output
from open315.activities.outputs import queries
from open315.activities.outputs.services import report_outputs
from open315.activities.outputs.types import Told
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values
from open315.indicators import queries as indicators

OTHERWISE = _("Something else stands there already: “%(said)s”. Correct it on the page of the activity, with a reason.")


COUNTED = _("This is counted on the spot, and beside it stands: “%(said)s”. Correct that on the page of the activity.")


def _codes() -> Mapping[str, Any]:
    return {each.code: each.names for each in indicators.reported()}


def _kinds() -> Mapping[str, Any]:
    return {code: names for each in indicators.reported() for code, names in each.kinds}


COLUMNS = (
    Column("activity", _("Activity (No.)"), needed=True),
    Column("indicator", _("Indicator"), Form.CODE, needed=True, codes=_codes),
    Column("kind", _("Kind of things"), Form.CODE, codes=_kinds),
    Column("said", _("Value as it was written"), needed=True),
)


def bring_output(values: Values, bringing: Bringing) -> bool:
    """A value of an activity; the same words are left as they are, others are refused: only a person corrects."""
    activity, actor = activity_in(bringing, values)
    told = Told(values["indicator"], values["kind"], values["said"])
    beside = counting.typed(activity.pk)
    if told.name in beside:
        return _beside(told, beside[told.name])
    standing = queries.standing(activity).get(told.name)
    if standing is not None and standing.said == told.said:
        return False
    if standing is not None:
        raise InvalidInput(OTHERWISE % {"said": standing.said}, field="said")
    try:
        report_outputs(activity.pk, [told], actor=actor, at=bringing.at)
    except InvalidInput as error:
        raise InvalidInput(error.message, field="said") from error
    return True


def _beside(told: Told, said: str) -> bool:
    """What is counted on the spot has its value from there; the total that was typed beside it is compared, and the same is left as it is."""
    if told.said != said:
        raise InvalidInput(COUNTED % {"said": said}, field="said")
    return False


def give_outputs(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """What counts now, activity by activity; of what is counted on the spot the total that was typed beside it, since the counters have a sheet of their own."""
    known = numbers(actor, campaign_id)
    rows = Output.objects.filter(activity__in=known, ended_at=None)
    beside = {each: counting.typed(each) for each in known}
    for row in rows.order_by("activity__starts_at", "activity_id", "indicator", "kind"):
        said = row.said if row.kind else beside[row.activity_id].get(row.indicator, row.said)
        if said:
            yield {"activity": known[row.activity_id], "indicator": row.indicator, "kind": row.kind, "said": said}


OUTPUTS = FolderSheet(
    FOLDER, "outputs", _("Outputs"), 110, COLUMNS, bring_output, give_outputs, permission="activities:manage"
)
