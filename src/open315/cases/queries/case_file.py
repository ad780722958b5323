"""Everything about one case for the staff's page, in a handful of queries, already in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from open315.cases.actors import CONSUMER
from open315.cases.models import Case, Clock, Handoff, Party, SealedText, TimelineEntry
from open315.cases.objections import standing_of
from open315.cases.queries import letters_sent as sent
from open315.cases.queries.answers import answers, kept_columns
from open315.cases.queries.appointments import AppointmentShown, appointments_of
from open315.cases.queries.aside import with_day
from open315.cases.queries.contacts import LikelyDuplicate, likely_duplicates
from open315.cases.queries.due import Due, due_of
from open315.cases.queries.files import FilesShown, files_of
from open315.cases.queries.numbers import as_read, number_of_spoken, spoken_number
from open315.cases.queries.refusals import DeclinationShown, declination
from open315.cases.queries.visible import visible_to
from open315.cases.rules.objecting import OBJECTED_STATES, Standing
from open315.cases.rules.sources import source_name, source_number
from open315.cases.types import OPEN_STATES, HandoffState, Kind
from open315.cases.wording import CLOSED_WITHOUT_RESULT, entry_detail, entry_words, state_tone, state_words
from open315.core import clock
from open315.core.access import Actor, ActorKind
from open315.core.clock import SHANGHAI, local_day
from open315.core.errors import NotFound
from open315.core.names import Names, enumerated
from open315.core.ui.templatetags.ui import named, yuan
from open315.law import codelists
from open315.law.derivation import explain
from open315.law.queries import competence
from open315.law.rules import packs
from open315.law.types import ClockState
from open315.org import queries as org

if TYPE_CHECKING:
    from open315.traders.models import Trader

ROLES = {
    "consumer": _("Consumer"),
    "agent": _("Agent"),
    "representative": _("Representative"),
    "respondent": _("Trader"),
}
CLOSE = "close"
"""The verb whose entry tells the result."""
HANDOFF_TONES = {"sent": "info", "acknowledged": "info", "refused": "bad", "returned": "warn", "answered": "good"}


@dataclass(frozen=True, slots=True)
class Line:
    """One known thing: its name, its words, a remark."""

    label: Any
    words: Any
    note: Any = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    at: datetime
    who: str
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock: its name, due date, and how that date comes about."""

    label: Any
    state: str
    due: Due
    steps: list[str]
    running: bool
    pack: str
    may_pause: bool
    """Whether its rules name a ground on which it stands still."""


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party, masked."""

    id: int
    role_words: Any
    masked_name: str
    masked_phone: str
    is_sealed: bool
    """Whether there is an identity in the vault to be shown or erased."""


@dataclass(frozen=True, slots=True)
class HandoffShown:
    """One sending to another body."""

    to: Any
    state: str
    state_words: Any
    state_tone: str
    sent_at: datetime
    accepted_at: datetime | None
    """When it took the complaint up for mediation."""
    due_on: date | None
    reason: str
    """What was asked of it."""
    reply: str
    """What it answered, or why it sent the case back."""

    @property
    def reply_label(self) -> Any:
        """What `reply` is: an answer, or the reason for not giving one."""
        return _("Answer") if self.state == HandoffState.ANSWERED else _("Reason")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The case page."""

    case: Case
    due: Due
    lines: list[Line]
    source_columns: list[Line]
    """Columns of the sheet it came in that have no field here."""
    timeline: list[Entry]
    clocks: list[ClockShown]
    parties: list[PartyShown]
    letters: list[sent.LetterShown]
    """What became of the letters to them."""
    papers: list[sent.PaperShown]
    """The notices that this reader may print."""
    issued: list[sent.IssuedShown]
    """The letters that went out on paper."""
    appointments: list[AppointmentShown]
    files: FilesShown
    handoffs: list[HandoffShown]
    declination: DeclinationShown | None
    objection: Standing
    """Where the consumer's objection to its end stands."""
    masked_fields: frozenset[str]
    """Fields whose text is shown with personal data masked; the original is in the vault."""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act."""
        return self.case.state in OPEN_STATES

    @property
    def spoken(self) -> str:
        """How its number is said in Latin letters; "" where it is said as it stands."""
        return spoken_number(self.case.number)

    @property
    def received(self) -> str:
        """When it came, in China. Of an old case that gives the day alone, the day: nobody knows that it came at midnight."""
        at = self.case.received_at.astimezone(SHANGHAI)
        return at.strftime("%Y-%m-%d" if self.case.is_history and at.time() == time.min else "%Y-%m-%d %H:%M")

    @property
    def state_words(self) -> Any:
        """The state in the reader's language."""
        return state_words(self.case.state)

    @property
    def state_tone(self) -> str:
        """The tone of its badge."""
        return state_tone(self.case.state)

    @property
    def kind_words(self) -> Any:
        """Complaint, report or enquiry."""
        return codelists.label("kinds", self.case.kind)

    @property
    def channel_words(self) -> Any:
        """How it came."""
        return codelists.label("channels", self.case.channel)


