"""The verbs of handling and ending a case: an ordinary use, what is refused beside what is allowed, and what they leave behind (see `using`, `trail`)."""

from datetime import date, datetime, timedelta
from typing import Any
from unittest import mock
from uuid import UUID

from open315.cases.actors import consumer_of
from open315.cases.models import Appointment, Case
from open315.cases.queries import choices
from open315.cases.query_codes import hash_of_own, query_code
from open315.cases.tests.trail import ENDED, NO_DUE, RUNS_ON, TODAY, Fields, Trail, met, trail, void
from open315.cases.tests.using import TWINS, USES, account, body, case, files, itself, party, use
from open315.cases.tests.world import AT, World
from open315.cases.types import OPEN
from open315.core.clock import SHANGHAI
from open315.law.rules.packs import pack

MAX_CENTS = 100_000_000_000_000
"""A million million yuan."""
NOBODYS_FILE = UUID("00000000-0000-4000-8000-000000000000")

SECOND, YEAR = timedelta(seconds=1), timedelta(days=366)

ZHEJIANG = "council-zhejiang-2017"


def choose_pack(world: Any, case_id: int, **given: Any) -> Any:
    """Wuhan has but one pack; for once the one of Zhejiang is offered beside it."""
    ordinary = use("choose_pack", "officer", pack=ZHEJIANG, reason="雙方約定適用")
    with mock.patch.object(choices, "packs_of", return_value=(pack(ZHEJIANG), pack("council-2024"))):
        return ordinary(world, case_id, **given)


WEDNESDAY, THURSDAY = (datetime(2026, 5, day, 14, 30, tzinfo=SHANGHAI) for day in (20, 21))


def appointment(_world: Any, case_id: int) -> int:
    """The last appointment of the case; an open one that has none gets one."""
    found = Appointment.objects.filter(case_id=case_id).order_by("-pk").values_list("pk", flat=True).first()
    if found is None and Case.objects.filter(pk=case_id, state__in=OPEN).exists():
        told = {"kind": "visit", "starts_at": WEDNESDAY, "minutes": 30, "with_consumer": True, "with_trader": False}
        found = Appointment.objects.create(case_id=case_id, **told).pk
    return found or 0


def ask_other_time(world: Any, case_id: int, *, actor: Any = None, **given: Any) -> Any:
    """By the consumer of the very case: nobody else may."""
    return use("ask_other_time", "", appointment_id=appointment, text="週五下午可以嗎")(
        world, case_id, actor=actor or consumer_of(case_id), **given
    )


def rate(world: Any, case_id: int, *, actor: Any = None, **given: Any) -> Any:
    """By the consumer of the very case: nobody else may."""
    return use("rate_case", "", stars=4, note="電話裡很耐心")(
        world, case_id, actor=actor or consumer_of(case_id), **given
    )


def objecting(world: Any, case_id: int, *, actor: Any = None, **given: Any) -> Any:
    """By the consumer of the very case: nobody else may."""
    return use("object_to_end", "", words="發票上寫的是全額退款")(
        world, case_id, actor=actor or consumer_of(case_id), **given
    )


