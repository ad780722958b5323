"""The console's pages of calendar addresses, and the file of one activity."""

from functools import partial

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.activities import queries as activities
from open315.activities.feeds import services
from open315.activities.feeds.entries import entry_of
from open315.activities.feeds.files import TYPE, calendar_file
from open315.activities.feeds.forms import FeedForm
from open315.activities.feeds.listing import FEEDS
from open315.activities.feeds.queries import own
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.ics import host_of_site
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.core.pages.lists import list_page


@requires("activities:read")
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """One activity as a file for another calendar."""
    try:
        activity = activities.get_activity(request.actor, pk)
    except NotFound as error:
        raise Http404 from error
    entry = entry_of(activity)
    content = calendar_file([entry], name=entry.title, host=host_of_site(), at=clock.now())
    name = f"activity-{pk}.ics"
    return HttpResponse(content, content_type=TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@requires("activities:read")
def feed_list(request: StaffRequest) -> HttpResponse:
    """One's own calendar addresses."""
    return list_page(request, FEEDS)


@requires("activities:read")
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Make an address; it is shown once."""
    actor = request.actor
    form = FeedForm(request.POST or None, actor=actor, initial={"council": actor.organisation_id})

    def act(form: FeedForm) -> HttpResponse:
        made = services.make_feed(
            form.cleaned_data["council"], with_below=form.cleaned_data["with_below"], actor=actor, at=clock.now()
        )
        address = settings.SITE_URL.rstrip("/") + reverse("activities_feed", args=[made.token])
        return render(
            request,
            "core/pages/calendar_once.html",
            {
                "section": "activities",
                "address": address,
                "note": _("Whoever has it can read these activities. Nobody here can look it up again."),
                "list_href": back,
                "list_words": _("Activities in your own calendar"),
            },
        )

    back = reverse("activities:feeds")
    crumbs = ((_("Activities"), reverse("activities:list")), (_("Activities in your own calendar"), back))
    return form_page(request, form, act, FormPage("activities", _("New calendar address"), back, crumbs=crumbs))


@requires("activities:read")
@require_POST
def revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an address back."""
    if not own(request.actor).filter(pk=pk).exists():
        raise Http404
    act = partial(services.revoke_feed, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The address answers nobody any more."), ("activities:feeds",))
