"""Serving a file so that it cannot act in our name: never sniffed, never run, never framed, never cached."""

from django.http import FileResponse
from django.utils.http import content_disposition_header

from open315.core.uploads import storage
from open315.core.uploads.kinds import PICTURES
from open315.core.uploads.models import Upload


def response(upload: Upload, *, inline: bool = False) -> FileResponse:
    """The original as a download; `inline` shows it in the page only if it is a picture. The caller has checked who asks.

    FileDamaged, before a byte was sent, when it is not there or not whole.
    """
    shown = inline and upload.content_type in PICTURES
    file = storage.kept(upload)
    file.check()
    answer = FileResponse(file.open(), content_type=upload.content_type)
    disposition = content_disposition_header(as_attachment=not shown, filename=upload.original_name)
    answer["Content-Disposition"] = disposition or "inline"
    answer["Content-Length"] = str(upload.size)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
