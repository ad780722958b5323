"""The folder of a campaign from its page: a package of sheets that comes in elsewhere as it went out."""

import csv
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from open315.campaigns import services
from open315.campaigns.folder import giving
from open315.campaigns.tests.making import plan
from open315.campaigns.tests.seating import seated
from open315.config.tests.folder_of_a_campaign import brought
from open315.core.audit.models import AuditEntry
from tests.rows import difference, everything, nothing_changes

pytestmark = pytest.mark.django_db


def browser(cast: Any, who: str) -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_secretary_takes_a_campaign_along_and_it_comes_in_as_it_went_out(cast: Any, tmp_path: Path) -> None:
    campaign = seated(cast).campaign
    client = browser(cast, "secretariat")
    assert (
        f"/console/campaigns/{campaign.pk}/folder.zip"
        in client.get(f"/console/campaigns/{campaign.pk}/").content.decode()
    )
    answer = client.get(f"/console/campaigns/{campaign.pk}/folder.zip")
    assert (answer["Content-Type"], answer["Content-Disposition"], answer["Cache-Control"]) == (
        "application/zip", 'attachment; filename="campaign-2026.zip"', "private, no-store",
    )  # fmt: skip
    with zipfile.ZipFile(BytesIO(answer.content)) as package:
        assert package.namelist() == ["bodies.csv", "campaigns.csv", "committees.csv", "posts.csv"]
        posts = list(csv.DictReader(StringIO(package.read("posts.csv").decode("utf-8-sig"))))
        package.extractall(tmp_path / "folder")
    assert [(each["活動機構"], each["機構職務"], each["任職者職務"]) for each in posts] == [
        ("活動組委會", "主任", "副省長"), ("活動組委會", "副主任", "會長"), ("活動組委會", "成員", "副廳長"), ("組委會辦公室", "主任", "祕書長"),
    ]  # fmt: skip
    entry = AuditEntry.objects.get(event="campaigns.folder_given")
    assert (entry.object_type, entry.object_id, entry.account_id) == (
        "campaign",
        str(campaign.pk),
        cast.accounts["secretariat"].pk,
    )
    assert entry.data == {"rows": entry.data["rows"]}
    before = everything()
    assert {name: words.split()[1] for name, words in brought(tmp_path / "folder").items()} == dict.fromkeys(
        ("bodies", "campaigns", "committees", "posts"), "known"
    )
    assert difference(before, everything()) == {}


def test_who_only_reads_campaigns_takes_none_along(cast: Any) -> None:
    campaign = services.open_campaign(plan(), actor=cast.actor("secretariat"), at=cast.at)
    client = browser(cast, "analyst")
    assert "folder.zip" not in client.get(f"/console/campaigns/{campaign.pk}/").content.decode()
    assert client.get(f"/console/campaigns/{campaign.pk}/folder.zip").status_code == 403
    assert browser(cast, "secretariat").get("/console/campaigns/999/folder.zip").status_code == 404


def test_more_rows_than_somebody_can_wait_for_are_given_out_by_the_command(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = seated(cast).campaign
    address = f"/console/campaigns/{campaign.pk}/folder.zip"
    with zipfile.ZipFile(BytesIO(browser(cast, "secretariat").get(address).content)) as package:
        rows = sum(len(package.read(name).decode().splitlines()) - 1 for name in package.namelist())
    assert AuditEntry.objects.get(event="campaigns.folder_given").data == {"rows": rows}
    monkeypatch.setattr(giving, "MOST", rows)
    assert browser(cast, "secretariat").get(address).status_code == 200
    monkeypatch.setattr(giving, "MOST", rows - 1)
    client = browser(cast, "secretariat")
    with nothing_changes():
        refused = client.get(address)
    assert refused.status_code == 409
    assert "export-campaign" in refused.content.decode()
