"""An import is taken back as a whole: refused while it runs or once its cases were worked on; afterwards everything is as before."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from open315.cases import queries as case_queries
from open315.cases import services as cases
from open315.cases.models import Case, Identity, TimelineEntry
from open315.cases.queries.inbox import InboxFilters, inbox
from open315.cases.tests.making import complaint
from open315.core import clock, jobs, search
from open315.core.access import ANONYMOUS, SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.facts import Period, Scope, compute, one_reading, specs
from open315.core.jobs import JobState, files
from open315.core.jobs.kinds import kinds
from open315.core.jobs.leases import waiting
from open315.core.uploads import storage
from open315.intake.models import SheetImport
from open315.intake.sheet_import import importing, services, withdrawing
from open315.intake.sheet_import.queries import what_would_go
from open315.intake.tests.importing import finished, received, run, sheet, started
from open315.notify import services as notify
from open315.notify.models import Message
from open315.org import services as org
from open315.org.models import Coverage
from tests.rows import difference, everything, nothing_changes, undone

pytestmark = pytest.mark.django_db
SHEET = """投訴編號,投訴日期,被投訴方,投訴內容,姓名,電話,辦理狀態,受理日期,辦結日期,辦理結果,挽回損失
H1,2020-06-01,商家甲,手機開不了機,陸小明,13800138000,已辦結,2020-06-03,2020-07-01,調解成功,1200元
H2,2020-06-02,商家乙,空調不製冷,,,不予受理,,2020-06-05,,
H3,2020-06-03,商家甲,送貨太慢,王小紅,13900139000,已撤訴,2020-06-04,2020-06-06,,
L4,2026-05-04,商家丙,漏水,李先生,13700137000,待處理,,,,
"""
STAYS = {"core.AuditEntry", "core.Series", "traders.Trader", "intake.SheetImport", "intake.ImportMapping", "core.Upload", "core.Job", "core.JobFile", "core.OutboxEvent", "core.Snapshot"}  # fmt: skip
"""What tells of the import itself, the register of traders, numbers that are not given again, and what was announced."""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("en"):
        yield


def withdraw(cast: Any, made: SheetImport, who: str = "supervisor", reason: str = "wrong sheet") -> SheetImport:
    return withdrawing.withdraw_import(made.pk, reason=reason, actor=cast.actor(who), at=cast.at)


def take_away(made: SheetImport) -> SheetImport:
    made.refresh_from_db()
    assert made.withdrawal_id is not None
    jobs.run(made.withdrawal_id)
    made.refresh_from_db()
    return made


def figures(actor: Any) -> dict[str, Any]:
    """Every figure of every room, of the year of the history, of this one, and of one city."""
    years = [Period(date(year, 1, 1), date(year, 12, 31)) for year in (2020, 2026)]
    asked = [(years[0], Scope()), (years[1], Scope()), (years[1], Scope(region="4201"))]
    found: dict[str, Any] = {}
    for number, (period, scope) in enumerate(asked):
        with one_reading():
            for spec in specs():
                got = compute(spec.key, period, scope, actor)
                lines = getattr(got, "lines", None)
                value = [(code, fact.value) for code, _l, fact in lines] if lines is not None else got.value  # type: ignore[union-attr]
                found[f"{spec.key} {number}"] = value
    return found


def test_everything_an_import_brought_goes_and_every_table_is_as_before(
    cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    cases.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at)
    before = everything()
    made = finished(cast, SHEET)
    assert (made.rows_new, made.rows_wrong) == (4, 0)
    assert Identity.objects.count() == 4
    kept = [storage.kept(made.upload).path, files.path_of(made.job.files.get())]
    assert all(each.exists() for each in kept)
    notify.notify_account(
        cast.accounts["supervisor"].pk, template="cases.clock_late", data={"number": "x"},
        url=reverse("cases:case", args=[Case.objects.get(source_ref="L4").number]), at=cast.at,
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        made = take_away(withdraw(cast, made))
    assert {table for table in difference(before, everything()) if table not in STAYS} == {"notify.Message"}
    assert sorted(Message.objects.values_list("template", flat=True)) == ["imports.finished", "imports.taken_away"]
    assert not any(each.exists() for each in kept)
    assert search.newest("case_search", "手機開不了", limit=5) == []
    assert (made.upload.original_name, made.upload.dropped_at is None, made.cases_withdrawn) == ("", False, 4)
    assert made.withdrawal is not None
    assert (made.withdrawal.state, made.withdrawal.done, made.withdrawal.total) == ("done", 4, 4)
    told = {each.event: each.data for each in AuditEntry.objects.filter(event__startswith="imports.")}
    assert told["imports.withdrawn"] == {"source": "12315平台", "cases": 4}
    assert told["imports.taken_away"] == {"source": "12315平台", "cases": 4}


def test_history_proposes_the_days_of_its_records_and_a_withdrawal_takes_them_back(cast: Any) -> None:
    made = finished(cast, SHEET)
    proposed = Coverage.objects.get(source=f"import:{made.pk}")
    assert (proposed.organisation, proposed.first, proposed.last, proposed.is_proposed) == (
        cast.bodies["wuhan"], date(2020, 6, 1), date(2020, 6, 3), True,
    )  # fmt: skip
    finished(cast, "投訴編號,投訴日期,投訴內容\nX1,2026-05-01,壞了\n")
    assert Coverage.objects.count() == 1
    withdraw(cast, made)
    assert Coverage.objects.count() == 0


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_as_before_the_import(cast: Any, seed: int, django_capture_on_commit_callbacks: Any) -> None:
    """From the moment of the withdrawal on, before a single row is deleted; and after."""
    pick = random.Random(seed)
    cases.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at)
    actor = cast.actor("secretariat")
    before = figures(actor)
    made = finished(cast, _some_rows(pick))
    assert made.rows_new == 40
    manager = cast.actor("administrator")
    for proposed in Coverage.objects.filter(source=f"import:{made.pk}"):
        org.confirm_coverage(proposed.pk, actor=manager, at=cast.at)
    assert figures(actor) != before
    with django_capture_on_commit_callbacks(execute=True):
        made = withdraw(cast, made)
        assert Case.objects.count() == 41
        assert figures(actor) == before
        take_away(made)
    assert Case.objects.count() == 1
    assert figures(actor) == before


def _some_rows(pick: random.Random) -> str:
    lines = [SHEET.splitlines()[0]]
    ends = [
        ("已辦結", "{a}", "{c}", "調解成功", "99.5"), ("已辦結", "", "{c}", "調解不成", ""), ("不予受理", "", "{c}", "", ""),
        ("已撤訴", "{a}", "{c}", "", ""), ("歷史存檔", "{a}", "", "", ""), ("歷史存檔", "", "", "", ""), ("待處理", "", "", "", ""),
    ]  # fmt: skip
    for n in range(40):
        day = date(pick.choice([2020, 2026]), 1, 1) + timedelta(days=pick.randint(0, 120))
        days = {"a": day + timedelta(days=2), "c": day + timedelta(days=pick.randint(2, 9))}
        end = [part.format(**days) for part in pick.choice(ends)]
        lines.append(f"R{n},{day},商家{pick.randint(1, 4)},第{n}件,,,{','.join(end)}")
    return "\n".join(lines) + "\n"


def test_an_import_whose_case_was_worked_on_stays_and_the_case_is_named(cast: Any) -> None:
    made, actor = finished(cast, SHEET), cast.actor("supervisor")
    case = Case.objects.get(source_ref="L4")
    cases.add_note(case.pk, text="已致電", actor=actor, at=cast.at)
    found = what_would_go(made)
    assert (found.cases, found.history, found.worked_on, found.possible) == (4, 3, 1, False)
    assert found.shown == [case]
    with nothing_changes(), pytest.raises(Conflict):
        withdraw(cast, made)
    client = Client()
    client.force_login(cast.accounts["supervisor"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("imports:withdraw", args=[made.pk])).content.decode()
    assert case.number in page
    assert 'name="reason"' not in page


def test_each_way_of_working_on_a_case_keeps_its_import(cast: Any) -> None:
    made, actor = finished(cast, SHEET), cast.actor("supervisor")
    live, old = (Case.objects.get(source_ref=ref).pk for ref in ("L4", "H1"))
    other = cases.register_case(complaint(cast), actor=ANONYMOUS, at=cast.at).case_id
    ways = {
        "accepted": lambda: cases.accept_case(live, foreclosure_told=True, actor=actor, at=cast.at),
        "assigned": lambda: cases.assign_case(live, account_id=cast.accounts["officer"].pk, actor=actor, at=cast.at),
        "reopened": lambda: cases.reopen_case(old, reason="新證據", actor=actor, at=cast.at),
        "pointed to": lambda: cases.mark_duplicate(other, of_id=live, actor=actor, at=cast.at),
    }
    for name, way in ways.items():
        with undone():
            way()
            with pytest.raises(Conflict):
                withdraw(cast, made)
        assert what_would_go(made).possible, name
    withdraw(cast, made)


def test_hidden_cases_are_gone_for_everybody_before_their_rows_are(cast: Any) -> None:
    made = finished(cast, SHEET)
    case = Case.objects.get(source_ref="L4")
    code = cases.query_code(case.pk)
    assert case_queries.find_by_code(code) == case
    withdraw(cast, made)
    actor = cast.actor("supervisor")
    assert Case.objects.count() == 4
    assert case_queries.visible_to(actor).count() == case_queries.visible_to(SYSTEM).count() == 0
    assert inbox(actor, InboxFilters(view="all")).rows == []
    assert case_queries.find_by_code(code) is None
    assert case_queries.receipt_of(case.pk) is None
    assert case_queries.earlier_contacts("13700137000", actor) == []
    for who in (actor, SYSTEM):
        with pytest.raises(NotFound):
            cases.accept_case(case.pk, actor=who, at=cast.at)


def test_the_same_sheet_can_come_again_while_the_old_rows_are_still_being_deleted(cast: Any) -> None:
    made = finished(cast, SHEET)
    withdraw(cast, made)
    again = finished(cast, SHEET)
    assert (again.rows_new, again.rows_known, again.rows_wrong) == (4, 0, 0)
    take_away(made)
    assert set(Case.objects.values_list("import_id", flat=True)) == {again.pk}
    assert Case.objects.count() == 4


def test_a_killed_worker_leaves_a_rest_of_the_withdrawal_for_the_next(cast: Any, monkeypatch: Any) -> None:
    made = withdraw(cast, finished(cast, _some_rows(random.Random(9))))
    monkeypatch.setattr(withdrawing, "PIECE", 15)
    real, calls = withdrawing.cases.take_away, []

    def killed(import_id: int, most: int) -> int:
        calls.append(real(import_id, most))
        if len(calls) == 2:
            raise KeyboardInterrupt  # the piece is not committed
        return calls[-1]

    monkeypatch.setattr(withdrawing.cases, "take_away", killed)
    made.refresh_from_db()
    with pytest.raises(KeyboardInterrupt):
        jobs.run(made.withdrawal_id or 0)
    made.refresh_from_db()
    assert made.withdrawal is not None
    assert (made.withdrawal.state, made.withdrawal.done, Case.objects.count()) == ("running", 15, 25)
    jobs.Job.objects.filter(pk=made.withdrawal_id).update(lease_until=clock.now() - timedelta(seconds=1))
    assert waiting(clock.now()) == [made.withdrawal_id]
    take_away(made)
    assert made.withdrawal is not None
    made.withdrawal.refresh_from_db()
    assert (made.withdrawal.state, made.withdrawal.done, Case.objects.count()) == ("done", 40, 0)


def test_a_withdrawal_that_failed_goes_on_and_hides_nothing_twice(cast: Any) -> None:
    made = withdraw(cast, finished(cast, SHEET))
    jobs.Job.objects.filter(pk=made.withdrawal_id).update(state="failed", error="x")
    made.refresh_from_db()
    assert made.may_be_withdrawn
    withdraw(cast, made, reason="once more")
    made = take_away(made)
    assert (made.withdrawal_reason, made.cases_withdrawn, Case.objects.count()) == ("wrong sheet", 4, 0)


def test_what_is_told_of_a_withdrawal_is_what_was_taken_away_and_names_nobody(cast: Any) -> None:
    """Two rows of it were brought before imports could be withdrawn; who withdraws works for the body above."""
    made, actor = finished(cast, SHEET), cast.actor("administrator")
    SheetImport.objects.filter(pk=made.pk).update(rows_new=6)
    assert actor.organisation_id != made.council_id
    made = withdraw(cast, made, "administrator", "陸小明 13800138000 來電要求")
    assert made.withdrawal_reason == "陸** 138****8000 來電要求"
    assert made.withdrawal is not None
    assert made.withdrawal.organisation_id == made.council_id
    take_away(made)
    told = {each.event: each.data for each in AuditEntry.objects.filter(event__startswith="imports.")}
    assert told["imports.withdrawn"]["cases"] == told["imports.taken_away"]["cases"] == 4
    assert Message.objects.get(template="imports.taken_away").data == {"source": "12315平台", "cases": 4}
    assert "13800138000" not in str(everything())


def test_whoever_withdrew_is_told_when_it_stops(cast: Any, monkeypatch: Any) -> None:
    made = withdraw(cast, finished(cast, SHEET))

    def stops(_import_id: int, _most: int) -> int:
        raise Conflict("no")

    monkeypatch.setattr(withdrawing.cases, "take_away", stops)
    made = take_away(made)
    assert made.withdrawal is not None
    assert made.withdrawal.state == "failed"
    notice = Message.objects.get(template="imports.stuck")
    assert (notice.account, notice.data) == (cast.accounts["supervisor"], {"source": "12315平台", "cases": 4})
    assert notice.url == reverse("imports:show", args=[made.pk])


def test_work_of_which_one_hears_that_it_is_done_is_heard_of_when_it_stops_too() -> None:
    told = {kind.name: set(kind.notices) for kind in kinds().values() if kind.notices}
    assert {"imports.sheet", "imports.withdrawal"} <= set(told)
    assert {name for name, states in told.items() if states != {JobState.DONE, JobState.FAILED}} == {
        "campaigns.folder_look"
    }
    assert told["campaigns.folder_look"] == {JobState.FAILED}, "a look changes nothing: it is waited for on its page"


def test_when_an_import_can_be_withdrawn_and_by_whom(cast: Any) -> None:
    not_yet = "Only an import that has ended can be withdrawn. Cancel it first."
    for made, words in ((received(cast), not_yet), (started(cast, SHEET), not_yet)):
        with nothing_changes(), pytest.raises(Conflict, match=words):
            withdraw(cast, made)
    empty = finished(cast, "投訴編號,投訴日期,投訴內容\nX1,昨天,壞了\n")
    with nothing_changes(), pytest.raises(Conflict, match="brought no case"):
        withdraw(cast, empty)
    made = finished(cast, SHEET)
    for who in ("clerk", "officer", "analyst", "secretariat", "nobody", "market_liaison"):
        with nothing_changes(), pytest.raises(NotAllowed):
            withdraw(cast, made, who)
    for wrong in ("", "  ", "長" * 401):
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            withdraw(cast, made, reason=wrong)
        assert refusal.value.field == "reason"
    withdraw(cast, made, "administrator", "長" * 400)
    with nothing_changes(), pytest.raises(Conflict, match="withdrawn already"):
        withdraw(cast, made)
    with nothing_changes(), pytest.raises(Conflict, match="was withdrawn"):
        services.start_import(made.pk, actor=cast.actor("clerk"), at=cast.at)


def test_a_cancelled_import_is_withdrawn_with_what_it_had_brought(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "PIECE", 2)
    made = started(cast, SHEET)
    real = importing._write

    def cancelled_meanwhile(*args: Any) -> None:
        jobs.Job.objects.filter(pk=made.job_id).update(cancel_asked_at=clock.now())
        real(*args)

    monkeypatch.setattr(importing, "_write", cancelled_meanwhile)
    run(made)
    made.refresh_from_db()
    assert (made.state, made.rows_new, Case.objects.count()) == ("cancelled", 2, 2)
    take_away(withdraw(cast, made))
    assert Case.objects.count() == TimelineEntry.objects.count() == 0


def test_the_pages_of_a_withdrawal_ask_first_and_tell_afterwards(cast: Any) -> None:
    made = finished(cast, SHEET)
    client = Client()
    client.force_login(cast.accounts["supervisor"], backend="allauth.account.auth_backends.AuthenticationBackend")
    shown, asked = reverse("imports:show", args=[made.pk]), reverse("imports:withdraw", args=[made.pk])
    page = client.get(shown).content.decode()
    assert asked in page
    assert f"?view=all&amp;sheet={made.pk}" in page
    form = client.get(asked)
    assert form.context["found"].cases == 4
    refused = client.post(asked, {"reason": "", "once": form.context["once"]})
    assert refused.status_code == 422
    done = client.post(asked, {"reason": "來源表格有誤", "once": refused.context["once"]})
    assert (done.status_code, done["Location"]) == (302, shown)
    take_away(made)
    page = client.get(shown).content.decode()
    assert "來源表格有誤" in page
    assert asked not in page
    assert "result.csv" not in page
    assert client.get(asked).status_code == 302
    clerk = Client()
    clerk.force_login(cast.accounts["clerk"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert clerk.get(asked).status_code == 403


def test_the_cases_of_one_import_are_found_by_it_and_by_its_source(cast: Any) -> None:
    made = finished(cast, SHEET)
    other = services.receive_sheet(
        sheet("投訴編號,投訴日期,投訴內容\nX1,2026-05-01,壞了\n"), source="報紙", council_id=cast.bodies["wuhan"].pk,
        actor=cast.actor("clerk"), at=cast.at,
    )  # fmt: skip
    services.start_import(other.pk, actor=cast.actor("clerk"), at=cast.at)
    run(other)

    def found(**asked: Any) -> list[str]:
        """Alike to her own council and to the one above it."""
        looks = [
            inbox(cast.actor(who), InboxFilters(view="all", **asked)).rows
            for who in ("supervisor", "province_supervisor")
        ]
        refs = [sorted(Case.objects.get(pk=row.id).source_ref for row in rows) for rows in looks]
        assert refs[0] == refs[1]
        return refs[0]

    assert found(sheet=made.pk) == ["H1", "H2", "H3", "L4"]
    assert found(sheet=other.pk) == found(source="報紙") == ["X1"]
    assert found(source="12315平台", sheet=made.pk) == ["H1", "H2", "H3", "L4"]
    assert found(source="別的") == []
