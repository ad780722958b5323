"""What a verb tells is delivered by somebody and has its text, or the site does not start."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from open315.core.verbs import Letter, NoFace, Target, Tell, Verb, registry
from open315.notify import channels, recipients
from open315.notify.channel import Channel, NoSender
from open315.notify.channels.email.letters import missing_templates
from open315.notify.checks import lacking, untold
from open315.notify.types import Outcome
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
    assert list(missing_templates(mails)) == [
        "the mail 'doors.shut' has no template doors/mail/shut.txt",
        "the mail 'doors.shut' has no template doors/mail/shut.html",
    ]


def send(_outgoing: Any) -> str:
    return ""


def ask(_ids: list[str], _seconds: float) -> list[Any]:
    return []


SOUND = Channel(
    label="SMS",
    reaches=frozenset({"consumer"}),
    send=send,
    receipts={Outcome.SENT: "taken", Outcome.REFUSED: "refused"},
    lacks_words=tuple,
    check_template=lambda _name: None,
)
LATER = {**SOUND.receipts, Outcome.DELIVERED: "there"}


@pytest.mark.parametrize(
    ("changes", "number", "words"),
    [
        ({}, 0, ""),
        ({"label": ""}, 324, "has no words for what it is (label)"),
        ({"send": None}, 325, "has no sender (send)"),
        ({"send": NoSender("")}, 325, "has no sender, and it is not said why (NoSender)"),
        ({"send": NoSender("read here")}, 0, ""),
        ({"receipts": {Outcome.REFUSED: "refused"}}, 326, "does not say what the receipt 'sent' means (receipts)"),
        ({"receipts": {Outcome.SENT: "taken"}}, 326, "does not say what the receipt 'refused' means (receipts)"),
        ({"receipts": {Outcome.SENT: "taken"}, "send": NoSender("read here")}, 0, ""),
        ({"receipts": {**LATER, Outcome.DELIVERED: ""}, "ask": ask}, 326, "does not say what the receipt 'delivered' means (receipts)"),
        ({"receipts": LATER}, 326, "gives the receipt 'delivered', and nobody asks for it (ask)"),
        ({"ask": ask}, 326, "is asked for receipts, and names none that it may give (receipts)"),
        ({"receipts": LATER, "ask": ask}, 0, ""),
        ({"reaches": frozenset()}, 327, "reaches no kind of people (reaches)"),
        ({"reaches": frozenset({"martian"})}, 327, "reaches 'martian', which is no kind of people (core.access.declare_kind)"),
        ({"reaches": frozenset({"staff"})}, 328, "reaches 'staff', and no address book finds them (notify.recipients.use_address_book)"),
        ({"reaches": frozenset({"staff"}), "send": NoSender("read here")}, 0, ""),
        ({"seconds": 0}, 329, "may call for 0 seconds: say more than 0 and at most 60 (seconds)"),
        ({"seconds": 0.1}, 0, ""),
        ({"seconds": 60}, 0, ""),
        ({"seconds": 61}, 329, "may call for 61 seconds: say more than 0 and at most 60 (seconds)"),
    ],
)  # fmt: skip
def test_a_channel_that_lacks_something_is_named_when_the_site_starts(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], number: int, words: str
) -> None:
    monkeypatch.setitem(recipients._books, ("consumer", "sms"), lambda _key: "")
    found = [(each.id, each.msg) for each in lacking("sms", replace(SOUND, **changes))]
    assert found == ([(f"open315.E{number}", f"the channel 'sms' {words}")] if number else [])


def test_a_message_of_a_channel_without_its_text_is_named() -> None:
    (found,) = lacking(
        "email",
        replace(SOUND, lacks_words=lambda: ["the mail 'x' has no template x.txt"], reaches=frozenset({"consumer"})),
    )
    assert (found.id, found.msg) == ("open315.E321", "the mail 'x' has no template x.txt")


def test_every_folder_is_a_channel() -> None:
    folders = {each.parent.name for each in Path(channels.__file__).parent.glob("*/__init__.py")}
    assert set(channels.every()) == folders >= {"email", "in_app"}
    assert {name: set(channels.every()[name].reaches) for name in ("email", "in_app")} == {
        "email": {"consumer", "guest", "sender", "staff"},
        "in_app": {"staff"},
    }


def test_a_folder_without_a_declaration_stops_the_start_by_its_name(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pigeon"
    folder.mkdir()
    (folder / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(channels, "__path__", [str(tmp_path)])
    with pytest.raises(AttributeError, match="pigeon' has no attribute 'CHANNEL'"):
        channels.load()
