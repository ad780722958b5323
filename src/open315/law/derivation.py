"""The derivation of a due date in words, in the reader's language. The trace comes from `law.rules.clocks.due` or from a stored clock."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from open315.core.calendar.rules import SATURDAY
from open315.core.calendar.shipped import holiday_name
from open315.core.names import Names
from open315.law import codelists
from open315.law.rules.packs import PackUnknown, pack

Step = Mapping[str, Any]

EVENTS = {
    "received": gettext_lazy("day of receipt"),
    "accepted": gettext_lazy("day of acceptance"),
    "acknowledged": gettext_lazy("day the department received it"),
    "department_accepted": gettext_lazy("day the department accepted it"),
    "referred": gettext_lazy("day of referral"),
    "terminated": gettext_lazy("day of the decision to end mediation"),
    "clue_found": gettext_lazy("day the clue was found"),
    "competence_disputed": gettext_lazy("day the dispute arose"),
    "ended": gettext_lazy("day on which the case ended"),
    "filing_decided": gettext_lazy("day of the decision"),
}


class Explanation:
    """Words for a trace. `str()` gives one line; `steps` its parts; both speak the language active at that moment."""

    def __init__(self, trace: Iterable[Step]) -> None:
        self.trace = tuple(trace)

    @property
    def steps(self) -> list[str]:
        """One short sentence a step, the article last."""
        year = self._year()
        return [words for step in self.trace if (words := _WORDS.get(step["step"], _nothing)(step, year))]

    def __str__(self) -> str:
        if not self.trace:
            return ""
        between, end = pgettext("between the parts of a derivation", "; "), pgettext("end of a derivation", ".")
        return between.join(self.steps) + end

    def __bool__(self) -> bool:
        return bool(self.trace)

    def _year(self) -> int:
        return int(str(self.trace[0].get("on", "0"))[:4]) if self.trace else 0


def explain(trace: Iterable[Step]) -> Explanation:
    """The trace in words, put together only when shown."""
    return Explanation(trace)


def _day(text: str, year: int) -> str:
    """A day, without its year where that is the year the period began."""
    return text[5:] if int(text[:4]) == year else text


def _start(step: Step, _year: int) -> str:
    event = EVENTS.get(step["event"], gettext_lazy("first day"))
    return _("%(length)s; the %(event)s, %(on)s, is not counted") % {
        "length": length(step["n"], step["unit"]),
        "event": event,
        "on": step["on"],
    }


def length(n: int, unit: str) -> str:
    """An amount of time in words: "7 working days"."""
    if unit == "working_days":
        return ngettext("%(n)s working day", "%(n)s working days", n) % {"n": n}
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def _extended(step: Step, _year: int) -> str:
    return _("including an extension of %(n)s") % {"n": step["n"]}


def _first(step: Step, year: int) -> str:
    return _("working day 1 is %(on)s") % {"on": _day(step["on"], year)}


def _holiday(step: Step, year: int) -> str:
    values = {"from": _day(step["from"], year), "until": _day(step["until"], year), "name": holiday_name(step["name"])}
    if step["from"] == step["until"]:
        return _("%(from)s off: %(name)s") % values
    return _("%(from)s to %(until)s off: %(name)s") % values


def _makeup(step: Step, year: int) -> str:
    is_saturday = date.fromisoformat(step["on"]).weekday() == SATURDAY
    weekday = pgettext("make-up day", "Saturday") if is_saturday else pgettext("make-up day", "Sunday")
    values = {"on": _day(step["on"], year), "weekday": weekday, "name": holiday_name(step["name"])}
    return _("%(on)s (%(weekday)s) is a make-up working day for %(name)s and counts") % values


def _weekends(step: Step, _year: int) -> str:
    n = step["n"]
    return ngettext("%(n)s weekend day is not counted", "%(n)s weekend days are not counted", n) % {"n": n}


def _paused(step: Step, year: int) -> str:
    values = {
        "from": _day(step["from"], year),
        "until": _day(step["until"], year),
        "ground": codelists.label("pause_grounds", step["ground"]),
    }
    return _("paused from %(from)s until %(until)s: %(ground)s") % values


def _standing(step: Step, year: int) -> str:
    values = {"from": _day(step["from"], year), "ground": codelists.label("pause_grounds", step["ground"])}
    return _("stands still since %(from)s: %(ground)s; the last day is known when it runs again") % values


def _rolled(step: Step, year: int) -> str:
    reason = holiday_name(step["name"]) if step["name"] else _("weekend")
    values = {"from": _day(step["from"], year), "on": _day(step["on"], year), "reason": reason}
    return _("the last day would be %(from)s, which is off (%(reason)s), so it moves to %(on)s") % values


def _due(step: Step, _year: int) -> str:
    return _("the last day is %(on)s") % {"on": step["on"]}


def _unknown(step: Step, _year: int) -> str:
    return _("the working calendar of %(year)s is not loaded, so the last day is not known yet") % {
        "year": step["year"]
    }


def _basis(step: Step, _year: int) -> str:
    if "article" in step:
        return _("basis: %(article)s (local option)") % {"article": Names(step["article"])}
    try:
        clock = pack(step["pack"]).clock(step["clock"])
    except (PackUnknown, LookupError):
        return ""
    if clock.local:
        return _("basis: %(article)s (local option)") % {"article": clock.article}
    return _("basis: %(article)s") % {"article": clock.article}


def _nothing(_step: Step, _year: int) -> str:
    return ""


_WORDS: dict[str, Callable[[Step, int], str]] = {
    "start": _start,
    "extended": _extended,
    "first": _first,
    "holiday": _holiday,
    "makeup": _makeup,
    "weekends": _weekends,
    "paused": _paused,
    "standing": _standing,
    "rolled": _rolled,
    "due": _due,
    "unknown": _unknown,
    "basis": _basis,
}