def get_case(actor: Actor, number: str) -> CaseFile:
    """The case `number` with everything around it; NotFound when there is none the person may see."""
    case = _found(actor, number, "officer", "trader")
    today = clock.today()
    parties = list(Party.objects.filter(case=case).order_by("id"))
    return CaseFile(
        case=case,
        due=due_of(case.next_due_on, today, unknown=case.calendar_unknown),
        lines=list(_lines(case)),
        source_columns=[Line(*each) for each in kept_columns(case)],
        timeline=timeline(case),
        clocks=list(clocks_shown(Clock.objects.filter(case=case).order_by("id"), today)),
        parties=[_party(each) for each in parties],
        letters=sent.letters_sent(actor, case, parties),
        papers=sent.papers(actor, case),
        issued=sent.issued(actor, case),
        appointments=appointments_of(case, clock.now()),
        files=files_of(actor, case),
        handoffs=[_handoff(each) for each in Handoff.objects.filter(case=case).order_by("id")],
        declination=declination(case) if case.decline_grounds else None,
        objection=standing_of(case) if case.state in OBJECTED_STATES else Standing(),
        masked_fields=frozenset(SealedText.objects.filter(case=case).values_list("field", flat=True)),
    )


def _found(actor: Actor, number: str, *related: str) -> Case:
    # A number is unique, so there is nothing to put in order, as `first` would.
    rows = with_day(visible_to(actor, one=True).select_related(*related), clock.today())
    # An address bears the number as it is kept; only what finds nothing so is read.
    if found := list(rows.filter(number=number)[:1]) or list(rows.filter(number=number_of_spoken(number))[:1]):
        return found[0]
    raise NotFound(_("No such case."))


def alike_cases(actor: Actor, number: str) -> list[LikelyDuplicate]:
    """Cases that are likely the same as the open case `number`; NotFound when there is none the person may see.

    Apart from the case file: a trader with many cases takes longer to go through than the whole page to show.
    """
    case = _found(actor, number)
    return likely_duplicates(case, actor) if case.state in OPEN_STATES else []


def id_of(actor: Actor, number: str) -> int:
    """The id of a case the person may see; NotFound otherwise."""
    found = visible_to(actor, one=True).filter(number=as_read(number)).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(_("No case has this number."), field="of_number")
    return int(found)


def timeline(case: Case, *, for_consumer: bool = False) -> list[Entry]:
    """What happened, oldest first; for a consumer only the public steps, with bodies instead of persons."""
    rows = TimelineEntry.objects.filter(case=case).order_by("id")
    if for_consumer:
        rows = rows.filter(is_public=True)
    return [_entry(row, case, for_consumer=for_consumer) for row in rows]


def _entry(row: TimelineEntry, case: Case, *, for_consumer: bool) -> Entry:
    withheld = for_consumer and row.verb == CLOSE and case.kind == Kind.REPORT and not row.data.get("told_by")
    return Entry(
        at=row.at,
        who=_who(row, for_consumer=for_consumer),
        words=str(CLOSED_WITHOUT_RESULT) if withheld else entry_words(row.verb, row.data),
        detail="" if withheld else entry_detail(row.verb, row.data, for_consumer=for_consumer),
    )


def _who(row: TimelineEntry, *, for_consumer: bool) -> str:
    body = org.body_by_id(row.organisation_id) if row.organisation_id else None
    if row.actor_kind in {CONSUMER, ActorKind.ANONYMOUS}:
        return str(_("Consumer"))
    if for_consumer or not row.actor_label:
        return named(body) if body else str(_("Council"))
    if row.actor_kind == ActorKind.SYSTEM:
        return str(_("System"))
    return f"{named(row.actor_label)} · {named(body)}" if body else named(row.actor_label)


def clocks_shown(rows: Iterable[Clock], today: date) -> Iterator[ClockShown]:
    """Clocks in words, running ones first."""
    shown = [_clock(row, today) for row in rows]
    return iter(sorted(shown, key=lambda each: not each.running))


