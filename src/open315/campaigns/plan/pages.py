"""The page of a plan: its head, its sections with their measures, what was required, its versions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from open315.campaigns.models import Approval, Campaign, Measure, PlanSection, PlanVersion, Requirement
from open315.campaigns.plan.content import content_from
from open315.campaigns.plan.queries import Draft
from open315.campaigns.types import ApprovalState
from open315.core.pages.cells import badge, days, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Part, Steps, Table
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named, yuan


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan, what was required of it and its versions; and what the reader may do."""

    draft: Draft
    requirements: Sequence[Requirement]
    versions: Sequence[PlanVersion]
    may_draft: bool
    may_require: bool
    may_read_activities: bool
    approval: Approval | None = None
    """The one that stands."""
    comments: tuple[int, int] = (0, 0)
    """How many of the committee are not settled, and how many of those are unanswered."""

    @property
    def campaign(self) -> Campaign:
        """Whose plan it is."""
        return self.draft.campaign

    @property
    def sections(self) -> list[tuple[str, PlanSection, list[tuple[str, Measure, str]]]]:
        """Number, section, and its measures with their numbers and days."""
        number = self.draft.number
        return [
            (number(section), section, [(number(each), each, _days_of(each)) for each in section.measures.all()])
            for section in self.draft.sections
        ]


def _days_of(measure: Measure) -> str:
    """From when to when, the year is that of the plan."""
    first, last = (f"{day:%m-%d}" if day else "" for day in (measure.first_day, measure.last_day))
    return " – ".join(dict.fromkeys(filter(None, (first, last))))


def _to(name: str, pk: int) -> str:
    return reverse(f"campaigns:{name}", args=[pk])


def _head(shown: PlanShown) -> Iterator[tuple[Any, Any]]:
    campaign = shown.campaign
    yield _("Guiding idea"), linebreaksbr(text(campaign.idea))
    yield _("Goals"), linebreaksbr(text(campaign.goals))
    yield _("Days of the campaign"), days(campaign.first_day, campaign.last_day)
    yield _("Budget"), yuan(campaign.budget_cents)
    yield _("Cost of the measures"), yuan(shown.draft.cost_cents)
    yield _("Approval"), _approval_words(shown)
    yield _("Comments of the committee"), _comment_words(shown)


def _comment_words(shown: PlanShown) -> Any:
    """How many are not settled, and the way to all of them."""
    unsettled, silent = shown.comments
    address = _to("comments", shown.campaign.pk)
    if not unsettled:
        return link(address, _("None is open"))
    words = ngettext("%(number)s open", "%(number)s open", unsettled) % {"number": unsettled}
    first = link(f"{address}?state=unsettled", words)
    if not silent:
        return first
    told = ngettext("%(number)s unanswered", "%(number)s unanswered", silent) % {"number": silent}
    return format_html("{} {}", first, badge(told, "warn"))


def _approval_words(shown: PlanShown) -> Any:
    """Which version is approved, and whether the plan was changed since."""
    row = shown.approval
    if row is None:
        return badge(_("No version is approved"), "warn")
    words = link(_to("approval", row.pk), _("Version %(number)s is approved") % {"number": row.plan_version.number})
    if content_from(row.plan_version.content) == shown.draft.content:
        return words
    return format_html("{} {}", words, badge(_("Changed since: keep a version and put it to the vote"), "warn"))


APPROVAL_TONES = {
    ApprovalState.OPEN.value: "info",
    ApprovalState.APPROVED.value: "good",
    ApprovalState.REJECTED.value: "bad",
}


def approval_badge(row: Approval) -> SafeString:
    """Where a vote stands."""
    return badge(row.get_state_display(), APPROVAL_TONES.get(row.state, "neutral"))


def state_of(requirement: Requirement) -> SafeString:
    """Open, answered or withdrawn; whether it is met is said on the coverage page, from what was held."""
    if requirement.withdrawn_at:
        return badge(pgettext_lazy("requirement", "Withdrawn"))
    if requirement.answered_at:
        return badge(pgettext_lazy("requirement", "Answered"), "good")
    return badge(pgettext_lazy("requirement", "Unanswered"), "warn")