USES.update(
    {
        "rate": rate,
        "object": objecting,
        "uphold": use("uphold_result", "province_supervisor", reason="票據已核對"),
        "choose_pack": choose_pack,
        "split": use("split_case", "clerk", kind="report", title="商家銷售假貨", narrative="同時舉報該店銷售假貨。"),
        "assign": use("assign_case", "clerk", account_id=account("second_officer")),
        "note": use("add_note", "clerk", text="致電商家"),
        "write_to_consumer": use("write_to_consumer", "officer", text="請補充發票", until=date(2026, 5, 20)),
        "contact_trader": use(
            "contact_trader", "clerk", way="phone", done_on=date(2026, 5, 7), text="同意退款", until=date(2026, 5, 20)
        ),
        "make_appointment": use(
            "make_appointment",
            "officer",
            meeting="visit",
            starts_at=WEDNESDAY,
            minutes=30,
            comes=("consumer",),
            place="中南路12號三樓",
            brings="發票原件",
        ),
        "move_appointment": use(
            "move_appointment",
            "officer",
            appointment_id=appointment,
            starts_at=THURSDAY,
            place="中南路12號二樓",
            reason="會議室占用",
        ),
        "cancel_appointment": use("cancel_appointment", "officer", appointment_id=appointment, reason="雙方已和解"),
        "ask_other_time": ask_other_time,
        "issue_letter": use("issue_letter", "officer", letter="register", way="post", sent_on=date(2026, 5, 7)),
        "write_to_trader": use(
            "write_to_trader",
            "officer",
            facts="冰箱不製冷",
            asks="請說明情況",
            until=date(2026, 5, 20),
            way="post",
            sent_on=date(2026, 5, 7),
        ),
        "add_evidence": use("add_evidence", "clerk", upload_ids=files),
        "pause_clock": use("pause_clock", "officer", ground="appraisal", evidence="鑑定委託書"),
        "resume_clock": use("resume_clock", "officer"),
        "supervise": use("supervise_case", "supervisor", level="yellow", reason="逾期", due_on=date(2026, 5, 20)),
        "close": use("close_case", "officer", result="mediated", recovered_cents=329_900, note="已退款"),
        "reopen": use("reopen_case", "supervisor", reason="消費者提出新證據"),
        "withdraw": use("withdraw_case", "officer", reason="雙方和解"),
        "mark_duplicate": use("mark_duplicate", "clerk", of_id=case("original")),
        "override_competence": use(
            "override_competence", "supervisor", organisation_id=body("health"), reason="屬於醫療服務"
        ),
        "unmask": use("unmask_identity", "officer", party_id=party, reason="電話回訪"),
        "renew_code": use("renew_code", "officer", reason="回撥登記電話核對"),
        "erase_identity": use("erase_identity", "administrator", party_id=party, reason="本人要求刪除"),
    }
)
TWINS.extend(
    [
        ("assign", "registered", {"account_id": account("clerk")}, "account_id", {"account_id": account("officer")}),
        ("assign", "registered", {"account_id": account("huangshi_officer")}, "account_id",
     {"account_id": account("supervisor")}),
        ("assign", "registered", {"account_id": account("province_supervisor")}, "account_id",
     {"account_id": account("officer")}),
        ("note", "registered", {"text": " \n"}, "text", {"text": "無"}),
        ("object", "closed", {"words": " \n"}, "words", {"words": "錯"}),
        ("object", "declined", {"words": "錯" * 2001}, "words", {"words": "錯" * 2000}),
        ("uphold", "objected", {"reason": " \n"}, "reason", {"reason": "無"}),
        ("rate", "closed", {"stars": 0}, "stars", {"stars": 1}),
        ("rate", "declined", {"stars": 6}, "stars", {"stars": 5}),
        ("rate", "withdrawn", {"note": "好" * 501}, "note", {"note": "好" * 500}),
        ("write_to_consumer", "registered", {"text": " \n"}, "text", {"text": "無"}),
        ("write_to_consumer", "registered", {"until": date(2026, 5, 6)}, "until", {"until": date(2026, 5, 7)}),
        ("contact_trader", "registered", {"text": " \n"}, "text", {"text": "無"}),
        ("contact_trader", "registered", {"way": "pigeon"}, "way", {"way": "visit"}),
        ("contact_trader", "registered", {"done_on": date(2026, 5, 8)}, "done_on", {"done_on": date(2026, 5, 6)}),
        ("contact_trader", "registered", {"until": date(2026, 5, 6)}, "until", {"until": date(2026, 5, 7)}),
        ("make_appointment", "registered", {"meeting": "party"}, "meeting", {"meeting": "mediation"}),
        ("make_appointment", "report", {"meeting": "mediation"}, "meeting", {"meeting": "visit"}),
        ("make_appointment", "enquiry", {"meeting": "mediation"}, "meeting", {"meeting": "phone"}),
        ("make_appointment", "report", {"comes": ["consumer", "trader"]}, "comes", {"comes": ["consumer"]}),
        ("make_appointment", "registered", {"comes": ["neighbour"]}, "comes", {"comes": []}),
        ("make_appointment", "registered", {"minutes": 45}, "minutes", {"minutes": 240}),
        ("make_appointment", "registered", {"starts_at": AT}, "starts_at", {"starts_at": AT + SECOND}),
        ("make_appointment", "registered", {"starts_at": AT + YEAR + SECOND}, "starts_at", {"starts_at": AT + YEAR}),
        ("make_appointment", "registered", {"account_id": account("huangshi_officer")}, "account_id", {"account_id": account("second_officer")}),
        ("make_appointment", "registered", {"account_id": account("clerk")}, "account_id", {"account_id": account("supervisor")}),
        ("move_appointment", "appointed", {"starts_at": AT}, "starts_at", {"starts_at": AT + SECOND}),
        ("move_appointment", "appointed", {"starts_at": AT + YEAR + SECOND}, "starts_at", {"starts_at": AT + YEAR}),
        ("ask_other_time", "appointed", {"text": " \n"}, "other_time", {"text": "明天"}),
        ("issue_letter", "registered", {"letter": "close"}, "letter", {"letter": "register"}),
        ("issue_letter", "registered", {"way": "pigeon"}, "way", {"way": "hand"}),
        ("issue_letter", "registered", {"sent_on": date(2026, 4, 5)}, "sent_on", {"sent_on": date(2026, 4, 6)}),
        ("issue_letter", "registered", {"sent_on": date(2026, 6, 8)}, "sent_on", {"sent_on": date(2026, 6, 7)}),
        ("write_to_trader", "registered", {"facts": " "}, "facts", {"facts": "無"}),
        ("write_to_trader", "registered", {"asks": " \n"}, "asks", {"asks": "無"}),
        ("write_to_trader", "registered", {"until": date(2026, 5, 6)}, "until", {"until": date(2026, 5, 7)}),
        ("write_to_trader", "registered", {"way": ""}, "way", {"way": "other"}),
        ("add_evidence", "registered", {"upload_ids": []}, "evidence", {}),
        ("add_evidence", "registered", {"upload_ids": [NOBODYS_FILE]}, "evidence", {}),
        ("pause_clock", "accepted", {"evidence": " "}, "evidence", {"evidence": "函"}),
        ("pause_clock", "accepted", {"ground": "holiday"}, "ground", {"ground": "recusal"}),
        ("pause_clock", "accepted", {"ground": ""}, "ground", {"ground": "appraisal"}),
        ("supervise", "registered", {"level": "orange"}, "level", {"level": "reminder"}),
        ("supervise", "registered", {"level": ""}, "level", {"level": "red"}),
        ("supervise", "registered", {"reason": " "}, "reason", {"reason": "無"}),
        ("supervise", "registered", {"due_on": date(2026, 5, 6)}, "due_on", {"due_on": date(2026, 5, 7)}),
        ("close", "accepted", {"result": "verified"}, "result", {"result": "settled"}),
        ("close", "accepted", {"result": ""}, "result", {"result": "resolved_by_body"}),
        ("close", "report_accepted", {"result": "mediated"}, "result", {"result": "verified"}),
        ("close", "enquiry_accepted", {"result": "verified"}, "result", {"result": "answered"}),
        ("close", "accepted", {"recovered_cents": -1}, "recovered", {"recovered_cents": 0}),
        ("close", "accepted", {"recovered_cents": MAX_CENTS + 1}, "recovered", {"recovered_cents": MAX_CENTS}),
        ("close", "accepted", {"result": "not_settled", "recovered_cents": 1}, "recovered",
     {"result": "not_settled", "recovered_cents": 0}),
        ("close", "accepted", {"result": "other", "recovered_cents": 1}, "recovered",
     {"result": "other", "recovered_cents": None}),
        ("close", "accepted", {"result": "unfounded", "recovered_cents": 1}, "recovered",
     {"result": "mediated", "recovered_cents": 1}),
        ("close", "accepted", {"note": " "}, "note", {"note": "無"}),
        ("reopen", "declined", {"reason": " "}, "reason", {"reason": "無"}),
        ("mark_duplicate", "registered", {"of_id": itself}, "of_number", {"of_id": case("original")}),
        ("mark_duplicate", "registered", {"of_id": case("duplicate")}, "of_number", {"of_id": case("closed")}),
        ("override_competence", "registered", {"organisation_id": 0}, "organisation_id", {}),
        ("override_competence", "registered", {"reason": " "}, "reason", {"reason": "無"}),
        ("choose_pack", "registered", {"pack": "samr-121"}, "pack", {}),
        ("choose_pack", "registered", {"pack": "council-2024"}, "pack", {}),
        ("choose_pack", "registered", {"reason": " "}, "reason", {"reason": "無"}),
        ("split", "registered", {"kind": "complaint"}, "kind", {"kind": "enquiry"}),
        ("split", "registered", {"kind": "letter"}, "kind", {}),
        ("split", "registered", {"title": " "}, "title", {"title": "舉報"}),
        ("unmask", "registered", {"reason": " 看一下 "}, "reason", {"reason": " 電話回訪 "}),
        ("unmask", "registered", {"reason": "     "}, "reason", {"reason": "電話回訪"}),
        ("renew_code", "registered", {"reason": " 已核對 "}, "reason", {"reason": " 已核對了 "}),
        ("erase_identity", "registered", {"reason": "本人要"}, "reason", {"reason": "本人要求"}),
    ]
)  # fmt: skip


