"""The steps of an import: for whom, in which state, what each refuses beside what it takes, and everything it writes. By hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from conftest import Cast
from open315.core import verbs
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.jobs import Job
from open315.intake.models import ImportMapping, SheetImport
from open315.intake.sheet_import import services
from open315.intake.sheet_import.columns import LEAVE_OUT, TAKE_AS_NEW, Defaults, Mapping, Target
from tests.rows import Row, changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db
SHEET = "投訴編號,投訴日期,被投訴方,投訴內容\nA1,2026-05-01,商家甲,開不了機\n"
BEGUN = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
STATES: dict[str, Row | None] = {
    "uploaded": None,
    "waiting": {"state": "waiting"},
    "running": {"state": "running", "lease_token": "x", "lease_until": BEGUN},
    "done": {"state": "done", "done": 1, "total": 1, "finished_at": BEGUN},
    "failed": {"state": "failed", "error": "x", "last_error": "y", "attempts": 3, "finished_at": BEGUN},
    "cancelled": {"state": "cancelled", "error": "x", "cancel_asked_at": BEGUN, "finished_at": BEGUN},
    "cancelled_later": {"state": "cancelled", "done": 1, "total": 2, "finished_at": BEGUN},
}
READ = Mapping(
    heading_row=1,
    headings=("投訴編號", "投訴日期", "被投訴方", "投訴內容"),
    columns={0: Target.SOURCE_REF, 1: Target.RECEIVED_AT, 2: Target.TRADER_NAME, 3: Target.NARRATIVE},
)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> None:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"


def sheet() -> SimpleUploadedFile:
    return SimpleUploadedFile("投訴.csv", SHEET.encode("gb18030"))


def receive(cast: Cast, who: str = "clerk", **otherwise: Any) -> SheetImport:
    given: dict[str, Any] = {"source": "12315平台", "council_id": cast.bodies["wuhan"].pk, **otherwise}
    return services.receive_sheet(sheet(), actor=given.pop("actor", None) or cast.actor(who), at=cast.at, **given)


def in_state(cast: Cast, state: str) -> SheetImport:
    """An import of the council of Wuhan in this state, brought by the supervisor."""
    made, row = receive(cast, "supervisor"), STATES[state]
    if row is not None:
        council = cast.bodies["wuhan"].pk
        made.job = Job.objects.create(kind="imports.sheet", organisation_id=council, created_at=BEGUN, **row)
        made.save()
    return made


def use(verb: str, made: SheetImport, actor: Actor, at: Any, mapping: Mapping = READ) -> Any:
    ways: dict[str, Callable[[], Any]] = {
        "map": lambda: services.set_mapping(made.pk, mapping, actor=actor, at=at),
        "start": lambda: services.start_import(made.pk, actor=actor, at=at),
        "cancel": lambda: services.cancel_import(made.pk, actor=actor, at=at),
    }
    return ways[verb]()


def test_the_verbs_of_the_room_are_these_five() -> None:
    found = {
        each.name: (each.function.__name__, each.event, each.announces, each.permission, each.makes)
        for each in verbs.of_room("imports")
    }
    assert found == {
        "receive": ("receive_sheet", "imports.received", None, "imports:run", True),
        "set_mapping": ("set_mapping", "imports.mapping_set", None, "imports:run", False),
        "start": ("start_import", "imports.started", None, "imports:run", False),
        "cancel": ("cancel_import", "imports.cancelled", None, "imports:run", False),
        "withdraw": ("withdraw_import", "imports.withdrawn", None, "imports:withdraw", False),
    }  # fmt: skip
    assert all(isinstance(each.face, verbs.NoFace) for each in verbs.of_room("imports"))


RUNNING_OR_DONE, BEGUN_ALREADY = "這次導入正在進行或者已經完成。", "導入已經開始，讀取方式不能再改。"
NOT_RUNNING, ENDED = "這次導入沒有在進行。", "這項工作已經結束。"
IN_STATES = {
    # What a verb does to an import in this state: "yes", or the words of the refusal.
    "map": ("yes", RUNNING_OR_DONE, RUNNING_OR_DONE, RUNNING_OR_DONE, "yes", "yes", BEGUN_ALREADY),
    "start": ("yes", RUNNING_OR_DONE, RUNNING_OR_DONE, RUNNING_OR_DONE, "yes", "yes", "yes"),
    "cancel": (NOT_RUNNING, "yes", "yes", ENDED, ENDED, ENDED, ENDED),
}


@pytest.mark.parametrize("state", STATES)
def test_each_verb_is_possible_in_the_states_of_the_table(cast: Any, state: str) -> None:
    made, actor = in_state(cast, state), cast.actor("clerk")
    for verb, outcomes in IN_STATES.items():
        expected = dict(zip(STATES, outcomes, strict=True))[state]
        if expected == "yes":
            with undone():
                assert use(verb, made, actor, cast.at).pk == made.pk
            continue
        with nothing_changes(), pytest.raises(Conflict) as refusal:
            use(verb, made, actor, cast.at)
        with translation.override("zh-hant"):
            assert str(refusal.value.message) == expected, verb


ROLES = {
    # yes: it is done · no: NotAllowed · unseen: NotFound, the import is of the council of Wuhan
    "clerk": "yes", "supervisor": "yes", "administrator": "yes", "province_supervisor": "yes", "huangshi_clerk": "unseen",
    "officer": "no", "second_officer": "no", "huangshi_officer": "no", "market_liaison": "no", "health_liaison": "no",
    "secretariat": "no", "analyst": "no", "nobody": "no",
}  # fmt: skip


def test_each_verb_is_open_to_those_of_the_table(cast: Any) -> None:
    assert set(ROLES) == set(cast.accounts)
    everybody = {who: (cast.actor(who), how) for who, how in ROLES.items()}
    everybody |= {"system": (SYSTEM, "yes"), "visitor": (ANONYMOUS, "no")}
    everybody["client"] = (Actor(kind=ActorKind.CLIENT, label="api"), "no")
    for verb, state in (("map", "uploaded"), ("start", "uploaded"), ("cancel", "waiting"), ("start", "failed")):
        made = in_state(cast, state)
        for who, (actor, how) in everybody.items():
            if how == "yes":
                with undone():
                    use(verb, made, actor, cast.at)
                continue
            with nothing_changes(), pytest.raises((NotAllowed, NotFound)) as refusal:
                use(verb, made, actor, cast.at)
            assert isinstance(refusal.value, NotFound if how == "unseen" else NotAllowed), (verb, who)
            with translation.override("zh-hant"):
                said = str(refusal.value.message)
            assert how == "unseen" or said == "您的角色不包括導入表格。"


def test_a_sheet_is_received_by_those_of_the_table_for_their_own_councils(cast: Any) -> None:
    """The system acts for no council; whoever is of another council chooses among her own."""
    for who, how in ROLES.items():
        if how == "no":
            with nothing_changes(), pytest.raises(NotAllowed):
                receive(cast, who)
        elif how == "yes":
            with undone():
                receive(cast, who)
    for actor in (SYSTEM, cast.actor("huangshi_clerk")):
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            receive(cast, actor=actor)
        assert refusal.value.field == "council"


RECEIVING: list[tuple[Row, str, str, Row]] = [
    ({"source": " \n"}, "source", "請用不超過四十個字說明表格的來源。", {"source": "x"}),
    ({"source": "長" * 41}, "source", "請用不超過四十個字說明表格的來源。", {"source": "長" * 40}),
    ({"council_id": "huangshi"}, "council", "請選擇您所屬的消費者組織。", {"council_id": "wuhan"}),
    ({"council_id": "market"}, "council", "請選擇您所屬的消費者組織。", {"council_id": "wuhan"}),
]


def test_what_is_said_of_a_sheet_is_refused_at_its_field_and_its_twin_is_taken(cast: Any) -> None:
    for wrong, field, words, right in RECEIVING:
        wrong, right = (_with_body(cast, each) for each in (wrong, right))
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            receive(cast, **wrong)
        with translation.override("zh-hant"):
            assert (refusal.value.field, str(refusal.value.message)) == (field, words)
        with undone():
            receive(cast, **right)


def _with_body(cast: Cast, given: Row) -> Row:
    return {name: cast.bodies[value].pk if name == "council_id" else value for name, value in given.items()}


def test_a_file_that_is_no_sheet_or_too_large_is_refused(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = SimpleUploadedFile("a.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    who: dict[str, Any] = {"actor": cast.actor("clerk"), "at": cast.at, "source": "x"}
    who["council_id"] = cast.bodies["wuhan"].pk
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.receive_sheet(picture, **who)
    assert refusal.value.field == "file"
    assert services.MAX_BYTES == 209_715_200
    size = len(SHEET.encode("gb18030"))
    monkeypatch.setattr(services, "MAX_BYTES", size - 1)
    with nothing_changes(), pytest.raises(InvalidInput) as refusal:
        services.receive_sheet(sheet(), **who)
    assert refusal.value.field == "file"
    monkeypatch.setattr(services, "MAX_BYTES", size)
    services.receive_sheet(sheet(), **who)


def noted(cast: Cast, found: dict[str, Any], event: str, kind: str, key: int, data: Row, who: str = "clerk") -> None:
    """One entry in the audit log."""
    in_the_audit_log(found, cast, who, cast.bodies["wuhan"].pk, event, (kind, str(key)), data)
    del found["core.AuditEntry"]


def test_receiving_keeps_the_file_the_first_guess_and_a_trail(cast: Any) -> None:
    found = changes(lambda: receive(cast, source="  12315 \n 平台 "))
    ((how, row),) = found.pop("intake.SheetImport")
    ((_how, upload),) = found.pop("core.Upload")
    noted(cast, found, "imports.received", "import", row["id"], {"source": "12315 平台"})
    assert found == {}
    assert (upload["claimed_at"], upload["original_name"], upload["created_at"]) == (cast.at, "投訴.csv", cast.at)
    mapping = row.pop("mapping")
    assert mapping["columns"] == {"0": "source_ref", "1": "received_at", "2": "trader_name", "3": "narrative"}
    assert mapping["headings"] == ["投訴編號", "投訴日期", "被投訴方", "投訴內容"]
    assert (how, row) == (
        "+",
        {
            "id": row["id"], "source": "12315 平台", "council_id": cast.bodies["wuhan"].pk, "account_id": cast.accounts["clerk"].pk,
            "upload_id": upload["id"], "job_id": None, "withdrawal_id": None, "withdrawal_reason": "", "cases_withdrawn": 0, "sheet_name": mapping["sheet"], "rows_new": 0,
                "looked": {"hidden": [], "sheets": {"": {"rows": 2, "whole": True, "first": [1, 2], "doubts": []}}}, "rows_known": 0,
            "rows_wrong": 0, "rows_differing": 0, "listed": [], "goes_at_the_end": False, "created_at": cast.at,
        },
    )  # fmt: skip


def test_the_next_sheet_of_a_source_is_read_like_the_last(cast: Any) -> None:
    """Of the same council; another one's source of the same name is another."""
    first = receive(cast)
    services.set_mapping(
        first.pk,
        replace(READ, columns={0: Target.KEEP, 3: Target.TITLE}, defaults=Defaults(kind="report")),
        actor=cast.actor("clerk"),
        at=cast.at,
    )
    again = Mapping.from_data(receive(cast).mapping)
    assert (again.columns[0], again.columns[3], again.defaults.kind) == (Target.KEEP, Target.TITLE, "report")
    other = Mapping.from_data(receive(cast, source="另一平台").mapping)
    assert (other.columns[0], other.columns[3]) == (Target.SOURCE_REF, Target.NARRATIVE)
    foreign = receive(cast, "huangshi_clerk", council_id=cast.bodies["huangshi"].pk)
    assert Mapping.from_data(foreign.mapping).columns[0] is Target.SOURCE_REF


