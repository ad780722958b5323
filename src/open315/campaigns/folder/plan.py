"""The plan of a campaign as sheets: sections, measures, requirements with their answers, and the version that stands."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from open315.campaigns.folder.subject import acting_in, actors_of, campaign_in, campaigns_of, sheet
from open315.campaigns.models import Approval, Measure, PlanSection, Requirement
from open315.campaigns.plan import queries, services
from open315.campaigns.plan.types import MeasureDraft, RequirementDraft, SectionDraft
from open315.core.access import Actor
from open315.core.folders import Bringing, Column, Form
from open315.core.folders.sheets import Values


def bring_section(values: Values, bringing: Bringing) -> bool:
    """A section at the end of the plan; one of the same title is left as it is."""
    campaign = campaign_in(bringing, values)
    found = campaign.sections.filter(title=values["title"]).first()
    section = found or services.add_section(
        campaign.pk, SectionDraft(values["title"], values["text"]), actor=acting_in(bringing, values), at=bringing.at
    )
    bringing.note("section", f"{campaign.pk} {section.title}", section)
    return found is None


def give_sections(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The sections of the plans, in their order."""
    for campaign, acting in actors_of(actor, campaigns_of(actor, campaign_id)):
        for section in queries.get_draft(acting, campaign.pk).sections:
            yield {"council": campaign.council.name, "title": section.title, "text": section.text}


def bring_measure(values: Values, bringing: Bringing) -> bool:
    """A measure at the end of its section; one of the same title there is left as it is."""
    campaign = campaign_in(bringing, values)
    section: PlanSection = bringing.find("section", f"{campaign.pk} {values['section']}", column="section")
    found = section.measures.filter(title=values["title"]).first()
    draft = MeasureDraft(**{key: values[key] for key in _DRAFTED}, budget_cents=values["budget"])
    measure = found or services.add_measure(section.pk, draft, actor=acting_in(bringing, values), at=bringing.at)
    bringing.note("measure", f"{values['council']} {measure.title}", measure)
    return found is None


_DRAFTED = ("title", "responsible", "first_day", "last_day", "venue", "output", "text")


def give_measures(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The measures of the plans, in their order."""
    for campaign, acting in actors_of(actor, campaigns_of(actor, campaign_id)):
        for measure in queries.measures_of(acting, campaign.pk):
            yield {
                **{key: getattr(measure, key) for key in _DRAFTED},
                "council": campaign.council.name,
                "section": measure.section.title,
                "budget": measure.budget_cents,
            }


def bring_requirement(values: Values, bringing: Bringing) -> bool:
    """A requirement with its answer and the measures that serve it; one with the same words is left as it is."""
    campaign, actor = campaign_in(bringing, values), acting_in(bringing, values)
    found = campaign.requirements.filter(text=values["text"], withdrawn_at=None).first()
    requirement = found or _put(campaign.pk, values, bringing, actor)
    bringing.note("requirement", f"{values['council']} {values['number']}", requirement)
    return found is None


def _put(campaign_id: int, values: Values, bringing: Bringing, actor: Actor) -> Requirement:
    draft = RequirementDraft(values["text"], values["put_by"], values["put_on"])
    requirement = services.put_requirement(campaign_id, draft, actor=actor, at=bringing.at)
    serving = [_measure(bringing, values["council"], title).pk for title in values["measures"]]
    if values["answer"]:
        services.answer_requirement(requirement.pk, values["answer"], serving, actor=actor, at=bringing.at)
    return requirement


def _measure(bringing: Bringing, council: str, title: str) -> Measure:
    found: Measure = bringing.find("measure", f"{council} {title}", column="measures")
    return found


def give_requirements(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The requirements that were not withdrawn, by their numbers."""
    for campaign, acting in actors_of(actor, campaigns_of(actor, campaign_id)):
        rows = queries.requirements_of(acting).filter(campaign=campaign, withdrawn_at=None)
        for each in rows.prefetch_related("measures").order_by("number"):
            yield {
                "council": campaign.council.name,
                "number": each.number,
                "text": each.text,
                "put_by": each.put_by,
                "put_on": each.put_on,
                "answer": each.answer,
                "measures": [measure.title for measure in each.measures.all()],
            }


def bring_version(values: Values, bringing: Bringing) -> bool:
    """The plan as it stands in the folder, kept as a version, and released where the folder says so. One for the same purpose is left as it is."""
    campaign, actor = campaign_in(bringing, values), acting_in(bringing, values)
    if found := campaign.versions.filter(why=values["why"]).first():
        bringing.about = found
        return False
    version = bringing.about = services.freeze_plan(campaign.pk, why=values["why"], actor=actor, at=bringing.at)
    if values["is_released"]:
        services.release_plan(version.pk, actor=actor, at=bringing.at)
    return True


def give_versions(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The last version of each plan: earlier ones are of the install that gives the folder."""
    campaigns = campaigns_of(actor, campaign_id)
    for campaign, acting in actors_of(actor, campaigns):
        for version in queries.versions_of(acting, campaign.pk)[:1]:
            is_filed = version.filings.filter(issue__campaign__in=campaigns).exists()
            if is_filed and not version.approvals.filter(state=Approval.State.APPROVED).exists():
                continue  # it stands among those that were filed, behind the links it keeps
            yield {
                "council": campaign.council.name,
                "why": version.why,
                "is_released": version.released_at is not None,
            }


SECTIONS = sheet(
    "sections",
    _("Sections of the plan"),
    30,
    (Column("title", _("Section"), needed=True), Column("text", _("Text"))),
    bring_section,
    give_sections,
)
MEASURES = sheet(
    "measures",
    _("Measures of the plan"),
    40,
    (
        Column("section", _("Section"), needed=True),
        Column("title", _("Measure"), needed=True),
        Column("responsible", _("Responsible")),
        Column("first_day", _("First day"), Form.DAY),
        Column("last_day", _("Last day"), Form.DAY),
        Column("venue", _("Venue")),
        Column("budget", _("Budget (yuan)"), Form.YUAN),
        Column("output", _("Expected output")),
        Column("text", _("Text")),
    ),
    bring_measure,
    give_measures,
)
REQUIREMENTS = sheet(
    "requirements",
    _("Requirements"),
    50,
    (
        Column("number", _("No."), Form.NUMBER, needed=True),
        Column("text", _("Requirement"), needed=True),
        Column("put_by", _("Put by"), needed=True),
        Column("put_on", _("Put on"), Form.DAY, needed=True),
        Column("answer", _("Answer")),
        Column("measures", _("Measures that serve it"), Form.SEVERAL),
    ),
    bring_requirement,
    give_requirements,
)
VERSIONS = sheet(
    "versions",
    _("Version of the plan"),
    60,
    (
        Column("why", _("What the version is for"), needed=True),
        Column("is_released", _("Released"), Form.YES),
    ),
    bring_version,
    give_versions,
)