@trail
def assigning_a_case(world: World) -> Trail:
    return Trail(
        "assign", "registered", "clerk", "cases.assigned", "分派給second_officer",
        changes={"officer_id": world.account("second_officer")},
        data={"to": world.account("second_officer"), "to_name": "second_officer", "earlier": None},
        notices={"second_officer": "案件 {number} 已分派給您。"},
    )  # fmt: skip


@trail
def taking_a_case_oneself(world: World) -> Trail:
    return Trail(
        "assign", "assigned", "officer", "cases.assigned", "分派給officer",
        use={"account_id": world.account("officer")},
        changes={"officer_id": world.account("officer")},
        data={"to": world.account("officer"), "to_name": "officer", "earlier": world.account("second_officer")},
    )  # fmt: skip


@trail
def noting_something(world: World) -> Trail:
    return Trail(
        "note", "closed", "clerk", "cases.noted", "備註", "致電 139****9000",
        use={"text": " 致電 13900139000 "},
        changes={"has_note": True},
        data={"text": "致電 139****9000"},
    )  # fmt: skip


@trail
def asking_the_consumer_in_a_case_nobody_has(world: World) -> Trail:
    return Trail(
        "write_to_consumer", "registered", "officer", "cases.written_to_consumer", "請消費者於2026-05-20前答覆", "請補充發票，139****9000",
        consumer=("請消費者於2026-05-20前答覆", "請補充發票，139****9000"),
        use={"text": " 請補充發票，13900139000 "},
        changes={"officer_id": world.account("officer")},
        data={"text": "請補充發票，139****9000", "until": "2026-05-20"},
        mail="關於您的案件 {number} 的消息",
    )  # fmt: skip


