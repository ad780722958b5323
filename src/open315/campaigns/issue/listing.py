"""The papers of a council."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.campaigns.issue import queries
from open315.campaigns.issue.content import number_text
from open315.campaigns.issue.pages import issue_badge
from open315.campaigns.models import JointIssue
from open315.core.pages.cells import link, moment, text
from open315.core.pages.declared import Column, Empty, ListPage

ISSUES: ListPage[JointIssue] = ListPage(
    name="campaigns.issues",
    url_name="campaigns:issues",
    section="campaigns",
    permission="campaigns:read",
    title=gettext_lazy("Joint issues"),
    lead=gettext_lazy("The papers by which your council and partner bodies issue an approved plan."),
    read=lambda actor, _wanted: queries.issues(actor),
    order=("-pk",),
    columns=(
        Column("number", gettext_lazy("Document number"), lambda each: text(number_text(each)), kind="nowrap"),
        Column(
            "title",
            pgettext_lazy("paper", "Title"),
            lambda each: link(reverse("campaigns:issue", args=[each.pk]), text(each.title)),
        ),
        Column("state", gettext_lazy("State"), issue_badge),
        Column("issued_at", gettext_lazy("Issued at"), lambda each: moment(each.issued_at), kind="nowrap"),
        Column("delivered", gettext_lazy("Delivered to councils"), lambda each: each.delivered, kind="number"),  # type: ignore[attr-defined]
        Column("acknowledged", gettext_lazy("Acknowledged"), lambda each: each.acknowledged, kind="number"),  # type: ignore[attr-defined]
        Column("filed", gettext_lazy("Own plans filed"), lambda each: each.filed, kind="number"),  # type: ignore[attr-defined]
    ),
    empty=Empty(
        gettext_lazy("No joint issue yet"),
        gettext_lazy("Draft one on the page of the version that the standing committee approved."),
        art="inbox",
    ),
)
