"""Serving a file so that it cannot act in our name: never sniffed, never run, never framed, never cached."""

from io import BytesIO
from typing import Any

from django.http import FileResponse
from django.utils.http import content_disposition_header

from open315.core.uploads import storage
from open315.core.uploads.kinds import PICTURES
from open315.core.uploads.models import Upload
from open315.core.uploads.names import neutral_name
from open315.core.uploads.publishing import Published


def response(upload: Upload, *, stem: str, inline: bool = False) -> FileResponse:
    """The original as a download called `stem`; `inline` shows it in the page only if it is a picture. The caller has checked who asks,
    and that the file is whole.
    """
    answer = _harmless(storage.kept(upload).open(), upload.content_type, neutral_name(stem, upload), inline=inline)
    answer["Content-Length"] = str(upload.size)
    return answer


def published_response(copy: Published, *, inline: bool = False) -> FileResponse:
    """A copy that may leave the house, in the same way."""
    answer = _harmless(BytesIO(copy.content), copy.content_type, copy.name, inline=inline)
    answer["Content-Length"] = str(len(copy.content))
    return answer


def _harmless(content: Any, content_type: str, name: str, *, inline: bool) -> FileResponse:
    shown = inline and content_type in PICTURES
    answer = FileResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=not shown, filename=name) or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