def _clock(row: Clock, today: date) -> ClockShown:
    running = row.state in {ClockState.RUNNING, ClockState.PAUSED, ClockState.UNKNOWN}
    if row.state == ClockState.RUNNING or row.state == ClockState.UNKNOWN:
        due = due_of(row.due_on, today, unknown=row.state == ClockState.UNKNOWN)
    else:
        tone = {"met": "good", "late": "bad"}.get(row.state, "neutral")
        due = Due(row.due_on, codelists.label("clock_states", row.state), tone)
    rule = packs.pack(row.pack).clock(row.key)
    return ClockShown(
        rule.name, row.state, due, explain(row.trace).steps, running, row.pack, may_pause=bool(rule.pauses)
    )


def _party(row: Party) -> PartyShown:
    name = row.masked_name or (_("anonymous") if row.identity_id is None else "")
    return PartyShown(
        row.pk, ROLES.get(row.role, row.role), str(name), row.masked_phone, is_sealed=row.identity_id is not None
    )


def _handoff(row: Handoff) -> HandoffShown:
    return HandoffShown(
        to=org.body_by_id(row.to_organisation_id),
        state=row.state,
        state_words=codelists.label("handoff_states", row.state),
        state_tone=HANDOFF_TONES.get(row.state, "neutral"),
        sent_at=row.sent_at,
        accepted_at=row.accepted_at,
        due_on=row.reply_due_on,
        reason=row.reason,
        reply=row.reply,
    )


def _lines(case: Case) -> Iterator[Line]:
    yield from _trader_lines(case)
    council = org.body_by_id(case.council_id)
    place = org.region_as_seen_from(council.region_code if council else "", case.region_code)
    yield Line(_("Place"), place or "–")
    if case.goods or case.goods_text:
        goods = codelists.label("goods", case.goods) if case.goods else named(case.goods_text)
        yield Line(
            _("Goods or service"), goods, named(case.goods_text) if case.goods else _("To be classified by the council")
        )
    if case.nature:
        yield Line(_("Nature"), codelists.label("natures", case.nature))
    if case.claims:
        yield Line(_("Claim"), codelists.labels("claims", case.claims))
    if case.amount_cents is not None:
        yield Line(_("Amount in dispute"), yuan(case.amount_cents))
    if case.occurred_on:
        yield Line(_("Happened on"), case.occurred_on.isoformat())
    yield from (Line(*each) for each in answers(case))
    yield from _handling_lines(case)
    if case.source:
        yield Line(_("Source"), named(source_name(case.source)), source_number(case.source_ref))


def _trader_lines(case: Case) -> Iterator[Line]:
    if not case.trader_name and case.trader is None:
        return
    trader: Trader | None = case.trader
    note = trader.get_kind_display() if trader else ""
    yield Line(_("Trader"), named(case.trader_name or str(trader)), note)


def _competent(case: Case) -> str:
    """The competent body by the name it bore when the case came in; one that somebody named instead by its present one."""
    body = org.body_by_id(case.competent_id) if case.competent_id else None
    if body is None:
        return ""
    told = case.competence.get("body")
    return str(Names.from_data(told)) if told and "overridden_by" not in case.competence else named(body)


def _days_of_history(case: Case) -> Iterator[Line]:
    """What the steps in the timeline tell of other cases."""
    if case.is_history and case.accepted_at:
        yield Line(_("Accepted on"), local_day(case.accepted_at).isoformat())
    if case.is_history and case.closed_on:
        yield Line(pgettext("case", "Closed on"), case.closed_on.isoformat())


def _handling_lines(case: Case) -> Iterator[Line]:
    competent = _competent(case)
    why = case.competence.get("why") or competence.reason_of(case.competence)
    yield Line(_("Competent body"), competent or _("not known"), why)
    council, holder = org.body_by_id(case.council_id), org.body_by_id(case.holder_id)
    yield Line(_("Council"), named(council))
    if holder and holder.pk != case.council_id:
        yield Line(_("In the hands of"), named(holder))
    yield Line(_("Officer"), named(str(case.officer)) if case.officer else _("nobody yet"))
    yield from _days_of_history(case)
    if case.result:
        yield Line(_("Result"), codelists.label("results", case.result), case.result_note)
        if case.recovered_cents is not None:
            yield Line(_("Recovered"), yuan(case.recovered_cents))
    if case.duplicate_of:
        yield Line(_("Duplicate of"), case.duplicate_of.number)
    if case.split_from:
        yield Line(_("Split from"), case.split_from.number)
    if parts := list(case.parts.order_by("id").values_list("number", flat=True)):
        yield Line(_("Split into"), enumerated(parts))
    yield Line(_("Consents"), codelists.labels("consents", case.consents) or "–")
    yield Line(_("Rules"), packs.pack(case.pack).title if case.pack else "–")
