"""The bodies of a campaign for tests: an organising committee with three posts, its office, and a command post that passes on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from open315.campaigns import services as campaigns
from open315.campaigns.committee import services
from open315.campaigns.committee.types import CommitteeDraft, PostDraft
from open315.campaigns.models import Campaign, Committee, CommitteePost
from open315.campaigns.tests.making import plan

SET_UP = date(2026, 1, 5)
COMMITTEE = CommitteeDraft(
    "committee", "活動組委會", SET_UP, date(2026, 3, 31), basis="鄂消發〔2026〕1號", duties="審定方案"
)
HEAD = PostDraft("主任", "湖北省人民政府", "副省長", SET_UP)
DEPUTY = PostDraft("副主任", "湖北省消費者委員會", "會長", SET_UP)
MEMBER = PostDraft("成員", "湖北省公安廳", "副廳長", date(2026, 2, 1), date(2026, 3, 15))


@dataclass(frozen=True)
class Seated:
    """The rows of the bodies."""

    campaign: Campaign
    committee: Committee
    office: Committee
    head: CommitteePost
    deputy: CommitteePost
    member: CommitteePost
    secretary: CommitteePost


def seated(cast: Any) -> Seated:
    """The province's bodies of 2026."""
    given: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": cast.at}
    campaign = campaigns.open_campaign(plan(), **given)
    committee = services.set_up_committee(campaign.pk, COMMITTEE, **given)
    office = CommitteeDraft("office", "組委會辦公室", date(2026, 1, 10), part_of_id=committee.pk)
    of_it = services.set_up_committee(campaign.pk, office, **given)
    head, deputy, member = (services.give_post(committee.pk, draft, **given) for draft in (HEAD, DEPUTY, MEMBER))
    secretary = PostDraft("主任", "湖北省消費者委員會", "祕書長", date(2026, 1, 10))
    return Seated(campaign, committee, of_it, head, deputy, member, services.give_post(of_it.pk, secretary, **given))
