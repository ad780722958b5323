"""The sheet of what somebody decided about activities that look alike: the same, and which entry counts, or two."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.activities.doubles import services
from open315.activities.folder.numbered import numbers
from open315.activities.models import Activity, DoubleEntry
from open315.activities.types import PairDecision
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values
from open315.org import queries as org

NOT_ALIKE = _(
    "These two do not look like one activity: another day, another line of councils, another place or another title."
)
OTHERWISE = _("Something else was decided about these two. Take that back on the page of the pair first.")
NO_KEPT = _("Say which of the two counts, by its number.")


def _decisions() -> Mapping[str, Any]:
    return dict(DoubleEntry.Decision.choices)


COLUMNS = (
    Column("activity", _("Activity (No.)"), needed=True),
    Column("other", _("Other activity (No.)"), needed=True),
    Column("decision", _("Decision"), Form.CODE, needed=True, codes=_decisions),
    Column("kept", _("Which counts (No.)")),
)


def bring_decision(values: Values, bringing: Bringing) -> bool:
    """What was decided about a pair; the same decision is left as it is, another one is refused: only a person takes it back."""
    one: Activity = bringing.find("activity", values["activity"], column="activity")
    other: Activity = bringing.find("activity", values["other"], column="other")
    kept = _kept(values, one, other)
    pair = _pair(one, other, bringing)
    bringing.about = one
    if pair.decision:
        if (pair.decision, pair.kept_id) != (values["decision"], kept):
            raise InvalidInput(OTHERWISE, field="decision")
        return False
    actor = _deciding(bringing.actor, one, other)
    if kept is None:
        services.call_different(pair.pk, actor=actor, at=bringing.at)
    else:
        services.call_same(pair.pk, kept_id=kept, actor=actor, at=bringing.at)
    return True


def _kept(values: Values, one: Activity, other: Activity) -> int | None:
    """The entry that counts, of two that are one; of two activities none is named."""
    by_number = {values["activity"]: one.pk, values["other"]: other.pk}
    if values["decision"] != PairDecision.SAME.value:
        return None
    if values["kept"] not in by_number or one.pk == other.pk:
        raise InvalidInput(NO_KEPT, field="kept")
    return by_number[values["kept"]]


def _pair(one: Activity, other: Activity, bringing: Bringing) -> DoubleEntry:
    """The pair, looked for where nobody has looked yet."""
    first, second = sorted((one.pk, other.pk))
    found = DoubleEntry.objects.filter(first_id=first, second_id=second)
    if not found.exists():
        services.look_at(one.pk, bringing.at)
    pair = found.first()
    if pair is None:
        raise InvalidInput(NOT_ALIKE, field="other")
    return pair


def _deciding(actor: Actor, one: Activity, other: Activity) -> Actor:
    """Who sees both: somebody of the council of the first, or of the next one above that has both below it."""
    body = org.body_by_id(one.council_id)
    while body is not None and other.council_id not in org.subtree_ids(body):
        body = org.body_by_id(body.parent_id or 0)
    return org.acting_for(actor, body.name if body else one.council.name, field="activity")


def give_decisions(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """What was decided about pairs that are both in the folder."""
    known = numbers(actor, campaign_id)
    rows = DoubleEntry.objects.filter(first__in=known, second__in=known).exclude(decision="")
    for row in rows.order_by("first__starts_at", "first_id", "second_id"):
        yield {
            "activity": known[row.first_id],
            "other": known[row.second_id],
            "decision": row.decision,
            "kept": known.get(row.kept_id or 0, ""),
        }


DOUBLES = FolderSheet(
    FOLDER,
    "doubles",
    _("Decisions on double entries"),
    145,
    COLUMNS,
    bring_decision,
    give_decisions,
    permission="activities:manage",
)
