"""What a consumer can do now, in words, each leading to the very place on the page of her case where she does it (ADR 0154)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from open315.cases.queries import ConsumerView
from open315.cases.rules.next_steps import NextStep, Possible

WORDS: Mapping[NextStep, Any] = {
    NextStep.ANSWER: _("Answer what the council asks you"),
    NextStep.MEET: _("You have an appointment"),
    NextStep.CALL: _("Call: the day has passed (%(what)s, %(day)s)"),
    NextStep.WAIT: _("Wait: the council writes to you on this page"),
    NextStep.ADD: _("Add a photo or another file"),
    NextStep.CORRECT: _("Write something more, or correct what you told"),
    NextStep.WITHDRAW: _("Withdraw the case, if it is settled"),
    NextStep.TURN: _("Take one of %(count)s other ways"),
    NextStep.KEEP: _("Keep the notices of your case"),
    NextStep.OBJECT: _("Object, if you do not agree with the result"),
    NextStep.RATE: _("Say how the council handled it"),
    NextStep.FILE_ANEW: _("File it anew, with what was missing or has changed"),
}
WITH_DAY: Mapping[NextStep, Any] = {
    NextStep.ANSWER: _("Answer what the council asks you, by %(day)s"),
    NextStep.MEET: _("You have an appointment on %(day)s"),
    NextStep.WAIT: _("Wait until %(day)s: %(what)s"),
    NextStep.OBJECT: _("Object by %(day)s, if you do not agree with the result"),
}
DAY = _("%(day)s, %(weekday)s")
PLACES: Mapping[NextStep, Any] = {
    NextStep.ANSWER: "#id_note",
    NextStep.MEET: "#appointments",
    NextStep.CALL: "#who",
    NextStep.WAIT: "",
    NextStep.ADD: "#id_evidence",
    NextStep.CORRECT: "#id_note",
    NextStep.WITHDRAW: "#withdraw",
    NextStep.TURN: "#routes",
    NextStep.KEEP: "#keep",
    NextStep.OBJECT: "#objection",
    NextStep.RATE: "#rating",
    NextStep.FILE_ANEW: reverse_lazy("intake:complain"),
}
PRESSING = frozenset({NextStep.ANSWER, NextStep.MEET, NextStep.CALL})


@dataclass(frozen=True, slots=True)
class Now:
    """One line of the list. `href` is "" for waiting: there is nothing to press."""

    words: str
    href: str
    is_pressing: bool


def what_now(shown: ConsumerView) -> list[Now]:
    """The lines, the most pressing first."""
    return [Now(_words(each, shown), str(PLACES[each.step]), each.step in PRESSING) for each in shown.can_do]


def _words(possible: Possible, shown: ConsumerView) -> str:
    words = WITH_DAY.get(possible.step, WORDS[possible.step]) if possible.day else WORDS[possible.step]
    day = possible.day
    return str(words) % {
        "day": DAY % {"day": day.isoformat(), "weekday": date_format(day, "l")} if day else "",
        "what": shown.due_what,
        "count": len(shown.routes),
    }
