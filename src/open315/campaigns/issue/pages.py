"""The pages of a joint issue: for those who issue it, for a partner that is asked, for a council to which it was delivered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.issue.rules import is_late
from open315.campaigns.models import IssuePartner, JointIssue
from open315.campaigns.plan.content import content_from
from open315.campaigns.plan.version_pages import SectionShown, sections_shown
from open315.campaigns.types import IssueState, PartnerSays
from open315.core.clock import local_day
from open315.core.pages.cells import badge, code, lines, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Note, Part, Steps, Table
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named

STATE_TONES = {IssueState.ASKED.value: "info", IssueState.ISSUED.value: "good"}
ANSWER_TONES = {
    PartnerSays.NOTHING.value: "warn",
    PartnerSays.CONFIRMED.value: "good",
    PartnerSays.DECLINED.value: "bad",
}
Paper = Mapping[str, Any]


def _to(name: str, pk: int) -> str:
    return reverse(f"campaigns:{name}", args=[pk])


def issue_badge(issue: JointIssue) -> SafeString:
    """Where a paper stands."""
    return badge(issue.get_state_display(), STATE_TONES.get(issue.state, "neutral"))


def answer_badge(partner: IssuePartner) -> SafeString:
    """What a partner said."""
    return badge(partner.get_answer_display(), ANSWER_TONES.get(partner.answer, "neutral"))


def paper_facts(paper: Paper) -> Iterator[tuple[Any, Any]]:
    """What it says, for every page that shows it."""
    yield _("Document number"), text(paper["number"])
    yield pgettext_lazy("paper", "Title"), text(paper["title"])
    yield _("Signed by"), lines(map(text, paper["signatories"]))
    yield _("Main recipients"), lines(map(text, paper["recipients"]))
    yield pgettext_lazy("paper", "Text"), linebreaksbr(text(paper["text"]))
    yield _("Annexes"), lines(map(text, paper["annexes"]))
    yield _("Copies to"), lines(map(text, paper["copies"]))
    yield _("Issued on"), paper["issued_on"]


@dataclass(frozen=True, slots=True)
class IssueShown:
    """A paper as it would be issued or was, its partners, and what the reader may do."""

    issue: JointIssue
    paper: Paper
    partners: Sequence[IssuePartner]
    may_manage: bool
    is_unchanged: bool
    is_waiting: bool
    """Whether partners are waited for."""
    may_read_activities: bool = False

    @property
    def silent(self) -> int:
        """How many councils have not acknowledged it."""
        return int(self.issue.delivered - self.issue.acknowledged)  # type: ignore[attr-defined]

    @property
    def missing(self) -> int:
        """How many councils have filed no plan of their own."""
        return int(self.issue.delivered - self.issue.filed)  # type: ignore[attr-defined]

    @property
    def is_issued(self) -> bool:
        """Whether it was issued."""
        return self.issue.state == IssueState.ISSUED


def _issue_facts(shown: IssueShown) -> Iterator[tuple[Any, Any]]:
    issue = shown.issue
    yield _("State"), issue_badge(issue)
    words = _("Version %(number)s") % {"number": issue.plan_version.number}
    yield _("What is issued"), link(_to("version", issue.plan_version_id), words)
    yield _("Partners answer by"), issue.reply_until.isoformat() if issue.reply_until else ""
    yield _("Councils acknowledge by"), issue.acknowledge_until.isoformat() if issue.acknowledge_until else ""
    yield _("Councils file own plans by"), issue.plans_until.isoformat() if issue.plans_until else ""
    if shown.is_issued:
        yield _("Issued at"), moment(issue.issued_at)
        seal = badge(_("Unchanged"), "good") if shown.is_unchanged else badge(_("Changed since it was issued"), "bad")
        yield _("Digest"), format_html("{} {}", code(issue.digest), seal)
    if issue.reason:
        yield _("Reason"), text(issue.reason)


def _delivered(shown: IssueShown) -> Iterator[tuple[Any, Any]]:
    issue = shown.issue
    yield _("Delivered to councils"), str(issue.delivered)  # type: ignore[attr-defined]
    yield _("Acknowledged"), str(issue.acknowledged)  # type: ignore[attr-defined]
    silent = f"{_to('issue_deliveries', issue.pk)}?state=silent"
    yield _("Silent"), link(silent, shown.silent) if shown.silent else "0"
    yield _("Own plans filed"), str(issue.filed)  # type: ignore[attr-defined]
    missing = f"{_to('issue_deliveries', issue.pk)}?plan=missing"
    yield _("Own plans missing"), link(missing, shown.missing) if shown.missing else "0"


def how(partner: IssuePartner) -> Any:
    """By which way an answer came, and whether it came after the last day."""
    if partner.answer == PartnerSays.NOTHING or partner.answered_at is None:
        return ""
    words = _("Noted from paper") if partner.is_on_paper else _("In the console")
    if is_late(local_day(partner.answered_at), partner.issue.reply_until):
        return format_html("{} {}", words, badge(_("After the last day"), "warn"))
    return words


PARTNER_COLUMNS: tuple[Column[IssuePartner], ...] = (
    Column("place", _("Order"), lambda each: each.place, kind="number"),
    Column("name", _("Partner body"), lambda each: link(_to("issue_partner", each.pk), text(each.name))),
    Column("answer", _("Answer"), answer_badge),
    Column("reason", _("Reason"), lambda each: text(each.reason)),
    Column("answered_at", _("Answered on"), lambda each: moment(each.answered_at), kind="nowrap"),
    Column("how", _("How"), how),
)


def _issue_steps(shown: IssueShown) -> Iterator[Go | Confirm]:
    issue, pk = shown.issue, shown.issue.pk
    if not shown.may_manage:
        return
    if issue.state == IssueState.DRAFT:
        words = _("From now on the paper cannot be changed, only withdrawn. Bodies with an account are told.")
        yield Confirm(_("Ask the partners"), _to("issue_ask", pk), words, kind="primary", version=issue.version)
    if issue.state == IssueState.ASKED:
        words = _("It is frozen and delivered to every council below. This cannot be taken back.")
        if shown.is_waiting:
            words = _("A partner has not answered yet: it can be issued once all have, or their last day is over.")
        yield Confirm(_("Issue the paper"), _to("issue_do", pk), words, kind="primary", version=issue.version)
    if issue.state in (IssueState.DRAFT, IssueState.ASKED):
        words = _("It stays to be read; its number is free again.")
        yield Confirm(
            _("Withdraw the paper"), _to("issue_withdraw", pk), words, reason_label=_("Reason"), version=issue.version
        )
    if shown.is_issued and shown.silent:
        words = _("Each council that has not acknowledged it is reminded, at most once a day.")
        yield Confirm(_("Remind the silent"), _to("issue_chase", pk), words, kind="primary")
    if shown.is_issued and shown.missing:
        words = _("Each council that has filed no plan of its own is reminded, at most once a day.")
        yield Confirm(_("Remind of missing plans"), _to("plans_chase", pk), words, kind="secondary")


def _issue_buttons(shown: IssueShown) -> Iterator[Go]:
    issue = shown.issue
    yield Go(_("The whole plan"), _to("plan", issue.campaign_id), icon="document")
    if shown.may_manage and issue.state == IssueState.DRAFT:
        yield Go(_("Change"), _to("issue_edit", issue.pk), icon="pen", key="e")
    yield Go("DOCX", _to("paper_docx", issue.pk), icon="download")
    yield Go("PDF", _to("paper_pdf", issue.pk), icon="download")
    if shown.is_issued:
        yield Go(_("Who has acknowledged"), _to("issue_deliveries", issue.pk), icon="inbox")
        if shown.may_read_activities:
            yield Go(_("Matrix of councils"), reverse("activities:matrix", args=[issue.campaign_id]), icon="chart")


ISSUE: DetailPage[IssueShown] = DetailPage(
    name="campaigns.joint_issue",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: text(shown.issue.title),
    lead=lambda shown: named(shown.issue.council),
    back=lambda: (_("Joint issues"), reverse("campaigns:issues")),
    buttons=_issue_buttons,
    main=(
        Facts(_("Joint issue"), _issue_facts),
        Facts(_("Paper"), lambda shown: paper_facts(shown.paper)),
        Table(_("Partner bodies"), PARTNER_COLUMNS, lambda shown: shown.partners, _("No partner body is named yet.")),
    ),
    aside=(
        Steps(_issue_steps, title=_("Next steps")),
        Facts(_("Delivery"), _delivered),
    ),
)


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """What a partner body is asked, and whether the reader may answer."""

    partner: IssuePartner
    paper: Paper
    may_answer: bool
    is_own: bool
    is_over: bool
    """Whether the last day for answers lies behind."""

    @property
    def sections(self) -> list[SectionShown]:
        """The plan that is issued, without the money: that is the council's own affair."""
        return sections_shown(content_from(self.paper["plan"]), money=False)


