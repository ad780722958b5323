"""The page of an approval, and the rules of procedure of a council."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.approval import procedures, queries
from open315.campaigns.approval.forms import BASES
from open315.campaigns.approval.rules import Voting
from open315.campaigns.approval.types import Tally
from open315.campaigns.models import Approval, Ballot, Procedure
from open315.campaigns.plan.pages import approval_badge
from open315.campaigns.types import Answer, ApprovalWay
from open315.core.names import Names
from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Action, Column, Empty, Go, ListPage
from open315.core.pages.details import DetailPage, Facts, Steps, Table
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named

TONES = {Answer.NONE.value: "warn", Answer.AGREES.value: "good", Answer.OBJECTS.value: "bad"}


@dataclass(frozen=True, slots=True)
class ApprovalShown:
    """A vote, how it is counted, and what the reader may do."""

    approval: Approval
    tally: Tally
    voting: Voting
    ballots: Sequence[tuple[Ballot, str]]
    """Each with where it is answered, for those who may."""
    may_take_back: bool
    may_manage: bool


def share_name(key: str) -> Names:
    """A share in words."""
    return procedures.shares()[key]


def _met(is_met: bool) -> Any:
    return badge(_("Reached"), "good") if is_met else badge(_("Not reached"), "warn")


def _facts(shown: ApprovalShown) -> Iterator[tuple[Any, Any]]:
    row = shown.approval
    yield _("State"), approval_badge(row)
    yield _("Way"), row.get_way_display()
    if row.way == ApprovalWay.MEETING:
        yield _("Which meeting"), text(row.occasion)
        yield _("Held on"), row.held_on.isoformat()
    else:
        yield _("Asked on"), row.held_on.isoformat()
        yield _("Last day"), row.deadline.isoformat() if row.deadline else ""
        yield _("Reminded on"), moment(row.reminded_at)
    yield _("Decided on"), moment(row.decided_at)
    if row.waived:
        yield _("Requirements left unanswered"), "、".join(str(each) for each in row.waived)
        yield _("Why requirements may stay unanswered"), text(row.waiver)
    if row.reason:
        yield _("Reason"), text(row.reason)


def _count(shown: ApprovalShown) -> Iterator[tuple[Any, Any]]:
    row, tally, voting = shown.approval, shown.tally, shown.voting
    yield _("Members of the committee"), str(tally.members)
    if row.way == ApprovalWay.MEETING:
        yield _("Members present"), str(tally.present)
        yield pgettext_lazy("votes", "For"), str(tally.in_favour)
        yield pgettext_lazy("votes", "Against"), str(row.against)
        yield pgettext_lazy("votes", "Abstained"), str(row.abstained)
    else:
        yield _("Answered"), str(tally.present)
        yield pgettext_lazy("ballot", "Agrees"), str(tally.in_favour)
        yield pgettext_lazy("ballot", "Objects"), str(tally.present - tally.in_favour)
    yield _("Members who must take part"), format_html("{} {}", share_name(row.quorum), _met(voting.has_quorum(tally)))
    needed = format_html(
        "{} · {} {}", share_name(row.majority), BASES.get(row.base, row.base), _met(voting.has_majority(tally))
    )
    yield _("Votes for it"), needed
    yield _("Rules of procedure"), text(row.source)


def _ballot_member(pair: tuple[Ballot, str]) -> Any:
    ballot, address = pair
    return link(address, text(str(ballot))) if address else text(str(ballot))


BALLOT_COLUMNS: tuple[Column[tuple[Ballot, str]], ...] = (
    Column("member", _("Member"), _ballot_member),
    Column("answer", _("Answer"), lambda pair: badge(pair[0].get_answer_display(), TONES.get(pair[0].answer, ""))),
    Column("reason", _("Reason"), lambda pair: text(pair[0].reason)),
    Column("answered_at", _("Answered on"), lambda pair: moment(pair[0].answered_at), kind="nowrap"),
    Column("paper", _("How"), lambda pair: _how(pair[0])),
)


def _how(ballot: Ballot) -> Any:
    if ballot.answer == Answer.NONE:
        return ""
    return _("Noted from paper") if ballot.is_on_paper else _("In the console")


def _steps(shown: ApprovalShown) -> Iterator[Confirm]:
    if shown.may_take_back:
        words = _("It stays to be read. If it approved a version, that is no longer approved.")
        address = reverse("campaigns:approval_take_back", args=[shown.approval.pk])
        yield Confirm(_("Take it back"), address, words, reason_label=_("Reason"), version=shown.approval.version)


def _buttons(shown: ApprovalShown) -> Iterator[Go]:
    row = shown.approval
    yield Go(_("The version"), reverse("campaigns:version", args=[row.plan_version_id]), icon="document")
    yield Go(_("The whole plan"), reverse("campaigns:plan", args=[row.campaign_id]), icon="document")
    yield Go(_("Rules of procedure"), reverse("campaigns:procedures"), icon="law")


APPROVAL: DetailPage[ApprovalShown] = DetailPage(
    name="campaigns.approval",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: (
        _("Vote on plan %(year)s, version %(number)s")
        % {
            "year": shown.approval.campaign.year,
            "number": shown.approval.plan_version.number,
        }
    ),
    lead=lambda shown: named(shown.approval.campaign.council),
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_buttons,
    main=(
        Facts(_("Vote"), _facts),
        Facts(_("Count"), _count),
        Table(
            _("Members"),
            BALLOT_COLUMNS,
            lambda shown: shown.ballots,
            "",
            belongs=lambda shown: bool(shown.ballots),
        ),
    ),
    aside=(Steps(_steps, title=_("Next steps")),),
)

PROCEDURES: ListPage[Procedure] = ListPage(
    name="campaigns.procedures",
    url_name="campaigns:procedures",
    section="campaigns",
    permission="campaigns:read",
    title=_("Rules of procedure"),
    lead=_("How the standing committee decides on plans. Votes keep the rules of their day."),
    read=lambda actor, _wanted: queries.procedures(actor),
    order=("-valid_from", "pk"),
    columns=(
        Column("valid_from", _("In force from"), lambda each: each.valid_from.isoformat(), kind="nowrap"),
        Column("quorum", _("Members who must take part"), lambda each: share_name(each.quorum)),
        Column("majority", _("Votes for it"), lambda each: share_name(each.majority)),
        Column("base", _("Votes of whom"), lambda each: BASES.get(each.base, each.base)),
        Column("remind", _("Days before the deadline to remind"), lambda each: each.remind_days, kind="number"),
        Column("source", _("Where it is written"), lambda each: text(each.source)),
    ),
    actions=(
        Action(
            _("Enter rules of procedure"),
            "campaigns:procedure_new",
            icon="plus",
            kind="primary",
            permission="campaigns:manage",
        ),
    ),
    empty=Empty(
        _("Your council has entered no rules of procedure"),
        _("Until then at least two thirds of the members must take part, and at least two thirds of those must agree."),
        art="inbox",
        action=Action(_("Enter rules of procedure"), "campaigns:procedure_new", permission="campaigns:manage"),
    ),
)
