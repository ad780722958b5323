"""The console's pages of seminars: the list, one with its guests, the invitation and its letters, one guest."""

from functools import partial
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.activities.people.views import activity_or_404
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.exports.responses import document_response
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page
from open315.seminars import forms, queries, services
from open315.seminars.details import GUEST, GuestShown, shown_to
from open315.seminars.details import page_of as page_of_guests
from open315.seminars.drawing import guest_words, list_of, section_of
from open315.seminars.letters import letters as written_letters
from open315.seminars.listing import SEMINARS, guests_of

if TYPE_CHECKING:
    from open315.activities.models import Activity
    from open315.seminars.models import Guest


def seminar_or_404(request: StaffRequest, pk: int) -> "Activity":
    """The seminar of an address."""
    try:
        return queries.get_seminar(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _guest_or_404(request: StaffRequest, pk: int) -> "Guest":
    try:
        return queries.get_guest(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("activities:read")
def seminar_list(request: StaffRequest) -> HttpResponse:
    """The seminars that the reader sees, the latest first."""
    return list_page(request, SEMINARS)


@requires("activities:read")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One activity: its invitation, its guests by kind, and what can be done next."""
    activity = activity_or_404(request, pk)
    return detail_page(request, page_of_guests(activity), shown_to(request.actor, activity, clock.now()))


@requires("activities:read")
def guests(request: StaffRequest, pk: int) -> HttpResponse:
    """The guests of one activity."""
    return list_page(request, guests_of(activity_or_404(request, pk)))


@requires("activities:read")
def guests_export(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The filtered list as a file."""
    return list_file(request, guests_of(activity_or_404(request, pk)))


@requires("activities:read")
def guest(request: StaffRequest, pk: int) -> HttpResponse:
    """One guest."""
    found = _guest_or_404(request, pk)
    return detail_page(request, GUEST, GuestShown(found, request.actor.may("activities:manage")))


def page_of(activity: "Activity", title: str, name: str = "", version: int | None = None) -> FormPage:
    """What stands around a form about a seminar or the guests of an activity; `name` keeps a draft of it."""
    back = reverse("seminars:detail", args=[activity.pk])
    crumbs = (list_of(activity), (activity.title_in, back))
    draft = f"seminars.{name}/{activity.pk}" if name else ""
    return FormPage(section_of(activity), title, back, crumbs=crumbs, draft=draft, version=version)


def _page_of_guest(found: "Guest", title: str) -> FormPage:
    back = reverse("seminars:guest", args=[found.pk])
    crumbs = (
        list_of(found.activity),
        (found.activity.title_in, reverse("seminars:detail", args=[found.activity_id])),
        (guest_words(found), back),
    )
    return FormPage(section_of(found.activity), title, back, crumbs=crumbs, version=found.version)


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def guest_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Put somebody on the list."""
    activity, actor = activity_or_404(request, pk), request.actor
    form = forms.GuestForm(request.POST or None, actor=actor)

    def act(form: forms.GuestForm) -> None:
        services.enter_guest(pk, form.draft(), actor=actor, at=clock.now())

    return form_page(request, form, act, page_of(activity, _("Enter a guest")), _("The guest is on the list."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def guests_paste(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter a pasted list; what cannot be is named line by line, and nothing is entered then."""
    activity, actor = activity_or_404(request, pk), request.actor
    form = forms.PasteForm(request.POST or None, actor=actor)

    def act(form: forms.PasteForm) -> None:
        services.enter_guests(pk, form.cleaned_data["text"], actor=actor, at=clock.now())

    return form_page(request, form, act, page_of(activity, _("Paste a list")), _("The list was entered."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def invitation(request: StaffRequest, pk: int) -> HttpResponse:
    """The words of the invitation."""
    activity, actor = activity_or_404(request, pk), request.actor
    written = queries.written(pk)
    form = forms.InvitationForm(request.POST or None, actor=actor, initial=forms.filled_invitation(written))

    def act(form: forms.InvitationForm) -> None:
        # A form made before anything was written is as old as the first writing.
        version = version_of(request) or None
        services.write_invitation(pk, form.draft(), actor=actor, at=clock.now(), version=version)

    page = page_of(activity, _("Words of the invitation"), "invitation", written.version)
    return form_page(request, form, act, page, _("The words of the invitation are kept."))


@requires("activities:manage")
@require_POST
def invite(request: StaffRequest, pk: int) -> HttpResponse:
    """Send the invitations by e-mail."""
    activity_or_404(request, pk)
    act = partial(services.invite_by_mail, pk, actor=request.actor, at=clock.now())
    done = _("The invitations are on their way. Who has answered is shown in the list of guests.")
    return step(request, act, done, ("seminars:detail", pk))


@requires("activities:manage")
@require_POST
def told(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that those who had to be told on paper were told."""
    activity_or_404(request, pk)
    act = partial(services.note_told, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("It is noted that they have been told."), ("seminars:detail", pk))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def letters(request: StaffRequest, pk: int) -> HttpResponse:
    """The letters as one file."""
    activity, actor = activity_or_404(request, pk), request.actor
    form = forms.LettersForm(request.POST or None, actor=actor)

    def act(form: forms.LettersForm) -> HttpResponse:
        for_all = form.cleaned_data["whom"] == "all"
        found = services.print_letters(pk, for_all=for_all, actor=actor, at=clock.now())
        return document_response(written_letters(activity, queries.written(pk), found), f"letters-{pk}", "docx")

    page = page_of(activity, _("Print letters"))
    return form_page(request, form, act, page)


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def guest_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change who is on the list."""
    found, actor = _guest_or_404(request, pk), request.actor
    form = forms.ChangeForm(request.POST or None, actor=actor, initial=forms.filled_guest(found))

    def act(form: forms.ChangeForm) -> None:
        services.change_guest(pk, form.draft(), actor=actor, at=clock.now(), version=version_of(request))

    return form_page(request, form, act, _page_of_guest(found, _("Change the guest")), _("The guest was changed."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def guest_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Note what a guest said by telephone or letter."""
    found, actor = _guest_or_404(request, pk), request.actor
    form = forms.AnswerForm(request.POST or None, actor=actor, initial={"reply": found.reply})

    def act(form: forms.AnswerForm) -> None:
        services.note_answer(pk, form.answer(), actor=actor, at=clock.now(), version=version_of(request))

    return form_page(request, form, act, _page_of_guest(found, _("Note an answer")), _("The answer is noted."))


@requires("activities:manage")
@require_POST
def guest_strike(request: StaffRequest, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    found = _guest_or_404(request, pk)
    act = partial(services.strike_guest, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The guest was taken off the list."), ("seminars:guests", found.activity_id))
