"""A file from outside is read by a child that can do nothing but that, and whatever happens to the child is a sentence."""

import os
import select
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from open315.core.errors import InvalidInput, Unavailable
from open315.core.foreign_files import frames, parent, reading, wording
from open315.core.foreign_files.limits import LOOKING, MEGABYTE, Limits, confine
from open315.core.foreign_files.readers.opening import open_book
from open315.core.foreign_files.types import (
    Damage,
    Damaged,
    Doubt,
    DoubtKind,
    FileKind,
    Look,
    NumberedRow,
    SheetLook,
    Span,
    Trouble,
    Unreadable,
)
from open315.core.tests.foreign_books import package, text, xlsx

pytestmark = pytest.mark.django_db
CSV = "编号,内容\n1,坏\n2,漏\n".encode()
ROWS = [(1, ["编号", "内容"]), (2, ["1", "坏"]), (3, ["2", "漏"])]


def refused(file: bytes, **given: Any) -> Trouble:
    """Why a look at the file fails."""
    with pytest.raises(Unreadable) as refusal:
        reading.look(BytesIO(file), **given)
    return refusal.value.trouble


def in_a_fork(work: Callable[[], bool]) -> bool:
    """Whether `work` succeeds in a process like ours that was confined."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            confine(LOOKING)
            code = 0 if work() else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def fails(work: Callable[[], Any]) -> bool:
    """Whether the call raises OSError or MemoryError."""
    try:
        work()
    except (OSError, MemoryError):
        return True
    return False


def test_a_child_opens_no_file_no_socket_and_takes_no_more_memory_than_it_was_given() -> None:
    import _socket

    assert in_a_fork(lambda: fails(lambda: os.open("/dev/null", os.O_RDONLY)))
    assert in_a_fork(lambda: fails(lambda: _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)))
    assert in_a_fork(lambda: fails(os.pipe))
    assert in_a_fork(lambda: fails(lambda: bytearray(LOOKING.memory)))
    assert in_a_fork(lambda: not fails(lambda: bytearray(MEGABYTE)))


def test_what_a_child_says_is_what_stands_in_the_file() -> None:
    look = reading.look(BytesIO(CSV))
    assert look == Look(FileKind.TEXT, (SheetLook("", tuple(ROWS), 3, True, last=("2", "漏")),), (), "utf-8", ",")
    doubts: list[Doubt] = []
    assert list(reading.rows(BytesIO(CSV), "", doubts=doubts)) == ROWS
    assert doubts == []


def test_cells_of_every_kind_come_through() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>'
    cells = (
        '<c r="A1" s="1"><v>46154</v></c><c r="B1" s="2"><v>46154.5</v></c><c r="C1" s="1"><v>0.5</v></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1"><v>1.5</v></c><c r="F1" t="e"><v>#N/A</v></c>'
    )
    content = xlsx(f'<row r="1">{cells}</row>', styles=styles)
    wanted = list(open_book(BytesIO(content)).read("表1").rows)
    doubts: list[Doubt] = []
    found = list(reading.rows(BytesIO(content), "表1", doubts=doubts))
    assert found == wanted
    assert [type(cell).__name__ for cell in found[0][1]] == ["date", "datetime", "time", "bool", "float", "Damaged"]
    assert found[0][1][5].damage is Damage.ERROR
    assert doubts == [Doubt(DoubtKind.ERRORS, 1, (1,))]


@pytest.mark.parametrize(
    "kind",
    ["xlsx", "picture", "archive", "empty", "pdf"],
)
def test_a_child_tells_what_a_file_is(kind: str) -> None:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    files = {
        "xlsx": xlsx(""), "picture": out.getvalue(), "archive": package({"a": "b"}), "empty": b"", "pdf": b"%PDF-1.7",
    }  # fmt: skip
    assert reading.inspect(BytesIO(files[kind])) is FileKind(kind)


def test_more_memory_than_there_is_time_that_runs_out_and_too_much_answer_are_told() -> None:
    reading.look(BytesIO(CSV))
    with open(f"/proc/{parent._ours[0].process.pid}/statm") as file:
        size = int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    many = xlsx(
        f"<row>{text('A1', 'x')}</row>",
        strings="<si><t>" + "</t></si><si><t>".join(f"{n:0200}" for n in range(60_000)) + "</t></si>",
    )
    assert reading.look(BytesIO(many)).sheets[0].count == 1
    small = Limits(memory=size + 8 * MEGABYTE, processor=20, silence=20.0)
    assert refused(many, limits=small) is Trouble.TOO_LARGE
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 40}</row>" for _ in range(30_000))
    quick = Limits(memory=LOOKING.memory, processor=1, silence=20.0)
    assert refused(xlsx(rows), limits=quick, seconds=60.0) is Trouble.TOO_SLOW
    talk = Limits(memory=LOOKING.memory, processor=20, silence=20.0, answer=50)
    assert refused(CSV, limits=talk) is Trouble.TOO_LARGE
    assert refused(xlsx(rows), limits=Limits(silence=0.01), seconds=60.0) is Trouble.TOO_SLOW


def test_a_child_that_is_killed_is_a_sentence_and_the_next_file_is_read() -> None:
    many = ("编号,内容\n" + "1,坏\n" * 200_000).encode()
    rows = reading.rows(BytesIO(many), "")
    next(rows)
    for number in children():
        os.kill(number, signal.SIGKILL)
    with pytest.raises(Unreadable):
        list(rows)
    assert reading.look(BytesIO(CSV)).sheet("").count == 3


def test_a_child_whose_answer_nobody_wants_is_gone() -> None:
    many = ("编号,内容\n" + "1,坏\n" * 200_000).encode()
    rows = reading.rows(BytesIO(many), "")
    next(rows)
    (number,) = children()
    handle = os.pidfd_open(number)
    rows.close()  # type: ignore[attr-defined]
    assert select.select([handle], [], [], 20.0)[0], "it has ended"
    os.close(handle)


def children() -> list[int]:
    """The children at work."""
    nursery = parent._ours[0].process.pid
    with open(f"/proc/{nursery}/task/{nursery}/children") as file:
        return [int(each) for each in file.read().split()]


def test_a_nursery_that_died_is_followed_by_another() -> None:
    reading.look(BytesIO(CSV))
    first = parent._ours[0].process
    first.kill()
    first.wait()
    assert reading.look(BytesIO(CSV)).sheet("").count == 3
    assert parent._ours[0].process.pid != first.pid


def test_a_nursery_ends_with_the_process_it_is_of_however_that_ends() -> None:
    code = "from open315.core.foreign_files import parent; print(parent._nursery().process.pid, flush=True); input()"
    command, environment = [sys.executable, "-c", code], {**os.environ, "PYTHONPATH": str(parent.SOURCE)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        handle = os.pidfd_open(int(process.stdout.readline()))
        process.kill()
    assert select.select([handle], [], [], 30.0)[0], "it has ended"
    os.close(handle)


def test_no_variable_of_ours_reaches_the_nursery(monkeypatch: pytest.MonkeyPatch) -> None:
    parent._forget()
    monkeypatch.setenv("OPEN315_SECRET_KEY", "s3cret")
    reading.look(BytesIO(CSV))
    with open(f"/proc/{parent._ours[0].process.pid}/environ") as file:
        names = {each.partition("=")[0] for each in file.read().split("\0") if each}
    assert names <= {*parent.KEPT, "PYTHONPATH", "LC_CTYPE"}


def test_a_file_is_not_read_inside_a_transaction() -> None:
    with transaction.atomic(), pytest.raises(reading.InTransactionError):
        reading.look(BytesIO(CSV))


def test_who_waits_too_long_for_their_turn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAITS", 0.0)
    for _ in range(reading.LOOKS_AT_ONCE):
        reading._looks.acquire()
    try:
        assert refused(CSV) is Trouble.BUSY
        assert reading.inspect(BytesIO(CSV)) is FileKind.TEXT, "a glance does not stand in line behind looks"
    finally:
        for _ in range(reading.LOOKS_AT_ONCE):
            reading._looks.release()
    assert isinstance(wording.refusal(Unreadable(Trouble.BUSY)), Unavailable)


LOOK = Look(
    FileKind.XLSX, (SheetLook("表", ((1, ["a", 1, None]),), 9, False, (Doubt(DoubtKind.FILLED, 2, (3, 4)),), (Span(1, 0, 2, 0),), ("z", None)),),
    ("暗",), "", "",
)  # fmt: skip


def test_a_look_is_said_and_heard_alike() -> None:
    kind, what = frames.parts_of(frames.line(frames.LOOK, frames.packed_look(LOOK)))
    assert (kind, frames.look_of(what)) == (frames.LOOK, LOOK)


@pytest.mark.parametrize(
    "said",
    [
        b"", b"{}", b"[]", b'["rows"]', b"[1,2]", b"\xff", b"[" * 100_000, b'["rows",[[1,[{"x":"nothing","w":""}]]]]', b'["rows",[{"m":"x"}]]',
        b'["rows",[[1,[{"d":7}]]]]',
    ],
)  # fmt: skip
def test_nonsense_is_told_apart_from_what_a_child_says(said: bytes) -> None:
    with pytest.raises(frames.NonsenseError):
        frames.parts_of(said)


@pytest.mark.parametrize("said", [None, 7, [1], [["1", []]], [[True, []]], [[1, 2]]])
def test_rows_that_are_none_are_nonsense(said: Any) -> None:
    with pytest.raises(frames.NonsenseError):
        frames.rows_of(said)


@pytest.mark.parametrize(
    "said", [None, [], ["xlsx", [], [], ""], ["word", [], [], "", ""], ["xlsx", [[1]], [], "", ""]]
)
def test_looks_that_are_none_are_nonsense(said: Any) -> None:
    with pytest.raises(frames.NonsenseError):
        frames.look_of(said)


def test_a_damaged_cell_survives_a_way_between_processes() -> None:
    import pickle

    found = pickle.loads(pickle.dumps(Damaged("#N/A", Damage.ERROR)))
    assert (found, found.damage, type(found)) == ("#N/A", Damage.ERROR, Damaged)


def test_every_trouble_kind_damage_and_doubt_has_words() -> None:
    with translation.override("en"):
        for trouble in set(Trouble) - {Trouble.BUSY}:
            error = wording.refusal(Unreadable(trouble, "xlsx"), field="file")
            assert isinstance(error, InvalidInput)
            assert (error.field, str(error.message)[-1]) == ("file", ".")
        said = {str(wording.refusal(Unreadable(Trouble.KIND, kind.value)).message) for kind in FileKind}
        assert len(said) == len({str(each) for each in wording.KINDS.values()}) + 1
        assert str(wording.damage_words("1.42E+21", Damage.DIGITS)).startswith(
            "1.42E+21: a number of more than 15 digits"
        )
        assert (
            str(wording.damage_words("x" * 60, Damage.BYTES))
            == f"Some characters were lost: {'x' * 40}…. Put them in again."
        )
        told = [str(wording.doubt_words(Doubt(kind, count))) for kind in DoubtKind for count in (1, 2)]
        assert len(set(told)) == 2 * len(DoubtKind) - 1, "that days count from 1904 is said of the book, not of rows"
    assert wording.places(Doubt(DoubtKind.FILLED, 3, (3, 4))) == "3, 4 …"
    assert wording.places(Doubt(DoubtKind.HIDDEN_COLUMNS, 3, (1, 26, 27))) == "A, Z, AA"


def peak(content: bytes) -> int:
    """The most bytes held at once while all rows are read."""
    tracemalloc.start()
    try:
        book = open_book(BytesIO(content))
        for _row in rows_of(book):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def rows_of(book: Any) -> Iterator[NumberedRow]:
    return iter(book.read(book.sheets[0]).rows)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_four_times_the_rows_take_no_more_memory(form: str) -> None:
    def of(count: int) -> bytes:
        if form == "csv":
            return ("编号,内容\n" + "".join(f"{n},第{n}件坏了\n" for n in range(count))).encode()
        return xlsx("".join(f'<row r="{n}">{text(f"A{n}", f"第{n}件坏了")}</row>' for n in range(1, count + 1)))

    small, large = of(4_000), of(16_000)
    assert peak(large) - len(large) < 1.5 * (peak(small) - len(small)) + 200_000
