"""What a verb tells is delivered by somebody and has its text, or the site does not start."""

from collections.abc import Iterator
from typing import Any

import pytest

from open315.core.verbs import Letter, NoFace, Target, Tell, Verb, registry
from open315.notify.checks import missing_templates, untold
from open315.notify.wording import Mail


@pytest.fixture(autouse=True)
def nothing_else() -> Iterator[None]:
    with registry.set_aside():
        yield


def verb(**changes: Any) -> Verb[Any]:
    on: Target[Any] = Target(room="doors", name="door", announced=lambda _done: {})
    return Verb("shut", on, event="doors.shut", face=NoFace("no page"), **changes)


TELL = Tell("Shut", lambda _door, _event: [])
LETTER = Letter("Shut", "doors/mail/shut", lambda _door, _event: {}, "notice")


@pytest.mark.parametrize(
    ("changes", "notices", "mails", "words"),
    [
        ({"tells": TELL}, ["doors.shut"], [], []),
        ({"tells": TELL}, ["doors.opened"], ["doors.shut"], ["nobody delivers its message"]),
        ({"tells": TELL, "emits": None}, ["doors.shut"], [], ["nobody delivers its message"]),
        ({"letter": LETTER}, [], ["doors.shut"], []),
        ({"letter": LETTER}, ["doors.shut"], [], ["nobody sends its letter"]),
        ({}, [], [], []),
    ],
)
def test_a_message_or_letter_that_nobody_delivers_is_named(
    changes: dict[str, Any], notices: list[str], mails: list[str], words: list[str]
) -> None:
    found = [each.msg for each in untold([verb(**changes)], notices, mails)]
    assert len(found) == len(words)
    assert all(f"doors.shut: {said}" in each for said, each in zip(words, found, strict=True))


def test_a_mail_without_a_template_is_named_with_its_path() -> None:
    mails = {"cases.accepted": Mail("Accepted", "cases/mail/accepted"), "doors.shut": Mail("Shut", "doors/mail/shut")}
    assert [each.msg for each in missing_templates(mails)] == [
        "the mail 'doors.shut' has no template doors/mail/shut.txt",
        "the mail 'doors.shut' has no template doors/mail/shut.html",
    ]
