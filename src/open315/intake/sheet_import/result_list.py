"""The result of an import as a list to take along; a long one is written by the worker."""

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.access import Actor
from open315.core.exports.sheets import Sheet
from open315.core.list_files import SheetKind, declare_sheet
from open315.intake.sheet_import import preview as looking
from open315.intake.sheet_import import queries, result_file
from open315.intake.sheet_import.columns import Mapping


def _sheet(actor: Actor, query: QueryDict, args: Sequence[str]) -> Sheet:
    """Row by row: outcome, case number, explanation, and the cells as they came; with `open` only the rows that are to be looked at."""
    sheet = queries.get_import(actor, int(args[0]))
    mapping = Mapping.from_data(sheet.mapping)
    shown = looking.shown_to(actor, sheet, mapping)
    only_open = "open" in query
    return Sheet(
        f"import-{sheet.pk}-{_('to correct') if only_open else _('result')}",
        result_file.header(mapping),
        result_file.rows(sheet, mapping, shown=shown, only_open=only_open),
        number=lambda: sheet.rows_done,
        are_more_than=lambda number: sheet.rows_done > number,
        definitions=result_file.DEFINITIONS,
    )


RESULT = declare_sheet(
    SheetKind(
        name="imports.result",
        label=gettext_lazy("Result of an import"),
        permission="imports:run",
        section="imports",
        sheet=_sheet,
        page=lambda args: reverse("imports:show", args=args),
        event="",
        told=lambda _actor, _query, _args: {},
    )
)
