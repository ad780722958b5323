"""What the rooms declare fits together: verbs, words, permissions, events, mails. The same checks run when the site starts."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.core.checks import run_checks

import open315
from open315.core.access.checks import DECLARATIONS
from open315.core.verbs.registry import every

NO_VERB = {
    "open315.cases.services.paper.print_notice": "reads: an entry in the audit log, no step of the case",
    "open315.cases.services.files.open_own_file": "reads: an entry in the audit log, no step of the case",
    "open315.cases.services.files.open_file": "reads: an entry in the audit log, no step of the case",
    "open315.learning.services.ask_to_learn": "core.jobs has declarations of its own; an entry in the audit log",
    "open315.inbox.services.enclosing.open_file": "reads: an entry in the audit log, no step of the message",
    "open315.inbox.services.enclosing.hand_over": "a part of making a case and of adding to one; the case's own verb keeps the files",
    "open315.cases.services.handling.assign_cases": "assigns one after the other",
    "open315.cases.services.attaching.attach": "a part of adding evidence and of objecting; those keep the trail",
    "open315.cases.services.handling.do_to_many": "does another verb one after the other",
    "open315.cases.services.many.register_cases": "prepares (which is the verb) and writes",
    "open315.cases.services.searching.record_caller_lookup": "reads: an entry in the audit log",
    "open315.cases.services.searching.record_number_search": "reads: an entry in the audit log",
    "open315.cases.services.taking_back.take_back_assignment": "assigns to whoever had it before",
    "open315.cases.services.taking_back.take_back_assignments": "assigns one after the other",
    "open315.cases.services.saved_views.save_view": "one's own convenience: no trail",
    "open315.cases.services.saved_views.delete_view": "one's own convenience: no trail",
    "open315.cases.services.aside.put_aside": "one's own list: no step of the case, no trail",
    "open315.cases.services.aside.take_from_aside": "one's own list: no step of the case, no trail",
    "open315.cases.services.attention.follow": "one's own list: no step of the case, no trail",
    "open315.cases.services.attention.unfollow": "one's own list: no step of the case, no trail",
    "open315.cases.services.attention.read_mention": "one's own messages: no trail",
    "open315.cases.services.calendars.make_calendar": "a key of one's own: an entry in the audit log",
    "open315.cases.services.calendars.revoke_calendar": "a key of one's own: an entry in the audit log",
    "open315.cases.services.presence.tell_presence": "that somebody looks, forgotten within minutes: no trail",
    "open315.cases.services.presence.end_presence": "that somebody looks, forgotten within minutes: no trail",
    "open315.core.jobs.services.ask": "core.jobs has declarations of its own",
    "open315.core.jobs.services.cancel": "part of the verb of a room that cancels its work",
    "open315.core.list_files.services.ask_for": "a copy for oneself: recorded as the list's own export, changes nothing",
    "open315.core.list_files.services.cancel_list": "stops one's own copy: an entry in the audit log",
    "open315.core.list_files.services.open_list": "reads: an entry in the audit log",
    "open315.core.undelivered.services.retry_all_events": "offers all of them at once, with one entry for all",
    "open315.notify.services.mark_read": "one's own messages: no trail",
    "open315.notify.services.mark_all_read": "one's own messages: no trail",
    "open315.org.services.accounts.open_known_account": "opens an account like the verb, with a password that is known",
    "open315.org.services.grants.grant_first_role": "grants a role like the verb, where the account is being opened",
    "open315.seminars.services.door.follow_agenda": "part of the verbs of the agenda",
    "open315.summaries.services.request_summary": "core.jobs has declarations of its own",
    "open315.summaries.text.services.asking.request_text": "core.jobs has declarations of its own",
    "open315.summaries.text.services.beginning.drafted": "counts and writes nothing: what the verb then keeps",
}
"""Services that take an actor and a moment and are no verbs, and why."""


def services() -> Iterator[tuple[str, Any]]:
    """Every public function of a `services` module that somebody does at some moment."""
    for found in pkgutil.walk_packages(open315.__path__, "open315."):
        if "services" not in found.name.split(".") or ".tests" in found.name:
            continue
        module = import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            named = inspect.signature(function).parameters
            own = function.__module__ == found.name and not name.startswith("_")
            if own and all(each in named and named[each].kind is named[each].KEYWORD_ONLY for each in ("actor", "at")):
                yield f"{found.name}.{name}", function


def test_nothing_that_is_declared_lacks_a_part() -> None:
    assert run_checks(tags=[DECLARATIONS]) == []


def test_each_service_is_a_verb_or_says_why_not() -> None:
    found = dict(services())  # imports them all, and so declares what nothing imported before
    declared = {id(verb.function) for verb in every()}
    assert {name for name, function in found.items() if id(function) not in declared} == set(NO_VERB)
    assert len(found) > 2 * len(NO_VERB)


@pytest.mark.parametrize("verb", every(), ids=str)
def test_the_function_of_a_verb_says_what_it_promises(verb: Any) -> None:
    assert verb.function.__doc__
