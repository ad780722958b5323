"""The sheet of votes by circulated signature: who was asked, and what each said.

Accounts are of one install, and who holds one is a person: whoever signed in the console travels as the place on the list (ADR 0133). One that is
under way stays, for people are being asked.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from open315.campaigns.approval.brought import bring_circulation
from open315.campaigns.approval.types import Circulated
from open315.campaigns.folder.issue import newest_version, standing_vote
from open315.campaigns.folder.subject import acting_in, campaign_in, campaigns_of, sheet
from open315.campaigns.models import Ballot
from open315.campaigns.types import Answer, ApprovalWay
from open315.core.access import Actor
from open315.core.folders import Bringing, Column, Form
from open315.core.folders.sheets import Values


def bring_vote(values: Values, bringing: Bringing) -> bool:
    """What the members signed on the version of the folder; one that was asked on the same day is left as it is."""
    campaign = campaign_in(bringing, values)
    asked_on: date = values["asked_on"]
    found = campaign.approvals.filter(way=ApprovalWay.CIRCULATION, held_on=asked_on).first()
    if found is not None:
        bringing.about = found
        return False
    reasons = (*values["reasons"], *[""] * len(values["objected"]))
    told = Circulated(
        asked_on,
        values["deadline"],
        agreed=values["agreed"],
        objected=tuple(zip(values["objected"], reasons, strict=False)),
        silent=values["silent"],
        waiver=values["waiver"],
    )
    actor = acting_in(bringing, values)
    bringing.about = bring_circulation(newest_version(campaign).pk, told, actor=actor, at=bringing.at)
    return True


def give_votes(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The circulations by which the newest versions are approved."""
    for campaign in campaigns_of(actor, campaign_id):
        vote = standing_vote(campaign)
        if vote is not None and vote.way == ApprovalWay.CIRCULATION:
            kept: dict[str, Any] = {key: getattr(vote, key) for key in ("deadline", "waiver")}
            yield {
                **kept,
                **_said(list(vote.ballots.all())),
                "asked_on": vote.held_on,
                "council": campaign.council.name,
            }


def _said(ballots: list[Ballot]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {answer.value: [] for answer in Answer}
    for each in ballots:
        names[each.answer].append(each.member or _now("Member %(place)s") % {"place": each.place})
    reasons = [each.reason.replace("；", "，") for each in ballots if each.answer == Answer.OBJECTS]
    return {
        "agreed": names[Answer.AGREES],
        "objected": names[Answer.OBJECTS],
        "silent": names[Answer.NONE],
        "reasons": reasons,
    }


CIRCULATIONS = sheet(
    "circulations",
    _("Votes by circulated signature"),
    63,
    (
        Column("asked_on", _("Asked on"), Form.DAY, needed=True),
        Column("deadline", _("Last day to sign"), Form.DAY, needed=True),
        Column("agreed", _("Agreed"), Form.SEVERAL),
        Column("objected", _("Objected"), Form.SEVERAL),
        Column("reasons", _("Reasons of those who objected (in their order)"), Form.SEVERAL),
        Column("silent", _("Did not answer"), Form.SEVERAL),
        Column("waiver", _("Why requirements may stay unanswered")),
    ),
    bring_vote,
    give_votes,
)