@trail
def writing_to_the_consumer_of_a_colleagues_case(world: World) -> Trail:
    return Trail(
        "write_to_consumer", "assigned", "officer", "cases.written_to_consumer", "致消費者的消息", "已聯繫商家",
        consumer=("致消費者的消息", "已聯繫商家"),
        use={"text": "已聯繫商家", "until": None},
        data={"text": "已聯繫商家", "until": ""},
        mail="關於您的案件 {number} 的消息",
    )  # fmt: skip


@trail
def speaking_with_the_trader(world: World) -> Trail:
    """Who it was with stands in the text: a name in the audit log could not be erased."""
    return Trail(
        "contact_trader", "assigned", "clerk", "cases.trader_contacted", "聯繫經營者：2026-05-07，電話；下次2026-05-20",
        "王經理：同意退款，139****9000",
        use={"whom": " 王經理 ", "text": " 同意退款，13900139000 "},
        data={"way": "phone", "done_on": "2026-05-07", "until": "2026-05-20", "text": "王經理：同意退款，139****9000"},
        contact={"organisation_id": world.body("wuhan"), "on": date(2026, 5, 20)},
    )  # fmt: skip


@trail
def reaching_nobody_at_the_trader(world: World) -> Trail:
    return Trail(
        "contact_trader", "referred", "market_liaison", "cases.trader_contacted", "聯繫經營者：2026-05-06，上門", "無人",
        use={"way": "visit", "done_on": date(2026, 5, 6), "text": "無人", "until": None},
        data={"way": "visit", "done_on": "2026-05-06", "until": "", "text": "無人"},
    )  # fmt: skip


