"""The cast with every object of the matrix and a signed-in browser for everybody, made once and never changed by a test."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from conftest import PEOPLE, Cast, make_cast
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.roles import all_roles
from tests.access import matrix

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
HERE = ("wuhan", "market")
"""The bodies that see the objects of the matrix."""
AT_THE_PROVINCE = {"standing_committee"}
"""Roles without an account in the cast whose objects are the province's."""
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class House:
    """What the tests ask with: the cast, each object's own and foreign value by its name, and everybody's cookies."""

    cast: Cast
    own: dict[str, Any] = field(default_factory=dict)
    foreign: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    account: dict[str, Account] = field(default_factory=dict)

    def browser(self, who: str) -> Client:
        """A browser as this role, or this other visitor, has it."""
        client = Client(raise_request_exception=False)
        client.cookies = deepcopy(self.cookies[who])
        return client

    def ask(self, line: matrix.Line, who: str, path: str) -> str:
        """What the site answers: "in", "refused", "hidden", or the wrong status in words."""
        return matrix.ask(line, self.browser(who), path)

    def sees_huangshi(self, role: str) -> bool:
        """Whether this role's account covers the other city."""
        actor = self.cast.actor(self.account[role].username)
        return self.cast.bodies["huangshi"].pk in actor.organisation_ids


def build() -> House:
    """The whole house; the caller rolls it back."""
    house = House(make_cast(AT))
    house.account = {role: _account(house.cast, role) for role in all_roles()}
    house.account["nobody"] = house.cast.accounts["nobody"]
    for name, thing in matrix.objects().items():
        house.own[name] = thing.own(house.cast)
    for name, thing in matrix.objects().items():
        house.foreign[name] = thing.foreign(house.cast) if thing.foreign else house.own[name]
    house.cookies = {who: _cookies(house, who) for who in matrix.everyone()}
    return house


def _account(cast: Cast, role: str) -> Account:
    """The first of the cast in this role, or somebody new in a body that has it."""
    known = next((who for who, _body, held in PEOPLE if held == role), None)
    if known:
        return cast.accounts[known]
    kinds = all_roles()[role].bodies
    here = ("province", *HERE) if role in AT_THE_PROVINCE else HERE
    body = next((cast.bodies[key] for key in here if cast.bodies[key].kind in kinds), None) or _body(min(kinds))
    account = Account.objects.create_user(f"as_{role}", "correct horse 315", display_name=role, is_staff=True)
    RoleGrant.objects.create(account=account, organisation=body, role=role, granted_from=date(2020, 1, 1))
    cast.accounts[account.username] = account
    return account


def _body(kind: str) -> Organisation:
    body = Organisation.objects.create(kind=kind, name="測試單位", region_id="420100", path="/")
    body.path = f"/{body.pk}/"
    body.save()
    return body


def _cookies(house: House, who: str) -> SimpleCookie:
    client = Client()
    if who in house.account:
        client.force_login(house.account[who], backend=BACKEND)
    elif who in matrix.visitors():
        matrix.visitors()[who](house.cast, client)
    return client.cookies