MAPPINGS: list[tuple[Row, str | None, str, Row]] = [
    # What columns go where, at which field it is refused, in which words, and what is taken.
    ({1: Target.TRADER_NAME, 2: Target.TRADER_NAME, 3: Target.NARRATIVE}, "column_2", "兩列對應了同一個欄位。",
     {1: Target.KEEP, 2: Target.KEEP, 3: Target.NARRATIVE}),
    ({0: Target.PHONE, 1: Target.TITLE, 3: Target.PHONE, 2: Target.IGNORE}, "column_3", "兩列對應了同一個欄位。",
     {0: Target.TITLE, 1: Target.TITLE, 3: Target.NARRATIVE, 2: Target.NARRATIVE}),
    ({0: Target.SOURCE_REF, 3: Target.KEEP}, None, "請指明哪一列說明發生了什麼。", {0: Target.SOURCE_REF, 3: Target.TITLE}),
    ({}, None, "請指明哪一列說明發生了什麼。", {3: Target.NARRATIVE}),
]  # fmt: skip


def test_columns_that_cannot_be_are_refused_and_their_twins_are_taken(cast: Any) -> None:
    made, actor = receive(cast), cast.actor("clerk")
    for wrong, field, words, right in MAPPINGS:
        with nothing_changes(), pytest.raises(InvalidInput) as refusal:
            use("map", made, actor, cast.at, replace(READ, columns=wrong))
        with translation.override("zh-hant"):
            assert (refusal.value.field, str(refusal.value.message)) == (field, words)
        with undone():
            use("map", made, actor, cast.at, replace(READ, columns=right))