def _meets(world: World, case: str, when: str, who: list[str]) -> Fields:
    officer = world.account("officer")
    return {
        "appointment": appointment(world, world.case(case)),
        "meeting": "visit",
        "when": when,
        "with": who,
        "officer": officer,
    }


@trail
def moving_an_appointment(world: World) -> Trail:
    """It is the officer's own: she is not told what she did herself."""
    return Trail(
        "move_appointment", "appointed", "officer", "cases.appointment_moved",
        "約定改期：來訪，2026-05-20 14:30 → 2026-05-21 14:30", "占用，139****9000\n中南路2號",
        consumer=("約定改期：來訪，2026-05-20 14:30 → 2026-05-21 14:30", "占用，139****9000\n中南路2號"),
        use={"reason": " 占用，13900139000 ", "place": " 中南路2號 "},
        data={
            **_meets(world, "appointed", "2026-05-21 14:30", ["consumer"]), "earlier": "2026-05-20 14:30",
            "text": "中南路2號", "reason": "占用，139****9000",
        },
        appointment={"starts_at": THURSDAY, "place": "中南路2號", "version": 2},
        mail="您的案件 {number} 的約定改為：2026-05-21 14:30",
    )  # fmt: skip


@trail
def calling_an_appointment_off_for_a_colleague(world: World) -> Trail:
    words = "約定取消：來訪，2026-05-20 14:30"
    return Trail(
        "cancel_appointment", "appointed", "supervisor", "cases.appointment_cancelled", words, "和解，139****9000",
        consumer=(words, "和解，139****9000"),
        use={"reason": " 和解，13900139000 "},
        data={**_meets(world, "appointed", "2026-05-20 14:30", ["consumer"]), "reason": "和解，139****9000"},
        appointment={"is_off": True, "version": 2},
        notices={"officer": "案件 {number}：您的約定已取消。"},
        mail="您的案件 {number} 的約定已取消",
    )  # fmt: skip


@trail
def asking_for_another_time(world: World) -> Trail:
    """The appointment stands as it was; the word waits for the officer."""
    words = "要求另約時間（原定2026-05-20 14:30）"
    return Trail(
        "ask_other_time", "appointed", "consumer:appointed", "cases.other_time_asked", words, "週五，139****9000",
        consumer=(words, "週五，139****9000"),
        use={"text": " 週五，13900139000 "},
        changes={"news_from": "consumer"},
        data={**_meets(world, "appointed", "2026-05-20 14:30", ["consumer"]), "text": "週五，139****9000"},
        notices={"officer": "案件 {number}：消費者要求另約時間。"},
    )  # fmt: skip


def _files(world: World, by: str, note: str) -> tuple[Fields, ...]:
    common = {"kind": "evidence", "added_by_kind": by, "added_at": AT, "note": note}
    return tuple({"upload_id": each, **common} for each in world.uploads)


@trail
def adding_evidence(world: World) -> Trail:
    return Trail(
        "add_evidence", "assigned", "clerk", "cases.evidence_added", "補充證據（2 個文件）", "發票，139****9000",
        consumer=("補充證據（2 個文件）", "發票，139****9000"),
        use={"note": " 發票，13900139000 "},
        data={"files": 2, "note": "發票，139****9000"},
        new_files=_files(world, "staff", "發票，139****9000"),
    )  # fmt: skip


@trail
def adding_evidence_to_ones_own_case(world: World) -> Trail:
    return Trail(
        "add_evidence", "assigned", "consumer:assigned", "cases.evidence_added", "補充證據（2 個文件）",
        consumer=("補充證據（2 個文件）", ""), changes={"news_from": "consumer"},
        data={"files": 2, "note": ""},
        new_files=_files(world, "consumer", ""),
        notices={"second_officer": "案件 {number}：消費者補充了證據。"},
    )  # fmt: skip


