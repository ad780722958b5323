"""A folder of sheets that is stopped, goes on, or has nothing to come from any more; and who sends none."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from open315.campaigns.brought import services
from open315.config.tests.test_bring_by_page import actor_of, packed, people, sent
from open315.core import clock
from open315.core.errors import Conflict, NotAllowed
from open315.core.jobs.models import Job
from open315.core.uploads.models import Upload
from open315.org.models import Account
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
__all__ = ["people"]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("en"):
        yield


def given(account: Account) -> dict[str, Any]:
    return {"actor": actor_of(account), "at": clock.now()}


def test_what_was_stopped_is_asked_to_stop_once_and_goes_on_as_the_same_work(people: dict[str, Account]) -> None:
    secretary = people["secretariat"]
    folder = services.bring_folder(sent(secretary).pk, **given(secretary))
    assert folder.job_id is not None
    Job.objects.filter(pk=folder.job_id).update(state="running")
    services.stop_folder(folder.pk, **given(secretary))
    asked = Job.objects.get(pk=folder.job_id).cancel_asked_at
    assert asked is not None
    with nothing_changes():
        services.stop_folder(folder.pk, **given(secretary))
    assert Job.objects.get(pk=folder.job_id).cancel_asked_at == asked
    Job.objects.filter(pk=folder.job_id).update(state="cancelled")
    again = services.bring_folder(folder.pk, **given(secretary))
    assert again.job_id == folder.job_id
    assert Job.objects.get(pk=folder.job_id).state == "waiting"


def test_sheets_whose_file_is_gone_come_in_no_more(people: dict[str, Account]) -> None:
    secretary = people["secretariat"]
    folder = sent(secretary)
    Upload.objects.filter(pk=folder.upload_id).update(dropped_at=clock.now())
    with nothing_changes(), pytest.raises(Conflict):
        services.bring_folder(folder.pk, **given(secretary))
    Upload.objects.filter(pk=folder.upload_id).update(dropped_at=None)
    assert services.bring_folder(folder.pk, **given(secretary)).job_id


def test_whoever_works_for_a_department_sends_no_campaign(people: dict[str, Account]) -> None:
    actor = replace(actor_of(people["secretariat"]), organisation_kind="department")
    with nothing_changes(), pytest.raises(NotAllowed):
        services.send_folder(packed(), actor=actor, at=clock.now())
