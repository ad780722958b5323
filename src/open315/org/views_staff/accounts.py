"""Accounts: list, open, detail, roles, suspend, reinstate, reset. Sensitive steps ask for the password again."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import Conflict, NotAllowed
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page, step
from open315.org import services
from open315.org.forms import AccountForm, GrantForm
from open315.org.queries import held_on
from open315.org.queries.lists import list_accounts
from open315.org.queries.managed import managed_account, managed_grant, managed_person
from open315.org.sign_in import ask_to_confirm
from open315.org.types import Opened
from open315.org.views_staff.details import ACCOUNT, AccountShown, GrantShown

SECTION = "accounts"


@requires("org:manage")
@never_cache
@require_http_methods(["GET", "POST"])
def account_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Open an account for a person; the temporary password is shown once."""
    actor = request.actor
    found = managed_person(actor, pk)
    back = reverse("org:person", args=[pk])
    if answer := ask_to_confirm(request, request.get_full_path()):
        return answer
    form = AccountForm(request.POST or None, actor=actor, person=found, initial={"granted_from": clock.today()})

    def act(form: AccountForm) -> HttpResponse:
        return _show_password(request, services.open_account(form.command(), actor=actor, at=clock.now()))

    page = FormPage(SECTION, _("Open an account"), back, found)
    return form_page(request, form, act, page)


def _show_password(request: StaffRequest, opened: Opened) -> HttpResponse:
    return render(request, "org/password_once.html", {"section": SECTION, "opened": opened})


@requires("org:manage")
def account(request: StaffRequest, pk: int) -> HttpResponse:
    """One account: roles from–to, second factor, state, and the steps."""
    actor = request.actor
    found = managed_account(actor, pk)
    listed = list_accounts(actor, {}, clock.today()).get(pk=pk)
    current = set(found.grants.filter(held_on(clock.today())).values_list("pk", flat=True))
    grants = found.grants.select_related("organisation").order_by("-granted_from", "-pk")
    is_own = actor.account_id == pk
    shown = [GrantShown(grant, grant.pk in current and not is_own) for grant in grants]
    return detail_page(request, ACCOUNT, AccountShown(listed, shown, is_own))


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def grant_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Grant a role."""
    actor = request.actor
    found = managed_account(actor, pk)
    back = reverse("org:account", args=[pk])
    if answer := ask_to_confirm(request, request.get_full_path()):
        return answer
    home = found.person.organisation_id if found.person else actor.organisation_id
    form = GrantForm(
        request.POST or None, actor=actor, initial={"granted_from": clock.today(), "organisation_id": home}
    )

    def act(form: GrantForm) -> None:
        services.grant_role(pk, **form.cleaned_data, actor=actor, at=clock.now())

    page = FormPage(SECTION, _("Grant a role"), back, found)
    return form_page(request, form, act, page, _("The role was granted."))


@requires("org:manage")
@require_POST
def grant_revoke(request: StaffRequest, pk: int) -> HttpResponse:
    """Revoke a role at once."""
    actor = request.actor
    grant = managed_grant(actor, pk)
    if answer := ask_to_confirm(request, reverse("org:account", args=[grant.account_id])):
        return answer
    act = partial(services.revoke_role, pk, actor=actor, at=clock.now())
    return step(request, act, _("The role was revoked. It ended at once."), ("org:account", grant.account_id))


@requires("org:manage")
@require_POST
def account_suspend(request: StaffRequest, pk: int) -> HttpResponse:
    """Suspend at once."""
    return _reasoned(request, pk, services.suspend_account, _("The account is suspended. Its sessions are over."))


@requires("org:manage")
@require_POST
def account_reinstate(request: StaffRequest, pk: int) -> HttpResponse:
    """Lift the suspension."""
    return _reasoned(request, pk, services.reinstate_account, _("The account may sign in again."))


@requires("org:manage")
@require_POST
def account_reset_factor(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a lost second factor away."""
    done = _("The second factor is gone; the next sign-in sets up a new one.")
    return _reasoned(request, pk, services.reset_second_factor, done)


def _reasoned(request: StaffRequest, pk: int, verb: services.ReasonedVerb, done: str) -> HttpResponse:
    actor = request.actor
    managed_account(actor, pk)
    if answer := ask_to_confirm(request, reverse("org:account", args=[pk])):
        return answer
    act = partial(verb, pk, reason=request.POST.get("reason", ""), actor=actor, at=clock.now())
    return step(request, act, done, ("org:account", pk))


@requires("org:manage")
@never_cache
@require_POST
def account_reset_password(request: StaffRequest, pk: int) -> HttpResponse:
    """Replace a forgotten password; the temporary one is shown once."""
    actor = request.actor
    managed_account(actor, pk)
    if answer := ask_to_confirm(request, reverse("org:account", args=[pk])):
        return answer
    try:
        return _show_password(request, services.reset_password(pk, actor=actor, at=clock.now()))
    except (Conflict, NotAllowed) as error:
        messages.error(request, str(error.message))
        return redirect("org:account", pk)