@trail
def pausing_the_clock(world: World) -> Trail:
    """Why is for staff; that it stands still, and on which ground, the consumer reads too."""
    return Trail(
        "pause_clock", "accepted", "officer", "cases.clock_paused", "中止計時：鑑定、檢測期間", "委託書，139****9000",
        consumer=("中止計時：鑑定、檢測期間", ""),
        use={"evidence": " 委託書，13900139000 "},
        changes=NO_DUE,
        data={"ground": "appraisal", "evidence": "委託書，139****9000", "clocks": ["mediation"]},
        clocks={
            "mediation": {
                "state": "paused", "due_on": None,
                "pauses": [{"from": "2026-05-07", "until": None, "ground": "appraisal"}],
            }
        },
    )  # fmt: skip


@trail
def resuming_the_clock(world: World) -> Trail:
    """It stood from 04-30: the seven days 05-01 to 05-07 do not count, and 06-29 becomes 07-06."""
    return Trail(
        "resume_clock", "paused", "officer", "cases.clock_resumed", "恢復計時", consumer=("恢復計時", ""),
        changes={"next_due_on": date(2026, 7, 6), "next_clock": "mediation"},
        data={"clocks": ["mediation"]},
        clocks={
            "mediation": {
                "state": "running", "due_on": date(2026, 7, 6),
                "pauses": [{"from": "2026-04-30", "until": "2026-05-07", "ground": "appraisal"}],
            }
        },
    )  # fmt: skip


@trail
def supervising_a_body(world: World) -> Trail:
    """Told are the officer, the supervisors of the council and those of the body that holds the case."""
    words = "案件 {number} 已被督辦，須於 2026-05-20 前完成。"
    return Trail(
        "supervise", "accepted_referred", "province_supervisor", "cases.supervised", "督辦：黃牌，2026-05-20 前完成",
        "逾期，139****9000",
        use={"reason": " 逾期，13900139000 "},
        data={
            "level": "yellow", "reason": "逾期，139****9000", "until": "2026-05-20", "holder": world.body("market"),
        },
        notices={"officer": words, "supervisor": words, "market_liaison": words},
    )  # fmt: skip


@trail
def supervising_ones_own_officer(world: World) -> Trail:
    return Trail(
        "supervise", "accepted", "supervisor", "cases.supervised", "督辦：紅牌，2026-05-20 前完成", "逾期",
        use={"level": "red"},
        data={"level": "red", "reason": "逾期", "until": "2026-05-20", "holder": world.body("wuhan")},
        notices={"officer": "案件 {number} 已被督辦，須於 2026-05-20 前完成。"},
    )  # fmt: skip


@trail
def closing_a_case(world: World) -> Trail:
    return Trail(
        "close", "accepted", "officer", "cases.closed", "辦結：調解成功，挽回 ¥3,299", "已退款至 139****9000",
        consumer=("辦結：調解成功，挽回 ¥3,299", "已退款至 139****9000"),
        use={"note": " 已退款至 13900139000 "},
        changes={
            "state": "closed", "resume_state": "accepted", "result": "mediated", "recovered_cents": 329_900,
            "result_note": "已退款至 139****9000", **ENDED, **NO_DUE,
        },
        data={"result": "mediated", "recovered": 329_900, "note": "已退款至 139****9000"},
        clocks={"mediation": met("closed")},
        mail="您的案件 {number} 已辦結",
    )  # fmt: skip


@trail
def closing_after_the_answer(world: World) -> Trail:
    """Without a word about money."""
    return Trail(
        "close", "accepted_answered", "second_officer", "cases.closed", "辦結：調解不成", "各執一詞",
        consumer=("辦結：調解不成", "各執一詞"),
        use={"result": "not_settled", "recovered_cents": None, "note": "各執一詞"},
        changes={
            "state": "closed", "resume_state": "accepted", "result": "not_settled", "result_note": "各執一詞",
            "news_from": None, **ENDED, **NO_DUE,
        },
        data={"result": "not_settled", "recovered": None, "note": "各執一詞"},
        clocks={"mediation": met("closed")},
        mail="您的案件 {number} 已辦結",
    )  # fmt: skip


