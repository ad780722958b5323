"""The verbs of the roster: put people on duty, copy a week, swap, leave, hand over. A line is locked while its roster changes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.clock import local_day, midnight
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.spans import Span
from open315.core.verbs import Target, Verb
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.hotline import vault
from open315.hotline.models import Duty, HandOver, Leave, Line, Swap
from open315.hotline.roster import queries, rules
from open315.hotline.roster.types import ColumnPlan, DutyPlan
from open315.hotline.services.verb import HANDLERS, LINE, OWN_PAGE, lock_line
from open315.hotline.types import SwapState

FAULTS: dict[str, Any] = {
    "length": _("A duty lasts from a quarter of an hour to a day."),
    "past": _("Who was on duty is not entered afterwards."),
    "far": _("A roster is entered for a year ahead at most."),
    "leave_days": _("The leave ends before it begins, or is longer than a year."),
    "leave_past": _("Leave begins today or later."),
}
KEEPERS = holders(_("You may not keep the duty roster."))
BEGUN = _("The duty has begun already.")
ANSWERED = _("This swap was answered already.")
READ = _("This hand-over was read already.")


def _lock_duty(actor: Actor, duty_id: int) -> Duty:
    found = queries.get_duty(actor, duty_id)
    lock_line(actor, found.line_id)
    row = Duty.objects.select_for_update(of=("self",)).select_related("line", "account").filter(pk=duty_id).first()
    if row is None:
        raise NotFound(queries.NO_DUTY)
    return row


def _lock_swap(actor: Actor, swap_id: int) -> Swap:
    found = queries.get_swap(actor, swap_id)
    for line_id in sorted({found.duty.line_id, *([found.instead.line_id] if found.instead else [])}):
        lock_line(actor, line_id)
    rows = Swap.objects.select_for_update(of=("self",)).select_related("duty__line", "instead__line")
    row = rows.filter(pk=swap_id).first()
    if row is None:
        raise NotFound(queries.NO_SWAP)
    return row


def _lock_leave(actor: Actor, leave_id: int) -> Leave:
    row = Leave.objects.select_for_update().filter(pk=leave_id, council__in=actor.organisation_ids).first()
    if row is None:
        raise NotFound(queries.NO_LEAVE)
    return row


def _lock_hand_over(actor: Actor, hand_over_id: int) -> HandOver:
    queries.get_hand_over(actor, hand_over_id)
    rows = HandOver.objects.select_for_update(of=("self",)).select_related("duty__line")
    return rows.get(pk=hand_over_id)


DUTY: Target[Duty] = Target(
    room="hotline",
    name="hotline_duty",
    who_first=True,
    lock=_lock_duty,
    announced=lambda done: {"duty_id": done.row.pk, "line_id": done.row.line_id},
)
SWAP: Target[Swap] = Target(
    room="hotline",
    name="hotline_swap",
    who_first=True,
    lock=_lock_swap,
    announced=lambda done: {"swap_id": done.row.pk, "duty_id": done.row.duty_id},
)
LEAVE: Target[Leave] = Target(
    room="hotline",
    name="hotline_leave",
    who_first=True,
    lock=_lock_leave,
    announced=lambda done: {"leave_id": done.row.pk},
)
HAND_OVER: Target[HandOver] = Target(
    room="hotline",
    name="hotline_hand_over",
    who_first=True,
    lock=_lock_hand_over,
    announced=lambda done: {"hand_over_id": done.row.pk, "duty_id": done.row.duty_id},
)


def _keeping(name: str, target: Target[Any], event: str, **more: Any) -> Verb[Any]:
    """A verb of who keeps the roster."""
    return Verb(name, target, event=event, permission="hotline:roster", who=KEEPERS, face=OWN_PAGE, **more)


def _serving(name: str, target: Target[Any], event: str, **more: Any) -> Verb[Any]:
    """A verb of who is on duty."""
    return Verb(name, target, event=event, permission="hotline:handle", who=HANDLERS, face=OWN_PAGE, **more)


def _refuse(faults: Any) -> None:
    for field, code in faults:
        raise InvalidInput(FAULTS[code], field=field)


PUT = _keeping("put_on_duty", LINE, "hotline.put_on_duty", reads=True)


@PUT
def put_on_duty(line_id: int, plans: Sequence[DutyPlan], *, actor: Actor, at: datetime) -> Line:
    """Put people on duty at a line, all of them or none. InvalidInput for nobody, for who may not take calls there, is on leave then, or is there already."""
    with step(PUT, line_id, actor=actor, at=at) as done:
        if not plans:
            raise InvalidInput(_("Name at least one person."), field="names")
        staff = queries.staff_of(done.row.council_id)
        for plan in plans:
            if plan.account_id not in staff:
                raise InvalidInput(_("Choose somebody who takes calls for this council."), field="account")
            _refuse(rules.duty_faults(plan, at))
            _need_free(done.row.pk, plan, staff[plan.account_id])
            _create(done.row.pk, plan)
        done.say(people=len(plans))
        return done.row


COPY = _keeping("copy_week", LINE, "hotline.week_copied", reads=True)


@COPY
def copy_week(line_id: int, *, first: date, actor: Actor, at: datetime) -> Line:
    """Enter the seven days from `first` on as the seven before them. Who is on leave, there already, gone, or would stand in the past is left out; what was copied stays counted in the trail."""
    with step(COPY, line_id, actor=actor, at=at) as done:
        staff = queries.staff_of(done.row.council_id)
        before = Span(midnight(first - rules.DAYS * rules.DAY), midnight(first))
        copied = 0
        for each in queries.within([done.row.pk], before):
            if each.starts_at < before.starts_at or each.account_id not in staff:
                continue
            span = rules.moved(local_day(each.starts_at) + rules.DAYS * rules.DAY, Span(each.starts_at, each.ends_at))
            plan = DutyPlan(each.account_id, span.starts_at, span.ends_at)
            if not list(rules.duty_faults(plan, at)) and not _hindered(done.row.pk, plan):
                _create(done.row.pk, plan)
                copied += 1
        done.say(number=copied)
        return done.row


def _create(line_id: int, plan: DutyPlan) -> None:
    Duty.objects.create(line_id=line_id, account_id=plan.account_id, starts_at=plan.starts_at, ends_at=plan.ends_at)


def _hindered(line_id: int, plan: DutyPlan, but: Sequence[int] = ()) -> str:
    """Why she cannot be on duty then: away, there already; "" for nothing."""
    span = Span(plan.starts_at, plan.ends_at)
    away = queries.away_among({plan.account_id}, local_day(plan.starts_at), local_day(plan.ends_at))
    if rules.is_away(plan.account_id, span, away):
        return "away"
    there = [each for each in queries.within([line_id], span) if each.pk not in but]
    return "there" if rules.is_there_already(plan.account_id, span, queries.as_on(there)) else ""


def _need_free(line_id: int, plan: DutyPlan, name: str, but: Sequence[int] = ()) -> None:
    why = _hindered(line_id, plan, but)
    day = local_day(plan.starts_at).isoformat()
    if why == "away":
        raise InvalidInput(_("%(name)s is on leave on %(day)s.") % {"name": name, "day": day}, field="names")
    if why:
        raise InvalidInput(
            _("%(name)s is on duty here already on %(day)s.") % {"name": name, "day": day}, field="names"
        )


def read_column(line: Line, plan: ColumnPlan) -> list[DutyPlan]:
    """A pasted column as duties. InvalidInput for more than seven days, and for a name that is nobody's or several people's."""
    if rules.days_pasted(plan.names) > rules.DAYS:
        raise InvalidInput(_("A week has seven days: paste at most seven lines."), field="names")
    found, wrong = rules.column(plan, queries.named_staff(line.council_id))
    for name, why in wrong:
        words = {
            "nobody": _("Nobody who takes calls here is called %(name)s."),
            "several": _("Several people here are called %(name)s: enter her by herself."),
        }[why]
        raise InvalidInput(words % {"name": name}, field="names")
    return found


TAKE_OFF = _keeping("take_off_duty", DUTY, "hotline.taken_off_duty")


@TAKE_OFF
def take_off_duty(duty_id: int, *, actor: Actor, at: datetime) -> Duty:
    """Take a duty off the roster. One that has begun ends now, because until now she was there; Conflict for one that is over."""
    with step(TAKE_OFF, duty_id, actor=actor, at=at) as done:
        duty = done.row
        if duty.ends_at <= at:
            raise Conflict(_("The duty is over."))
        if duty.starts_at < at:
            duty.ends_at = at
            Duty.objects.filter(pk=duty.pk).update(ends_at=at)
        else:
            Duty.objects.filter(pk=duty.pk).delete()
            duty.pk = duty_id
        done.is_saved = True
        return duty


ASK = _serving("ask_swap", SWAP, "hotline.swap_asked", makes=True)


@ASK
def ask_swap(duty_id: int, *, asked_of: int, instead_id: int | None = None, actor: Actor, at: datetime) -> Swap:
    """Ask a colleague to take one's own duty, for one of hers or for nothing. NotAllowed for another's; Conflict once it has begun, or is asked already."""
    with making(ASK, actor=actor, at=at) as done:
        duty = _lock_duty(actor, duty_id)
        if duty.account_id != actor.account_id:
            raise NotAllowed(_("Only who is on duty asks for a swap."))
        if duty.starts_at <= at:
            raise Conflict(BEGUN)
        if Swap.objects.filter(duty=duty, state=SwapState.ASKED.value).exists():
            raise Conflict(_("Somebody is asked already. Withdraw that first."))
        if asked_of == actor.account_id or asked_of not in queries.staff_of(duty.line.council_id):
            raise InvalidInput(_("Choose a colleague who takes calls for this council."), field="asked_of")
        instead = queries.get_duty(actor, instead_id) if instead_id else None
        if instead and (instead.account_id != asked_of or instead.starts_at <= at):
            raise InvalidInput(_("Choose a duty of this colleague that has not begun."), field="instead")
        done.row = Swap.objects.create(
            duty=duty, instead=instead, asked_by_id=actor.account_id, asked_of_id=asked_of, asked_at=at
        )
        return done.row


ANSWER = _serving("answer_swap", SWAP, "hotline.swap_answered")


@ANSWER
def answer_swap(swap_id: int, *, agrees: bool, actor: Actor, at: datetime) -> Swap:
    """Agree to a swap, and the duties change hands at once; or decline. Only who is asked. Conflict once answered, begun, or where one of the two could not be there."""
    with step(ANSWER, swap_id, actor=actor, at=at) as done:
        swap = done.row
        if swap.asked_of_id != actor.account_id:
            raise NotAllowed(_("Only who is asked answers."))
        _need_open(swap)
        swap.state = (SwapState.AGREED if agrees else SwapState.DECLINED).value
        swap.answered_at = at
        if agrees:
            _exchange(swap, at)
        swap.save(update_fields=["state", "answered_at"])
        done.is_saved = True
        done.say(outcome=swap.state)
        return swap


WITHDRAW = _serving("withdraw_swap", SWAP, "hotline.swap_withdrawn")


@WITHDRAW
def withdraw_swap(swap_id: int, *, actor: Actor, at: datetime) -> Swap:
    """Ask no more. Only who asked; Conflict once it is answered."""
    with step(WITHDRAW, swap_id, actor=actor, at=at) as done:
        if done.row.asked_by_id != actor.account_id:
            raise NotAllowed(_("Only who asked withdraws."))
        _need_open(done.row)
        done.row.state, done.row.answered_at = SwapState.WITHDRAWN.value, at
        done.row.save(update_fields=["state", "answered_at"])
        done.is_saved = True
        return done.row


def _need_open(swap: Swap) -> None:
    if swap.state != SwapState.ASKED:
        raise Conflict(ANSWERED)


def _exchange(swap: Swap, at: datetime) -> None:
    """Give each what the other had. The duties are those that were asked about: whoever got one of them meanwhile keeps it."""
    hands = [(swap.duty, swap.asked_by_id, swap.asked_of_id)]
    if swap.instead:
        hands.append((swap.instead, swap.asked_of_id, swap.asked_by_id))
    but = [duty.pk for duty, _from, _to in hands]
    for duty, giver, taker in hands:
        if duty.starts_at <= at:
            raise Conflict(BEGUN)
        if duty.account_id != giver:
            raise Conflict(_("The duty is somebody else's by now."))
        if _hindered(duty.line_id, DutyPlan(taker, duty.starts_at, duty.ends_at), but):
            raise Conflict(_("One of the two is on leave then, or on duty at this line already."))
    for duty, _giver, taker in hands:
        Duty.objects.filter(pk=duty.pk).update(account_id=taker)
    others = Swap.objects.filter(duty__in=but, state=SwapState.ASKED.value).exclude(pk=swap.pk)
    others.update(state=SwapState.WITHDRAWN.value, answered_at=at)


ADD_LEAVE = _keeping("add_leave", LEAVE, "hotline.leave_added", makes=True)


@ADD_LEAVE
def add_leave(account_id: int, *, starts_on: date, ends_on: date, actor: Actor, at: datetime) -> Leave:
    """Say that somebody is away on these days: what she had of duties is a gap. InvalidInput for who takes no calls here, and for days that are over."""
    with making(ADD_LEAVE, actor=actor, at=at) as done:
        council_id = actor.organisation_id or 0
        if account_id not in queries.staff_of(council_id):
            raise InvalidInput(_("Choose somebody who takes calls for this council."), field="account")
        _refuse(rules.leave_faults(starts_on, ends_on, local_day(at)))
        done.row = Leave.objects.create(
            account_id=account_id, council_id=council_id, starts_on=starts_on, ends_on=ends_on
        )
        return done.row


TAKE_OUT_LEAVE = _keeping("take_out_leave", LEAVE, "hotline.leave_taken_out")


@TAKE_OUT_LEAVE
def take_out_leave(leave_id: int, *, actor: Actor, at: datetime) -> Leave:
    """She comes after all: from today on the leave is over; one that has not begun is gone. Conflict for one that is over."""
    with step(TAKE_OUT_LEAVE, leave_id, actor=actor, at=at) as done:
        leave, today = done.row, local_day(at)
        if leave.ends_on < today:
            raise Conflict(_("The leave is over."))
        if leave.starts_on < today:
            leave.ends_on = today - timedelta(days=1)
            Leave.objects.filter(pk=leave.pk).update(ends_on=leave.ends_on)
        else:
            Leave.objects.filter(pk=leave.pk).delete()
            leave.pk = leave_id
        done.is_saved = True
        return leave


WRITE = _serving("write_hand_over", DUTY, "hotline.handed_over", reads=True)


@WRITE
def write_hand_over(duty_id: int, *, words: str, actor: Actor, at: datetime) -> HandOver:
    """Write what the next one must know; who is still to be rung back is noted with it. Written again, it replaces the words, until somebody has read them."""
    with step(WRITE, duty_id, actor=actor, at=at) as done:
        duty = done.row
        if duty.account_id != actor.account_id:
            raise NotAllowed(_("Only who is on duty hands over."))
        if not duty.starts_at <= at <= duty.ends_at + rules.AFTERWARDS:
            raise Conflict(_("A duty is handed over from its beginning to twelve hours after its end."))
        if len(words.strip()) > rules.WORDS_LENGTH:
            raise InvalidInput(_("A hand-over has at most 1,000 characters."), field="words")
        row = HandOver.objects.select_for_update().filter(duty=duty).first() or HandOver(duty=duty)
        if row.read_at is not None:
            raise Conflict(READ)
        row.words, row.written_at = vault.as_kept(words.strip(), ""), at
        row.save()
        row.callers.set(queries.owed_on(duty.line_id))
        done.say(number=row.callers.count())
        return row


READ_IT = _serving("read_hand_over", HAND_OVER, "hotline.hand_over_read")


@READ_IT
def read_hand_over(hand_over_id: int, *, actor: Actor, at: datetime) -> HandOver:
    """Say that one has read what was handed over. NotAllowed for who wrote it, and for who is neither on duty nor next; read already, nothing happens to the first reader's word."""
    with step(READ_IT, hand_over_id, actor=actor, at=at) as done:
        note = done.row
        if note.read_by_id == actor.account_id:
            done.leave()
        if note.read_at is not None:
            raise Conflict(READ)
        if not queries.may_read(actor, note, at):
            raise NotAllowed(_("Who is on duty next reads what was handed over."))
        note.read_by_id, note.read_at = actor.account_id, at
        note.save(update_fields=["read_by", "read_at"])
        done.is_saved = True
        return note
