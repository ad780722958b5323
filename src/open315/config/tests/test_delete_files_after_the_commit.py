"""A file goes when the transaction that gave it up is committed, and not before: were that taken back, the rows would be there again and
the files lost. Nothing is committed in these tests before they say so.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from open315.cases import services
from open315.cases.models import Case, Party
from open315.cases.tests.making import complaint
from open315.core import jobs
from open315.core.access import ANONYMOUS
from open315.core.ops import export
from open315.core.uploads import services as uploads
from open315.intake.models import SheetImport
from open315.intake.sheet_import.dropping import drop_sheets
from open315.intake.tests.importing import finished
from open315.intake.tests.test_withdraw_import import take_away, withdraw
from open315.notify.channels.email import kept_mails

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Any) -> Path:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path


def on_disk(place: Path) -> set[str]:
    return {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}


def erased(cast: Any) -> Callable[[], object]:
    """Of a case with a file, of an export, and of a mail."""
    told = complaint(cast, upload_ids=(_received(cast).pk,))
    case_id = services.register_case(told, actor=ANONYMOUS, at=cast.at).case_id
    administrator = cast.actor("administrator")
    jobs.run(export.request_export(actor=administrator, at=cast.at).pk)
    kept_mails._keep(b"To: consumer@example.org\n\n")
    party = Party.objects.get(case=case_id).pk
    return lambda: services.erase_identity(case_id, party_id=party, reason="本人要求", actor=administrator, at=cast.at)


def withdrawn(cast: Any) -> Callable[[], object]:
    """An import, with its sheet and what was said of its rows."""
    made = withdraw(cast, finished(cast))
    return lambda: take_away(made)


def old_sheet(cast: Any) -> Callable[[], object]:
    finished(cast)
    return lambda: drop_sheets(list(SheetImport.objects.select_related("upload", "job")), cast.at)


def unclaimed(cast: Any) -> Callable[[], object]:
    """A form that came to nothing."""
    upload = _received(cast)
    return lambda: uploads.drop_unclaimed([upload.pk])


def _received(cast: Any) -> Any:
    return uploads.receive(SimpleUploadedFile("收據.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"), at=cast.at)


ACTS = {"erased": (erased, 3), "withdrawn": (withdrawn, 2), "old sheet": (old_sheet, 2), "unclaimed": (unclaimed, 1)}
"""What gives files up, and how many."""


@pytest.mark.parametrize("act", ACTS)
def test_a_file_is_there_until_the_commit_and_gone_after_it(
    cast: Any, place: Path, act: str, django_capture_on_commit_callbacks: Any
) -> None:
    prepare, count = ACTS[act]
    give_up = prepare(cast)
    before = on_disk(place)
    with django_capture_on_commit_callbacks() as afterwards:
        give_up()
    assert on_disk(place) == before
    for each in afterwards:
        each()
    assert len(before - on_disk(place)) == count
    assert on_disk(place) <= before


def test_what_one_erasure_gives_up_is_not_all_there_is(
    cast: Any, place: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """Files of other cases, of imports and of other work stay, and mails to others."""
    finished(cast)
    other = services.register_case(
        complaint(cast, upload_ids=(_received(cast).pk,)), actor=ANONYMOUS, at=cast.at
    ).case_id
    kept_mails._keep(b"To: somebody.else@example.org\n\n")
    theirs = on_disk(place)
    with django_capture_on_commit_callbacks(execute=True):
        erased(cast)()
    assert on_disk(place) == theirs
    assert Case.objects.filter(pk=other).exists()
