"""What the worker does for a long list. An attempt that was cut off is begun anew, so that the file is of one moment."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, cast

from open315.core.crypto.sealed_file import SealingWriter
from open315.core.errors import NotAllowed
from open315.core.exports import stream_csv, write_xlsx
from open315.core.exports.sheets import Sheet
from open315.core.facts import one_reading
from open315.core.jobs import Held, asker_of
from open315.core.list_files.job_kind import writes
from open315.core.list_files.kinds import kind_called
from open315.core.list_files.services import FILE, asked_by

TELL_EVERY = 1000


@writes
def write_list(held: Held) -> None:
    """Write one list, with the rights that its asker has now. NotAllowed if she has not the list any more."""
    asked, actor = asked_by(held.job), asker_of(held.job)
    kind = kind_called(asked.list, asked.args, actor, asked.query)
    if not actor.may(kind.permission):
        raise NotAllowed("")
    held.tell(done=0, total=0)
    with one_reading(many=False):
        sheet = kind.sheet(actor, asked.query, asked.args)
        held.tell(total=sheet.number())
        with held.open(FILE, extension=asked.form, name=f"{sheet.name}.{asked.form}") as out:
            _write(out, sheet, asked.form, held)


def _write(out: SealingWriter, sheet: Sheet, form: str, held: Held) -> None:
    rows = _told(sheet.rows, held)
    if form == "xlsx":
        write_xlsx(cast(IO[bytes], out), rows, sheet.header, sheet.definitions)
        return
    for piece in stream_csv(rows, sheet.header):
        out.write(piece)


def _told(rows: Iterable[Sequence[Any]], held: Held) -> Iterator[Sequence[Any]]:
    """The rows; whoever waits sees how far it is, and may stop it."""
    done = 0
    for row in rows:
        yield row
        done += 1
        if done % TELL_EVERY == 0:
            held.tell(done=done)
    held.tell(done=done)