@trail
def reopening_a_refused_case(world: World) -> Trail:
    return Trail(
        "reopen", "declined", "supervisor", "cases.reopened", "重新辦理", "新證據，139****9000",
        consumer=("重新辦理", "新證據，139****9000"),
        use={"reason": " 新證據，13900139000 "},
        changes={
            "state": "registered", "resume_state": "", "closed_at": None, "closed_on": None,
            "decline_grounds": [], "decline_statement": "", "declination_by_id": None,
            "next_due_on": date(2026, 5, 12), "next_clock": "acceptance",
        },
        data={"reason": "新證據，139****9000"},
        clocks={"acceptance": RUNS_ON},
        mail="您的案件 {number} 已重新辦理",
    )  # fmt: skip


@trail
def reopening_what_was_no_duplicate(world: World) -> Trail:
    return Trail(
        "reopen", "duplicate", "supervisor", "cases.reopened", "重新辦理", "消費者提出新證據",
        consumer=("重新辦理", "消費者提出新證據"),
        changes={
            "state": "registered", "resume_state": "", "closed_at": None, "closed_on": None, "duplicate_of_id": None,
            "next_due_on": date(2026, 5, 12), "next_clock": "acceptance",
        },
        data={"reason": "消費者提出新證據"},
        clocks={"acceptance": RUNS_ON},
        mail="您的案件 {number} 已重新辦理",
    )  # fmt: skip


@trail
def withdrawing_a_case_that_is_out(world: World) -> Trail:
    return Trail(
        "withdraw", "accepted_referred", "officer", "cases.withdrawn", "消費者撤回", "和解，139****9000",
        consumer=("消費者撤回", "和解，139****9000"),
        use={"reason": " 和解，13900139000 "},
        changes={"state": "withdrawn", "holder_id": world.body("wuhan"), **ENDED, **NO_DUE},
        data={"reason": "和解，139****9000"},
        clocks={"mediation": void("withdrawn"), "referral_reply": void("withdrawn")},
        handoff={"state": "recalled", "ended_at": AT},
    )  # fmt: skip


@trail
def withdrawing_ones_own_case(world: World) -> Trail:
    return Trail(
        "withdraw", "assigned", "consumer:assigned", "cases.withdrawn", "消費者撤回", consumer=("消費者撤回", ""),
        use={"reason": ""},
        changes={"state": "withdrawn", **ENDED, **NO_DUE},
        data={"reason": ""},
        clocks={"acceptance": void("withdrawn")},
        notices={"second_officer": "案件 {number}：消費者已撤回。"},
    )  # fmt: skip


@trail
def rating_what_was_done(world: World) -> Trail:
    return Trail(
        "rate", "closed", "consumer:closed", "cases.rated", "消費者評價：4分（滿分5分）", "好，139****9000",
        consumer=("消費者評價：4分（滿分5分）", "好，139****9000"),
        use={"stars": 4, "note": " 好，13900139000 "},
        changes={"rating": 4, "rated_on": TODAY},
        data={"stars": 4, "note": "好，139****9000"},
        notices={"officer": "案件 {number}：消費者已評價辦理情況。"},
    )  # fmt: skip


@trail
def objecting_to_the_end(world: World) -> Trail:
    return Trail(
        "object", "closed", "consumer:closed", "cases.objected", "消費者提出異議", "少退，139****9000",
        consumer=("消費者提出異議", "少退，139****9000"),
        use={"words": " 少退，13900139000 "},
        changes={"news_from": "objection"},
        data={"files": 0, "note": "少退，139****9000"},
        mail="您對案件 {number} 的異議已收到",
        notices={
            "officer": "案件 {number}：消費者對處理結果提出異議。",
            "supervisor": "案件 {number}：消費者對處理結果提出異議。",
        },
    )  # fmt: skip


@trail
def upholding_the_result(world: World) -> Trail:
    return Trail(
        "uphold", "objected", "supervisor", "cases.upheld", "異議已答覆：維持原處理結果", "核對，139****9000",
        consumer=("異議已答覆：維持原處理結果", "核對，139****9000"),
        use={"reason": " 核對，13900139000 "},
        changes={"news_from": None},
        data={"reason": "核對，139****9000"},
        mail="您對案件 {number} 的異議已複查",
    )  # fmt: skip


