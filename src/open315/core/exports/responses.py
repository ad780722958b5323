"""A list as the answer to a request."""

from collections.abc import Iterable, Sequence
from typing import IO, Any, cast

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.spool import SealedSpool
from open315.core.errors import InvalidInput
from open315.core.exports.delimited import stream_csv
from open315.core.exports.workbook import write_xlsx
from open315.core.uploads.kinds import XLSX

FORM_WANTED = _("A list can be had as CSV or XLSX.")
IN_MEMORY = 1024 * 1024


def spreadsheet_response(
    name: str,
    header: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    kind: str = "csv",
    definitions: Iterable[tuple[Any, Any]] = (),
) -> HttpResponseBase:
    """The rows as `name`.csv (sent while they are read) or `name`.xlsx (written first, sealed, for the time of the answer)."""
    if kind == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(
            stream_csv(rows, header), content_type="text/csv; charset=utf-8"
        )
    elif kind == "xlsx":
        file = SealedSpool(IN_MEMORY)
        write_xlsx(cast(IO[bytes], file), rows, header, definitions)
        answer = FileResponse(file.rewind(), content_type=XLSX)
    else:
        raise InvalidInput(FORM_WANTED, field="format")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
