"""The pages of one body, one person, one account, as they are made of sections."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import badge, code, day, days, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Lines, Note, Steps, Table
from open315.core.pages.steps import Confirm, Press
from open315.core.ui.templatetags.ui import named
from open315.org.codes import ranks, sectors
from open315.org.filters import CLOSED
from open315.org.models import Account, Coverage, Organisation, Person, Post, RoleGrant
from open315.org.roles import role_names
from open315.org.views_staff.lists import MANAGE, drawn_factor, state_of_account

REASON = _("Reason")
PROPOSED = pgettext_lazy("coverage", "Proposed")


def _to(name: str, pk: Any) -> str:
    return reverse(f"org:{name}", args=[pk])


@dataclass(frozen=True, slots=True)
class BodyShown:
    """A body and what belongs to it."""

    body: Organisation
    posts: QuerySet[Post]
    grants: QuerySet[RoleGrant]
    children: QuerySet[Organisation]
    coverage: QuerySet[Coverage]

    @property
    def keeps_records(self) -> bool:
        """Whether complaints are registered here: of a council it has to be known from when on."""
        return self.body.kind == Organisation.Kind.COUNCIL or self.coverage.exists()


def _lead_of_body(shown: BodyShown) -> SafeString:
    body = shown.body
    state = "" if body.is_active else badge(CLOSED, "warn")
    return format_html("{} · {} {}", body.get_kind_display(), named(body.region), state)


def _facts_of_body(shown: BodyShown) -> Iterator[tuple[Any, Any]]:
    body = shown.body
    yield _("Stands below"), named(body.parent)
    optional = (
        (_("Sector"), sectors().get(body.sector, "")),
        (_("Prefix of case numbers"), text(body.case_prefix)),
        (_("Latin letters for case numbers"), text(body.case_letters)),
    )
    yield from ((label, value) for label, value in optional if value)
    yield _("Telephone"), body.phone
    yield _("E-mail"), body.email
    yield _("Address"), text(body.address)
    yield _("Hours"), text(body.hours)
    filings = ((_("ICP filing"), text(body.icp_filing)), (_("Public security filing"), text(body.police_filing)))
    yield from ((label, value) for label, value in filings if value)
    dates = (
        (_("Exists since"), day(body.valid_from)),
        (pgettext_lazy("body", "Closed on"), day(body.valid_until)),
    )
    yield from ((label, value) for label, value in dates if value)
    for former in body.former_names.all():
        since = days(former.valid_from, former.valid_until)
        yield _("Former name"), format_html('{} <span class="faint">{}</span>', text(former.name), since)


def _steps_of_body(shown: BodyShown) -> Iterator[Go | Confirm | Note]:
    body = shown.body
    yield Go(_("Add a person"), f"{reverse('org:person_new')}?body={body.pk}", icon="plus")
    if shown.keeps_records:
        yield Go(_("State from when the records are complete"), _to("coverage_new", body.pk), icon="calendar")
    if body.is_active:
        yield Confirm(
            _("Close this body"),
            _to("organisation_deactivate", body.pk),
            _("It gets no new cases, and its people may not act for it. Its cases and its history stay."),
            reason_label=REASON,
        )
    else:
        yield Confirm(
            _("Open this body again"),
            _to("organisation_reactivate", body.pk),
            _("The roles granted here hold again."),
            kind="secondary",
            reason_label=REASON,
        )


def _span_words(span: Coverage) -> SafeString:
    return format_html("{} {}", days(span.first, span.last), badge(PROPOSED, "info") if span.is_proposed else "")


def _steps_of_span(span: Coverage) -> tuple[Confirm | Press, ...]:
    back = Confirm(
        _("Take back"),
        _to("coverage_take_back", span.pk),
        _("Over these days nothing is known any more: comparisons are withheld, and no zero is told."),
        kind="quiet",
    )
    if not span.is_proposed:
        return (back,)
    return (Press(_("Confirm"), _to("coverage_confirm", span.pk)), back)


BODY: DetailPage[BodyShown] = DetailPage(
    name="org.body",
    section="organisations",
    permission=MANAGE,
    title=lambda shown: named(shown.body),
    lead=_lead_of_body,
    back=lambda: (_("Bodies"), reverse("org:organisations")),
    buttons=lambda shown: [
        Go(_("Change"), _to("organisation_edit", shown.body.pk), icon="pen", key="e"),
        Go(_("Rename"), _to("organisation_rename", shown.body.pk)),
        Go(_("Move"), _to("organisation_move", shown.body.pk)),
    ],
    main=(
        Table(
            _("Posts"),
            (
                Column("post", _("Post"), lambda post: text(post.title)),
                Column("person", _("Person"), lambda post: link(_to("person", post.person_id), named(post.person))),
                Column("since", _("Since"), lambda post: day(post.held_from), kind="nowrap"),
            ),
            rows=lambda shown: shown.posts,
            empty=_("No posts are recorded here."),
            all_of_them=lambda shown: (
                _("All people of this body"),
                f"{reverse('org:people')}?body={shown.body.pk}",
            ),
        ),
        Table(
            _("Who acts for this body"),
            (
                Column(
                    "account", _("Account"), lambda grant: link(_to("account", grant.account_id), text(grant.account))
                ),
                Column("role", _("Role"), lambda grant: role_names().get(grant.role, grant.role)),
                Column(
                    "held",
                    _("From – until"),
                    lambda grant: days(grant.granted_from, grant.granted_until),
                    kind="nowrap",
                ),
            ),
            rows=lambda shown: shown.grants,
            empty=_("Nobody acts for this body yet. Add a person and open an account."),
        ),
        Table(
            _("Days over which the records are complete"),
            (
                Column("days", _("From – until"), _span_words, kind="nowrap"),
                Column("note", _("Note"), lambda span: text(span.note)),
                Column("stated", _("Stated"), lambda span: moment(span.stated_at), kind="nowrap"),
                Column("steps", _("Steps"), _steps_of_span, kind="actions", quiet=True),
            ),
            rows=lambda shown: shown.coverage,
            belongs=lambda shown: shown.keeps_records,
            empty=_(
                "Nothing is stated. The figures take the first complaint a council received here for the day its records begin."
            ),
        ),
        Lines(
            _("Bodies below"),
            lambda shown: [link(_to("organisation", each.pk), named(each)) for each in shown.children],
        ),
    ),
    aside=(Facts(_("Details"), _facts_of_body), Steps(_steps_of_body)),
)


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person and the posts she held."""

    person: Person
    posts: Iterable[Post]
    account: Account | None


