"""What an earlier state left in a backup is all there after the upgrade: rows, cases, figures, words, an identity, some pages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.installs import empty_postgres, run

ARCHIVES = sorted(Path(__file__).with_name("archives").glob("*.tar"))
GROWING = {"auth_permission", "django_content_type"}
"""Django fills these itself whenever there are new tables."""
SHIPPED = {"cases_competencerule", "org_regionname"}
"""What the software ships and an upgrade replaces or adds (ADR 0025): lines of competence that nobody touched, former names of places.
What a place added itself stays: see the page of competence below."""
MOVED: dict[str, dict[str, int]] = {
    # An export, an import and a summary are long work since 2026-11-27: two exports, a started import and two
    # summaries; the files of one export, one import and two summaries (three each).
    "core_exportrun": {"core_job": 5, "core_jobfile": 8},
}
"""Tables that are gone, and where their rows are now (written by hand: what the small world then had)."""
REWRITTEN: dict[str, set[str]] = {
    # Names of evidence are sealed (ADR 0105); those of sheets stay.
    "core_upload": {"original_name"},
    # Secrets of second factors lay in clear until 03fbc73.
    "mfa_authenticator": {"data"},
}
"""Columns whose content an upgrade changes on purpose, by table."""
GONE_FACTS: set[str] = set()
"""Figures that are no longer counted, with the ADR that says so."""

TOLD_OTHERWISE = {
    # Days to come and days that nobody kept records of are no zero any more (ADR 0096): the states before told the whole of 2026
    # on 12 May, and the three months before the first case.
    "cases.by_month": {
        "2026-01:0 2026-02:0 2026-03:0 2026-04:17 2026-05:2 2026-06:0 2026-07:0 2026-08:0 2026-09:0 2026-10:0 2026-11:0 2026-12:0":
        "2026-01:None 2026-02:None 2026-03:None 2026-04:17 2026-05:2",
    },
    "cases.by_month.share": {
        "2026-01:0 2026-02:0 2026-03:0 2026-04:89.47368421052631578947368421 2026-05:10.52631578947368421052631579 2026-06:0 "
        "2026-07:0 2026-08:0 2026-09:0 2026-10:0 2026-11:0 2026-12:0":
        "2026-01:None 2026-02:None 2026-03:None 2026-04:89.47368421052631578947368421 2026-05:10.52631578947368421052631579",
    },
}  # fmt: skip
"""Figures of which an earlier state said something else, what it said, and what is true."""

Looked = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module", params=[(path, kind) for path in ARCHIVES for kind in ("sqlite", "postgresql")],
                ids=lambda each: f"{each[0].stem}-{each[1]}")  # fmt: skip
def looked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looked]:
    """What was recorded when the archive was made, and what today's code shows of it."""
    archive, kind = request.param
    var = tmp_path_factory.mktemp("upgraded") / "var"
    recorded = json.loads(archive.with_suffix(".json").read_text(encoding="utf-8"))
    if kind == "sqlite":
        yield recorded, _upgraded(archive, var, "")
        return
    with empty_postgres() as database:
        yield recorded, _upgraded(archive, var, database)


def _upgraded(archive: Path, var: Path, database: str) -> dict[str, Any]:
    assert "all compared" in run(var, "restore", str(archive), database=database)
    (var / "static").mkdir()
    shown: dict[str, Any] = json.loads(run(var, str(archive), module="tests.upgrade.looking", database=database))
    return shown


def test_a_database_that_was_made_but_never_used_goes_back_and_takes_an_earlier_state(tmp_path: Path) -> None:
    run(tmp_path / "var", "migrate")
    assert "all compared" in run(tmp_path / "var", "restore", str(ARCHIVES[0]))
    assert "the chain holds" in run(tmp_path / "var", "audit-verify")


def test_there_is_an_archive_to_upgrade_from() -> None:
    assert ARCHIVES
    assert all(archive.with_suffix(".json").is_file() for archive in ARCHIVES)


def test_every_table_has_its_rows(looked: Looked) -> None:
    recorded, shown = looked
    for table, rows in recorded["rows"].items():
        now = shown["rows"].get(table)
        if table in MOVED:
            assert now is None, f"{table} is here again: take it out of MOVED"
            assert {name: shown["rows"][name] for name in MOVED[table]} == MOVED[table]
        elif table in GROWING | SHIPPED:
            assert now is not None
            assert now >= rows, table
        else:
            assert now == rows, table


