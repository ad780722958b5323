"""The list of the posts of all campaigns that one sees, in order of precedence, and its file."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from open315.campaigns import queries as campaigns
from open315.campaigns.committee.pages import body_words
from open315.campaigns.committee.queries import listed
from open315.campaigns.models import Committee, CommitteePost
from open315.core.pages.cells import day as day_words
from open315.core.pages.cells import days, link, text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice, day, words
from open315.core.ui.templatetags.ui import named
from open315.org import queries as org


class PostFilters(FilterForm):
    """Posts of any day and campaign, unless something is asked for."""

    q = words(gettext_lazy("Post, body or office"))
    campaign = forms.TypedChoiceField(
        label=gettext_lazy("Campaign of the year"), required=False, coerce=int, empty_value=None
    )
    kind = choice(gettext_lazy("Kind of campaign body"), Committee.Kind)
    day = day(gettext_lazy("Who held what on"))
    council = forms.TypedChoiceField(label=gettext_lazy("Council"), required=False, coerce=int, empty_value=None)

    def prepare(self) -> None:
        seen = campaigns.visible_to(self.actor)
        self.choose("campaign", [(each.pk, f"{each.year} {named(each.council)}") for each in seen])
        own = (body for body in org.councils() if body.id in self.actor.organisation_ids)
        self.choose("council", [(body.id, body.names) for body in own])


def _header() -> list[Any]:
    about = ["id", _("Year"), _("Council"), _("Body of the campaign"), _("Kind of campaign body"), _("Post")]
    return [*about, _("Body that holds it"), _("Office in that body"), _("From"), pgettext("post", "Until")]


def _file_rows(rows: QuerySet[CommitteePost]) -> Iterable[list[Any]]:
    for each in rows.iterator(chunk_size=500):
        committee = each.committee
        yield [
            each.pk,
            committee.campaign.year,
            named(committee.campaign.council),
            text(committee.name),
            committee.get_kind_display(),
            text(each.title),
            text(each.body),
            text(each.office),
            day_words(each.first_day),
            day_words(each.last_day),
        ]


def _body(post: CommitteePost) -> Any:
    return link(reverse("campaigns:committee", args=[post.committee_id]), text(post.committee.name))


POSTS: ListPage[CommitteePost] = ListPage(
    name="campaigns.posts",
    url_name="campaigns:posts",
    section="campaigns",
    permission="campaigns:read",
    title=gettext_lazy("Posts of the campaigns"),
    lead=gettext_lazy("Who holds or held which post of which body, in order of precedence. Choose a day to see who held it then."),
    filters=PostFilters,
    read=listed,
    order=("-committee__campaign__year", "committee__campaign__council__path", "committee__place", "place", "pk"),
    columns=(
        Column("title", gettext_lazy("Post"), lambda each: link(reverse("campaigns:post", args=[each.pk]), text(each.title))),
        Column("committee", gettext_lazy("Body of the campaign"), _body),
        Column("body", gettext_lazy("Body that holds it"), body_words),
        Column("office", gettext_lazy("Office in that body"), lambda each: text(each.office)),
        Column("days", gettext_lazy("Term"), lambda each: days(each.first_day, each.last_day), kind="nowrap"),
        Column("year", gettext_lazy("Year"), lambda each: each.committee.campaign.year, kind="number"),
        Column("council", gettext_lazy("Council"), lambda each: named(each.committee.campaign.council)),
    ),
    empty=Empty(
        gettext_lazy("No post"),
        gettext_lazy("Open a campaign and set up its bodies, or change the filters."),
        art="inbox",
    ),
    export=Export(
        url_name="campaigns:posts_export",
        file="posts",
        event="campaigns.posts_exported",
        header=_header,
        rows=_file_rows,
    ),
)  # fmt: skip