def test_how_a_sheet_is_read_is_kept_for_it_and_for_its_source(cast: Any) -> None:
    made = in_state(cast, "failed")
    mapping = replace(READ, sheet="表" * 81, columns={3: Target.TITLE})
    found = changes(lambda: use("map", made, cast.actor("clerk"), cast.at, mapping))
    ((how, row),) = found.pop("intake.SheetImport")
    assert (how, row.pop("of")["id"]) == ("~", made.pk)
    assert row == {"sheet_name": "表" * 80, "mapping": mapping.as_data()}
    ((how, kept),) = found.pop("intake.ImportMapping")
    noted(cast, found, "imports.mapping_set", "import", made.pk, {"source": "12315平台"})
    source = f"12315平台#{cast.bodies['wuhan'].pk}"
    assert (how, found) == ("+", {})
    assert {name: value for name, value in kept.items() if name != "id"} == {
        "source": source, "mapping": mapping.as_data(), "updated_at": cast.at,
    }  # fmt: skip
    later = cast.at + timedelta(hours=1)
    assert use("map", made, cast.actor("clerk"), later).mapping == READ.as_data()
    assert ImportMapping.objects.values_list("mapping", "updated_at").get(source=source) == (READ.as_data(), later)


def test_starting_asks_the_worker_and_leaves_a_trail(cast: Any) -> None:
    made = in_state(cast, "uploaded")
    with translation.override("zh-hans"):
        found = changes(lambda: use("start", made, cast.actor("clerk"), cast.at))
    ((how, job),) = found.pop("core.Job")
    ((_how, row),) = found.pop("intake.SheetImport")
    assert (row.pop("of")["id"], row) == (made.pk, {"job_id": job["id"], "account_id": cast.accounts["clerk"].pk})
    noted(cast, found, "imports.started", "import", made.pk, {"source": "12315平台"})
    assert (how, found) == ("+", {})
    told = {"kind": "imports.sheet", "state": "waiting", "account_id": cast.accounts["clerk"].pk,
            "organisation_id": cast.bodies["wuhan"].pk, "language": "zh-hans", "once": "", "created_at": cast.at}  # fmt: skip
    assert {name: job[name] for name in told} == told


