"""A campaign of another province comes in by the page: sent, looked through by the worker, brought in, row by row."""

import csv
import zipfile
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from open315.activities.models import Activity
from open315.campaigns.brought import dropping, reading, services, work
from open315.campaigns.models import BroughtFolder, Campaign, FolderRow, Measure
from open315.config.tests.folder_of_a_campaign import CITY, COUNTY, MADE, PROVINCE, SHEETS
from open315.core import clock, jobs
from open315.core.access import SYSTEM, Actor
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.names import Names
from open315.notify.models import Message
from open315.org import queries as org
from open315.org import services as org_services
from open315.org.models import Account, Organisation, RoleGrant
from open315.org.types import BodyDetails
from tests.rows import difference, everything, nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("en"):
        yield


@pytest.fixture
def people(cast: Any) -> dict[str, Account]:
    """Another province, of which only the council is known: its secretary and its administrator."""
    details = BodyDetails("council", PROVINCE, "330000", "浙江省消保委", name_in=Names(en="Zhejiang Consumer Council"))
    body = org_services.create_body(details, actor=SYSTEM, at=cast.at)
    found = {}
    for role in ("secretariat", "administrator", "analyst"):
        found[role] = Account.objects.create(username=f"zj-{role}")
        RoleGrant.objects.create(account=found[role], organisation=body, role=role, granted_from=date(2020, 1, 1))
    return found


def actor_of(account: Account) -> Actor:
    actor = org.actor_of_account(account.pk, clock.today())
    assert actor is not None
    return actor


def packed(sheets: dict[str, str] = SHEETS, name: str = "2026.zip") -> SimpleUploadedFile:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for title, text in sheets.items():
            package.writestr(f"campaign-2026/{title}.csv", text)
    return SimpleUploadedFile(name, out.getvalue())


def sent(account: Account, file: SimpleUploadedFile | None = None) -> BroughtFolder:
    """A folder that was sent and looked through."""
    folder = services.send_folder(file or packed(), actor=actor_of(account), at=clock.now())
    assert folder.look_id is not None
    jobs.run(folder.look_id)
    folder.refresh_from_db()
    return folder


def brought(folder: BroughtFolder, account: Account) -> BroughtFolder:
    folder = services.bring_folder(folder.pk, actor=actor_of(account), at=clock.now())
    assert folder.job_id is not None
    jobs.run(folder.job_id)
    return BroughtFolder.objects.get(pk=folder.pk)


