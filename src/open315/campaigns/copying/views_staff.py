"""The console's page that takes an earlier plan over."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from open315.campaigns.copying import queries, services
from open315.campaigns.plan import queries as plans
from open315.campaigns.plan.queries import Draft
from open315.campaigns.plan.reading import found
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.form_pages import FormPage, PageForm, form_page


class SourceForm(PageForm):
    """Which year is taken over."""

    source = forms.TypedChoiceField(
        label=gettext_lazy("Plan of which year"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Requirements, versions, votes and holders of posts stay in their year. The days move to this one."),
    )  # fmt: skip


@requires("campaigns:manage")
@require_http_methods(["GET", "POST"])
def take_over(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin a plan with that of an earlier year."""
    actor = request.actor
    draft: Draft = found(plans.get_draft, actor, pk)
    sources = list(queries.sources_for(actor, draft.campaign))
    form = SourceForm(request.POST or None, actor=actor, initial={"source": sources[0].pk if sources else None})
    form.choose("source", [(each.pk, _words(each)) for each in sources])

    def act(form: SourceForm) -> str:
        services.take_over_plan(pk, form.cleaned_data["source"], actor=actor, at=clock.now())
        return reverse("campaigns:plan", args=[pk])

    back = reverse("campaigns:plan", args=[pk])
    crumbs = ((_("Campaigns"), reverse("campaigns:list")), (_("Plan %(year)s") % {"year": draft.campaign.year}, back))
    page = FormPage("campaigns", _("Take over an earlier plan"), back, crumbs=crumbs, submit=_("Take over"))
    return form_page(request, form, act, page, _("The plan is taken over. Change what is different this year."))


def _words(source: Any) -> str:
    said = _("%(year)s: %(sections)s sections, %(measures)s measures, %(bodies)s bodies")
    numbers = {"sections": source.n_sections, "measures": source.n_measures, "bodies": source.n_committees}
    return said % {"year": source.year, **numbers}
