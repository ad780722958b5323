"""The files of published summaries. An edition never changes, so a file is drawn once and handed out again: strangers ask for it as often as they like."""

from functools import lru_cache

from open315.core.documents.scripts import in_script
from open315.core.documents.tree import Document
from open315.summaries.files import FORMS
from open315.summaries.models import Edition
from open315.summaries.text.pictures import with_bytes
from open315.summaries.text.publication import document_for_all

KEPT = 12
"""How many files a process keeps, some hundred kilobytes each."""


def document_in(edition: Edition, language: str) -> Document:
    """What everybody reads of it, in one script."""
    return in_script(document_for_all(edition), language)


def drawn(edition: Edition, language: str, form: str) -> bytes:
    """The file; drawn where this process has not got it."""
    return _kept(edition.pk, edition.digest, language, form)


@lru_cache(maxsize=KEPT)
def _kept(pk: int, digest: str, language: str, form: str) -> bytes:
    edition = Edition.objects.select_related("text").get(pk=pk, digest=digest)
    found = FORMS[form](with_bytes(document_in(edition, language), edition.text_id))
    return found.encode() if isinstance(found, str) else found


def forget() -> None:
    """Draw all of them anew."""
    _kept.cache_clear()
