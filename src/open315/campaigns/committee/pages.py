"""The pages of the bodies of a campaign: all of them on a day, one body, one post."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.committee.forms import RollForm
from open315.campaigns.committee.queries import Standing
from open315.campaigns.committee.rules import is_held
from open315.campaigns.models import Campaign, Committee, CommitteePost
from open315.core.pages.cells import badge, days, link, text
from open315.core.pages.cells import day as day_words
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Part, Steps, Table
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named

Line = tuple[CommitteePost, str]
"""A post, and its days in words."""


def _lines(posts: Sequence[CommitteePost]) -> list[Line]:
    return [(each, days(each.first_day, each.last_day)) for each in posts]


@dataclass(frozen=True, slots=True)
class RollShown:
    """The bodies of a campaign and who held their posts on a day; `form` asks for another."""

    campaign: Campaign
    day: date
    form: RollForm
    standing: Sequence[Standing]
    others: Sequence[Committee]
    """Bodies that did not stand on that day."""
    may_manage: bool

    @property
    def rolled(self) -> list[tuple[Committee, list[Line]]]:
        """Each body with its posts, for the template."""
        return [(each.committee, _lines(each.posts)) for each in self.standing]


def _to(name: str, pk: int) -> str:
    return reverse(f"campaigns:{name}", args=[pk])


def crumb_of(campaign: Campaign) -> tuple[Any, str]:
    """Words and address of the bodies of a campaign, for the way back."""
    return _("Bodies and posts %(year)s") % {"year": campaign.year}, _to("committees", campaign.pk)


def body_words(post: CommitteePost) -> Any:
    """The body that holds a post, in the reader's language where it is one of ours."""
    return named(post.organisation) if post.organisation else text(post.body)


def drawn_kind(committee: Committee) -> SafeString:
    """What kind of body it is."""
    return badge(committee.get_kind_display())


def _roll_buttons(shown: RollShown) -> Iterator[Go]:
    if shown.may_manage:
        yield Go(_("Set up a body"), _to("committee_new", shown.campaign.pk), icon="plus", key="+")
    asked = urlencode({"campaign": shown.campaign.pk, "day": shown.day.isoformat()})
    yield Go(_("As a list and a file"), f"{reverse('campaigns:posts')}?{asked}", icon="document")
    yield Go(_("The campaign"), _to("detail", shown.campaign.pk), icon="campaign")


ROLL: DetailPage[RollShown] = DetailPage(
    name="campaigns.committees",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: _("Bodies and posts %(year)s") % {"year": shown.campaign.year},
    heading=lambda shown: _("Bodies and posts %(year)s") % {"year": shown.campaign.year},
    lead=lambda shown: format_html(
        "{} · {}",
        named(shown.campaign.council),
        _("in order of precedence, as on %(day)s") % {"day": day_words(shown.day)},
    ),
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_roll_buttons,
    main=(
        Part("", "campaigns/committee/roll.html", bare=True),
        Table(
            _("Bodies that did not stand on that day"),
            (
                Column(
                    "name",
                    _("Name of the body of the campaign"),
                    lambda each: link(_to("committee", each.pk), text(each.name)),
                ),
                Column("kind", _("Kind of campaign body"), drawn_kind),
                Column("days", _("Stands from – to"), lambda each: days(each.set_up_on, each.ended_on), kind="nowrap"),
            ),
            lambda shown: shown.others,
            "",
            belongs=lambda shown: bool(shown.others),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class CommitteeShown:
    """A body with all its posts of whatever day, and whether the reader may change it."""

    committee: Committee
    posts: Sequence[CommitteePost]
    may_manage: bool

    @property
    def lines(self) -> list[Line]:
        """Its posts, for the template."""
        return _lines(self.posts)


def state_of(post: CommitteePost, today: date) -> SafeString:
    """Whether a post is held today."""
    if is_held(post.first_day, post.last_day, today):
        return badge(pgettext_lazy("post", "Held"), "good")
    if post.first_day > today:
        return badge(pgettext_lazy("post", "To come"), "info")
    return badge(pgettext_lazy("post", "Ended"))


def _committee_facts(shown: CommitteeShown) -> Iterator[tuple[Any, Any]]:
    committee = shown.committee
    yield _("Kind of campaign body"), committee.get_kind_display()
    if committee.part_of:
        yield _("Belongs to"), link(_to("committee", committee.part_of.pk), text(committee.part_of.name))
    yield _("Stands from – to"), days(committee.set_up_on, committee.ended_on)
    yield _("Set up by"), text(committee.basis)
    yield _("Duties"), linebreaksbr(text(committee.duties))


def _committee_steps(shown: CommitteeShown) -> Iterator[Confirm]:
    if shown.may_manage:
        words = _("Its posts go with it. Do this only if it was entered by mistake; one that ended gets a last day.")
        yield Confirm(
            _("Take the body out"),
            _to("committee_remove", shown.committee.pk),
            words,
            version=shown.committee.version,
        )


def _committee_buttons(shown: CommitteeShown) -> Iterator[Go]:
    pk = shown.committee.pk
    if shown.may_manage:
        yield Go(_("Give a post"), _to("post_new", pk), icon="plus", key="+")
        yield Go(_("Change"), _to("committee_edit", pk), icon="pen", key="e")
    yield Go(_("All bodies and posts"), _to("committees", shown.committee.campaign_id), icon="people")


COMMITTEE: DetailPage[CommitteeShown] = DetailPage(
    name="campaigns.committee",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: text(shown.committee.name),
    lead=lambda shown: format_html("{} · {}", named(shown.committee.campaign.council), shown.committee.campaign.year),
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_committee_buttons,
    main=(
        Facts(_("About the body"), _committee_facts),
        Part(_("Posts in order of precedence"), "campaigns/committee/posts.html"),
    ),
    aside=(Steps(_committee_steps, title=_("Next steps")),),
)


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post, and whether the reader may change it."""

    post: CommitteePost
    today: date
    may_manage: bool


def _post_facts(shown: PostShown) -> Iterator[tuple[Any, Any]]:
    post = shown.post
    yield _("Body of the campaign"), link(_to("committee", post.committee_id), text(post.committee.name))
    yield _("Post"), text(post.title)
    yield _("Body that holds it"), body_words(post)
    yield _("Office in that body"), text(post.office)
    yield _("Term"), days(post.first_day, post.last_day)
    yield _("State"), state_of(post, shown.today)


def _post_steps(shown: PostShown) -> Iterator[Confirm]:
    if shown.may_manage:
        words = _("Do this only if it was entered by mistake; a post that ended gets a last day.")
        yield Confirm(_("Take the post out"), _to("post_remove", shown.post.pk), words, version=shown.post.version)


def _post_buttons(shown: PostShown) -> Iterator[Go]:
    if shown.may_manage:
        yield Go(_("Hand the post over"), _to("post_hand_over", shown.post.pk), icon="route")
        yield Go(_("Change"), _to("post_edit", shown.post.pk), icon="pen", key="e")


POST: DetailPage[PostShown] = DetailPage(
    name="campaigns.post",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: f"{text(shown.post.committee.name)} {text(shown.post.title)}",
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_post_buttons,
    main=(Facts(_("Post"), _post_facts),),
    aside=(Steps(_post_steps, title=_("Next steps")),),
)
