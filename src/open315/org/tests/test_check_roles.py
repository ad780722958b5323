"""What is wrong with roles is named before the site starts; a role decides which kind of actor a person is."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from conftest import Cast
from open315.core.access import ACCOUNT, declare_kind, kinds, permissions
from open315.org import queries, roles
from open315.org.checks import problems
from open315.org.models import Organisation, RoleGrant
from open315.org.roles import Role, declare_role, grant

COUNCILS = frozenset({"council"})
CLERK = Role("Clerk", COUNCILS, "staff")
SOUND: dict[str, Any] = {
    "roles": {"clerk": CLERK},
    "held": {"clerk": frozenset({"cases:read"})},
    "permissions": {"cases:read"},
}
MISTAKES: dict[str, dict[str, Any]] = {
    "open315.E211 cases:read: given to 'clerck', which is no role": {
        "held": {"clerk": frozenset({"cases:read"}), "clerck": frozenset({"cases:read"})}
    },
    "open315.E212 the role clerk: its permission 'cases:raed' is declared nowhere": {
        "held": {"clerk": frozenset({"cases:read", "cases:raed"})}
    },
    "open315.E213 the permission cases:close: no role holds it": {"permissions": {"cases:read", "cases:close"}},
    "open315.E214 the role idler: it may do nothing": {
        "roles": {"clerk": CLERK, "idler": Role("Idler", COUNCILS, "staff")}
    },
    "open315.E215 the role clerk: it fits no body, or a kind of body that does not exist": {
        "roles": {"clerk": Role("Clerk", frozenset({"council", "councel"}), "staff")}
    },
    "open315.E216 the role clerk: 'trade' is no kind of actor that signs in with an account": {
        "roles": {"clerk": Role("Clerk", COUNCILS, "trade")}
    },
}


def found(**changed: Any) -> list[str]:
    return [f"{each.id} {each.msg}" for each in problems(**{**SOUND, **changed})]


def test_sound_roles_have_no_problems() -> None:
    assert found() == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named(mistake: str) -> None:
    assert found(**MISTAKES[mistake]) == [mistake]


def test_a_role_without_a_kind_of_body_fits_nothing() -> None:
    assert found(roles={"clerk": Role("Clerk", frozenset(), "staff")}) == [
        "open315.E215 the role clerk: it fits no body, or a kind of body that does not exist"
    ]


def test_a_kind_that_comes_in_by_another_door_is_no_kind_for_a_role() -> None:
    assert found(roles={"clerk": Role("Clerk", COUNCILS, "consumer")}) == [
        "open315.E216 the role clerk: 'consumer' is no kind of actor that signs in with an account"
    ]


@pytest.fixture
def trader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room declares a kind of people with an account, a role for it, and a permission."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    monkeypatch.setattr(permissions, "_PERMISSIONS", dict(permissions._PERMISSIONS))
    monkeypatch.setattr(roles, "_ROLES", dict(roles._ROLES))
    monkeypatch.setattr(roles, "_GRANTS", {name: set(held) for name, held in roles._GRANTS.items()})
    declare_kind("trader", door=ACCOUNT, home="about")
    grant({"claims:answer": ("Answer claims", "trader_rep")})
    declare_role("trader_rep", "Representative", bodies=["enterprise"], permissions="audit:read", kind="trader")


@pytest.mark.usefixtures("trader")
def test_a_room_brings_a_role_with_its_own_permissions_and_those_below() -> None:
    assert roles.permissions_of("trader_rep") == {"claims:answer", "audit:read"}
    assert roles.roles_with("claims:answer") == ["trader_rep"]
    assert [roles.fits("trader_rep", kind) for kind in ("enterprise", "council")] == [True, False]
    assert list(problems(roles.all_roles(), roles.grants(), set(permissions.known_permissions()))) == []


@pytest.mark.usefixtures("trader")
def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="role 'trader_rep' is declared twice"):
        declare_role("trader_rep", "", bodies=["enterprise"])
    with pytest.raises(ValueError, match="permission 'claims:answer' is declared twice"):
        grant({"claims:answer": ("", "clerk")})
    with pytest.raises(ValueError, match="must look like room:verb"):
        grant({"claims": ("", "clerk")})


@pytest.mark.usefixtures("trader")
def test_the_first_role_decides_the_kind_and_roles_of_another_kind_do_not_count(cast: Cast, client: Client) -> None:
    shop = Organisation.objects.create(kind="enterprise", name="示例商行", region_id="420100", path="/")
    for role in ("trader_rep", "liaison"):
        RoleGrant.objects.create(
            account=cast.accounts["nobody"], organisation=shop, role=role, granted_from=date(2020, 1, 1)
        )
    actor = cast.actor("nobody")
    assert (actor.kind, actor.roles) == ("trader", {"trader_rep"})
    assert actor.permissions == {"claims:answer", "audit:read"}
    client.force_login(cast.accounts["nobody"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/console/").status_code == 404


@pytest.mark.usefixtures("trader")
@pytest.mark.parametrize(("role", "home"), [("trader_rep", "/about/"), ("liaison", "/console/")])
def test_after_signing_in_each_kind_begins_at_its_own_page(cast: Cast, client: Client, role: str, home: str) -> None:
    shop = Organisation.objects.create(kind="enterprise", name="示例商行", region_id="420100", path="/")
    RoleGrant.objects.create(
        account=cast.accounts["nobody"], organisation=shop, role=role, granted_from=date(2020, 1, 1)
    )
    signed = client.post("/accounts/login/", {"login": "nobody", "password": "correct horse 315"})
    assert (signed.status_code, signed["Location"]) == (302, home)


def test_asking_who_holds_an_unknown_permission_or_role_is_an_error(cast: Cast) -> None:
    body = cast.bodies["wuhan"].pk
    assert queries.account_ids_who_may("cases:confirm_declination", body) == [cast.accounts["supervisor"].pk]
    assert [each.username for each in queries.accounts_with_role(cast.actor("clerk"), ["supervisor"])] == ["supervisor"]
    with pytest.raises(LookupError, match="cases:confirm"):
        queries.account_ids_who_may("cases:confirm", body)
    with pytest.raises(LookupError, match="superviser"):
        queries.accounts_with_role(cast.actor("clerk"), ["officer", "superviser"])


def test_a_role_that_is_no_more_opens_nothing(cast: Cast) -> None:
    RoleGrant.objects.filter(account=cast.accounts["clerk"]).update(role="scribe")
    actor = cast.actor("clerk")
    assert (actor.kind, actor.permissions) == ("staff", frozenset())
