"""What the hotline leaves in the database of an earlier state."""

from datetime import UTC, date, datetime, timedelta

from conftest import Cast
from open315.core.access import Actor, ActorKind
from open315.hotline import services
from open315.hotline.models import Duty
from open315.hotline.roster import services as roster
from open315.hotline.roster.types import DutyPlan
from open315.hotline.types import CallPlan, Heard, LinePlan, VoicePlan
from open315.hotline.voice import services as voice

AT = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
NUMBER = "19900005555"
TELEPHONE = Actor(kind=ActorKind.CLIENT, label="telephone of line 1")


def build(cast: Cast) -> None:
    """A line with a secret, a call that was settled, one to be written down, and one in vain that somebody tried to return."""
    boss, clerk = cast.actor("supervisor"), cast.actor("clerk")
    plan = LinePlan("聯合熱線", "027-0000 0315", "press", "示例晚報", date(2026, 3, 1))
    line = services.add_line(plan, council_id=cast.bodies["wuhan"].pk, actor=boss, at=AT)
    services.make_key(line.pk, actor=boss, at=AT)
    for result in ("answered", ""):
        call = CallPlan(AT, "enquiry", result, NUMBER, 10, 120, "問退貨。")
        services.enter_call(line.pk, call, actor=clerk, at=AT + timedelta(minutes=5))
    at = AT + timedelta(minutes=10)
    for told in ("arrived", "ended"):
        heard = Heard(f"u-{told}", "u-1", told, at, NUMBER)
        missed = services.hear(line.pk, heard, actor=TELEPHONE, at=at)
    services.ring_back(missed.caller_id or 0, outcome="not_reached", note="", actor=clerk, at=at + timedelta(minutes=5))
    words = VoicePlan(
        "asked", 30, "您好，這裏是聯合熱線。", "現在是下班時間。", "本次通話將被錄音，同意請按一。", "請稍候。"
    )
    voice.set_voice(line.pk, words, actor=boss, at=AT)
    voice.say_consent(missed.pk, consent="refused", actor=clerk, at=at)
    _roster(cast, line.pk)


def _roster(cast: Cast, line_id: int) -> None:
    """A duty under way that is handed over, one to come that a colleague is asked to take, and leave."""
    boss, clerk, officer = (cast.actor(who) for who in ("supervisor", "clerk", "officer"))
    first, hours = AT + timedelta(hours=1), timedelta(hours=4)
    assert clerk.account_id
    assert officer.account_id
    plans = [DutyPlan(clerk.account_id, each, each + hours) for each in (first, first + timedelta(days=1))]
    roster.put_on_duty(line_id, plans, actor=boss, at=AT)
    now, to_come = Duty.objects.filter(line_id=line_id).order_by("starts_at")
    roster.write_hand_over(now.pk, words="等公司回話。", actor=clerk, at=first + hours)
    roster.ask_swap(to_come.pk, asked_of=officer.account_id, actor=clerk, at=AT)
    day = (AT + timedelta(days=3)).date()
    roster.add_leave(officer.account_id, starts_on=day, ends_on=day, actor=boss, at=AT)
