"""Bringing in a file of messages that a gateway has kept: a message a row, safe to be sent twice."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.form_pages import FormPage, form_page
from open315.inbox.bringing import bring_file
from open315.inbox.forms import FileForm
from open315.inbox.listing import INBOX


@requires("inbox:handle")
@require_http_methods(["GET", "POST"])
def bring(request: StaffRequest) -> HttpResponse:
    """Choose a file; say what was new in it, what was known, and which rows are none."""
    form = FileForm(request.POST or None, request.FILES or None, actor=request.actor)

    def act(form: FileForm) -> None:
        done = bring_file(form.cleaned_data["file"], actor=request.actor, at=clock.now())
        told = {"new": done.new, "known": done.known}
        messages.success(request, _("New messages: %(new)d. Known before: %(known)d.") % told)
        for row, words in done.wrong[:10]:
            messages.warning(request, _("Row %(row)d was left out: %(why)s") % {"row": row, "why": words})

    back = reverse("inbox:list")
    lead = _(
        "One message a row, with the headings id, from, time and text (編號、號碼、時間、內容). A row that is here already is not taken twice."
    )
    page = FormPage("inbox", _("Bring in a file"), back, lead=lead, submit=_("Bring in"), crumbs=((INBOX, back),))
    return form_page(request, form, act, page, _("The file was read."))
