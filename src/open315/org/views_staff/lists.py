"""The lists of bodies, people and accounts. The files hold contact data of staff, so they ask who it is and are recorded."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.cells import badge, lines, link, moment, text
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage
from open315.core.pages.lists import list_page
from open315.core.ui.names import other_labels
from open315.core.ui.templatetags.ui import named
from open315.org.filters import CLOSED, AccountFilters, BodyFilters, PeopleFilters
from open315.org.forms import IN_OTHER
from open315.org.models import Account, Organisation, Person
from open315.org.queries.lists import account_rows, body_rows, list_accounts, list_bodies, list_people
from open315.org.roles import role_names
from open315.org.sign_in import ask_to_confirm

MANAGE = "org:manage"
NEW_BODY = Action(gettext_lazy("Add a body"), "org:organisation_new", icon="plus", kind="primary", key="+")
NEW_PERSON = Action(gettext_lazy("Add a person"), "org:person_new", icon="plus", kind="primary", key="+")


def _state_of_body(body: Organisation) -> SafeString:
    return badge(gettext_lazy("Active"), "good") if body.is_active else badge(CLOSED)


def state_of_account(account: Account) -> SafeString:
    """Suspended, with a temporary password, or active."""
    if not account.is_active:
        return badge(gettext_lazy("Suspended"), "bad")
    if account.must_change_password:
        return badge(gettext_lazy("Temporary password"), "info")
    return badge(gettext_lazy("Active"), "good")


def drawn_factor(account: Any) -> SafeString:
    """Whether there is a second factor."""
    if account.has_second_factor:
        return badge(gettext_lazy("Set up"), "good")
    return badge(gettext_lazy("None"), "warn")


def _roles(account: Any) -> SafeString:
    return lines(
        f"{role_names().get(grant.role, grant.role)} · {named(grant.organisation)}" for grant in account.current_grants
    )


def _posts(person: Any) -> SafeString:
    return lines(text(post.title) for post in person.current_posts)


BODIES: ListPage[Organisation] = ListPage(
    name="org.bodies",
    url_name="org:organisations",
    section="organisations",
    permission=MANAGE,
    title=gettext_lazy("Bodies"),
    lead=gettext_lazy(
        "Councils, departments and the other bodies that work with them. You manage your own subtree and the partner bodies of your region."
    ),
    filters=BodyFilters,
    read=list_bodies,
    order=("region_id", "councils_first", "kind", "path", "pk"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            lambda body: link(reverse("org:organisation", args=[body.pk]), named(body)),
            order=("name", "pk"),
        ),
        Column("kind", gettext_lazy("Kind"), lambda body: body.get_kind_display()),
        Column("region", gettext_lazy("Region"), lambda body: named(body.region), order=("region_id", "path", "pk")),
        Column("parent", gettext_lazy("Stands below"), lambda body: named(body.parent)),
        Column("phone", gettext_lazy("Telephone"), lambda body: body.phone, kind="nowrap"),
        Column("state", gettext_lazy("State"), _state_of_body),
    ),
    actions=(NEW_BODY,),
    empty=Empty(
        gettext_lazy("No body found"), gettext_lazy("Change the filters, or add the body."), action=NEW_BODY
    ),
    export=Export(
        url_name="org:organisations_export",
        file="organisations",
        event="org.organisations_exported",
        header=lambda: [
            "id", _("Name"), *other_labels(IN_OTHER), _("Kind"), _("Sector"), _("Region code"), _("Region"), _("Stands below"),
            _("Prefix of case numbers"), _("Telephone"), _("Address"), _("E-mail"), _("Active"),
        ],
        rows=body_rows,
        asks=ask_to_confirm,
    ),
)  # fmt: skip

PEOPLE: ListPage[Person] = ListPage(
    name="org.people",
    url_name="org:people",
    section="people",
    permission=MANAGE,
    title=gettext_lazy("People and posts"),
    lead=gettext_lazy("Who works in or with the bodies, and which posts they hold."),
    filters=PeopleFilters,
    read=lambda actor, wanted: list_people(actor, wanted, clock.today()),
    order=("organisation__path", "name", "pk"),
    columns=(
        Column(
            "name",
            gettext_lazy("Name"),
            lambda person: link(reverse("org:person", args=[person.pk]), named(person)),
            order=("name", "pk"),
        ),
        Column(
            "body",
            gettext_lazy("Body"),
            lambda person: named(person.organisation),
            order=("organisation__path", "name", "pk"),
        ),
        Column("posts", gettext_lazy("Posts"), _posts),
        Column("phone", gettext_lazy("Telephone"), lambda person: person.phone, kind="nowrap"),
    ),
    actions=(NEW_PERSON,),
    empty=Empty(gettext_lazy("Nobody found"), gettext_lazy("Change the search, or add the person."), action=NEW_PERSON),
)

ACCOUNTS: ListPage[Account] = ListPage(
    name="org.accounts",
    url_name="org:accounts",
    section="accounts",
    permission=MANAGE,
    title=gettext_lazy("Accounts"),
    lead=gettext_lazy("Log-ins of staff. A new one is opened on the page of its person."),
    filters=AccountFilters,
    read=lambda actor, wanted: list_accounts(actor, wanted, clock.today()),
    order=("username",),
    columns=(
        Column(
            "username",
            gettext_lazy("Log-in name"),
            lambda account: link(reverse("org:account", args=[account.pk]), account.username),
            order=("username",),
        ),
        Column(
            "shown",
            gettext_lazy("Shown as"),
            lambda account: text(account.display_name),
            order=("display_name", "username"),
        ),
        Column("roles", gettext_lazy("Roles today"), _roles),
        Column("factor", gettext_lazy("Second factor"), drawn_factor),
        Column("last", gettext_lazy("Last sign-in"), lambda account: moment(account.last_login), kind="nowrap"),
        Column("state", gettext_lazy("State"), state_of_account),
    ),
    empty=Empty(
        gettext_lazy("No account found"),
        gettext_lazy("Change the filters, or open an account on the page of a person."),
        action=Action(gettext_lazy("People and posts"), "org:people"),
    ),
    export=Export(
        url_name="org:accounts_export",
        file="accounts",
        event="org.accounts_exported",
        header=lambda: [
            _("Log-in name"), _("Shown as"), _("E-mail"), _("Roles today"), _("Active"), _("Second factor"), _("Last sign-in"),
        ],
        rows=account_rows,
        asks=ask_to_confirm,
    ),
)  # fmt: skip


@requires(MANAGE)
def organisations(request: StaffRequest) -> HttpResponse:
    """The bodies the administrator manages."""
    return list_page(request, BODIES)


@requires(MANAGE)
def organisations_export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list of bodies as CSV or XLSX."""
    return list_file(request, BODIES)


@requires(MANAGE)
def people(request: StaffRequest) -> HttpResponse:
    """The people of the administrator's bodies."""
    return list_page(request, PEOPLE)


@requires(MANAGE)
def accounts(request: StaffRequest) -> HttpResponse:
    """The accounts of the administrator's bodies, with roles, second factor and state."""
    return list_page(request, ACCOUNTS)


@requires(MANAGE)
def accounts_export(request: StaffRequest) -> HttpResponseBase:
    """The filtered list of accounts as CSV or XLSX."""
    return list_file(request, ACCOUNTS)
