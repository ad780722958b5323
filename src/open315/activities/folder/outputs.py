"""The sheet of what activities put out, as it was written."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

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


def give_outputs(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """What counts now, activity by activity."""
    known = numbers(actor, campaign_id)
    rows = Output.objects.filter(activity__in=known, ended_at=None)
    for row in rows.order_by("activity__starts_at", "activity_id", "pk"):
        yield {"activity": known[row.activity_id], "indicator": row.indicator, "kind": row.kind, "said": row.said}


OUTPUTS = FolderSheet(
    FOLDER, "outputs", _("Outputs"), 110, COLUMNS, bring_output, give_outputs, permission="activities:manage"
)
