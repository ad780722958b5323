"""All rows of one new case, built in one place: registering one and importing a hundred thousand differ only in the insert."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from open315.cases.models import (
    Attachment,
    Case,
    Clock,
    Identity,
    OtherNumber,
    Party,
    SealedText,
    TimelineEntry,
)
from open315.cases.query_codes import hash_of_own
from open315.cases.rules.matter import matter_of
from open315.cases.services.new_case import HISTORY, REGISTER
from open315.cases.types import NewCase, PersonDetails, State
from open315.cases.vault import (
    KEPT_COLUMNS,
    KEPT_HEADINGS,
    MASKED_BY,
    identity_row,
    phone_indexes,
    redacted,
    text_row,
    trader_as_kept,
)
from open315.core import bulk
from open315.core.access import Actor
from open315.core.audit.models import AuditEntry
from open315.core.calendar import queries as calendars
from open315.core.calendar.rules import WorkingCalendar
from open315.core.clock import SHANGHAI
from open315.core.outbox.models import OutboxEvent
from open315.core.redaction import mask_name, mask_phone
from open315.core.regions import city_of
from open315.law.queries import competence
from open315.law.rules import clocks
from open315.law.rules.packs import Pack
from open315.law.services.clocks import CALENDAR_AGE

Row = dict[str, Any]
SEARCH_INDEX = "case_search"
NOBODY = PersonDetails()
MAX_KEPT = 500
"""How many signs of a column are kept beside a case; the vault keeps all of one in which something was masked."""


@dataclass(slots=True)
class CaseRows:
    """The rows of one or many new cases, by table."""

    cases: list[Row] = field(default_factory=list)
    identities: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)
    sealed: list[Row] = field(default_factory=list)
    timeline: list[Row] = field(default_factory=list)
    clocks: list[Row] = field(default_factory=list)
    audit: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)

    def pack(self) -> bulk.Packed:
        """Everything but the texts, ready for `bulk.insert_packed`."""
        return bulk.pack(
            (
                (Case, self.cases),
                (Identity, self.identities),
                (Party, self.parties),
                (OtherNumber, self.others),
                (SealedText, self.sealed),
                (TimelineEntry, self.timeline),
                (Clock, self.clocks),
                (Attachment, self.attachments),
                (AuditEntry, self.audit),
                (OutboxEvent, self.events),
            )
        )


@dataclass(frozen=True, slots=True)
class Given:
    """What was decided before the rows are built. `day` is the day of receipt in China."""

    case_id: int
    number: str
    query_code: str
    trader_id: int | None
    day: date
    pack: Pack
    actor: Actor
    at: datetime
    quiet: bool = False
    """True for many at once: one event announces all of them."""
    one_act: bool = False
    """True for rows of a sheet: whoever brought it did one thing, and one audit entry says so."""


def add_rows(rows: CaseRows, command: NewCase, given: Given) -> None:
    """Add the rows of `command` to `rows`."""
    texts = _Texts(command)
    case = _case_row(command, given, texts)
    case["pack"] = given.pack.code
    if command.history:
        case.update(_ended(command))
    else:
        _add_clocks(rows, case, given)
    rows.cases.append(case)
    for name, original in texts.originals.items():
        rows.sealed.append(text_row(given.case_id, name, original))
    rows.parties.append(_party_row(rows, command, given))
    _add_trail(rows, command, given)
    rows.texts.append((given.case_id, search_text(case)))


def search_text(case: Row) -> str:
    """What of a case can be searched: no personal data."""
    parts = (
        case["number"],
        case["title"],
        case["narrative"],
        case["trader_name"],
        case["goods_text"],
        case["source_ref"],
    )
    return "\n".join(filter(None, parts))


class _Texts:
    """The free texts of a case with personal data masked, and the originals where something was."""

    __slots__ = ("goods", "kept", "narrative", "originals", "person", "title", "trader")

    def __init__(self, command: NewCase) -> None:
        self.originals: dict[str, str] = {}
        self.person = command.consumer
        self.title = self._masked("title", command.title)[:120]
        self.narrative = self._masked("narrative", command.narrative)
        self.goods = self._masked("goods_text", command.goods_text)[:120]
        self.trader = trader_as_kept(command).name
        if self.trader != command.trader.kept_name:
            self.originals["trader_name"] = command.trader.kept_name
        self.kept = self._columns(command.source_data)

    def _columns(self, columns: Mapping[str, str]) -> dict[str, str]:
        """What a sheet had beside the case, headings masked too: a sheet without a line of headings has data there."""
        kept: dict[str, str] = {}
        hidden: dict[str, str] = {}
        headings: dict[str, str] = {}
        for heading, text in columns.items():
            shown, found = self._heading(heading, kept), redacted(text, self.person)
            kept[shown] = found.text[:MAX_KEPT]
            if found.found:
                hidden[shown] = text
            if shown != heading:
                headings[shown] = heading
        for name, originals in ((KEPT_COLUMNS, hidden), (KEPT_HEADINGS, headings)):
            if originals:
                self.originals[name] = json.dumps(originals, ensure_ascii=False)
        return kept

    def _heading(self, heading: str, taken: Collection[str]) -> str:
        masked = redacted(heading, self.person).text
        return masked if masked not in taken else f"{masked} ({len(taken) + 1})"

    def _masked(self, name: str, text: str) -> str:
        if not text:
            return ""
        found = redacted(text, self.person)
        if found.found:
            self.originals[name] = text
        return found.text


def _case_row(command: NewCase, given: Given, texts: _Texts) -> Row:
    found = competence.resolve(matter_of(command), on=given.day)
    return {
        "id": given.case_id,
        "number": given.number,
        "query_code_hash": hash_of_own(given.query_code),
        "kind": str(command.kind),
        "channel": str(command.channel),
        "source": command.source,
        "source_ref": command.source_ref,
        "source_data": texts.kept,
        "state": REGISTERED,
        "council_id": command.council_id,
        "holder_id": command.council_id,
        "registered_by_id": given.actor.account_id,
        "trader_id": given.trader_id,
        "trader_name": texts.trader,
        "region_code": command.region_code,
        "city_code": city_of(command.region_code),
        "title": texts.title,
        "narrative": texts.narrative,
        "nature": command.nature,
        "goods": command.goods,
        "goods_text": texts.goods,
        "claims": command.claims,
        "amount_cents": command.amount_cents,
        "consents": command.consents,
        "language": command.language[:8],
        "occurred_on": command.occurred_on,
        "received_at": command.received_at,
        "received_on": given.day,
        "competent_id": found.organisation_id,
        "competence": _competence_text(found),
        "import_id": command.import_id,
        "masked_by": MASKED_BY,
    }


def _ended(command: NewCase) -> Row:
    """The columns of a case that was over before it came here: what its verbs would have left, and no clock."""
    told = command.history
    accepted_at = told.accepted_on and max(_noon(told.accepted_on), command.received_at)
    closed_at = told.closed_on and max(_noon(told.closed_on), accepted_at or command.received_at)
    text = redacted(told.note.strip(), command.consumer).text
    return {
        "state": told.state,
        "is_history": True,
        "accepted_at": accepted_at,
        "closed_at": closed_at,
        "closed_on": told.closed_on,
        "result": told.result,
        "recovered_cents": told.recovered_cents,
        "resume_state": State.ACCEPTED.value if accepted_at else "",
        ("decline_statement" if told.state == State.DECLINED else "result_note"): text,
    }


def _noon(day: date) -> datetime:
    """A moment of which everybody says the same day, also in the years in which China had summer time."""
    return datetime.combine(day, time(12), tzinfo=SHANGHAI)


@lru_cache(maxsize=4096)
def _competence_text(found: competence.Competent) -> bulk.Encoded:
    return bulk.encoded(found.as_data())


REGISTERED = State.REGISTERED.value


def _add_clocks(rows: CaseRows, case: Row, given: Given) -> None:
    """The clocks that receipt starts, and the earliest due date on the case."""
    calendar = calendars.load(max_age=CALENDAR_AGE)
    for clock in _clocks_of_receipt(given.pack, case["kind"], given.day, calendar):
        rows.clocks.append({"case_id": given.case_id, **clock})
        due_on = clock["due_on"]
        if due_on is None:
            case["calendar_unknown"] = True
        elif case.get("next_due_on") is None or due_on < case["next_due_on"]:
            case.update(next_due_on=due_on, next_clock=clock["key"])


@lru_cache(maxsize=4096)
def _clocks_of_receipt(pack: Pack, kind: str, day: date, calendar: WorkingCalendar) -> tuple[Row, ...]:
    """The clocks of a case received on a day, but for the case: every case of that day, kind and law has the same."""
    found = []
    for rule in pack.starting("received", kind):
        stands = clocks.standing(pack, rule.key, day, calendar)
        trace = bulk.encoded(list(stands.trace))
        found.append(
            {
                "pack": pack.code,
                "key": rule.key,
                "started_on": day,
                "state": stands.state.value,
                "due_on": stands.due_on,
                "trace": trace,
            }
        )
    return tuple(found)


def _party_row(rows: CaseRows, command: NewCase, given: Given) -> Row:
    person, facts = command.consumer, command.consumer_facts
    party: Row = {
        "case_id": given.case_id,
        "role": "consumer",
        "age_band": facts.age_band[:12],
        "gender": facts.gender[:8],
        "region_code": facts.region_code[:6],
    }
    if person == NOBODY:
        return party
    indexes = phone_indexes(person.phone)
    rows.others.extend({"case_id": given.case_id, "phone_index": each} for each in indexes[1:])
    identity = identity_row(person, at=given.at)
    rows.identities.append(identity)
    party.update(
        identity_id=identity["id"],
        masked_name=mask_name(person.name),
        masked_phone=mask_phone(person.phone)[:24] if person.phone else "",
        phone_index=next(iter(indexes), ""),
        has_email=bool(person.email),
    )
    return party


def _add_trail(rows: CaseRows, command: NewCase, given: Given) -> None:
    case_id, channel = given.case_id, str(command.channel)
    verb = HISTORY if command.history else REGISTER
    rows.timeline.append(_first_entry(command, given))
    for upload_id in command.upload_ids:
        evidence = {
            "upload_id": upload_id,
            "kind": "evidence",
            "added_by_kind": given.actor.kind,
            "added_at": given.at,
        }
        rows.attachments.append({"case_id": case_id, **evidence})
    if not given.one_act:
        add_audit(rows, verb.event, given.actor, given.at, case_id, {"number": given.number, "channel": channel})
    if not given.quiet:
        payload = {"case": case_id, "number": given.number, "council": command.council_id}
        add_event(rows, verb.event, payload, given.at)


def _first_entry(command: NewCase, given: Given) -> Row:
    """What the timeline begins with. History says when it was brought here, and makes nothing up of what was before."""
    entry = {
        **who_did(given.actor),
        "case_id": given.case_id,
        "at": min(given.at, command.received_at) if given.quiet else given.at,
        "verb": REGISTER.name,
        "data": _told_at_registration(str(command.channel), len(command.upload_ids)),
        "is_public": True,
    }
    if command.history:
        source = command.source if command.import_id else ""
        entry |= {"at": given.at, "verb": HISTORY.name, "data": _told_of_history(str(command.channel), source)}
    return entry


@lru_cache(maxsize=256)
def _told_of_history(channel: str, source: str) -> bulk.Encoded:
    return bulk.encoded({"channel": channel, "source": source})


def add_audit(rows: CaseRows, event: str, actor: Actor, at: datetime, case_id: int, data: Row) -> None:
    """An entry of the audit log: of one case, or of all that were brought with it."""
    entry = {"at": at, "event": event, "object_type": "case", "object_id": str(case_id), "data": data}
    rows.audit.append({**who_did(actor), **entry})


def add_event(rows: CaseRows, name: str, payload: Row, at: datetime) -> None:
    """What others are told after the commit."""
    rows.events.append({"name": name, "payload": payload, "created_at": at, "available_at": at})


def who_did(actor: Actor) -> Row:
    """The columns that say who did something."""
    return {
        "actor_kind": actor.kind,
        "account_id": actor.account_id,
        "organisation_id": actor.organisation_id,
        "actor_label": actor.label,
    }


@lru_cache(maxsize=256)
def _told_at_registration(channel: str, files: int) -> bulk.Encoded:
    return bulk.encoded({"channel": channel, "files": files})
