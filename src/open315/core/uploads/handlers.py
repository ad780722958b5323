"""How files of a form are received: counted before any of them is stored, and never in clear on a disk (ADR 0104).

The only one of `settings.FILE_UPLOAD_HANDLERS`. What a visitor may send is bounded: bytes a request, files a request, and without an account
bytes an hour and a day. Files beyond it are passed over while the rest of the form arrives; `refusal_of` says why.
"""

from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from open315.core import throttle
from open315.core.crypto.spool import SealedSpool
from open315.core.errors import TooMany

FORM_BYTES = 4 * 1024 * 1024
"""Of a form without its files."""
STAFF_BYTES = 220 * 1024 * 1024
HOUR, DAY = 3600, 86_400
DAYS_HOURS = 3
"""A visitor may send in a day what she may send in so many hours."""
KIB = 1024
_REFUSAL = "_open315_files_refused"


def refusal_of(request: HttpRequest) -> Any:
    """Why files of this form were passed over; "" when none were."""
    return getattr(request, _REFUSAL, "")


class BoundedUploadHandler(FileUploadHandler):
    """The one handler: decides, by the length that was announced, whether files of this request are taken at all; small ones stay in
    memory, larger ones are enciphered while they come."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._files, self._length = 0, 0
        self._spool: SealedSpool | None = None

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Learn how much will come."""
        self._length = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or pass it over; StopUpload for a request that nobody reads to its end."""
        super().new_file(*args, **kwargs)
        request, self._files = cast(HttpRequest, self.request), self._files + 1
        if self._files == 1:
            self._count(request)
        if self._files > settings.UPLOAD_MAX_FILES and not refusal_of(request):
            setattr(request, _REFUSAL, too_many_files())
        self._spool = None if refusal_of(request) else SealedSpool(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Add to it."""
        if self._spool is not None:
            self._spool.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The file as the form has it; Django closes it with the request."""
        if self._spool is None:
            return None
        content = cast(IO[Any], self._spool.rewind())
        return UploadedFile(
            content, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        """Nobody will read it."""
        if self._spool is not None:
            self._spool.close()

    def _count(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            most = STAFF_BYTES
        else:
            most = settings.UPLOAD_MAX_FILES * settings.UPLOAD_MAX_BYTES + FORM_BYTES
        if self._length > most:
            words = _("The files are larger than %(limit)d MB together. Please send them in several parts.")
            setattr(request, _REFUSAL, words % {"limit": most // (KIB * KIB)})
            raise StopUpload(connection_reset=True)
        if not request.user.is_authenticated:
            self._spend(request)

    def _spend(self, request: HttpRequest) -> None:
        limit, at = settings.UPLOAD_BYTES_PER_HOUR // KIB, timezone.now()
        who, amount = f"upload:{throttle.counted_as(request.META.get('REMOTE_ADDR', ''))}", -(-self._length // KIB)
        try:
            throttle.spend(who, amount, limit=limit, seconds=HOUR, at=at)
            throttle.spend(who, amount, limit=DAYS_HOURS * limit, seconds=DAY, at=at)
        except TooMany as error:
            words = _(
                "Very many files have come from your connection. The files were not taken; the form can be sent without them."
            )
            setattr(request, _REFUSAL, f"{words} {error.message}")


def too_many_files() -> str:
    """The refusal of more files than a form may bring."""
    limit = settings.UPLOAD_MAX_FILES
    words = ngettext("At most one file can be sent.", "At most %(limit)d files can be sent.", limit)
    return words % {"limit": limit}
