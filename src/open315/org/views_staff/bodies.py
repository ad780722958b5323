"""Bodies: list, new, detail, change, rename, move, deactivate, reactivate."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.org import services
from open315.org.forms import BodyForm, MoveForm, RenameForm
from open315.org.queries import held_on
from open315.org.queries.managed import managed_bodies, managed_body
from open315.org.views_staff.details import BODY, BodyShown

SECTION = "organisations"


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def organisation_new(request: StaffRequest) -> HttpResponse:
    """Add a body."""
    actor = request.actor
    start = {"region_code": actor.region_code, "parent_id": actor.organisation_id, "kind": "department"}
    form = BodyForm(request.POST or None, actor=actor, initial=start)

    def act(form: BodyForm) -> str:
        body = services.create_body(form.details(), actor=actor, at=clock.now())
        return reverse("org:organisation", args=[body.pk])

    page = FormPage(SECTION, _("Add a body"), reverse("org:organisations"), draft="org.body")
    return form_page(request, form, act, page, _("The body was added."))


@requires("org:manage")
def organisation(request: StaffRequest, pk: int) -> HttpResponse:
    """One body: details, former names, people, roles, bodies below."""
    actor = request.actor
    body = managed_body(actor, pk)
    today = clock.today()
    shown = BodyShown(
        body,
        posts=body.posts.filter(held_until=None).select_related("person").order_by("rank", "pk"),
        grants=body.grants.filter(held_on(today)).select_related("account").order_by("role", "pk"),
        children=managed_bodies(actor).filter(parent=body),
        coverage=body.coverage.all(),
    )
    return detail_page(request, BODY, shown)


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def organisation_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change contact and other plain details."""
    actor = request.actor
    body = managed_body(actor, pk)
    names = [name for name in BodyForm.base_fields if name not in BodyForm.FIXED]
    start = {"name": body.name_in, **{name: getattr(body, name) for name in names}}
    form = BodyForm(request.POST or None, actor=actor, body=body, initial=start)

    def act(form: BodyForm) -> None:
        services.change_body(pk, form.details(), actor=actor, at=clock.now())

    page = FormPage(SECTION, _("Change a body"), reverse("org:organisation", args=[pk]), body)
    return form_page(request, form, act, page, _("The body was changed."))


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def organisation_rename(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a body a new name from a day on."""
    actor = request.actor
    body = managed_body(actor, pk)
    form = RenameForm(request.POST or None, actor=actor, initial={"name": body.name, "since": clock.today()})

    def act(form: RenameForm) -> None:
        data = form.cleaned_data
        services.rename_body(pk, data["name"], since=data["since"], actor=actor, at=clock.now())

    page = FormPage(SECTION, _("Rename a body"), reverse("org:organisation", args=[pk]), body)
    return form_page(request, form, act, page, _("The body bears its new name."))


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def organisation_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a body under another one."""
    actor = request.actor
    body = managed_body(actor, pk)
    form = MoveForm(request.POST or None, actor=actor, initial={"parent_id": body.parent_id})

    def act(form: MoveForm) -> None:
        services.move_body(pk, form.cleaned_data["parent_id"], actor=actor, at=clock.now())

    page = FormPage(SECTION, _("Move a body"), reverse("org:organisation", args=[pk]), body)
    return form_page(request, form, act, page, _("The body was moved, with everything below it."))


@requires("org:manage")
@require_POST
def organisation_deactivate(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a body."""
    reason = request.POST.get("reason", "").strip()
    act = partial(services.deactivate_body, pk, reason=reason, actor=request.actor, at=clock.now())
    return step(request, act, _("The body is closed."), ("org:organisation", pk))


@requires("org:manage")
@require_POST
def organisation_reactivate(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a body again."""
    reason = request.POST.get("reason", "").strip()
    act = partial(services.reactivate_body, pk, reason=reason, actor=request.actor, at=clock.now())
    return step(request, act, _("The body is open again."), ("org:organisation", pk))
