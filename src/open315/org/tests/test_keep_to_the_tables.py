"""Each verb of the organisation does, for each person, body and state, what `expected/verbs.txt` says by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from open315.core.errors import NotAllowed, NotFound
from open315.org import queries
from open315.org.tests.office import Office
from open315.org.tests.using import USES
from tests.by_hand import table
from tests.rows import undone

FILE = Path(__file__).with_name("expected") / "verbs.txt"
PEOPLE = {
    "system": "system", "admin": "administrator", "city_admin": "city_administrator", "clerk": "clerk", "officer": "officer",
    "supervis": "supervisor", "secret": "secretariat", "analyst": "analyst", "liaison": "market_liaison", "nobody": "nobody",
    "consumer": "consumer", "anonym": "anonymous", "client": "client",
}  # fmt: skip
OF_WUHAN = {"move_body": {"parent_id": lambda office: office.body("wuhan"), "organisation_id": lambda office: office.body("street")},
            "change_person": {"organisation_id": lambda office: office.body("district")},
            "rename_region": {"code": "420103"},
            "propose_coverage": {"organisation_id": lambda office: office.body("wuhan")}}  # fmt: skip
"""What is given instead, so that everything concerned is Wuhan's."""
BY_KIND = {
    "body": ("change_body", "organisation_id"),
    "person": ("change_person", "person_id"),
    "account": ("reset_password", "account_id"),
    "grant": ("revoke_role", "grant_id"),
    "post": ("leave_post", "post_id"),
    "coverage": ("take_back_coverage", "coverage_id"),
}
"""A verb for each kind of thing, and under which name it is given the thing."""


def test_the_tables_know_every_verb() -> None:
    assert {line[0] for line in table(FILE, "roles")[1:]} == set(USES)
    makes = {"create_body", "add_person", "hold_post", "open_account", "open_known_account"}
    assert {line[0] for line in table(FILE, "states")[1:]} == set(USES) - makes - {"change_person", "rename_region"}


def _heard(office: Office, use: Callable[[], Any]) -> tuple[str, str]:
    """What comes of it: the word of the table, and the words of the refusal. Undone at once."""
    said = ""
    with undone():
        try:
            use()
            heard = "same" if office.unchanged() else "yes"
        except NotFound:
            heard = "unseen"
        except NotAllowed as error:
            heard, said = "no", str(error.message)
        if heard in {"no", "unseen"}:
            assert office.unchanged()
    queries.forget()
    return heard, said


@pytest.mark.parametrize("line", table(FILE, "roles")[1:], ids=lambda line: line[0])
def test_a_verb_is_open_to_administrators_alone(office: Office, line: list[str]) -> None:
    verb, expected = line[0], dict(zip(table(FILE, "roles")[0][1:], line[1:], strict=True))
    given = OF_WUHAN.get(verb, {})
    found = {who: _heard(office, lambda who=who: USES[verb](office, by=PEOPLE[who], **given)) for who in PEOPLE}
    assert {who: heard for who, (heard, _said) in found.items()} == expected
    assert {said for heard, said in found.values() if heard == "no"} == {"您無權管理機構、人員和賬號。"}


WORDS = {
    "own": "您自己的權限須由其他管理員變更。",
    "whole": "該賬號同時代表您不管理的機構行事，請聯繫該機構的管理員。",
}


@pytest.mark.parametrize("line", table(FILE, "reach")[1:], ids=lambda line: "-".join(line[:2]))
def test_an_administrator_finds_what_she_manages(office: Office, line: list[str]) -> None:
    kind, which, *expected = line
    verb, name = BY_KIND[kind]
    given = {name: getattr(office, kind)(which), "by": ""}
    if kind == "body":
        given |= {"phone": "027-9999 9999"}
    if kind == "person":
        given |= {"organisation_id": office.body("wuhan")}
    for who, wanted in zip(table(FILE, "reach")[0][2:], expected, strict=True):
        heard, said = _heard(office, lambda who=who: USES[verb](office, **{**given, "by": PEOPLE[who]}))
        if wanted in WORDS:
            assert (heard, said) == ("no", WORDS[wanted]), who
        elif kind == "grant" and which == "ended":
            assert heard == "same", who
        else:
            assert heard == wanted, who


@pytest.mark.parametrize("line", table(FILE, "states")[1:], ids=lambda line: "-".join(line[:2]))
def test_a_verb_does_what_its_state_allows_and_nothing_twice(office: Office, line: list[str]) -> None:
    verb, which, expected = line
    key = USES[verb].key
    pk = getattr(office, {"organisation_id": "body"}.get(key, key.removesuffix("_id")))(which)
    done = USES[verb](office, **{key: pk})
    assert getattr(done, "account_id" if verb in {"reset_password", "grant_role"} else "pk") == pk
    assert office.unchanged() == (expected == "same")
