"""The console's pages of people who took part: the list and its file, entering one or a pasted list, one person and its other title."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.activities import queries as activities
from open315.activities.models import Activity, Person
from open315.activities.people import forms, queries, services
from open315.activities.people.details import PERSON, shown_to
from open315.activities.people.drawing import person_words
from open315.activities.people.listing import PEOPLE
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.pages.lists import list_page


def _person_or_404(request: StaffRequest, pk: int) -> Person:
    try:
        return queries.get_person(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def activity_or_404(request: StaffRequest, pk: int) -> Activity:
    """The activity; 404 where this reader sees none."""
    try:
        return activities.get_activity(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("activities:read")
def people_list(request: StaffRequest) -> HttpResponse:
    """The people who took part in the activities that the reader sees."""
    return list_page(request, PEOPLE)


@requires("activities:read")
def export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list as a file."""
    return list_file(request, PEOPLE)


@requires("activities:read")
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One person: what it took part in, and under which other titles it is known."""
    return detail_page(request, PERSON, shown_to(request.actor, _person_or_404(request, pk)))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def enter(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter somebody who took part."""
    activity, actor = activity_or_404(request, pk), request.actor
    form = forms.PersonForm(request.POST or None, actor=actor)

    def act(form: forms.PersonForm) -> None:
        services.enter_person(pk, form.attendance(), actor=actor, at=clock.now())

    return form_page(request, form, act, page_of(activity, _("Enter a person"), "enter"), _("The person was entered."))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def paste(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter a pasted list; what cannot be is named line by line, and nothing is entered then."""
    activity, actor = activity_or_404(request, pk), request.actor
    form = forms.PasteForm(request.POST or None, actor=actor)
    done = _("The list was entered.")

    def act(form: forms.PasteForm) -> None:
        services.enter_people(
            pk, form.cleaned_data["text"], role=form.cleaned_data["role"], actor=actor, at=clock.now()
        )

    return form_page(request, form, act, page_of(activity, _("Paste a list"), "paste"), done)


def page_of(activity: Activity, title: str, name: str, lead: Any = "") -> FormPage:
    """The frame of a form about the people of an activity; with a `name`, what was typed in it is kept."""
    back = reverse("activities:detail", args=[activity.pk])
    crumbs = ((_("Activities"), reverse("activities:list")), (activity.title_in, back))
    draft = f"activities.{name}/{activity.pk}" if name else ""
    return FormPage("activities", title, back, crumbs=crumbs, draft=draft, lead=lead)


@requires("activities:manage")
@require_POST
def take_out(request: StaffRequest, pk: int) -> HttpResponse:
    """Take out an entry that was wrong."""
    try:
        row = queries.get_participation(request.actor, pk)
    except NotFound as error:
        raise Http404 from error
    act = partial(services.take_out_person, pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The entry was taken out."), ("activities:detail", row.activity_id))


@requires("activities:manage")
@require_http_methods(["GET", "POST"])
def unite(request: StaffRequest, pk: int) -> HttpResponse:
    """Say that two titles are one person's."""
    person, actor = _person_or_404(request, pk), request.actor
    form = forms.UniteForm(request.POST or None, actor=actor, person=person)

    def act(form: forms.UniteForm) -> None:
        other = form.cleaned_data["other"]
        services.unite(pk, with_id=other, actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("activities:person", args=[pk])
    crumbs = ((_("People who took part"), reverse("activities:people")), (person_words(person), back))
    page = FormPage("activities", _("The same person as another"), back, version=person.version, crumbs=crumbs)
    return form_page(request, form, act, page, _("From now on the two titles count as one person."))


@requires("activities:manage")
@require_POST
def part(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back that two titles are one person's."""
    _person_or_404(request, pk)
    act = partial(services.part, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The two titles count as two people again."), ("activities:person", pk))