def test_starting_again_lets_the_same_job_go_on_for_whoever_says_so(cast: Any) -> None:
    made = in_state(cast, "cancelled_later")
    found = changes(lambda: use("start", made, cast.actor("clerk"), cast.at))
    ((how, job),) = found.pop("core.Job")
    ((_how, row),) = found.pop("intake.SheetImport")
    assert (how, job.pop("of")["id"]) == ("~", made.job_id)
    assert (job["state"], job["account_id"], job["finished_at"]) == ("waiting", cast.accounts["clerk"].pk, None)
    assert (row.pop("of")["id"], row) == (made.pk, {"account_id": cast.accounts["clerk"].pk})
    noted(cast, found, "imports.started", "import", made.pk, {"source": "12315平台"})
    assert found == {}


def test_what_becomes_of_rows_with_a_known_number_is_what_was_said_last(cast: Any) -> None:
    """Silence, or a word that is none, leaves it as it was; what was chosen can be taken back."""
    made = in_state(cast, "uploaded")
    found = []
    for said in (None, TAKE_AS_NEW, None, "other", LEAVE_OUT, None, TAKE_AS_NEW):
        services.start_import(made.pk, same_number=said, actor=cast.actor("clerk"), at=cast.at)
        found.append(Mapping.from_data(SheetImport.objects.get(pk=made.pk).mapping).same_number)
        services.cancel_import(made.pk, actor=cast.actor("clerk"), at=cast.at)
    assert found == [LEAVE_OUT, *[TAKE_AS_NEW] * 3, LEAVE_OUT, LEAVE_OUT, TAKE_AS_NEW]


def test_cancelling_stops_the_job_and_gives_it_back(cast: Any) -> None:
    made = in_state(cast, "running")
    given: list[SheetImport] = []
    found = changes(lambda: given.append(use("cancel", made, cast.actor("clerk"), cast.at)))
    ((how, job),) = found.pop("core.Job")
    assert (how, job.pop("of")["id"], job) == ("~", made.job_id, {"cancel_asked_at": cast.at})
    noted(cast, found, "imports.cancelled", "import", made.pk, {"source": "12315平台"})
    assert found == {}
    assert given[0].job is not None
    assert given[0].job.cancel_asked_at == cast.at


def test_an_import_that_is_not_there_is_not_found(cast: Any) -> None:
    made = receive(cast)
    made.pk += 1
    for verb in IN_STATES:
        with nothing_changes(), pytest.raises(NotFound):
            use(verb, made, cast.actor("clerk"), cast.at)
