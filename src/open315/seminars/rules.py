"""What an invitation may be, how a pasted line is read, and where a guest stands; pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from open315.activities.people import rules as people
from open315.activities.people.types import Attendance
from open315.activities.types import Role
from open315.core.text.folding import fold
from open315.seminars.types import Answer, ConsensusDraft, GuestDraft, ItemDraft, Reply, Standing, Way

NAME_LENGTH, EMAIL_LENGTH, WORDS_LENGTH = 60, 254, 2000
TITLE_LENGTH, POINT_LENGTH, MINUTES_LENGTH, LAST_PLACE = 200, 500, 20_000, 99
_APART = re.compile(r"[\s,;@]")
_PARTS, _EMAIL = 6, 4
"""So many parts a line has besides its address, which stands behind so many."""


def attendance(draft: GuestDraft, role: str = Role.ATTENDED.value) -> Attendance:
    """The guest as one who takes part."""
    return Attendance(draft.body, draft.body_kind, draft.office, draft.rank, role, draft.is_guest)


def faults(draft: GuestDraft, ranks: Collection[str]) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong with a guest; nothing for a sound one. `ranks` is the ladder."""
    yield from people.faults(attendance(draft), ranks)
    if len(draft.name.strip()) > NAME_LENGTH:
        yield "name", "name_too_long"
    address = draft.email.strip()
    if address and (len(address) > EMAIL_LENGTH or not _is_address(address)):
        yield "email", "email_unsound"


def _is_address(text: str) -> bool:
    """Whether this looks like one address of e-mail: a name, and a place of several parts."""
    name, _at, place = text.partition("@")
    parts = place.split(".")
    return not _APART.search(name + place) and bool(name) and all(parts) and len(parts) > 1 and len(parts[-1]) > 1


def answer_faults(answer: Answer) -> Iterator[tuple[str, str]]:
    """Field and code of what is wrong with an answer; nothing for a sound one."""
    if answer.reply not in set(Reply):
        yield "reply", "reply_missing"
    if len(answer.office.strip()) > people.LENGTH:
        yield "office", "too_long"
    if len(answer.name.strip()) > NAME_LENGTH:
        yield "name", "name_too_long"
    if answer.reply == Reply.NO and answer.office.strip():
        yield "office", "nobody_comes"


def read_line(line: str, names: Mapping[str, Mapping[str, str]]) -> GuestDraft:
    """A pasted line: body, kind of body, office, name, e-mail, rank, 外地; the e-mail is told by its @ wherever it stands.

    `names` gives for "body_kind" and "rank" the code of what people write. What is not found is taken as it stands, and `faults` tells;
    what would be lost, `line_faults`.
    """
    parts, emails = _parts(line)
    body, kind, office, name, rank, guest = (*parts, *[""] * _PARTS)[:_PARTS]
    return GuestDraft(
        body,
        names["body_kind"].get(kind, kind),
        office,
        name,
        "".join(emails[:1]),
        names["rank"].get(rank, rank),
        people.GUESTS.get(fold(guest), False),
    )


def line_faults(line: str) -> Iterator[str]:
    """What of a pasted line would be lost, as codes: a second address, parts that belong nowhere, a last word that says neither guest nor none."""
    parts, emails = _parts(line)
    if len(emails) > 1:
        yield "two_addresses"
    if any(parts[_PARTS:]):
        yield "too_many_parts"
    elif fold("".join(parts[_PARTS - 1 :])) not in people.GUESTS:
        yield "guest_unknown"


def _parts(line: str) -> tuple[list[str], list[str]]:
    """The parts of a line without its addresses, and these; the empty cell of a table where an address could stand is none."""
    cells = people.cells_of(line)
    emails = [cell for cell in cells if "@" in cell]
    parts = [cell for cell in cells if "@" not in cell]
    if not emails and parts[_EMAIL : _EMAIL + 1] == [""]:
        del parts[_EMAIL]
    return parts, emails


def item_faults(draft: ItemDraft) -> Iterator[tuple[str, str]]:
    """Field and code of what is wrong with a point of the agenda; nothing for a sound one."""
    if not draft.title.strip():
        yield "title", "item_untitled"
    elif len(draft.title.strip()) > TITLE_LENGTH:
        yield "title", "title_too_long"
    if not 1 <= draft.place <= LAST_PLACE:
        yield "place", "no_place"
    if len(draft.speaker_words.strip()) > people.LENGTH:
        yield "speaker_words", "too_long"
    if draft.speaker_id is not None and draft.speaker_words.strip():
        yield "speaker_words", "two_speakers"


def consensus_faults(draft: ConsensusDraft) -> Iterator[tuple[str, str]]:
    """Field and code of what is wrong with a point of consensus; nothing for a sound one."""
    if not draft.text.strip():
        yield "text", "point_missing"
    elif len(draft.text.strip()) > POINT_LENGTH:
        yield "text", "point_too_long"
    if not 1 <= draft.place <= LAST_PLACE:
        yield "place", "no_place"
    if not draft.supporter_ids:
        yield "supporters", "nobody_supports"


def standing(*, invited: bool, reply: str, arrived: bool, absent: bool) -> Standing:
    """Where a guest stands: what was seen at the door goes before what was said."""
    if arrived:
        return Standing.ARRIVED
    if absent:
        return Standing.ABSENT
    if reply:
        return Standing.ACCEPTED if reply == Reply.YES else Standing.DECLINED
    return Standing.INVITED if invited else Standing.LISTED


def role_of(*, speaks: bool) -> str:
    """As what a guest who came took part: as one who spoke where the agenda says so."""
    return (Role.SPOKE if speaks else Role.ATTENDED).value


LATE = timedelta(hours=24)
"""So long a desk without network may keep what it saw."""


def came_at(at: datetime, seen_at: datetime | None) -> datetime:
    """When a guest came: as the desk saw it, if that can be; a clock that is wrong by a day or runs ahead is not believed."""
    return seen_at if seen_at is not None and at - LATE <= seen_at <= at else at


MOST_DAYS = 30


def is_reminded(*, starts_at: datetime, days: int, at: datetime) -> bool:
    """Whether it is time to remind of a seminar: in its last days, before it begins."""
    return days > 0 and starts_at - timedelta(days=days) <= at < starts_at


def is_told(*, invited: bool, reply: str, arrived: bool) -> bool:
    """Whether a guest hears of what happened to the seminar: whoever was invited, and neither declined nor came."""
    return invited and reply != Reply.NO and not arrived


def hears_by_mail(*, way: str, has_email: bool, undelivered: bool) -> bool:
    """Whether that guest hears by e-mail: whoever was invited so, at an address that arrives; others have to be told."""
    return way == Way.MAIL and has_email and not undelivered


def may_answer(starts_at: datetime, at: datetime) -> bool:
    """Whether a guest can still answer: until it begins."""
    return at < starts_at
