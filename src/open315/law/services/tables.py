"""Changing the tables of the law that places keep: lines of competence, and the numbers the law leaves open. Lines are ended, never rewritten."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.names import NO_NAME, Translated
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.step import making, step
from open315.core.verbs.types import Decision
from open315.core.verbs.who import holders
from open315.law.models import CompetenceRule, LocalOption
from open315.law.queries import competence
from open315.law.queries import packs as law
from open315.law.rules import competence as rules
from open315.law.rules import packs
from open315.org import queries as org

PERMISSION = "packs:manage"
MAX_DAYS = 365


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to add to the table of competence."""

    code: str
    sector: str
    level: int
    place: str
    article: str
    valid_from: date
    kind: str = ""
    goods: str = ""
    nature: str = ""
    trader_kind: str = ""
    priority: int = 50
    beside: bool = False
    article_in: Translated = NO_NAME
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class NewOption:
    """A number that a place sets for a clock the law leaves open."""

    pack: str
    clock: str
    region_code: str
    amount: int
    unit: str
    roll: str
    basis: str
    valid_from: date


MANAGERS = holders(_("Only an administrator may change the rules."))
OF_THE_WHOLE = _("Competence holds for every council here: the administrator of the body at the top changes it.")
OWN_PAGE = NoFace("The pages of the rules have a form for it.")


def at_the_top(actor: Actor, permission: str, row: Any) -> Decision:
    """The administrator of the body at the top; those of others set the numbers of their own places."""
    body = None if actor.organisation_id is None else org.body_by_id(actor.organisation_id)
    if body is not None and body.parent_id is not None:
        return Decision(False, OF_THE_WHOLE)
    return MANAGERS(actor, permission, row)


def _lock_line(_actor: Actor, rule_id: int) -> CompetenceRule:
    row = CompetenceRule.objects.select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise NotFound(_("There is no such line."))
    return row


def _lock_option(actor: Actor, option_id: int) -> LocalOption:
    row = LocalOption.objects.select_for_update().filter(pk=option_id).first()
    if row is None or not packs.covers(actor.region_code, row.region_code):
        raise NotFound(_("There is no such option."))
    return row


LINE: Target[CompetenceRule] = Target(
    room="law", name="competence", who_first=True, lock=_lock_line, announced=lambda done: {"rule": done.row.pk}
)
OPTION: Target[LocalOption] = Target(
    room="law", name="packs", who_first=True, lock=_lock_option, announced=lambda done: {"option": done.row.pk}
)

ADD_LINE = Verb(
    "add_competence_rule",
    LINE,
    event="competence.rule_added",
    emits=None,
    permission=PERMISSION,
    who=at_the_top,
    makes=True,
    face=OWN_PAGE,
)


@ADD_LINE
def add_competence_rule(new: NewLine, *, reason: str, actor: Actor, at: datetime) -> CompetenceRule:
    """Add a line. Conflict when a line of the same pattern holds at the same time: end that one first."""
    with making(ADD_LINE, actor=actor, at=at) as done:
        _need(reason)
        _in_order(new.valid_from, new.valid_until)
        row = CompetenceRule(**{field: getattr(new, field) for field in NewLine.__slots__})
        rivals = rules.clashes(map(competence.line_of, CompetenceRule.objects.all()), competence.line_of(row))
        if rivals:
            words = _("Line “{code}” already decides this from {since}. End it first, or choose another priority.")
            raise Conflict(
                format_lazy(words, code=rivals[0].code, since=rivals[0].valid_from.isoformat()), field="priority"
            )
        if CompetenceRule.objects.filter(code=new.code, valid_from=new.valid_from).exists():
            raise Conflict(_("A line of this name begins on that day already."), field="code")
        row.save(force_insert=True)
        _read_anew(competence.forget)
        done.row = row
        done.say(code=new.code, reason=reason.strip())
        return row


