"""The bodies of a campaign and their posts as sheets: who stood over what, from when to when, by office (ADR 0118, 0119)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.committee import services
from open315.campaigns.committee.types import CommitteeDraft, PostDraft
from open315.campaigns.folder.subject import acting_in, actors_of, campaign_in, campaigns_of, sheet
from open315.campaigns.models import Committee
from open315.core.access import Actor
from open315.core.folders import Bringing, Column, Form
from open315.core.folders.sheets import Values

POST = ("title", "body", "office", "first_day", "last_day")


def bring_committee(values: Values, bringing: Bringing) -> bool:
    """A body behind the others; one of the same name is left as it is."""
    campaign = campaign_in(bringing, values)
    found = campaign.committees.filter(name=values["name"]).first()
    committee = found or services.set_up_committee(
        campaign.pk, _draft(values, bringing), actor=acting_in(bringing, values), at=bringing.at
    )
    bringing.note("committee", f"{values['council']} {committee.name}", committee)
    return found is None


def _draft(values: Values, bringing: Bringing) -> CommitteeDraft:
    key = f"{values['council']} {values['part_of']}"
    part_of = bringing.find("committee", key, column="part_of").pk if values["part_of"] else None
    kept = {key: values[key] for key in ("kind", "name", "set_up_on", "ended_on", "basis", "duties")}
    return CommitteeDraft(**kept, part_of_id=part_of)


def give_committees(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The bodies in their order; each behind the one it belongs to."""
    for campaign in campaigns_of(actor, campaign_id):
        rows = list(campaign.committees.select_related("part_of"))
        for each in sorted(rows, key=lambda row: _depth(row, {one.pk: one for one in rows})):
            kept = ("kind", "name", "set_up_on", "ended_on", "basis", "duties")
            yield {
                **{key: getattr(each, key) for key in kept},
                "council": campaign.council.name,
                "part_of": each.part_of.name if each.part_of else "",
            }


def _depth(row: Committee, rows: dict[int, Committee]) -> int:
    return 0 if row.part_of_id is None else 1 + _depth(rows[row.part_of_id], rows)


def bring_post(values: Values, bringing: Bringing) -> bool:
    """A post and who held it; the same office in it from the same day is left as it is."""
    key = f"{values['council']} {values['committee']}"
    committee: Committee = bringing.find("committee", key, column="committee")
    same = {name: values[name] for name in ("title", "body", "office", "first_day")}
    found = committee.posts.filter(**same).first()
    draft = PostDraft(**{name: values[name] for name in POST})
    post = found or services.give_post(committee.pk, draft, actor=acting_in(bringing, values), at=bringing.at)
    bringing.note("post", f"{key} {post.title} {post.body}", post)
    return found is None


def give_posts(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """The posts of each body, in order of precedence."""
    for campaign, _acting in actors_of(actor, campaigns_of(actor, campaign_id)):
        for committee in campaign.committees.prefetch_related("posts"):
            for post in committee.posts.all():
                yield {
                    **{key: getattr(post, key) for key in POST},
                    "council": campaign.council.name,
                    "committee": committee.name,
                }


COMMITTEES = sheet(
    "committees",
    _("Bodies of the campaign"),
    70,
    (
        Column("name", _("Body of the campaign"), needed=True),
        Column("kind", _("Kind of body"), Form.CODE, needed=True, codes=lambda: dict(Committee.Kind.choices)),
        Column("set_up_on", _("Set up on"), Form.DAY, needed=True),
        Column("ended_on", _("Last day"), Form.DAY),
        Column("part_of", _("Belongs to")),
        Column("basis", pgettext_lazy("of a body", "Basis")),
        Column("duties", _("Duties")),
    ),
    bring_committee,
    give_committees,
)
POSTS = sheet(
    "posts",
    pgettext_lazy("of a campaign", "Posts"),
    75,
    (
        Column("committee", _("Body of the campaign"), needed=True),
        Column("title", _("Post in it"), needed=True),
        Column("body", _("Body of the holder"), needed=True),
        Column("office", _("Office of the holder"), needed=True),
        Column("first_day", _("First day"), Form.DAY, needed=True),
        Column("last_day", _("Last day"), Form.DAY),
    ),
    bring_post,
    give_posts,
)