@trail
def marking_a_duplicate(world: World) -> Trail:
    words = f"與 {world.number('original')} 重複"
    return Trail(
        "mark_duplicate", "registered", "clerk", "cases.marked_duplicate", words, consumer=(words, ""),
        changes={
            "state": "duplicate", "resume_state": "registered", "duplicate_of_id": world.case("original"),
            **ENDED, **NO_DUE,
        },
        data={"of": world.case("original"), "of_number": world.number("original")},
        clocks={"acceptance": void("duplicate")},
    )  # fmt: skip


@trail
def naming_another_competent_body(world: World) -> Trail:
    return Trail(
        "override_competence", "registered", "supervisor", "cases.competence_overridden",
        "主管部門變更為武漢市衛生健康委員會", "醫療，139****9000",
        use={"reason": " 醫療，13900139000 "},
        changes={
            "competent_id": world.body("health"),
            "competence": {
                **world.kept["cases.Case"][world.case("registered")]["competence"],
                "overridden_by": world.account("supervisor"), "why": "醫療，139****9000", "table": world.body("market"),
            },
        },
        data={
            "to": world.body("health"), "to_name": {"zh_hant": "武漢市衛生健康委員會"},
            "earlier": world.body("market"), "reason": "醫療，139****9000",
        },
    )  # fmt: skip


@trail
def choosing_other_rules(world: World) -> Trail:
    """Zhejiang gives five working days: 04-30, 05-06, 05-07, 05-08 and Saturday 05-09, which is worked."""
    return Trail(
        "choose_pack", "registered", "officer", "cases.pack_chosen",
        "改選規則：浙江省實施消費者權益保護法辦法（2017年文本）", "約定，139****9000",
        use={"reason": " 約定，13900139000 "},
        changes={"pack": ZHEJIANG, "next_due_on": date(2026, 5, 9)},
        data={
            "pack": ZHEJIANG, "earlier": "council-2024", "reason": "約定，139****9000",
            "due_before": "2026-05-12", "due": "2026-05-09",
        },
        clocks={"acceptance": {"pack": ZHEJIANG, "due_on": date(2026, 5, 9)}},
    )  # fmt: skip


@trail
def seeing_who_it_is(world: World) -> Trail:
    """Reading makes nobody's form stale."""
    return Trail(
        "unmask", "registered", "officer", "identity.unmasked", "工作人員查看了個人信息", "回撥 139****9000",
        use={"reason": " 回撥 13900139000 "},
        data={"reason": "回撥 139****9000"},
        audit={"party": world.party("registered"), "texts": ["narrative"]},
        version=0,
    )  # fmt: skip


@trail
def issuing_a_new_query_code(world: World) -> Trail:
    return Trail(
        "renew_code", "registered", "officer", "cases.code_renewed", "換發查詢碼", "回撥 139****9000 核對",
        use={"reason": "回撥 13900139000 核對"},
        changes={"code_generation": 1, "query_code_hash": hash_of_own(query_code(world.case("registered"), 1))},
        data={"reason": "回撥 139****9000 核對", "generation": 1, "by": ""},
        mail="您的案件 {number} 已換發查詢碼",
    )  # fmt: skip


@trail
def having_a_new_query_code_sent(world: World) -> Trail:
    return Trail(
        "renew_code", "closed", "consumer:closed", "cases.code_renewed", "換發查詢碼，已發送至消費者所留的聯繫方式",
        consumer=("換發查詢碼，已發送至消費者所留的聯繫方式", ""),
        use={"reason": "", "by": "email"},
        changes={"code_generation": 1, "query_code_hash": hash_of_own(query_code(world.case("closed"), 1))},
        data={"reason": "", "generation": 1, "by": "email"},
    )  # fmt: skip


@trail
def erasing_who_it_was(world: World) -> Trail:
    return Trail(
        "erase_identity", "registered", "administrator", "identity.erased", "個人信息已刪除", "機主 139****9000 要求",
        use={"reason": " 機主 13900139000 要求 "},
        data={"reason": "機主 139****9000 要求", "source": "", "council": world.body("wuhan")},
        audit={"party": world.party("registered"), "texts": 1, "files": 0},
        party={
            "identity_id": None, "masked_name": "", "masked_phone": "", "phone_index": "", "has_email": False,
        },
        removed=("cases.Identity", "cases.SealedText"),
    )  # fmt: skip
