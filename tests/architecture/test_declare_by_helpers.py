"""What the helpers give every verb that a room declares with them, by hand: they run when the site starts, so no other test passes them."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from open315.activities import services as activities
from open315.activities.feeds import services as feeds
from open315.activities.partners import services as partners
from open315.activities.people import services as people
from open315.activities.proofs import services as proofs
from open315.core.access import ANONYMOUS
from open315.core.errors import NotFound
from open315.core.verbs import SAME, registry
from open315.hotline.roster import services as roster
from open315.hotline.services import verb as hotline
from open315.inbox.services import verb as inbox
from open315.learning import services as learning
from open315.phrases.services import phrases
from open315.returns.services import asking
from open315.seminars.services import verb as seminars
from open315.stalls.services import verb as stalls
from open315.summaries.models import Comment
from open315.summaries.text.services import editing, locking

NAME, EVENT = "try_it", "rooms.tried"
Helper = Callable[..., Any]
HELPERS: dict[str, tuple[Helper, Any, str, Any, Any]] = {
    "activities": (lambda **more: activities._verb(NAME, EVENT, **more), activities.ACTIVITY, "activities:manage", activities.MANAGERS, activities.OWN_PAGE),
    "partners": (lambda **more: partners._verb(NAME, EVENT, **more), partners.PARTNER, "activities:manage", partners.MANAGERS, partners.OWN_PAGE),
    "people": (lambda **more: people._verb(NAME, people.PERSON, EVENT, **more), people.PERSON, "activities:manage", people.MANAGERS, people.OWN_PAGE),
    "proofs": (lambda **more: proofs._verb(NAME, EVENT, **more), proofs.PROOF, "activities:manage", proofs.MANAGERS, proofs.OWN_PAGE),
    "feeds": (lambda **more: feeds._verb(NAME, EVENT, **more), feeds.FEED, "activities:read", feeds.READERS, feeds.OWN_PAGE),
    "seminars": (lambda **more: seminars.managing(NAME, seminars.GUEST, EVENT, **more), seminars.GUEST, "activities:manage", seminars.MANAGERS, seminars.OWN_PAGE),
    "setting": (lambda **more: stalls.setting(NAME, stalls.SHIFT, EVENT, **more), stalls.SHIFT, "stalls:manage", stalls.SETTERS, stalls.OWN_PAGE),
    "counting": (lambda **more: stalls.counting(NAME, stalls.STALL, EVENT, **more), stalls.STALL, "stalls:count", stalls.COUNTERS, stalls.OWN_PAGE),
    "inbox": (lambda **more: inbox.handling(NAME, EVENT, **more), inbox.MESSAGE, "inbox:handle", inbox.HANDLERS, inbox.OWN_PAGE),
    "calls": (lambda **more: hotline.handling(NAME, EVENT, **more), hotline.CALL, "hotline:handle", hotline.HANDLERS, hotline.OWN_PAGE),
    "lines": (lambda **more: hotline.setting_up(NAME, hotline.LINE, EVENT, **more), hotline.LINE, "hotline:manage", hotline.MANAGERS, hotline.OWN_PAGE),
    "roster": (lambda **more: roster._keeping(NAME, roster.DUTY, EVENT, **more), roster.DUTY, "hotline:roster", roster.KEEPERS, hotline.OWN_PAGE),
    "on duty": (lambda **more: roster._serving(NAME, roster.DUTY, EVENT, **more), roster.DUTY, "hotline:handle", hotline.HANDLERS, hotline.OWN_PAGE),
    "learning": (lambda **more: learning._verb(NAME, EVENT, **more), learning.MODEL, "learning:manage", learning.MANAGERS, learning.OWN_PAGE),
    "phrases": (lambda **more: phrases._verb(NAME, EVENT, **more), phrases.PHRASE, "phrases:use", phrases.USERS, phrases.OWN_PAGE),
    "returns": (lambda **more: asking._verb(NAME, EVENT, **more), asking.CALL, "returns:ask", asking.MANAGERS, asking.OWN_PAGE),
    "passages": (lambda **more: editing._on_passage(NAME, EVENT, **more), locking.PASSAGE, "summaries:write", locking.WRITERS, locking.OWN_PAGE),
}  # fmt: skip
"""Helper, what its verbs act upon, the permission, who that is, and why there is no face."""


@pytest.mark.parametrize("name", HELPERS)
def test_a_helper_gives_target_permission_who_and_face_and_passes_on_the_rest(name: str) -> None:
    helper, target, permission, who, face = HELPERS[name]
    with registry.set_aside():
        found = helper(reads=True)
    assert (found.name, found.event, found.permission) == (NAME, EVENT, permission)
    assert found.target is target
    assert found.who is who
    assert found.face is face
    assert (found.reads, found.makes, found.before, found.to, found.emits) == (True, False, None, SAME, SAME)


def test_what_guests_and_people_do_at_a_door_has_a_permission_of_its_own() -> None:
    with registry.set_aside():
        arrives = people._verb(NAME, people.PERSON, EVENT, permission="activities:receive", who=people.AT_THE_DOOR)
        answers = seminars.managing("other", seminars.GUEST, EVENT, permission="activities:receive")
    assert (arrives.permission, arrives.who) == ("activities:receive", people.AT_THE_DOOR)
    assert (answers.permission, answers.who) == ("activities:receive", seminars.MANAGERS)


def test_passages_are_worded_while_the_text_is_a_draft() -> None:
    with registry.set_aside():
        assert editing._on_passage(NAME, EVENT).also is locking.while_draft
    for state, draft, is_open in (("draft", True, True), ("review", False, True), ("signed", False, False)):
        row: Any = SimpleNamespace(text=SimpleNamespace(state=state))
        actor: Any = None
        found = locking.while_draft(actor, row), locking.while_open(actor, row)
        assert [each.allowed for each in found] == [draft, is_open]
        assert [each.by_state for each in found] == [not draft, not is_open]


@pytest.mark.django_db
def test_what_is_below_a_text_tells_of_the_text_and_is_not_found_where_it_is_gone(cast: Any) -> None:
    target = locking._target(Comment, "summary_comment")
    done: Any = SimpleNamespace(
        row=SimpleNamespace(text_id=7), data={"said": 1}, actor=SimpleNamespace(account_id=3), audit_data={}
    )
    assert (target.room, target.name, target.who_first, target.stale) == (
        "summaries",
        "summary_comment",
        True,
        locking.STALE,
    )
    assert (target.noted(done), target.announced(done)) == ({"text_id": 7, "said": 1}, {"text_id": 7, "actor": 3})
    with pytest.raises(NotFound):
        target.lock(cast.actor("secretariat"), 0)


REFUSALS = """
# room, target, permission: what whoever lacks it is told
activities activity activities:manage: You may not plan activities.
activities double_entry activities:manage: You may not decide about double entries.
activities feed activities:read: You may not read activities.
activities partner activities:manage: You may not enter partners of activities.
activities participation activities:manage: You may not enter who took part.
activities participation activities:receive: You may not note who comes to the door.
activities person activities:manage: You may not enter who took part.
activities proof activities:manage: You may not keep proofs of activities.
activities telling activities:manage: You may not choose what is told.
seminars agenda_item activities:manage: You may not invite guests.
seminars guest activities:manage: You may not invite guests.
seminars guest activities:receive: You may not receive guests.
seminars seminar activities:manage: You may not invite guests.
seminars seminar activities:receive: You may not receive guests.
seminars consensus activities:manage: You may not invite guests.
inbox message inbox:handle: You may not handle messages. You may not bring messages in.
inbox sender inbox:erase: You may not erase who wrote a message.
hotline hotline_call hotline:handle: Only a telephone system tells what happens on a line. You may not take calls of the hotline.
hotline hotline_key hotline:manage: You may not set up lines of the hotline.
hotline hotline_caller hotline:handle: You may not take calls of the hotline.
hotline hotline_line hotline:manage: You may not set up lines of the hotline.
hotline hotline_caller hotline:erase: You may not erase the number of a caller.
hotline hotline_line hotline:roster: You may not keep the duty roster.
hotline hotline_duty hotline:roster: You may not keep the duty roster.
hotline hotline_leave hotline:roster: You may not keep the duty roster.
hotline hotline_duty hotline:handle: You may not take calls of the hotline.
hotline hotline_swap hotline:handle: You may not take calls of the hotline.
hotline hotline_hand_over hotline:handle: You may not take calls of the hotline.
hotline hotline_recording hotline:handle: You may not take calls of the hotline.
hotline hotline_recording hotline:erase: You may not erase the number of a caller.
stalls stall stalls:count: You may not count at stalls.
stalls stall stalls:manage: You may not set up stalls.
stalls shift stalls:manage: You may not set up stalls.
stalls kit_item stalls:manage: You may not set up stalls.
returns call returns:ask: You may not ask for returns.
returns return returns:fill: You may not fill in returns.
returns return returns:sign: You may not sign returns.
returns return returns:ask: You may not open returns again. You may not bring returns in.
summaries summary_text summaries:write: You may not word summaries.
summaries summary_text summaries:sign: You may not review and sign summaries.
summaries summary_passage summaries:write: You may not word summaries.
summaries summary_edition summaries:sign: You may not review and sign summaries.
summaries summary_comment summaries:write: You may not word summaries.
summaries summary_comment summaries:sign: You may not review and sign summaries.
summaries summary_wording summaries:write: You may not word summaries.
"""
OF_THE_GUEST = "seminars.answer_invitation"


def test_whoever_lacks_the_permission_is_told_so_in_the_words_of_the_room() -> None:
    rooms = {"activities", "inbox", "hotline", "seminars", "stalls", "returns", "summaries"}
    found: dict[str, list[str]] = {}
    with translation.override("en"):
        for verb in registry.every():
            if verb.target.room in rooms and str(verb) != OF_THE_GUEST:
                said = verb.who(ANONYMOUS, verb.permission, None)
                words = found.setdefault(f"{verb.target.room} {verb.target.name} {verb.permission}", [])
                words.extend({str(said.reason)}.difference(words))
                assert not said.allowed
    lines = [line for line in REFUSALS.strip().splitlines() if not line.startswith("#")]
    assert sorted(f"{where}: {' '.join(words)}" for where, words in found.items()) == sorted(lines)
