"""The comments at the plan of a campaign as a list."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.campaigns.commenting import queries
from open315.campaigns.commenting.pages import part_words, state_badge
from open315.campaigns.models import Campaign, PlanComment
from open315.campaigns.plan import queries as plan
from open315.campaigns.plan.content import content_from
from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Column, Empty, ListPage
from open315.core.pages.filters import FilterForm, choice


class CommentFilter(FilterForm):
    """Which comments are shown."""

    state = choice(gettext_lazy("State"))

    def prepare(self) -> None:
        """The states in words."""
        self.choose("state", [(queries.UNSETTLED, gettext_lazy("Not settled")), *PlanComment.State.choices])


COLUMNS: tuple[Column[PlanComment], ...] = (
    Column(
        "text",
        pgettext_lazy("comment", "Comment"),
        lambda each: link(reverse("campaigns:comment", args=[each.pk]), text(each.text)),
    ),
    Column(
        "at", pgettext_lazy("comment", "At"), lambda each: part_words(content_from(each.plan_version.content), each.key)
    ),
    Column("version", gettext_lazy("Version"), lambda each: each.plan_version.number, kind="number"),
    Column("by", pgettext_lazy("comment", "By"), lambda each: text(str(each.written_by or each.said_by))),
    Column("written_at", gettext_lazy("Written on"), lambda each: moment(each.written_at), kind="nowrap"),
    Column("state", gettext_lazy("State"), state_badge),
)
COMMENTS: ListPage[PlanComment] = ListPage(
    name="campaigns.comments",
    url_name="campaigns:comments",
    section="campaigns",
    permission="campaigns:read",
    title=gettext_lazy("Comments of the committee"),
    lead=gettext_lazy("What members of the standing committee said at paragraphs of the plan."),
    read=lambda _actor, _wanted: PlanComment.objects.none(),
    below=lambda actor, _query, args: comments_of(plan.get_draft(actor, int(args[0])).campaign),
    order=("pk",),
    columns=COLUMNS,
    filters=CommentFilter,
    empty=Empty(
        gettext_lazy("No comment yet"),
        gettext_lazy("Send a version to the committee: its members comment at the sections and measures."),
        art="inbox",
    ),
)


def comments_of(campaign: Campaign) -> ListPage[PlanComment]:
    """The list of the comments at one plan."""
    return COMMENTS.about(
        campaign.pk,
        title=gettext_lazy("Comments of the committee %(year)s") % {"year": campaign.year},
        read=lambda actor, wanted: queries.comments_of(actor, campaign.pk, wanted.get("state", "")),
    )