def browser(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_bodies_come_in_for_the_administrator_and_the_campaign_for_the_secretary(people: dict[str, Account]) -> None:
    boss, secretary = people["administrator"], people["secretariat"]
    first = sent(secretary)
    assert first.told["bodies"] == [CITY, COUNTY]
    assert first.counts["bodies"] == {"known": 1, "refused": 2}
    assert first.counts["campaigns"] == {"made": 1, "refused": 1}
    page = browser(secretary).get(f"/console/campaigns/folders/{first.pk}/").content.decode()
    assert "an administrator sends this same file first" in page
    assert f"{CITY}、{COUNTY}" in page

    bodies = brought(sent(boss), boss)
    assert bodies.counts == {"bodies": {"known": 1, "made": 2}}
    assert bodies.told["left"] == [name for name in MADE if name != "bodies"]
    assert list(Organisation.objects.filter(region__code__startswith="33").order_by("path").values_list("name", "parent__name")) == [
        (PROVINCE, None), (CITY, PROVINCE), (COUNTY, CITY),
    ]  # fmt: skip

    whole = sent(secretary)
    assert whole.told["bodies"] == []
    assert whole.counts == {**{name: {"made": count} for name, count in MADE.items()}, "bodies": {"known": 3}}
    assert not Campaign.objects.filter(council__name=PROVINCE).exists()
    done = brought(whole, secretary)
    assert done.counts == {**{name: {"made": count} for name, count in MADE.items()}, "bodies": {"known": 3}}
    assert Campaign.objects.get(council__name=PROVINCE).theme == "放心消費"
    assert Activity.objects.filter(council__region__code__startswith="33").count() == 5


@pytest.fixture
def secretary(people: dict[str, Account], cast: Any) -> Account:
    """The bodies of the folder are there."""
    boss = people["administrator"]
    brought(sent(boss), boss)
    return people["secretariat"]


def test_a_look_leaves_nothing_but_its_answers(secretary: Account) -> None:
    own = {
        "campaigns_broughtfolder",
        "campaigns_folderrow",
        "core_job",
        "core_snapshot",
        "core_upload",
        "core_auditentry",
    }
    before = everything()
    folder = sent(secretary)
    changed = difference(before, everything())
    assert {name.lower().replace(".", "_") for name in changed} <= own | {"core_outboxevent"}
    job = folder.look
    assert job is not None
    assert (job.state, job.done, job.total) == ("done", 70, 70)
    assert AuditEntry.objects.filter(event="campaigns.folder_looked_at").latest("pk").data == {
        "made": 67, "known": 3, "refused": 0,
    }  # fmt: skip
    assert Message.objects.count() == Message.objects.exclude(template="campaigns.folder_brought").count() + 1


def test_each_row_leads_to_where_it_stands(secretary: Account) -> None:
    folder = brought(sent(secretary), secretary)
    rows = {(each.sheet, each.row): each for each in FolderRow.objects.filter(folder=folder)}
    assert len(rows) == 70
    measure = Measure.objects.get(title="現場諮詢")
    assert rows["measures", 2].address == f"/console/campaigns/measures/{measure.pk}/"
    activity = Activity.objects.get(title="廣場諮詢")
    assert {rows[sheet, 3].address for sheet in ("activities", "outputs", "people", "partners")} == {
        f"/console/activities/{activity.pk}/"
    }
    client = browser(secretary)
    for each in rows.values():
        assert each.came == ("known" if each.sheet == "bodies" else "made")
        assert each.sheet == "bodies" or client.get(each.address).status_code == 200, (
            each.sheet,
            each.row,
            each.address,
        )
    page = client.get(f"/console/campaigns/folders/{folder.pk}/rows/?sheet=measures&came=made").content.decode()
    assert f'href="/console/campaigns/measures/{measure.pk}/"' in page
    assert page.count('badge--good">Came in<') == 4
    file = b"".join(client.get(f"/console/campaigns/folders/{folder.pk}/rows/export/?sheet=measures")).decode(
        "utf-8-sig"
    )
    lines = list(csv.reader(StringIO(file)))
    assert lines[0] == ["Sheet", "Row", "What came of it", "Heading", "Reason", "Where it is now"]
    assert lines[1] == ["Measures of the plan", "2", "Came in", "", "", f"/console/campaigns/measures/{measure.pk}/"]
    assert [len(each) for each in lines] == [6, 6, 6, 6, 6, 1]
    told = Message.objects.filter(template="campaigns.folder_brought", account=secretary).get()
    assert told.data == {"file": "2026.zip", "made": 67, "known": 3, "refused": 0}


def test_the_same_file_again_changes_no_record(secretary: Account) -> None:
    brought(sent(secretary), secretary)
    own = {"campaigns.BroughtFolder", "campaigns.FolderRow"}
    before = everything()
    again = brought(sent(secretary), secretary)
    assert again.counts == {name: {"known": count} for name, count in MADE.items()}
    changed = {
        name
        for name in difference(before, everything())
        if name.split(".")[0].split("_")[0] in ("campaigns", "activities", "returns", "org")
    }
    assert changed <= own | {"campaigns_broughtfolder", "campaigns_folderrow"}


def test_what_is_refused_stands_at_its_row_and_the_corrected_file_adds_it(secretary: Account) -> None:
    wrong = {**SHEETS, "activities": SHEETS["activities"].replace("2026-03-16 09:00", "昨天"), "strange": "a,b\n1,2\n"}
    folder = sent(secretary, packed(wrong))
    assert folder.told["strange"] == ["strange"]
    assert folder.counts["activities"] == {"made": 4, "refused": 1}
    page = browser(secretary).get(f"/console/campaigns/folders/{folder.pk}/").content.decode()
    assert "Enter a day and a time, for example 2026-03-15 09:00." in page
    assert "Left alone" in page
    done = brought(folder, secretary)
    row = FolderRow.objects.get(folder=done, came="refused")
    assert (row.sheet, row.row, row.heading, row.reason, row.address) == (
        "activities", 4, "Begins", "Enter a day and a time, for example 2026-03-15 09:00.", "",
    )  # fmt: skip
    again = brought(sent(secretary), secretary)
    assert again.counts["activities"] == {"known": 4, "made": 1}


def test_work_that_was_stopped_goes_on_and_makes_nothing_twice(
    secretary: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PIECE", 10)
    folder = sent(secretary)
    folder = services.bring_folder(folder.pk, actor=actor_of(secretary), at=clock.now())
    assert folder.job_id is not None
    usual, pieces = work._piece, []

    def killed(*args: Any) -> int:
        pieces.append(1)
        if len(pieces) == 3:
            raise RuntimeError("the plug was pulled")
        return usual(*args)

    monkeypatch.setattr(work, "_piece", killed)
    jobs.run(folder.job_id)
    assert FolderRow.objects.filter(folder=folder).count() == 20
    jobs.Job.objects.filter(pk=folder.job_id).update(not_before=None)
    jobs.run(folder.job_id)
    done = BroughtFolder.objects.get(pk=folder.pk)
    assert done.job is not None
    assert (done.job.state, done.job.done) == ("done", 70)
    assert done.counts == {**{name: {"made": count} for name, count in MADE.items()}, "bodies": {"known": 3}}
    assert FolderRow.objects.filter(folder=folder).count() == 70
    assert Campaign.objects.filter(council__name=PROVINCE).count() == 1


def test_a_look_reaches_so_far_and_the_rest_is_told(secretary: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "TRIED", 10)
    folder = sent(secretary)
    assert (folder.told["untried"], sum(sum(each.values()) for each in folder.counts.values())) == (60, 10)
    page = browser(secretary).get(f"/console/campaigns/folders/{folder.pk}/").content.decode()
    assert "60 rows further down were not tried" in page


def test_a_file_that_is_no_folder_says_why(secretary: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = actor_of(secretary)
    with nothing_changes(), pytest.raises(InvalidInput, match="This is a PDF") as refused:
        services.send_folder(SimpleUploadedFile("a.zip", b"%PDF-1.7\n"), actor=actor, at=clock.now())
    assert refused.value.field == "file"
    none = sent(secretary, packed({"strange": "a,b\n1,2\n"}))
    assert none.look is not None
    assert (none.look.state, none.look.error) == ("failed", str(reading.NO_SHEET))
    with pytest.raises(Conflict, match="have not been looked through"):
        services.bring_folder(none.pk, actor=actor, at=clock.now())
    monkeypatch.setattr(reading, "MOST", 69)
    large = sent(secretary)
    assert large.look is not None
    assert (large.look.state, large.look.error.split(".")[0]) == ("failed", "This folder has more than 69 rows")
    monkeypatch.setattr(reading, "MOST", 70)
    assert sent(secretary).counts["closings"] == {"made": 1}


def test_who_may_not_sends_nothing_and_sees_nothing(secretary: Account, people: dict[str, Account], cast: Any) -> None:
    folder = sent(secretary)
    with nothing_changes(), pytest.raises(NotAllowed, match="does not include"):
        services.send_folder(packed(), actor=actor_of(people["analyst"]), at=clock.now())
    with pytest.raises(NotFound):
        services.bring_folder(folder.pk, actor=cast.actor("secretariat"), at=clock.now())
    stranger = browser(cast.accounts["secretariat"])
    for address in ("", "progress/", "rows/", "rows/export/"):
        assert stranger.get(f"/console/campaigns/folders/{folder.pk}/{address}").status_code == 404
    assert stranger.post(f"/console/campaigns/folders/{folder.pk}/start/").status_code == 404
    assert browser(people["analyst"]).get("/console/campaigns/folders/").status_code == 403


def test_a_secretary_sends_looks_and_brings_in_by_the_browser(secretary: Account) -> None:
    client = browser(secretary)
    assert "/console/campaigns/folders/new/" in client.get("/console/campaigns/").content.decode()
    page = client.get("/console/campaigns/folders/new/").content.decode()
    assert "/console/campaigns/folders/empty.xlsx" in page
    answer = client.post("/console/campaigns/folders/new/", {"file": packed()})
    folder = BroughtFolder.objects.latest("pk")
    here = f"/console/campaigns/folders/{folder.pk}/"
    assert (answer.status_code, answer["Location"]) == (302, here)
    waiting = client.get(here).content.decode()
    assert "Waiting to be looked through" in waiting
    assert "Bring it in" not in waiting
    assert folder.look_id is not None
    jobs.run(folder.look_id)
    looked = client.get(f"{here}progress/").content.decode()
    assert "67 rows are ready" in looked
    assert client.post(f"{here}start/")["Location"] == here
    folder.refresh_from_db()
    assert folder.job_id is not None
    again = client.post(f"{here}start/", follow=True).content.decode()
    assert "are being brought in, or have been" in again
    jobs.run(folder.job_id)
    done = client.get(here).content.decode()
    assert "Brought in" in done
    assert "Bring it in" not in done
    listed = client.get("/console/campaigns/folders/").content.decode()
    assert here in listed
    assert AuditEntry.objects.filter(event="campaigns.folder_brought", object_id=str(folder.pk)).get().data == {
        "made": 67, "known": 3, "refused": 0,
    }  # fmt: skip


def test_a_look_that_waits_is_stopped_at_once(secretary: Account) -> None:
    folder = services.send_folder(packed(), actor=actor_of(secretary), at=clock.now())
    here = f"/console/campaigns/folders/{folder.pk}/"
    assert browser(secretary).post(f"{here}stop/")["Location"] == here
    folder.refresh_from_db()
    assert folder.look is not None
    assert folder.look.state == "cancelled"
    with pytest.raises(Conflict, match="Nothing is being done"):
        services.stop_folder(folder.pk, actor=actor_of(secretary), at=clock.now())


def test_the_file_and_the_answers_go_after_their_time(secretary: Account, settings: Any) -> None:
    folder = brought(sent(secretary), secretary)
    settings.SHEETS_KEPT_DAYS = 30
    for one in BroughtFolder.objects.exclude(pk=folder.pk):
        one.upload.claimed_at = None
    BroughtFolder.objects.exclude(pk=folder.pk).update(created_at=folder.created_at + timedelta(days=2))
    at = folder.created_at + timedelta(days=30)
    assert dropping.drop_old_folders(at) == 0
    assert dropping.drop_old_folders(at + timedelta(seconds=1)) == 1
    assert dropping.drop_old_folders(at + timedelta(seconds=1)) == 0
    folder.refresh_from_db()
    assert (folder.upload.dropped_at, folder.rows.count()) == (at + timedelta(seconds=1), 0)
    assert folder.counts["measures"] == {"made": 4}
    page = browser(secretary).get(f"/console/campaigns/folders/{folder.pk}/").content.decode()
    assert "were deleted after their time" in page
    assert AuditEntry.objects.get(event="campaigns.folder_dropped").object_id == str(folder.pk)


def test_the_empty_workbook_has_every_sheet_with_its_headings(secretary: Account) -> None:

    answer = browser(secretary).get("/console/campaigns/folders/empty.xlsx")
    book = load_workbook(BytesIO(answer.content), read_only=True)
    assert len(book.sheetnames) == len(MADE) + 4
    first = next(iter(book[book.sheetnames[0]].iter_rows(values_only=True)))
    assert first == ("Body", "Kind of body", "Region code", "Stands below", "Short name", "Sector", "English name")


def test_one_form_sent_twice_sends_one_file_and_another_file_is_another_act(secretary: Account) -> None:
    """A file that came with a form used to be read in the transaction that keeps the form's token, which is refused: nothing could be sent."""
    client, address = browser(secretary), "/console/campaigns/folders/new/"
    count = BroughtFolder.objects.count()
    first, again = (client.post(address, {"file": packed(), "once": "t1"}) for _each in range(2))
    assert (
        first["Location"] == again["Location"] == f"/console/campaigns/folders/{BroughtFolder.objects.latest('pk').pk}/"
    )
    assert BroughtFolder.objects.count() == count + 1
    client.post(address, {"file": packed(name="2026-b.zip"), "once": "t1"})
    assert BroughtFolder.objects.count() == count + 2


def test_a_form_whose_file_was_refused_may_be_sent_again(secretary: Account) -> None:
    client, address = browser(secretary), "/console/campaigns/folders/new/"
    for _each in range(2):
        refused = client.post(address, {"file": SimpleUploadedFile("a.zip", b"%PDF-1.7\n"), "once": "t1"})
        assert refused.status_code == 422
        assert "This is a PDF" in refused.content.decode()