END_LINE = Verb(
    "end_competence_rule",
    LINE,
    event="competence.rule_ended",
    emits=None,
    permission=PERMISSION,
    who=at_the_top,
    face=OWN_PAGE,
)


@END_LINE
def end_competence_rule(rule_id: int, *, valid_until: date, reason: str, actor: Actor, at: datetime) -> CompetenceRule:
    """Let a line end after `valid_until`; cases keep the decision they have. Repeating it changes nothing more."""
    with step(END_LINE, rule_id, actor=actor, at=at) as done:
        _need(reason)
        _in_order(done.row.valid_from, valid_until)
        done.row.valid_until = valid_until
        _read_anew(competence.forget)
        done.say(code=done.row.code, valid_until=valid_until.isoformat(), reason=reason.strip())
        return done.row


SET_OPTION = Verb(
    "set_local_option",
    OPTION,
    event="packs.option_set",
    emits=None,
    permission=PERMISSION,
    who=MANAGERS,
    makes=True,
    face=OWN_PAGE,
)


@SET_OPTION
def set_local_option(new: NewOption, *, actor: Actor, at: datetime) -> LocalOption:
    """Set a place's own number from a day on; the one before it ends the day before.

    InvalidInput for a clock that the law fixes, NotAllowed for a place outside the actor's own.
    """
    with making(SET_OPTION, actor=actor, at=at) as done:
        _check_option(new, actor)
        options = LocalOption.objects.select_for_update()
        before = options.filter(pack=new.pack, clock=new.clock, region_code=new.region_code)
        if before.filter(valid_from__gte=new.valid_from).exists():
            raise Conflict(
                _("For this place a number from that day or a later one is set already."), field="valid_from"
            )
        open_ones = before.filter(valid_until=None) | before.filter(valid_until__gte=new.valid_from)
        open_ones.update(valid_until=new.valid_from - timedelta(days=1))
        done.row = LocalOption.objects.create(**{field: getattr(new, field) for field in NewOption.__slots__})
        _read_anew(law.forget)
        done.say(pack=new.pack, clock=new.clock, region=new.region_code, amount=new.amount, unit=new.unit)
        return done.row


END_OPTION = Verb(
    "end_local_option",
    OPTION,
    event="packs.option_ended",
    emits=None,
    permission=PERMISSION,
    who=MANAGERS,
    face=OWN_PAGE,
)


@END_OPTION
def end_local_option(option_id: int, *, valid_until: date, reason: str, actor: Actor, at: datetime) -> LocalOption:
    """Let a place's own number end after `valid_until`; then the pack's number holds again."""
    with step(END_OPTION, option_id, actor=actor, at=at) as done:
        _need(reason)
        _in_order(done.row.valid_from, valid_until)
        done.row.valid_until = valid_until
        _read_anew(law.forget)
        done.say(valid_until=valid_until.isoformat(), reason=reason.strip())
        return done.row


def _check_option(new: NewOption, actor: Actor) -> None:
    try:
        clock = packs.pack(new.pack).clock(new.clock)
    except LookupError:
        raise InvalidInput(_("Choose one of the pack's clocks."), field="clock") from None
    if not clock.local:
        raise InvalidInput(_("The law fixes this number; no place can change it."), field="clock")
    if not packs.covers(actor.region_code, new.region_code):
        raise NotAllowed(_("This place is not yours."), field="region_code")
    if not (0 if clock.optional else 1) <= new.amount <= MAX_DAYS:
        raise InvalidInput(_("Give a number of days between 1 and 365."), field="amount")
    if not new.basis.strip():
        raise InvalidInput(_("State the text this number rests on."), field="basis")


def _need(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(_("Please give the reason."), field="reason")


def _in_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise InvalidInput(_("The last day lies before the first."), field="valid_until")


def _read_anew(forget: Callable[[], None]) -> None:
    transaction.on_commit(forget)
    forget()
