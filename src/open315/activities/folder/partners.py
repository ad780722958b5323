"""The sheet of partners: where each stands, what it promised and what came."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from open315.activities.bodies import is_among
from open315.activities.folder.numbered import activity_in, numbers
from open315.activities.models import Partner
from open315.activities.partners import services
from open315.activities.partners.types import Contribution
from open315.activities.types import PartnerState as State
from open315.campaigns.folder.subject import FOLDER
from open315.core.access import Actor
from open315.core.folders import Bringing, Column, FolderSheet, Form
from open315.core.folders.sheets import Values

STATES = {code: label for code, label in Partner.State.choices if code != State.TAKEN_OUT}
COLUMNS = (
    Column("activity", _("Activity (No.)"), needed=True),
    Column("name", _("Partner"), needed=True),
    Column("kind", _("Kind of partner"), Form.CODE, needed=True, codes=lambda: dict(Partner.Kind.choices)),
    Column("state", _("State"), Form.CODE, needed=True, codes=lambda: STATES),
    Column("reason", _("Reason")),
    Column("promised_staff", _("Promised: people"), Form.NUMBER),
    Column("promised_stalls", _("Promised: stalls"), Form.NUMBER),
    Column("promised_materials", _("Promised: materials")),
    Column("promised_cents", _("Promised: yuan"), Form.YUAN),
    Column("delivered_staff", _("Came: people"), Form.NUMBER),
    Column("delivered_stalls", _("Came: stalls"), Form.NUMBER),
    Column("delivered_materials", _("Came: materials")),
    Column("delivered_cents", _("Came: yuan"), Form.YUAN),
)


def bring_partner(values: Values, bringing: Bringing) -> bool:
    """A partner with where it stands; one of the same name at this activity is left as it is."""
    activity, actor = activity_in(bringing, values)
    if is_among(values["name"], activity.partners.exclude(state=State.TAKEN_OUT).values_list("name", flat=True)):
        return False
    partner = services.invite_partner(
        activity.pk, name=values["name"], kind=values["kind"], actor=actor, at=bringing.at
    )
    _led(partner.pk, values, bringing, actor)
    return True


def _led(partner_id: int, values: Values, bringing: Bringing, actor: Actor) -> None:
    """From the invitation to where it stands, by the steps people take."""
    state, at = values["state"], bringing.at
    promised = _contribution(values, "promised")
    if promised != Contribution() or state in {State.PROMISED, State.MISSING}:
        services.promise(partner_id, promised, actor=actor, at=at)
    if state == State.DECLINED:
        services.decline(partner_id, reason=values["reason"], actor=actor, at=at)
    elif state == State.DELIVERED:
        services.deliver(partner_id, _contribution(values, "delivered"), actor=actor, at=at)
    elif state == State.MISSING:
        services.miss(partner_id, reason=values["reason"], actor=actor, at=at)


def _contribution(values: Values, which: str) -> Contribution:
    return Contribution(*(values[f"{which}_{key}"] for key in ("staff", "stalls", "materials", "cents")))


def give_partners(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The partners of each activity; none that were entered by mistake."""
    known = numbers(actor, campaign_id)
    rows = Partner.objects.filter(activity__in=known).exclude(state=State.TAKEN_OUT)
    kept = [column.key for column in COLUMNS if column.key != "activity"]
    for row in rows.order_by("activity__starts_at", "activity_id", "pk"):
        yield {"activity": known[row.activity_id], **{key: getattr(row, key) for key in kept}}


PARTNERS = FolderSheet(
    FOLDER, "partners", _("Partners"), 130, COLUMNS, bring_partner, give_partners, permission="activities:manage"
)