def test_every_column_that_is_still_there_says_what_it_said(looked: Looked) -> None:
    changed = {table: set(columns) for table, columns in looked[1]["changed"].items() if table not in GROWING | SHIPPED}
    assert changed == {table: columns for table, columns in REWRITTEN.items() if table in changed}


def test_files_that_lay_in_clear_are_sealed_and_still_open(looked: Looked) -> None:
    """The archives hold them as they lay there: photos and sheets in clear, and the photo's name in its row."""
    files = looked[1]["files"]
    assert files["in clear"] == []
    assert ["image/png", "receipt.png"] in [[kind, name] for kind, name, _whole in files["opened"]]
    assert all(whole for _kind, _name, whole in files["opened"])


def test_nothing_of_the_audit_chain_is_lost(looked: Looked) -> None:
    recorded, shown = looked
    entries = recorded["rows"]["core_auditentry"]
    assert entries >= 83
    assert f"the chain holds: {entries} entries" in shown["chain"]


def test_every_case_stands_where_it_stood(looked: Looked) -> None:
    recorded, shown = looked
    assert len(recorded["cases"]) == 22
    assert shown["cases"] == recorded["cases"]


def test_every_figure_is_what_it_was(looked: Looked) -> None:
    recorded, shown = looked
    assert (recorded["facts"]["cases.received"], recorded["facts"]["cases.recovered_cents"]) == ("19", "199900")
    lost = set(recorded["facts"]) - set(shown["facts"])
    assert lost == GONE_FACTS & set(recorded["facts"])
    assert {key: shown["facts"][key] for key in set(recorded["facts"]) - lost} == {
        key: TOLD_OTHERWISE.get(key, {}).get(value, value)
        for key, value in recorded["facts"].items()
        if key not in lost
    }


def test_words_find_the_same_cases(looked: Looked) -> None:
    recorded, shown = looked
    assert recorded["found"]["冰箱"] == ["武消2026-00001", "武消2026-00015"]
    assert recorded["found"]["13900139007"] == []
    assert shown["found"] == recorded["found"]


def test_an_identity_opens_with_the_archive_s_own_keys(looked: Looked) -> None:
    assert looked[1]["person"] == ["測試消費者壬", "13900139007", "ren@example.org", "武漢市某路1號"]


def test_what_was_said_in_english_is_said_still(looked: Looked) -> None:
    # Before ADR 0017 each stood in a column of its own.
    assert looked[1]["names"] == [
        {"zh_hant": "武漢市", "en": "Wuhan"},
        {"zh_hant": "市場監督管理投訴舉報處理暫行辦法第十二條第一款", "en": "SAMR Order 20 Art 12 (1)"},
    ]


def test_every_message_is_still_for_whom_it_was(looked: Looked) -> None:
    # Before ADR 0074 a mail was for an identity and a message for an account, each in a column of its own.
    recorded, shown = looked
    by_sms = [["sms", "sender"]] if "inbox_message" in recorded["rows"] else []  # since ADR 0142
    assert shown["told"] == {
        "kinds": [["email", "consumer"], ["in_app", "staff"], *by_sms], "hers": True, "clerk": True,
    }  # fmt: skip


def test_a_consumer_s_query_code_still_opens_her_case(looked: Looked) -> None:
    recorded, shown = looked
    assert shown["query_code"] == recorded["query_code"]
    assert "武消2026-00020" in shown["pages"]["track"]["text"]


PAGES = {
    "inbox": ["武消2026-00001", "平臺拖延退貨"],
    "case": ["武消2026-00020", "美容卡退款", "店家說打"],
    "campaign": ["提振消費信心", "Confidence"],
    "summary": ["提振消費信心"],
    "imports": ["12315平台", "市長熱線"],
    "exports": ["2026-05-12"],
    "competence": ["市規則第三條"],
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_it_showed(looked: Looked, name: str) -> None:
    page = looked[1]["pages"][name]
    assert page["status"] == 200
    assert [words for words in PAGES[name] if words not in page["text"]] == []
    assert "13900139012" not in page["text"], "what was masked stays masked"
