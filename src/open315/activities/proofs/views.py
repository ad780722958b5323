"""The console's pages of photos and papers of an activity."""

from functools import partial

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.activities.models import Proof
from open315.activities.people.views import activity_or_404, page_of
from open315.activities.proofs import forms, queries, services
from open315.activities.proofs.receiving import received
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.uploads import services as uploads
from open315.core.uploads.handlers import refusal_of
from open315.core.uploads.kinds import PICTURES


def _proof_or_404(request: StaffRequest, pk: int) -> Proof:
    try:
        return queries.get_proof(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def keep(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep photos and papers of an activity."""
    activity, actor = activity_or_404(request, pk), request.actor
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = forms.NewProofForm(data, files, actor=actor, shown=queries.shown_by(activity))
    if words := refusal_of(request):
        form.add_error("proofs", words)

    def act(form: forms.NewProofForm) -> None:
        at = clock.now()
        with received(form.cleaned_data["proofs"], at=at) as kept:
            services.keep_proofs(pk, kept, form.draft(), actor=actor, at=at)

    page = page_of(activity, _("Add photos or papers"), "")
    return form_page(request, form, act, page, _("The photos and papers are kept."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Say something else of a photo or paper."""
    row, actor = _proof_or_404(request, pk), request.actor
    form = forms.ProofForm(
        request.POST or None, actor=actor, shown=queries.shown_by(row.activity), initial=forms.filled(row)
    )

    def act(form: forms.ProofForm) -> None:
        services.change_proof(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("activities:detail", args=[row.activity_id])
    crumbs = ((_("Activities"), reverse("activities:list")), (row.activity.title_in, back))
    page = FormPage("activities", _("Photo or paper"), back, version=row.version, crumbs=crumbs)
    return form_page(request, form, act, page, _("What is said of it was changed."))


@requires("activities:manage")
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a photo or paper out."""
    row = _proof_or_404(request, pk)
    act = partial(services.remove_proof, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("It was taken out."), ("activities:detail", row.activity_id))


@never_cache
@requires("activities:read")
def file(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The file of a photo or paper."""
    row = _proof_or_404(request, pk)
    uploads.require_whole(row.upload)
    return uploads.response(row.upload, stem=f"proof-{row.pk}", inline=row.upload.content_type in PICTURES)
