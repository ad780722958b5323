"""Every address of the site against every role and every other visitor, and every permission against every role."""

from dataclasses import replace

import pytest
from django.db import connection

from open315.core.access import known_permissions
from open315.org.roles import all_roles, permissions_of
from tests.access import matrix
from tests.access.asking import whom_to_ask
from tests.access.house import House


def test_every_address_is_in_the_matrix() -> None:
    missing = matrix.routes_of_the_site() - set(matrix.lines())
    assert not missing, "add a line to the access.toml of its room for: " + matrix.missing(missing)


def test_every_line_of_the_matrix_has_its_address() -> None:
    gone = set(matrix.lines()) - matrix.routes_of_the_site()
    assert not gone, "remove from the access.toml of its room: " + matrix.missing(gone)


def test_every_object_named_in_the_matrix_can_be_made() -> None:
    named = {thing for line in matrix.lines().values() for thing in line.parameters.values()}
    unmade = named - set(matrix.objects())
    assert not unmade, "add to access_objects.py of its room: " + matrix.missing(unmade)


def test_each_permission_is_held_by_the_roles_written_down_and_no_others() -> None:
    held = {name: {role for role in all_roles() if name in permissions_of(role)} for name in known_permissions()}
    assert held == matrix.permissions()


ROUTES = sorted(matrix.routes_of_the_site() & set(matrix.lines()))


@pytest.mark.parametrize("route", ROUTES)
def test_an_address_opens_for_its_roles_and_for_nobody_else(route: str, house: House) -> None:
    line = matrix.lines()[route]
    path = line.address(house.own)
    asked = whom_to_ask(line)
    wanted = {who: line.expected(who) for who in asked}
    found = {who: house.ask(line, who, path) for who in asked}
    assert found == wanted, f"{line.method.upper()} {path}"


@pytest.mark.django_db
def test_over_the_site_every_role_opens_pages_and_is_turned_away() -> None:
    asked = {(who, line.expected(who)) for line in matrix.lines().values() for who in whom_to_ask(line)}
    assert asked >= {(role, answer) for role in all_roles() for answer in ("in", "refused")}


@pytest.mark.django_db
def test_where_a_view_looks_closer_than_its_declaration_everybody_asks() -> None:
    closer = matrix.lines()["console/messages/<int:pk>/"]
    plain = matrix.lines()["console/cases/"]
    assert whom_to_ask(closer) == list(matrix.everyone())
    assert len(whom_to_ask(plain)) < len(matrix.everyone()) or connection.vendor == "postgresql"
    mistaken = replace(plain, admitted=plain.admitted - {"clerk"})
    assert whom_to_ask(mistaken) == list(matrix.everyone())


def _has_twin(route: str) -> bool:
    return any(matrix.objects()[thing].foreign for thing in matrix.lines()[route].parameters.values())


@pytest.mark.parametrize("route", [route for route in ROUTES if _has_twin(route)])
def test_what_belongs_to_another_body_is_not_found(route: str, house: House) -> None:
    line = matrix.lines()[route]
    path = line.address(house.foreign)
    roles = [role for role in sorted(line.admitted & set(all_roles())) if not house.sees_huangshi(role)]
    found = {role: house.ask(line, role, path) for role in roles}
    assert found, "nobody of Wuhan opens this address: its twin is of no use"
    assert set(found.values()) == {"hidden"}, f"{line.method.upper()} {path}: {found}"
