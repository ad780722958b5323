"""The administrator's pages: audit log, undelivered events, export of everything."""

import csv
import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import Cast
from open315.cases import services
from open315.cases.models import Case
from open315.cases.tests.making import complaint
from open315.core import audit, jobs
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.audit.words import data_of
from open315.core.errors import Conflict
from open315.core.jobs import Job, files
from open315.core.jobs.aside import aside
from open315.core.jobs.tasks import sweep_jobs
from open315.core.ops import export
from open315.core.outbox.models import HandledEvent, OutboxEvent
from open315.org.models import RoleGrant

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def administrator(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The province's administrator, who has just confirmed the password."""
    monkeypatch.setattr("open315.org.sign_in.recently_confirmed", lambda request: True)
    client.force_login(cast.accounts["administrator"], backend=SIGN_IN)
    return client


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.EXPORTS = tmp_path / "exports"


def _audit(cast: Cast, event: str, who: str = "officer", **data: Any) -> None:
    audit.record(event, actor=cast.actor(who), at=cast.at, obj=("case", 7), data=data)


def test_the_log_is_filtered_by_what_who_object_and_day(administrator: Client, cast: Cast) -> None:
    _audit(cast, "cases.accepted")
    _audit(cast, "cases.closed", "clerk")
    _audit(cast, "identity.unmasked")
    page = reverse("administration:audit")

    def shown(**wanted: str) -> list[str]:
        return [entry.event for entry in administrator.get(page, wanted).context["listed"]]

    assert shown(event="identity.unmasked") == ["identity.unmasked"]
    assert set(shown(event="cases.")) == {"cases.accepted", "cases.closed"}
    assert shown(event="cases.", who="clerk") == ["cases.closed"]
    assert len(shown(object_type="case", object_id="7")) == 3
    assert shown(object_type="case", object_id="8") == []
    day = cast.at.date()
    assert len(shown(event="cases.", first=day.isoformat(), last=day.isoformat())) == 2
    assert shown(event="cases.", last=(day - timedelta(days=1)).isoformat()) == []
    turned = administrator.get(page, {"first": "2026-05-12", "last": "2026-05-11"})
    assert turned.context["form"].errors["last"]


def test_the_log_is_turned_page_by_page_without_losing_an_entry(administrator: Client, cast: Cast) -> None:
    audit.record_many(
        [audit_entry for n in range(120) for audit_entry in [_entry(cast, n)]],
    )
    url, seen = reverse("administration:audit") + "?event=cases.noted", []
    while url:
        context = administrator.get(url).context
        seen += [entry.data["n"] for entry in context["listed"]]
        url = context["next_url"] and reverse("administration:audit") + context["next_url"]
    assert seen == list(range(119, -1, -1))


def _entry(cast: Cast, n: int) -> AuditEntry:
    from open315.core.audit.record import entry

    return entry("cases.noted", actor=SYSTEM, at=cast.at, data={"n": n})


def test_the_log_costs_few_queries(administrator: Client, cast: Cast, django_assert_max_num_queries: Any) -> None:
    audit.record_many([_entry(cast, n) for n in range(60)])
    administrator.get(reverse("administration:audit"))
    with django_assert_max_num_queries(12):
        administrator.get(reverse("administration:audit"))


def test_an_administrator_below_the_top_sees_the_own_body_and_nothing_of_others(client: Client, cast: Cast) -> None:
    account = cast.accounts["nobody"]
    RoleGrant.objects.create(
        account=account, organisation=cast.bodies["huangshi"], role="administrator", granted_from=date(2020, 1, 1)
    )
    client.force_login(account, backend=SIGN_IN)
    _audit(cast, "cases.accepted", "officer")
    _audit(cast, "cases.closed", "huangshi_officer")
    audit.record("cases.registered", actor=SYSTEM, at=cast.at)
    shown = client.get(reverse("administration:audit"), {"event": "cases."}).context["listed"]
    assert [entry.event for entry in shown] == ["cases.closed"]
    assert client.get(reverse("administration:export")).status_code == 403
    assert client.get(reverse("administration:events")).status_code == 403


def test_the_log_as_a_file_is_complete_and_recorded(administrator: Client, cast: Cast) -> None:
    _audit(cast, "cases.accepted", to="=1+1")
    answer = administrator.get(reverse("administration:audit_export"), {"event": "cases.accepted"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == 3
    assert lines[1][2] == "cases.accepted"
    assert AuditEntry.objects.get(event="audit.exported").data == {"filters": {"event": "…"}}


def _dead(cast: Cast, name: str = "cases.accepted") -> OutboxEvent:
    return OutboxEvent.objects.create(
        name=name, state="dead", attempts=8, last_error="x.y: OSError", created_at=cast.at, available_at=cast.at
    )


def test_a_dead_event_is_shown_and_offered_again(administrator: Client, cast: Cast) -> None:
    event = _dead(cast)
    page = administrator.get(reverse("administration:events"))
    assert page.context["backlog"].dead == 1
    assert "x.y: OSError" in page.content.decode()

    administrator.post(reverse("administration:event_retry", args=[event.pk]))
    event.refresh_from_db()
    assert (event.state, event.attempts, event.claimed_until) == ("waiting", 0, None)
    assert AuditEntry.objects.filter(event="events.retried", object_id=str(event.pk)).exists()


def test_long_work_that_an_internal_error_stopped_is_shown_with_the_error(administrator: Client, cast: Cast) -> None:
    asked = {"kind": "system.export", "created_at": cast.at, "attempts": 2, "last_error": "zipfile.BadZipFile"}
    page = reverse("administration:events")
    Job.objects.create(**{**asked, "last_error": ""})
    assert (
        "Long work that was stopped" not in administrator.get(page, headers={"accept-language": "en"}).content.decode()
    )
    Job.objects.create(**asked, not_before=cast.at)
    text = administrator.get(page, headers={"accept-language": "en"}).content.decode()
    assert [
        words for words in ("Export of everything", "zipfile.BadZipFile", "Again at 10:00") if words not in text
    ] == []


def test_all_dead_events_are_offered_again_at_once(administrator: Client, cast: Cast) -> None:
    _dead(cast)
    _dead(cast)
    administrator.post(reverse("administration:events_retry_all"))
    assert OutboxEvent.objects.filter(state="waiting").count() == 2


def test_giving_up_needs_a_reason_and_a_dead_event(administrator: Client, cast: Cast) -> None:
    event = _dead(cast)
    discard = reverse("administration:event_discard", args=[event.pk])
    administrator.post(discard, {"reason": " "})
    event.refresh_from_db()
    assert event.state == "dead"

    administrator.post(discard, {"reason": "the mailbox is gone"})
    event.refresh_from_db()
    assert event.state == "done"
    assert data_of(AuditEntry.objects.get(event="events.discarded"))["reason"] == "the mailbox is gone"
    assert not HandledEvent.objects.exists()


def test_everything_is_exported_without_secrets(administrator: Client, cast: Cast) -> None:
    administrator.post(reverse("administration:export"))
    run = Job.objects.get()
    jobs.run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", run.total)

    answer = administrator.get(reverse("administration:export_file", args=[run.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        names = archive.namelist()
        accounts = archive.read("org_account.csv").decode("utf-8-sig").splitlines()
        bodies = archive.read("org_organisation.csv").decode("utf-8-sig")
    assert "cases_case.csv" in names
    assert not [name for name in names if name.startswith(("mfa_", "django_session", "axes_"))]
    assert "password" not in accounts[0].split(",")
    assert len(accounts) == 1 + len(cast.accounts)
    assert "武漢市消費者協會" in bodies
    assert {"system.export_requested", "system.export_downloaded"} <= set(
        AuditEntry.objects.values_list("event", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_an_export_is_of_one_moment_and_tells_how_far_it_is(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    run, write, seen = export.request_export(actor=cast.actor("administrator"), at=cast.at), export._write_table, []

    def meanwhile(archive: zipfile.ZipFile, model: Any, held: jobs.Held) -> None:
        if not seen:
            aside(_audit, cast, "cases.accepted")
        aside(lambda: seen.append(Job.objects.get().done))
        write(archive, model, held)

    monkeypatch.setattr(export, "_write_table", meanwhile)
    before = AuditEntry.objects.count()
    jobs.run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", run.total)
    assert seen == sorted(seen)
    assert any(0 < each < run.total for each in seen)
    with files.open_file(run.files.get()) as opened, zipfile.ZipFile(opened) as archive:
        log = archive.read("core_auditentry.csv").decode("utf-8-sig").splitlines()
    assert (len(log) - 1, AuditEntry.objects.count()) == (before, before + 1)


def test_one_export_at_a_time(cast: Cast) -> None:
    actor = cast.actor("administrator")
    export.request_export(actor=actor, at=cast.at)
    with pytest.raises(Conflict):
        export.request_export(actor=actor, at=cast.at)


def test_old_exports_are_swept_with_their_files(cast: Cast) -> None:
    run = export.request_export(actor=cast.actor("administrator"), at=cast.at)
    jobs.run(run.pk)
    path = files.path_of(run.files.get())
    assert path.exists()
    sweep_jobs(cast.at + timedelta(days=2))
    assert path.exists()
    sweep_jobs(cast.at + timedelta(days=4))
    assert not path.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize("page", ["audit", "events", "export"])
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_the_pages_speak_three_languages(administrator: Client, cast: Cast, page: str, language: str) -> None:
    _dead(cast)
    administrator.cookies["django_language"] = language
    assert administrator.get(reverse(f"administration:{page}")).status_code == 200


def test_the_log_shows_names_and_lists_without_the_signs_of_a_programming_language(
    administrator: Client, cast: Cast
) -> None:
    """「to_name {'zh_hant': '宜昌市郵政管理局', 'en': …}」 stood in the log."""
    from open315.core.audit.record import entry

    data = {
        "to_name": {"zh_hant": "宜昌市郵政管理局", "en": "Yichang Postal Administration"},
        "names": ["甲", "乙"],
        "none": [],
        "told": {"rows": 3, "whole": True},
        "copy": False,
        "until": None,
    }
    audit.record_many([entry("cases.referred", actor=SYSTEM, at=cast.at, data=data)])
    page = administrator.get(reverse("administration:audit"), {"event": "cases.referred"}).content.decode()
    shown = [
        "to_name</span> 宜昌市郵政管理局", "names</span> 甲、乙", "none</span> –", "told</span> rows 3、whole 是", "copy</span> 否",
        "until</span> –",
    ]  # fmt: skip
    assert [each for each in shown if each not in page] == []


def test_an_entry_of_a_case_reads_as_a_sentence_about_its_number(administrator: Client, cast: Cast) -> None:
    """It said `case 4077`, `recovered 101000`."""
    case_id = services.register_case(complaint(cast), actor=SYSTEM, at=cast.at).case_id
    number = Case.objects.get(pk=case_id).number
    told = {"result": "mediated", "recovered": 101_000, "note": "已退款"}
    audit.record("cases.closed", actor=cast.actor("officer"), at=cast.at, obj=("case", case_id), data=told)
    audit.record("cases.closed", actor=cast.actor("officer"), at=cast.at, obj=("case", 987_654), data=told)
    audit.record(
        "org.body_changed", actor=cast.actor("officer"), at=cast.at, obj=("organisation", "x-1"), data={"by": 22}
    )
    page = administrator.get(reverse("administration:audit"), {"event": "cases.closed"}).content.decode()
    assert f">{number}</a>" in page
    assert ">case 987654</a>" in page
    assert page.count("辦結：調解成功，挽回 ¥1,010") == 2
    assert "<summary>原始記錄</summary>" in page
    assert '辦結 <span class="faint">cases.closed</span>' in page
    other = administrator.get(reverse("administration:audit"), {"object_type": "organisation"}).content.decode()
    assert ">organisation x-1</a>" in other
    assert "<summary>原始記錄</summary>" not in other
