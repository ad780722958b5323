"""A list, a workbook or a document as the answer to a request."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO, TypeVar, cast

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from open315.core.crypto.spool import SealedSpool
from open315.core.errors import InvalidInput
from open315.core.exports.delimited import stream_csv
from open315.core.exports.workbook import write_xlsx
from open315.core.uploads.kinds import DOCX, PDF, XLSX

FORM_WANTED = _("A list can be had as CSV or XLSX.")
IN_MEMORY = 1024 * 1024
DOCUMENTS = {"docx": DOCX, "pdf": PDF, "png": "image/png"}
"""What documents that are drawn here are kinds of."""


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
        return workbook_response(lambda file: write_xlsx(file, rows, header, definitions), name)
    else:
        raise InvalidInput(FORM_WANTED, field="format")
    return _private(answer, f"{name}.{kind}")


def workbook_response(write: Callable[[BinaryIO], object], name: str) -> FileResponse:
    """What `write` writes as `name`.xlsx: written first, sealed, for the time of the answer."""
    file = SealedSpool(IN_MEMORY)
    write(cast(BinaryIO, file))
    return _private(FileResponse(file.rewind(), content_type=XLSX), f"{name}.xlsx")


def document_response(content: str | bytes, name: str, form: str) -> HttpResponse:
    """A document that was drawn for this answer, to be saved as `name`.`form`, one of DOCUMENTS."""
    return named(HttpResponse(content, content_type=DOCUMENTS[form]), f"{name}.{form}")


Answer = TypeVar("Answer", bound=HttpResponseBase)


def named(answer: Answer, name: str) -> Answer:
    """The answer, to be saved under this name."""
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer


def _private(answer: Answer, name: str) -> Answer:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return named(answer, name)
