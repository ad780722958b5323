"""The sheets of what binds plans together: which measure of a plan carries out which one above, and which plan was filed under which paper."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from open315.campaigns.filing import services as filing
from open315.campaigns.folder.issue import NOT_DELIVERED
from open315.campaigns.folder.subject import acting_in, at_noon, campaign_in, campaigns_of, sheet
from open315.campaigns.models import Delivery, JointIssue, Measure
from open315.campaigns.plan import services
from open315.campaigns.plan.types import MeasureDraft
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, Form
from open315.core.folders.sheets import Values

DRAFTED = ("title", "responsible", "first_day", "last_day", "venue", "budget_cents", "output", "text")


def bring_link(values: Values, bringing: Bringing) -> bool:
    """Which measure above a measure carries out; one that is linked already is left as it is."""
    above: Measure = bringing.find("measure", f"{values['above']} {values['serves']}", column="serves")
    known: Measure = bringing.find("measure", f"{values['council']} {values['measure']}", column="measure")
    measure = Measure.objects.get(pk=known.pk)
    if measure.serves_id is not None:
        return False
    draft = MeasureDraft(**{key: getattr(measure, key) for key in DRAFTED}, serves_id=above.pk)
    services.change_measure(measure.pk, draft, actor=acting_in(bringing, values), at=bringing.at)
    return True


def give_links(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The links between the plans of the folder; what is linked to a plan outside of it comes without."""
    campaigns = campaigns_of(actor, campaign_id)
    rows = Measure.objects.filter(section__campaign__in=campaigns, serves__section__campaign__in=campaigns)
    rows = rows.select_related("section__campaign__council", "serves__section__campaign__council")
    for each in rows.order_by("section__campaign__council__path", "section__place", "section_id", "place", "pk"):
        if each.serves is not None:
            yield {
                "council": each.section.campaign.council.name,
                "measure": each.title,
                "above": each.serves.section.campaign.council.name,
                "serves": each.serves.title,
            }


def bring_filing(values: Values, bringing: Bringing) -> bool:
    """The plan of a council as it was filed under a paper, kept as a version; where one was filed, it is left as it is."""
    campaign, actor = campaign_in(bringing, values), acting_in(bringing, values)
    paper: JointIssue = bringing.find("paper", f"{values['issued_by']} {values['paper']}", column="paper")
    delivery = Delivery.objects.filter(issue=paper, council_id=actor.organisation_id).first()
    if delivery is None:
        raise InvalidInput(NOT_DELIVERED, field="council")
    version = bringing.about = campaign.versions.filter(why=values["why"]).first()
    if delivery.filed_version_id is not None:
        return False
    at = at_noon(values["filed_on"], bringing, column="filed_on")
    if version is None:
        version = bringing.about = services.freeze_plan(campaign.pk, why=values["why"], actor=actor, at=at)
    filing.file_own_plan(delivery.pk, version.pk, actor=actor, at=at)
    return True


def give_filings(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The plans that were filed, where the filed version is the last one: of versions the last one travels."""
    campaigns = campaigns_of(actor, campaign_id)
    rows = Delivery.objects.filter(issue__campaign__in=campaigns, filed_version__campaign__in=campaigns)
    rows = rows.select_related("issue__council", "council", "filed_version__campaign")
    for each in rows.order_by("issue_id", "council__path", "pk"):
        version = each.filed_version
        if version and not version.campaign.versions.filter(number__gt=version.number).exists():
            yield {
                "council": each.council.name,
                "issued_by": each.issue.council.name,
                "paper": each.issue.title,
                "why": version.why,
                "filed_on": local_day(each.filed_at) if each.filed_at else None,
            }


LINKS = sheet(
    "links",
    _("Links to plans above"),
    67,
    (
        Column("measure", _("Measure"), needed=True),
        Column("above", _("Plan above (council)"), needed=True),
        Column("serves", _("Measure above that it carries out"), needed=True),
    ),
    bring_link,
    give_links,
)
FILINGS = sheet(
    "filings",
    _("Own plans that were filed"),
    68,
    (
        Column("issued_by", _("Issued by"), needed=True),
        Column("paper", _("Title of the paper"), needed=True),
        Column("why", _("What the version is for"), needed=True),
        Column("filed_on", _("Filed on"), Form.DAY),
    ),
    bring_filing,
    give_filings,
)
