"""What the worker does with a folder: look through it without leaving anything; bring it in, piece by piece.

A piece of rows, their answers and the counts are one transaction. An attempt that goes on behind an earlier one brings the rows before anew:
they are known, and later rows may speak of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.brought import reading
from open315.campaigns.folder.subject import FOLDER
from open315.campaigns.folder.trying import trial
from open315.campaigns.models import BroughtFolder, FolderRow
from open315.core import audit, clock
from open315.core.access import Actor
from open315.core.folders import Bringing, RowAnswer, bring, page_of, prepared, sheets_for
from open315.core.jobs import Held, Job, JobKind, JobState, asker_of, declare_job
from open315.notify.wording import Notice, declare_notices

PERMISSION = "campaigns:bring"
TRIED = 3000
"""Rows of a look: while it lasts others may wait for the database. What is behind them is told when it is brought in."""
PIECE = 100
LONGEST = 120
Counts = Mapping[str, Mapping[str, int]]


def look(held: Held) -> None:
    """Bring the folder in, note what came of each row, and take all of it back."""
    folder = BroughtFolder.objects.select_related("upload").get(look=held.job)
    actor = asker_of(held.job)
    sent = reading.read(folder)
    told = reading.told_of(sent, actor)
    rows = sum(count for name, count in told.rows.items() if name not in told.left)
    held.tell(total=min(rows, TRIED))
    bringing, sheets = Bringing(actor, clock.now()), sheets_for(FOLDER, actor)
    with _files(folder, sent, bringing), trial():
        answers = bring(sheets, sent.rows, bringing)
        lines = [_line(folder, each, actor) for each in islice(answers, TRIED)]
    told = replace(told, untried=max(0, rows - len(lines)))
    with held.commit() as progress:
        FolderRow.objects.filter(folder=folder).delete()
        FolderRow.objects.bulk_create(lines, batch_size=500)
        _keep(folder, told=told.as_data(), counts=_counted({}, lines))
        progress.done = progress.total
    with held.finishing():
        audit.record(
            "campaigns.folder_looked_at",
            actor=actor,
            at=clock.now(),
            obj=("folder", folder.pk),
            data=_sums(folder.counts),
        )


def bring_in(held: Held) -> None:
    """Bring the folder in, or what is left of it."""
    folder = BroughtFolder.objects.select_related("upload").get(job=held.job)
    actor = asker_of(held.job)
    sent = reading.read(folder)
    told = reading.told_of(sent, actor)
    bringing, sheets = Bringing(actor, clock.now()), sheets_for(FOLDER, actor)
    done = held.progress.done
    if not done:
        held.tell(total=sum(count for name, count in told.rows.items() if name not in told.left))
    with _files(folder, sent, bringing):
        answers = bring(sheets, sent.rows, bringing)
        for _again in islice(answers, done):
            pass
        while _piece(held, folder, answers, actor):
            pass
    with held.finishing():
        _keep(folder, told=told.as_data(), counts=folder.counts)
        audit.record(
            "campaigns.folder_brought",
            actor=actor,
            at=clock.now(),
            obj=("folder", folder.pk),
            data=_sums(folder.counts),
        )


@contextmanager
def _files(folder: BroughtFolder, sent: reading.Sent, bringing: Bringing) -> Iterator[None]:
    """The files of the rows, taken in before any transaction; what no row took is gone afterwards."""
    with reading.opened(folder, sent) as whole:
        bringing.beside = whole.beside
        with prepared(sheets_for(FOLDER, bringing.actor), sent.rows, bringing):
            yield


def _piece(held: Held, folder: BroughtFolder, answers: Iterable[RowAnswer], actor: Actor) -> int:
    with held.commit() as progress:
        lines = [_line(folder, each, actor) for each in islice(answers, PIECE)]
        FolderRow.objects.bulk_create(lines)
        _keep(folder, told=folder.told, counts=_counted(folder.counts, lines))
        progress.done += len(lines)
    return len(lines)


def _keep(folder: BroughtFolder, **changed: Any) -> None:
    BroughtFolder.objects.filter(pk=folder.pk).update(**changed)
    for name, value in changed.items():
        setattr(folder, name, value)


def _line(folder: BroughtFolder, answer: RowAnswer, actor: Actor) -> FolderRow:
    return FolderRow(
        folder=folder,
        sheet=answer.sheet.name,
        row=answer.row,
        came=answer.came.value,
        heading=str(answer.column)[:LONGEST],
        reason=str(answer.words),
        address=page_of(answer.about, actor)[:LONGEST],
    )


def _counted(before: Counts, lines: Iterable[FolderRow]) -> dict[str, dict[str, int]]:
    """The counts with these rows."""
    found = Counter({(sheet, came): count for sheet, each in before.items() for came, count in each.items()})
    found.update((line.sheet, line.came) for line in lines)
    counts: dict[str, dict[str, int]] = {}
    for (sheet, came), count in found.items():
        counts.setdefault(sheet, {})[came] = count
    return counts


def _sums(counts: Counts) -> dict[str, int]:
    """How many rows came in, were there, were refused."""
    return {came: sum(each.get(came, 0) for each in counts.values()) for came in FolderRow.Came.values}


def _page(job: Job) -> str:
    return reverse("campaigns:folder_brought", args=[_of(job).pk])


def _of(job: Job) -> BroughtFolder:
    return BroughtFolder.objects.filter(look=job).first() or BroughtFolder.objects.get(job=job)


def _told(job: Job) -> dict[str, Any]:
    return {"file": _of(job).upload.original_name, **_sums(_of(job).counts)}


declare_notices(
    {
        "campaigns.folder_brought": Notice(
            _(
                "The sheets of “%(file)s” are brought in: %(made)s rows came in, %(known)s were there already, %(refused)s were refused."
            ),
            tone="good",
        ),
        "campaigns.folder_stopped": Notice(
            _("The sheets of “%(file)s” could not all be read. Open the page to see why."), tone="bad"
        ),
    }
)
LOOK = declare_job(
    JobKind(
        name="campaigns.folder_look",
        label=_("Look through the sheets of a campaign"),
        permission=PERMISSION,
        work=look,
        page=_page,
        states={
            JobState.WAITING: pgettext_lazy("look at a folder", "Waiting to be looked through"),
            JobState.RUNNING: pgettext_lazy("look at a folder", "Being looked through"),
            JobState.DONE: pgettext_lazy("look at a folder", "Looked through; nothing has come in yet"),
            JobState.FAILED: pgettext_lazy("look at a folder", "Could not be read"),
            JobState.CANCELLED: pgettext_lazy("look at a folder", "Cancelled"),
        },
        notices={JobState.FAILED: "campaigns.folder_stopped"},
        notice_data=_told,
        can_be_cancelled=True,
    )
)
BRING = declare_job(
    JobKind(
        name="campaigns.folder",
        label=_("Bring in the sheets of a campaign"),
        permission=PERMISSION,
        work=bring_in,
        page=_page,
        states={
            JobState.WAITING: pgettext_lazy("folder", "Waiting to come in"),
            JobState.RUNNING: pgettext_lazy("folder", "Coming in"),
            JobState.DONE: pgettext_lazy("folder", "Brought in"),
            JobState.FAILED: pgettext_lazy("folder", "Stopped"),
            JobState.CANCELLED: pgettext_lazy("folder", "Cancelled"),
        },
        notices={JobState.DONE: "campaigns.folder_brought", JobState.FAILED: "campaigns.folder_stopped"},
        notice_data=_told,
        can_be_cancelled=True,
    )
)