REQUIREMENT_COLUMNS: tuple[Column[Requirement], ...] = (
    Column("number", _("Number"), lambda each: link(_to("requirement", each.pk), each.number), kind="nowrap"),
    Column("text", _("What is required"), lambda each: text(each.text)),
    Column("put_by", _("Put by"), lambda each: text(each.put_by)),
    Column("state", _("State"), state_of),
)
VERSION_COLUMNS: tuple[Column[PlanVersion], ...] = (
    Column(
        "number",
        _("Version"),
        lambda each: link(_to("version", each.pk), _("Version %(number)s") % {"number": each.number}),
        kind="nowrap",
    ),
    Column("why", _("What for"), lambda each: text(each.why)),
    Column("made_at", _("Kept on"), lambda each: moment(each.made_at), kind="nowrap"),
    Column("made_by", _("By"), lambda each: text(str(each.made_by or ""))),
    Column("state", _("State"), lambda each: version_badges(each)),
)


def released_badge(version: PlanVersion) -> SafeString | str:
    """Whether the councils above and below read it."""
    return badge(pgettext_lazy("version of a plan", "Released"), "good") if version.released_at else ""


def version_badges(version: PlanVersion) -> SafeString:
    """Released or not, and what the committee said of it last, to those of its council."""
    said = list(version.approvals.all())[:1]
    return format_html_join(" ", "{}", ((each,) for each in (released_badge(version), *map(approval_badge, said))))


def _put_button(shown: PlanShown) -> Iterator[Go]:
    if shown.may_require:
        yield Go(_("Put a requirement"), _to("requirement_new", shown.campaign.pk), icon="plus")


def _version_buttons(shown: PlanShown) -> Iterator[Go]:
    if shown.versions:
        yield Go(_("Compare versions"), _to("compare", shown.campaign.pk), icon="search")


def _buttons(shown: PlanShown) -> Iterator[Go]:
    pk = shown.campaign.pk
    if shown.may_draft and not shown.draft.sections:
        yield Go(_("Take over an earlier plan"), _to("plan_take_over", pk), icon="document", kind="primary")
    if shown.may_draft:
        yield Go(_("Add a section"), _to("section_new", pk), icon="plus", key="+")
        yield Go(_("Keep as a version"), _to("freeze", pk), icon="check")
        yield Go(_("Change theme, idea and goals"), _to("edit", pk), icon="pen")
    if shown.may_read_activities:
        yield Go(_("What was held for it"), reverse("activities:coverage", args=[pk]), icon="chart")
        yield Go(_("Matrix of councils"), reverse("activities:matrix", args=[pk]), icon="chart", key="m")
    yield Go(_("Joint issues"), reverse("campaigns:issues"), icon="document")
    yield Go(_("Measures as a list"), _to("measures", pk), icon="document")


