"""The consumer objects to how her case ended, with words and files, on the page of the case."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.cases import services
from open315.cases.actors import CONSUMER, case_id_of
from open315.core import clock
from open315.core.access import PortalRequest, requires
from open315.core.errors import Open315Error
from open315.core.uploads.services import drop_unclaimed
from open315.intake.web.forms import ObjectionForm
from open315.intake.web.left_words import left_words
from open315.intake.web.receiving import receive_files
from open315.intake.web.views_track import OBJECTED, case_page


@never_cache
@requires(kinds=(CONSUMER,))
@require_POST
def object_to_end(request: PortalRequest) -> HttpResponse:
    """Object. What is wrong with the form or too late is said on the page, with the words kept."""
    actor = request.actor
    form = ObjectionForm(request.POST)
    uploads, errors = receive_files(request, ())
    for message in errors:
        form.add_error(None, message)
    if form.is_valid():
        try:
            services.object_to_end(
                case_id_of(actor),
                words=form.cleaned_data["words"],
                upload_ids=uploads,
                actor=actor,
                at=clock.now(),
            )
            left_words(request, case_id_of(actor)).drop()
            return redirect(f"{reverse('intake:case')}?{OBJECTED}=1")
        except Open315Error as error:
            form.add_error(error.field if error.field in form.fields else None, str(error.message))
    drop_unclaimed(uploads)
    return case_page(request, objection=form, status=422)
