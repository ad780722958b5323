"""The list of imports."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Action, Column, Empty, ListPage
from open315.core.pages.filters import FilterForm, choice, words
from open315.core.ui.templatetags.ui import named
from open315.intake.models import SheetImport
from open315.intake.sheet_import import queries
from open315.intake.sheet_import.showing import state_words

NEW = Action(_("Import a sheet"), "imports:new", icon="import", kind="primary", key="+")


class ImportFilters(FilterForm):
    """Imports by what they are called and for which council they were."""

    q = words(_("Source or file"))
    council = choice(_("Council"))

    def prepare(self) -> None:
        self.choose("council", [(body.id, named(body)) for body in queries.councils_of(self.actor)])


def _state(sheet: SheetImport) -> SafeString:
    state = state_words(sheet)
    return badge(state["label"], state["tone"])


def _uploaded(sheet: SheetImport) -> Any:
    if not sheet.account:
        return moment(sheet.created_at)
    return format_html("<span>{}<br><small>{}</small></span>", moment(sheet.created_at), sheet.account)


IMPORTS: ListPage[SheetImport] = ListPage(
    name="imports",
    url_name="imports:list",
    section="imports",
    permission="imports:run",
    title=_("Sheet imports"),
    lead=_("Lists of other systems become cases. A row is taken in only once, however often its sheet comes."),
    filters=ImportFilters,
    read=queries.listed,
    order=("-pk",),
    columns=(
        Column(
            "source",
            _("Source"),
            lambda sheet: link(reverse("imports:show", args=[sheet.pk]), text(sheet.source)),
            order=("source", "-pk"),
        ),
        Column("file", _("File"), lambda sheet: sheet.upload.original_name),
        Column("council", _("Council"), lambda sheet: named(sheet.council)),
        Column("state", _("State"), _state),
        Column("rows", _("Rows"), lambda sheet: sheet.rows_total, kind="number", total="rows"),
        Column(
            "new",
            pgettext_lazy("rows of a sheet", "New"),
            lambda sheet: sheet.rows_new,
            kind="number",
            order=("-rows_new", "-pk"),
            total="new",
        ),
        Column(
            "known",
            pgettext_lazy("rows of a sheet", "Known"),
            lambda sheet: sheet.rows_known,
            kind="number",
            total="known",
        ),
        Column(
            "wrong",
            pgettext_lazy("rows of a sheet", "Wrong"),
            lambda sheet: sheet.rows_wrong,
            kind="number",
            order=("-rows_wrong", "-pk"),
            total="wrong",
        ),
        Column("uploaded", _("Uploaded"), _uploaded, kind="nowrap", order=("-pk",)),
    ),
    totals=queries.row_totals,
    actions=(NEW,),
    empty=Empty(
        _("No sheet has been imported yet"),
        _("Bring the list of another system: it is checked row by row before anything is saved."),
        art="inbox",
        action=NEW,
    ),
)