PLAN: DetailPage[PlanShown] = DetailPage(
    name="campaigns.plan",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: _("Plan %(year)s") % {"year": shown.campaign.year},
    heading=lambda shown: _("Plan %(year)s") % {"year": shown.campaign.year},
    lead=lambda shown: format_html("{} · {}", named(shown.campaign.council), shown.campaign.theme_in),
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_buttons,
    main=(
        Facts(_("Idea, goals, money"), _head),
        Part("", "campaigns/plan/sections.html", bare=True),
        Table(
            _("Requirements"),
            REQUIREMENT_COLUMNS,
            lambda shown: shown.requirements,
            _("The standing committee has put no requirement."),
            buttons=_put_button,
        ),
        Table(
            _("Versions"),
            VERSION_COLUMNS,
            lambda shown: shown.versions,
            _("No version yet: keep one before the plan goes to the committee."),
            buttons=_version_buttons,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class MeasureShown:
    """A measure under its number, and what the reader may do."""

    measure: Measure
    number: str
    requirements: Sequence[Requirement]
    may_draft: bool


def _measure_facts(shown: MeasureShown) -> Iterator[tuple[Any, Any]]:
    measure = shown.measure
    yield _("Section"), text(measure.section.title)
    yield pgettext_lazy("measure", "Who"), text(measure.responsible)
    yield _("When"), days(measure.first_day, measure.last_day)
    yield _("Where"), text(measure.venue)
    yield _("Money"), yuan(measure.budget_cents)
    yield _("Expected output"), text(measure.output)
    yield _("More in words"), linebreaksbr(text(measure.text))
    if measure.serves is not None:
        yield _("Carries out of the plan above"), text(measure.serves.title)


def _measure_steps(shown: MeasureShown) -> Iterator[Confirm]:
    if shown.may_draft:
        words = _("Earlier versions keep it. The measures behind it get other numbers.")
        yield Confirm(
            pgettext_lazy("measure", "Take it out"),
            _to("measure_remove", shown.measure.pk),
            words,
            version=shown.measure.version,
        )


def _measure_buttons(shown: MeasureShown) -> Iterator[Go]:
    yield Go(_("The whole plan"), _to("plan", shown.measure.section.campaign_id), icon="document")
    if shown.may_draft:
        yield Go(_("Change"), _to("measure_edit", shown.measure.pk), icon="pen", key="e")


MEASURE: DetailPage[MeasureShown] = DetailPage(
    name="campaigns.measure",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: f"{shown.number} {text(shown.measure.title)}",
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_measure_buttons,
    main=(
        Facts(_("Measure"), _measure_facts),
        Table(
            _("Requirements it serves"),
            REQUIREMENT_COLUMNS,
            lambda shown: shown.requirements,
            "",
            belongs=lambda shown: bool(shown.requirements),
        ),
    ),
    aside=(Steps(_measure_steps, title=_("Next steps")),),
)


@dataclass(frozen=True, slots=True)
class RequirementShown:
    """A requirement, what it was put to, the measures that serve it, and what the reader may do."""

    requirement: Requirement
    put_to: str
    measures: Sequence[tuple[str, Measure]]
    may_require: bool
    may_answer: bool


def _requirement_facts(shown: RequirementShown) -> Iterator[tuple[Any, Any]]:
    requirement = shown.requirement
    yield _("What is required"), linebreaksbr(text(requirement.text))
    yield _("Put to"), text(shown.put_to)
    yield _("Put by"), text(requirement.put_by)
    yield _("Put on"), requirement.put_on.isoformat()
    if comment := getattr(requirement, "comment", None):
        words = _("A comment at version %(number)s") % {"number": comment.plan_version.number}
        yield _("Came from"), link(_to("comment", comment.pk), words)
    yield _("State"), state_of(requirement)
    if requirement.withdrawn_at:
        yield _("Reason"), text(requirement.reason)


def _answer_facts(shown: RequirementShown) -> Iterator[tuple[Any, Any]]:
    yield _("Answer"), linebreaksbr(text(shown.requirement.answer))
    yield _("Answered on"), moment(shown.requirement.answered_at)


def _requirement_steps(shown: RequirementShown) -> Iterator[Confirm]:
    if shown.may_require:
        words = _("Its number stays; it counts no more.")
        yield Confirm(
            _("Withdraw it"),
            _to("requirement_withdraw", shown.requirement.pk),
            words,
            reason_label=_("Reason"),
            version=shown.requirement.version,
        )


def _requirement_buttons(shown: RequirementShown) -> Iterator[Go]:
    pk = shown.requirement.pk
    yield Go(_("The whole plan"), _to("plan", shown.requirement.campaign_id), icon="document")
    if shown.may_answer:
        yield Go(_("Answer"), _to("requirement_answer", pk), icon="pen", kind="primary", key="a")
    if shown.may_require and shown.requirement.answered_at is None:
        yield Go(_("Change the wording"), _to("requirement_edit", pk), icon="pen", key="e")


REQUIREMENT: DetailPage[RequirementShown] = DetailPage(
    name="campaigns.requirement",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: _("Requirement %(number)s") % {"number": shown.requirement.number},
    lead=lambda shown: format_html(
        "{} · {}", named(shown.requirement.campaign.council), shown.requirement.campaign.year
    ),
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_requirement_buttons,
    main=(
        Facts(_("Requirement"), _requirement_facts),
        Facts(_("Answer of the secretariat"), _answer_facts),
        Table(
            _("Measures that serve it"),
            (
                Column("number", _("Number"), lambda pair: pair[0], kind="nowrap"),
                Column("title", _("What is done"), lambda pair: link(_to("measure", pair[1].pk), text(pair[1].title))),
                Column("who", pgettext_lazy("measure", "Who"), lambda pair: text(pair[1].responsible)),
            ),
            lambda shown: shown.measures,
            _("No measure serves it yet."),
        ),
    ),
    aside=(Steps(_requirement_steps, title=_("Next steps")),),
)
