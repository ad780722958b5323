"""Every address of the site against every role."""

import pytest

from conftest import Cast
from tests.access import matrix

WUHAN = {"clerk", "officer", "supervisor", "liaison"}
"""Roles whose accounts in the cast see nothing of another city."""


def test_every_address_is_in_the_matrix() -> None:
    missing = sorted(matrix.routes_of_the_site() - set(matrix.lines()))
    assert not missing, "add a line to tests/access/matrix.toml for: " + ", ".join(map(repr, missing))


def test_every_line_of_the_matrix_has_its_address() -> None:
    gone = sorted(set(matrix.lines()) - matrix.routes_of_the_site())
    assert not gone, "remove from tests/access/matrix.toml: " + ", ".join(map(repr, gone))


def test_every_object_named_in_the_matrix_can_be_made() -> None:
    named = {thing for line in matrix.lines().values() for thing in line.parameters.values()}
    assert named <= set(matrix.OBJECTS), "add to tests/access/objects.py: " + ", ".join(
        sorted(named - set(matrix.OBJECTS))
    )


ROUTES = sorted(matrix.routes_of_the_site() & set(matrix.lines()))


@pytest.mark.parametrize("route", ROUTES)
def test_an_address_opens_for_its_roles_and_for_nobody_else(route: str, cast: Cast) -> None:
    line = matrix.lines()[route]
    path = matrix.address(line, matrix.own_values(line, cast))
    wanted = {role: matrix.expected(line, role) for role in matrix.ROLES}
    found = {role: matrix.ask(line, role, cast, path) for role in matrix.ROLES}
    assert found == wanted, f"{line.method.upper()} {path}"


@pytest.mark.parametrize("route", [route for route in ROUTES if matrix.has_twin(matrix.lines()[route])])
def test_what_belongs_to_another_body_is_not_found(route: str, cast: Cast) -> None:
    line = matrix.lines()[route]
    path = matrix.address(line, matrix.foreign_values(line, cast))
    found = {role: matrix.ask(line, role, cast, path) for role in sorted(line.admitted & WUHAN)}
    assert set(found.values()) <= {"hidden"}, f"{line.method.upper()} {path}: {found}"