def _partner_facts(shown: PartnerShown) -> Iterator[tuple[Any, Any]]:
    partner = shown.partner
    yield _("Partner body"), text(partner.name)
    yield pgettext_lazy("joint issue", "Asked by"), named(partner.issue.council)
    yield _("Last day"), partner.issue.reply_until.isoformat() if partner.issue.reply_until else ""
    yield _("Answer"), answer_badge(partner)
    if partner.reason:
        yield _("Reason"), text(partner.reason)
    yield _("Answered on"), moment(partner.answered_at)
    yield _("How"), how(partner)


_LATE = _(
    "Your body does not sign any more, unless it has confirmed. If it wants to, ask the council that issues the paper to note it."
)


def _partner_steps(shown: PartnerShown) -> Iterator[Confirm | Note]:
    if not shown.may_answer:
        return
    partner = shown.partner
    paper = "" if shown.is_own else _("You note what the body said on paper.")
    if shown.is_over and shown.is_own:
        yield Note(_("The last day is over"), _LATE)
    else:
        noted = _("Its last day is over: noted now, it signs all the same.") if shown.is_over else paper
        words = noted or _("Your body signs the paper.")
        yield Confirm(_("Confirm"), _to("issue_confirm", partner.pk), words, kind="primary", version=partner.version)
    yield Confirm(
        pgettext_lazy("joint issue", "Decline"),
        _to("issue_decline", partner.pk),
        paper,
        reason_label=_("Reason"),
        version=partner.version,
    )


def _to_issue(shown: PartnerShown) -> Iterator[Go]:
    if not shown.is_own:
        yield Go(_("The paper"), _to("issue", shown.partner.issue_id), icon="document")


PARTNER: DetailPage[PartnerShown] = DetailPage(
    name="campaigns.issue_partner",
    section="campaigns",
    permission="campaigns:confirm",
    title=lambda shown: text(shown.partner.issue.title),
    lead=lambda shown: named(shown.partner.issue.council),
    back=lambda: (pgettext_lazy("first page", "Today"), reverse("console")),
    buttons=_to_issue,
    main=(
        Facts(_("What is asked"), _partner_facts),
        Facts(_("Paper"), lambda shown: paper_facts(shown.paper)),
        Part("", "campaigns/plan/version.html", bare=True),
    ),
    aside=(Steps(_partner_steps, title=_("Next steps")),),
)
