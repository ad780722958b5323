"""The list of folders that were sent, and that of the answers to the rows of one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from open315.campaigns.brought import queries
from open315.campaigns.folder.subject import FOLDER
from open315.campaigns.models import BroughtFolder, FolderRow
from open315.core.access import Actor
from open315.core.folders import sheets_of
from open315.core.jobs.showing import progress_of
from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Action, Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, choice
from open315.core.ui.templatetags.ui import named

NEW = Action(gettext_lazy("Bring in from sheets"), "campaigns:folder_new", icon="import", kind="primary", key="+")
TONES = {FolderRow.Came.MADE: "good", FolderRow.Came.KNOWN: "neutral", FolderRow.Came.REFUSED: "bad"}


def _sent(folder: BroughtFolder) -> Any:
    if not folder.account:
        return moment(folder.created_at)
    return format_html("<span>{}<br><small>{}</small></span>", moment(folder.created_at), folder.account)


def state_of(folder: BroughtFolder) -> SafeString:
    """What is being done with it, or was done last."""
    job = queries.current_job(folder)
    progress = progress_of(job) if job else None
    return badge(progress.label, progress.tone) if progress else badge("")


def _count(came: str) -> Any:
    return lambda folder: sum(each.get(came, 0) for each in folder.counts.values())


FOLDERS: ListPage[BroughtFolder] = ListPage(
    name="campaigns.folders",
    url_name="campaigns:folders",
    section="campaigns",
    permission="campaigns:bring",
    title=gettext_lazy("Campaigns brought in from sheets"),
    lead=gettext_lazy("Each file is looked through before anything comes in. A row comes in only once, however often its file is sent."),
    read=lambda actor, _wanted: queries.visible_to(actor),
    order=("-pk",),
    columns=(
        Column(
            "file",
            gettext_lazy("File"),
            lambda folder: link(
                reverse("campaigns:folder_brought", args=[folder.pk]), folder.upload.original_name or gettext_lazy("(deleted)")
            ),
        ),
        Column("council", gettext_lazy("Council"), lambda folder: named(folder.council)),
        Column("state", gettext_lazy("State"), state_of),
        *(
            Column(came.value, came.label, _count(came.value), kind="number")
            for came in FolderRow.Came
        ),
        Column("sent", gettext_lazy("Sent"), _sent, kind="nowrap"),
    ),
    actions=(NEW,),
    empty=Empty(
        gettext_lazy("No sheets have been sent yet"),
        gettext_lazy("A campaign that stands in spreadsheets comes in whole: it is looked through row by row before anything is saved."),
        art="inbox",
        action=NEW,
    ),
)  # fmt: skip


class AnswerFilters(FilterForm):
    """Answers by what came of the row, and by sheet."""

    came = choice(gettext_lazy("What came of it"), FolderRow.Came)
    sheet = choice(gettext_lazy("Sheet"))

    def prepare(self) -> None:
        self.choose("sheet", [(each.name, each.label) for each in sheets_of(FOLDER)])


def sheet_words(name: str) -> Any:
    """What a sheet is called."""
    return next((each.label for each in sheets_of(FOLDER) if each.name == name), name)


def _look_at(row: FolderRow) -> Any:
    return link(row.address, pgettext("row of a folder", "Open")) if row.address else ""


def _header() -> list[Any]:
    return [_("Sheet"), _("Row"), _("What came of it"), _("Heading"), _("Reason"), _("Where it is now")]


def _file_rows(rows: QuerySet[FolderRow]) -> Iterable[list[Any]]:
    for each in rows.iterator(chunk_size=500):
        yield [
            sheet_words(each.sheet),
            each.row,
            each.get_came_display(),
            each.heading,
            text(each.reason),
            each.address,
        ]


def answers_of(folder: BroughtFolder) -> ListPage[FolderRow]:
    """The answers to the rows of one folder."""
    return ANSWERS.about(
        folder.pk,
        title=_("Row by row: %(file)s") % {"file": folder.upload.original_name},
        lead=_lead(folder),
        read=lambda _actor, wanted: queries.answers(folder, wanted),
    )


def _lead(folder: BroughtFolder) -> Any:
    if folder.job is not None:
        return _("What came of each row of the sheets, and where it stands now.")
    return _("What would come of each row of the sheets. Nothing has come in yet.")


def _below(actor: Actor, _query: QueryDict, args: Sequence[str]) -> ListPage[FolderRow]:
    return answers_of(queries.get_folder(actor, int(args[0])))


def _none(_actor: Actor, _wanted: Mapping[str, Any]) -> QuerySet[FolderRow]:
    return FolderRow.objects.none()


ANSWERS: ListPage[FolderRow] = ListPage(
    name="campaigns.folder_rows",
    url_name="campaigns:folder_rows",
    section="campaigns",
    permission="campaigns:bring",
    title=gettext_lazy("Row by row"),
    filters=AnswerFilters,
    read=_none,
    order=("pk",),
    columns=(
        Column("sheet", gettext_lazy("Sheet"), lambda row: sheet_words(row.sheet)),
        Column("row", gettext_lazy("Row"), lambda row: row.row, kind="number"),
        Column("came", gettext_lazy("What came of it"), lambda row: badge(row.get_came_display(), TONES[FolderRow.Came(row.came)])),
        Column("heading", pgettext_lazy("of a sheet", "Column"), lambda row: row.heading),
        Column("reason", gettext_lazy("Reason"), lambda row: text(row.reason)),
        Column("address", gettext_lazy("Where it is now"), _look_at, kind="nowrap"),
    ),
    empty=Empty(gettext_lazy("No row"), gettext_lazy("Change the filters."), art="inbox"),
    export=Export(
        url_name="campaigns:folder_rows_export",
        file="folder-rows",
        event="campaigns.folder_rows_exported",
        header=_header,
        rows=_file_rows,
    ),
    below=_below,
)  # fmt: skip
