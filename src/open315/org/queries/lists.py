"""The lists of the administration: filtered, ready for a page or an export, which put them in order."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from open315.core.access import Actor
from open315.core.translations import contains
from open315.org.models import Account, Organisation, Person, Post, Region, RegionName, RoleGrant
from open315.org.queries.managed import managed_accounts, managed_bodies, managed_people
from open315.org.queries.people import held_on

Filters = Mapping[str, Any]
COUNCILS_FIRST = Case(When(kind=Organisation.Kind.COUNCIL, then=0), default=1)


def list_bodies(actor: Actor, filters: Filters) -> QuerySet[Organisation]:
    """Bodies by text (present or former name), kind, sector, region and whether they are active; `councils_first` orders them."""
    rows = managed_bodies(actor)
    if text := filters.get("q", "").strip():
        rows = rows.filter(
            contains("name", text) | Q(short_name__icontains=text)
            | Q(Exists(Organisation.objects.filter(pk=OuterRef("pk"), former_names__name__icontains=text)))
        )  # fmt: skip
    for field in ("kind", "sector"):
        if value := filters.get(field):
            rows = rows.filter(**{field: value})
    if region := filters.get("region"):
        rows = rows.filter(region__code__startswith=region)
    if filters.get("state") != "all":
        rows = rows.filter(is_active=filters.get("state") != "inactive")
    return rows.annotate(councils_first=COUNCILS_FIRST)


def list_people(actor: Actor, filters: Filters, on: date) -> QuerySet[Person]:
    """People by text and body, with the posts they hold."""
    current = Post.objects.filter(Q(held_until=None) | Q(held_until__gte=on)).order_by("held_from", "pk")
    rows = managed_people(actor).prefetch_related(
        Prefetch("posts", current.select_related("organisation"), to_attr="current_posts")
    )
    if text := filters.get("q", "").strip():
        rows = rows.filter(
            contains("name", text)
            | Q(Exists(Post.objects.filter(person=OuterRef("pk"), title__icontains=text)))
        )  # fmt: skip
    if body := filters.get("body"):
        rows = rows.filter(organisation_id=body)
    return rows


def list_accounts(actor: Actor, filters: Filters, on: date) -> QuerySet[Account]:
    """Accounts by text, role and state, with their present roles and whether they have a second factor."""
    grants = RoleGrant.objects.filter(held_on(on)).order_by("granted_from", "pk").select_related("organisation")
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    rows = managed_accounts(actor).annotate(has_second_factor=Exists(factor))
    rows = rows.prefetch_related(Prefetch("grants", grants, to_attr="current_grants"))
    if text := filters.get("q", "").strip():
        rows = rows.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    if role := filters.get("role"):
        rows = rows.filter(Exists(RoleGrant.objects.filter(held_on(on), role=role, account=OuterRef("pk"))))
    return _in_state(rows, filters.get("state", ""))


def _in_state(rows: QuerySet[Account], state: str) -> QuerySet[Account]:
    conditions: dict[str, Q] = {
        "suspended": Q(is_active=False),
        "active": Q(is_active=True),
        "without_factor": Q(is_active=True, has_second_factor=False),
        "temporary": Q(must_change_password=True),
    }
    return rows.filter(conditions[state]) if state in conditions else rows


def body_rows(bodies: QuerySet[Organisation]) -> Iterator[list[Any]]:
    """Rows of the export of bodies."""
    for body in bodies.iterator(chunk_size=500):
        yield [
            body.pk, body.name, *body.name_in.translations(), body.get_kind_display(), body.sector, body.region_id, body.region.name,
            body.parent.name if body.parent else "", body.case_prefix, body.phone, body.address, body.email,
            "1" if body.is_active else "0",
        ]  # fmt: skip


def account_rows(accounts: QuerySet[Account]) -> Iterator[list[Any]]:
    """Rows of the export of accounts: no passwords, no secrets."""
    listed: Iterator[Any] = accounts.iterator(chunk_size=500)
    for account in listed:
        grants = "; ".join(f"{grant.organisation.name}: {grant.role}" for grant in account.current_grants)
        yield [
            account.username, account.display_name, account.email, grants, "1" if account.is_active else "0",
            "1" if account.has_second_factor else "0", account.last_login.isoformat() if account.last_login else "",
        ]  # fmt: skip


def regions_below(code: str) -> QuerySet[Region]:
    """The regions directly below `code` ("" for the provinces), with the names they bore."""
    rows = Region.objects.filter(parent_id=code) if code else Region.objects.filter(level=Region.Level.PROVINCE)
    return rows.prefetch_related(_names_by_date())


def regions_called(text: str) -> QuerySet[Region]:
    """Regions whose present, former or translated name contains the text, or whose code begins with it."""
    hit = contains("name", text) | Q(names__name__icontains=text) | Q(code__startswith=text)
    return Region.objects.filter(hit).distinct().prefetch_related(_names_by_date())


def list_regions(filters: Filters) -> QuerySet[Region]:
    """The regions that are called so, wherever they are; else those directly below one."""
    return regions_called(filters["q"]) if "q" in filters else regions_below(filters.get("in", ""))


def region_rows(regions: QuerySet[Region]) -> Iterator[list[Any]]:
    """Rows of the export of regions."""
    for region in regions.iterator(chunk_size=500):
        names = "; ".join(f"{past.name} {_span(past)}" for past in region.names.all())
        yield [region.pk, region.name, *region.name_in.translations(), names]


def _span(past: RegionName) -> str:
    first, last = (f"{day:%Y-%m}" if day else "" for day in (past.valid_from, past.valid_until))
    return f"{first} – {last}"


def _names_by_date() -> Prefetch:
    return Prefetch("names", RegionName.objects.order_by(F("valid_from").asc(nulls_first=True), "pk"))