def _leaving(post: Post) -> Any:
    if post.held_until:
        return ""
    action = _to("post_leave", post.pk)
    return Confirm(_("Ends today"), action, _("Today becomes the last day of this post."), kind="quiet")


def _account_of_person(shown: PersonShown) -> list[Go]:
    if shown.account:
        return []
    return [Go(_("Open an account"), _to("account_new", shown.person.pk), icon="key")]


PERSON: DetailPage[PersonShown] = DetailPage(
    name="org.person",
    section="people",
    permission=MANAGE,
    title=lambda shown: named(shown.person),
    lead=lambda shown: named(shown.person.organisation),
    back=lambda: (_("People and posts"), reverse("org:people")),
    buttons=lambda shown: [
        Go(_("Change"), _to("person_edit", shown.person.pk), icon="pen", key="e"),
        Go(_("Record a post"), _to("post_new", shown.person.pk), icon="plus"),
    ],
    main=(
        Table(
            _("Posts"),
            (
                Column("post", _("Post"), lambda post: text(post.title)),
                Column("body", _("Body"), lambda post: named(post.organisation)),
                Column("rank", _("Rank"), lambda post: ranks().get(post.rank, "")),
                Column("held", _("From – until"), lambda post: days(post.held_from, post.held_until), kind="nowrap"),
                Column("steps", _("Steps"), _leaving, kind="actions", quiet=True),
            ),
            rows=lambda shown: shown.posts,
            empty=_("No posts are recorded."),
        ),
    ),
    aside=(
        Facts(
            _("Contact and account"),
            lambda shown: [
                (_("Telephone"), shown.person.phone),
                (_("E-mail"), shown.person.email),
                (
                    _("Account"),
                    link(_to("account", shown.account.pk), shown.account.username) if shown.account else "",
                ),
            ],
            below=_account_of_person,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class GrantShown:
    """A role granted, and whether the reader may take it away."""

    grant: RoleGrant
    is_revocable: bool


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account (with `has_second_factor`) and its roles; nobody changes the own."""

    account: Any
    grants: Sequence[GrantShown]
    is_own: bool


def _revoking(shown: GrantShown) -> Any:
    if not shown.is_revocable:
        return ""
    action = _to("grant_revoke", shown.grant.pk)
    return Confirm(_("Revoke"), action, _("The role ends at once."), kind="quiet")


def _facts_of_account(shown: AccountShown) -> Iterator[tuple[Any, Any]]:
    account = shown.account
    yield _("Person"), link(_to("person", account.person_id), named(account.person)) if account.person else ""
    yield _("Second factor"), drawn_factor(account)
    yield _("Last sign-in"), moment(account.last_login)
    if account.suspended_at:
        yield _("Suspended since"), moment(account.suspended_at)


def _steps_of_account(shown: AccountShown) -> Iterator[Go | Confirm | Note]:
    if shown.is_own:
        text_of_it = _("Your own rights are changed by another administrator.")
        yield Note(_("This is your own account"), text_of_it)
        return
    yield _suspension(shown.account)
    yield Confirm(
        _("Give a temporary password"),
        _to("account_reset_password", shown.account.pk),
        _("All sessions end. The temporary password is shown once; it must be changed at the next sign-in."),
        kind="secondary",
    )
    if shown.account.has_second_factor:
        yield Confirm(
            _("Reset the second factor"),
            _to("account_reset_factor", shown.account.pk),
            _(
                "Only when the device is lost and you know who is asking. All sessions end; the next sign-in sets up a new one."
            ),
            reason_label=REASON,
        )


def _suspension(account: Account) -> Confirm:
    if account.is_active:
        return Confirm(
            _("Suspend at once"),
            _to("account_suspend", account.pk),
            _("All sessions end now and the account cannot sign in. Roles and second factor stay as they are."),
            reason_label=REASON,
        )
    return Confirm(
        _("Reinstate"),
        _to("account_reinstate", account.pk),
        _("The account may sign in again with its password and second factor."),
        kind="secondary",
        reason_label=REASON,
    )


ACCOUNT: DetailPage[AccountShown] = DetailPage(
    name="org.account",
    section="accounts",
    permission=MANAGE,
    title=lambda shown: text(shown.account.display_name) or shown.account.username,
    lead=lambda shown: format_html("{} {}", code(shown.account.username), state_of_account(shown.account)),
    back=lambda: (_("Accounts"), reverse("org:accounts")),
    buttons=lambda shown: (
        []
        if shown.is_own
        else [Go(_("Grant a role"), _to("grant_new", shown.account.pk), icon="plus", kind="primary", key="+")]
    ),
    main=(
        Table(
            _("Roles"),
            (
                Column("role", _("Role"), lambda each: role_names().get(each.grant.role, each.grant.role)),
                Column("body", _("Body"), lambda each: named(each.grant.organisation)),
                Column(
                    "held",
                    _("From – until"),
                    lambda each: days(each.grant.granted_from, each.grant.granted_until),
                    kind="nowrap",
                ),
                Column("steps", _("Steps"), _revoking, kind="actions", quiet=True),
            ),
            rows=lambda shown: shown.grants,
            empty=_("This account has no role, so it opens nothing."),
        ),
    ),
    aside=(Facts(_("Sign-in"), _facts_of_account), Steps(_steps_of_account)),
)
