"""All rows of one new case, built in one place: registering one and importing a hundred thousand differ only in the insert."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from open315.cases import competence, law
from open315.cases.models import (
    Attachment,
    Case,
    Clock,
    Identity,
    Party,
    SealedText,
    TimelineEntry,
)
from open315.cases.query_codes import code_hash
from open315.cases.rules import clocks
from open315.cases.types import ClockState, NewCase, PersonDetails, State
from open315.cases.vault import identity_row, phone_index, text_row
from open315.core import bulk
from open315.core.access import Actor
from open315.core.audit.models import AuditEntry
from open315.core.calendar import queries as calendars
from open315.core.calendar.errors import CalendarUnknown
from open315.core.clock import local_day
from open315.core.outbox.models import OutboxEvent
from open315.core.redaction import mask_name, mask_phone, redact
from open315.core.search import index
from open315.org import queries as org
from open315.org.rules import city_of

Row = dict[str, Any]
SEARCH_INDEX = "case_search"
CALENDAR_AGE = 5.0
"""How many seconds a calendar in memory may lag behind a correction made by another process."""


@dataclass(slots=True)
class CaseRows:
    """The rows of one or many new cases, by table."""

    cases: list[Row] = field(default_factory=list)
    identities: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)
    sealed: list[Row] = field(default_factory=list)
    timeline: list[Row] = field(default_factory=list)
    clocks: list[Row] = field(default_factory=list)
    audit: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)

    def write(self, *, search: bool) -> None:
        """Insert everything in the caller's transaction; `search` also indexes the texts now instead of in the worker."""
        bulk.insert_all(
            (
                (Case, self.cases),
                (Identity, self.identities),
                (Party, self.parties),
                (SealedText, self.sealed),
                (TimelineEntry, self.timeline),
                (Clock, self.clocks),
                (Attachment, self.attachments),
                (AuditEntry, self.audit),
                (OutboxEvent, self.events),
            )
        )
        if search:
            index(SEARCH_INDEX, self.texts)


@dataclass(frozen=True, slots=True)
class Given:
    """What was decided before the rows are built."""

    case_id: int
    number: str
    query_code: str
    trader_id: int | None
    actor: Actor
    at: datetime
    quiet: bool = False
    """True for bulk imports: they announce one event for the sheet, not one a case."""


def add_rows(rows: CaseRows, command: NewCase, given: Given) -> None:
    """Add the rows of `command` to `rows`."""
    day = local_day(command.received_at)
    title, narrative = redact(command.title[:120]), redact(command.narrative)
    case = _case_row(command, given, day, title.text, narrative.text)
    _add_clocks(rows, case, command, given, day)
    rows.cases.append(case)
    for name, masked, original in (("title", title, command.title), ("narrative", narrative, command.narrative)):
        if masked.found:
            rows.sealed.append(text_row(given.case_id, name, original))
    _add_party(rows, command, given)
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
    return "\n".join(part for part in parts if part)


def _case_row(command: NewCase, given: Given, day: date, title: str, narrative: str) -> Row:
    found = competence.resolve(
        goods=command.goods,
        nature=command.nature,
        trader_kind=command.trader.kind,
        region_code=command.region_code,
        on=day,
    )
    return {
        "id": given.case_id,
        "number": given.number,
        "query_code_hash": code_hash(given.query_code),
        "kind": command.kind.value,
        "channel": command.channel.value,
        "source": command.source,
        "source_ref": command.source_ref,
        "source_data": {name: redact(value).text for name, value in command.source_data.items()},
        "state": State.REGISTERED.value,
        "council_id": command.council_id,
        "holder_id": command.council_id,
        "registered_by_id": given.actor.account_id,
        "trader_id": given.trader_id,
        "trader_name": command.trader.name[:120],
        "region_code": command.region_code,
        "city_code": city_of(command.region_code) if command.region_code else "",
        "title": title,
        "narrative": narrative,
        "nature": command.nature,
        "goods": command.goods,
        "goods_text": redact(command.goods_text[:120]).text,
        "claims": list(command.claims),
        "amount_cents": command.amount_cents,
        "consents": list(command.consents),
        "language": command.language,
        "occurred_on": command.occurred_on,
        "received_at": command.received_at,
        "received_on": day,
        "competent_id": found.organisation_id,
        "competence": found.as_data(),
    }


def _add_clocks(rows: CaseRows, case: Row, command: NewCase, given: Given, day: date) -> None:
    """The clocks that receipt starts, and the earliest due date on the case."""
    body = org.body_by_id(command.council_id)
    region = body.region_code if body else command.region_code
    pack = law.pack_for(command.kind.value, body.kind if body else "council", day, region)
    case["pack"] = pack.code
    for rule in pack.starting("received", command.kind.value):
        clock: Row = {"case_id": given.case_id, "pack": pack.code, "key": rule.key, "started_on": day}
        try:
            found = clocks.due(pack, rule.key, day, calendars.load(max_age=CALENDAR_AGE))
            clock.update(state=ClockState.RUNNING.value, due_on=found.on, trace=list(found.trace))
        except CalendarUnknown as error:
            trace = list(clocks.unknown(pack, rule.key, day, error.year))
            clock.update(state=ClockState.UNKNOWN.value, trace=trace)
            case["calendar_unknown"] = True
        rows.clocks.append(clock)
        due_on = clock.get("due_on")
        if due_on and (case.get("next_due_on") is None or due_on < case["next_due_on"]):
            case.update(next_due_on=due_on, next_clock=rule.key)


def _add_party(rows: CaseRows, command: NewCase, given: Given) -> None:
    person, facts = command.consumer, command.consumer_facts
    party: Row = {
        "case_id": given.case_id,
        "role": "consumer",
        "age_band": facts.age_band,
        "gender": facts.gender,
        "region_code": facts.region_code,
    }
    if person != PersonDetails():
        identity = identity_row(person, at=given.at)
        rows.identities.append(identity)
        party.update(
            identity_id=identity["id"],
            masked_name=mask_name(person.name),
            masked_phone=mask_phone(person.phone)[:24] if person.phone else "",
            phone_index=phone_index(person.phone),
            has_email=bool(person.email),
        )
    rows.parties.append(party)


def _add_trail(rows: CaseRows, command: NewCase, given: Given) -> None:
    actor, case_id = given.actor, given.case_id
    moment = min(given.at, command.received_at) if given.quiet else given.at
    rows.timeline.append(
        {
            "case_id": case_id,
            "at": moment,
            "verb": "register",
            "actor_kind": actor.kind.value,
            "account_id": actor.account_id,
            "organisation_id": actor.organisation_id,
            "actor_label": actor.label,
            "data": {"channel": command.channel.value, "files": len(command.upload_ids)},
            "is_public": True,
        }
    )
    rows.audit.append(
        {
            "at": given.at,
            "event": "cases.registered",
            "actor_kind": actor.kind.value,
            "account_id": actor.account_id,
            "organisation_id": actor.organisation_id,
            "actor_label": actor.label,
            "object_type": "case",
            "object_id": str(case_id),
            "data": {"number": given.number, "channel": command.channel.value},
        }
    )
    rows.attachments.extend(
        {
            "case_id": case_id,
            "upload_id": each,
            "kind": "evidence",
            "added_by_kind": actor.kind.value,
            "added_at": given.at,
        }
        for each in command.upload_ids
    )
    if not given.quiet:
        rows.events.append(
            {
                "name": "cases.registered",
                "payload": {"case": case_id, "number": given.number, "council": command.council_id},
                "created_at": given.at,
                "available_at": given.at,
            }
        )
