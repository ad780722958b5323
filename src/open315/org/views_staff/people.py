"""People and the posts they hold."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.core.ui.names import kept
from open315.org import services
from open315.org.forms import PersonForm, PostForm
from open315.org.queries.managed import managed_person, managed_post
from open315.org.views_staff.details import PERSON, PersonShown

SECTION = "people"


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def person_new(request: StaffRequest) -> HttpResponse:
    """Add a person."""
    actor = request.actor
    start = {"organisation_id": request.GET.get("body", actor.organisation_id)}
    form = PersonForm(request.POST or None, actor=actor, initial=start)

    def act(form: PersonForm) -> str:
        person = services.add_person(form.details(), actor=actor, at=clock.now())
        return reverse("org:person", args=[person.pk])

    page = FormPage(SECTION, _("Add a person"), reverse("org:people"), draft="org.person")
    return form_page(request, form, act, page, _("The person was added."))


@requires("org:manage")
def person(request: StaffRequest, pk: int) -> HttpResponse:
    """One person: contact, posts from–to, account."""
    found = managed_person(request.actor, pk)
    posts = found.posts.select_related("organisation").order_by("-held_from", "-pk")
    return detail_page(request, PERSON, PersonShown(found, posts, getattr(found, "account", None)))


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def person_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct a person's details."""
    actor = request.actor
    found = managed_person(actor, pk)
    start = kept(found, PersonForm.base_fields)
    form = PersonForm(request.POST or None, actor=actor, initial=start)

    def act(form: PersonForm) -> None:
        services.change_person(pk, form.details(), actor=actor, at=clock.now())

    page = FormPage(SECTION, _("Change a person"), reverse("org:person", args=[pk]), found)
    return form_page(request, form, act, page, _("The person was changed."))


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def post_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Record a post the person takes up."""
    actor = request.actor
    found = managed_person(actor, pk)
    start = {"organisation_id": found.organisation_id, "held_from": clock.today()}
    form = PostForm(request.POST or None, actor=actor, initial=start)

    def act(form: PostForm) -> None:
        services.hold_post(form.details(pk), actor=actor, at=clock.now())

    page = FormPage(SECTION, _("Record a post"), reverse("org:person", args=[pk]), found)
    return form_page(request, form, act, page, _("The post was recorded."))


@requires("org:manage")
@require_POST
def post_leave(request: StaffRequest, pk: int) -> HttpResponse:
    """The person leaves a post today."""
    actor = request.actor
    post = managed_post(actor, pk)
    act = partial(services.leave_post, pk, last_day=clock.today(), actor=actor, at=clock.now())
    return step(request, act, _("The post ends today."), ("org:person", post.person_id))
