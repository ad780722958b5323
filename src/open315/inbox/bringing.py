"""A file of messages, read by a confined reader (`core.foreign_files`), a row a message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.core.errors import InvalidInput
from open315.core.foreign_files import reading, wording
from open315.core.foreign_files.types import Unreadable
from open315.core.text import fold, moments
from open315.inbox import services
from open315.inbox.types import Inbound

GATEWAY = "file"
MOST_BYTES, MOST_ROWS = 2 * 1024 * 1024, 2000
HEADINGS: Mapping[str, frozenset[str]] = {
    "id": frozenset(map(fold, ("id", "編號", "序號", "短信編號", "消息編號"))),
    "from": frozenset(map(fold, ("from", "號碼", "手機號", "手機號碼", "發送號碼", "來信號碼", "電話"))),
    "time": frozenset(map(fold, ("time", "時間", "接收時間", "收到時間", "發送時間"))),
    "text": frozenset(map(fold, ("text", "內容", "短信內容", "信息內容"))),
}
NEEDED = ("id", "from", "text")


@dataclass(slots=True)
class Brought:
    """What became of a file: how many messages were new, how many known, and the rows that are none, with the reason."""

    new: int = 0
    known: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)


def bring_file(file: Any, *, actor: Actor, at: datetime) -> Brought:
    """Take in every message of a file for the actor's council. InvalidInput for a file that is none, is too large or lacks a column."""
    if file.size > MOST_BYTES:
        raise InvalidInput(_("A file of messages has at most 2 MB; cut it in pieces."), field="file")
    rows = list(_rows(file))
    done = Brought()
    if not rows:
        raise InvalidInput(_("The file holds no message."), field="file")
    if len(rows) > MOST_ROWS:
        raise InvalidInput(_("A file has at most 2,000 messages; cut it in pieces."), field="file")
    for number, told in rows:
        try:
            is_new = services.receive(_inbound(told), council_id=actor.organisation_id or 0, actor=actor, at=at).is_new
        except InvalidInput as error:
            done.wrong.append((number, str(error.message)))
            continue
        done.new, done.known = done.new + is_new, done.known + (not is_new)
    return done


def _rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and cells by column of every row below the headings."""
    try:
        sheet = reading.look(file, seconds=0).sheets[0].name
        read = reading.rows(file, sheet)
        columns: dict[str, int] = {}
        for number, cells in read:
            if not columns:
                columns = _columns(cells)
                continue
            yield number, {name: cells[at] if at < len(cells) else "" for name, at in columns.items()}
    except Unreadable as error:
        raise wording.refusal(error, field="file") from None


def _columns(cells: Any) -> dict[str, int]:
    heads = [fold(str(each or "").strip()) for each in cells]
    found = {name: heads.index(head) for name, known in HEADINGS.items() for head in heads if head in known}
    if any(name not in found for name in NEEDED):
        raise InvalidInput(
            _("The first row has to name the columns id, from and text; time may be there too."), field="file"
        )
    return found


def _inbound(told: Mapping[str, Any]) -> Inbound:
    return Inbound(
        GATEWAY, _plain(told["id"]), _plain(told["from"]), str(told["text"] or ""), sent_at=_moment(told.get("time"))
    )


def _plain(value: Any) -> str:
    """A cell as its signs: a number that a program counts with has no point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "").strip()


def _moment(value: Any) -> datetime | None:
    try:
        read = value if isinstance(value, datetime) else moments.read(str(value or ""))
    except moments.NoMoment:
        return None
    return read if read.tzinfo else read.replace(tzinfo=SHANGHAI)
