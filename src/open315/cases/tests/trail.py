"""What each verb leaves behind, by hand: one entry a verb, read by `test_leave_the_whole_trail`.

Moments are those of `world.py`: received on Wednesday 2026-04-29, brought into their state on Thursday 04-30 from 09:00 in
steps of an hour, used on Thursday 2026-05-07 at 09:30. 05-01 to 05-05 is a holiday, Saturday 05-09 a working day. So
- acceptance, 7 working days from 04-29: 04-30, 05-06, 07, 08, 09, 11, 12;
- mediation, 60 days from 04-30: Monday 06-29; from 05-07: Monday 07-06;
- referral, 15 working days from 04-30: 05-25; from 05-07: 05-27.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from open315.cases.tests.world import AT, World

Fields = dict[str, Any]
TODAY = date(2026, 5, 7)
NO_DUE = {"next_due_on": None, "next_clock": ""}
ENDED = {"closed_at": AT, "closed_on": TODAY}
PACK = "council-2024"


@dataclass(frozen=True)
class Trail:
    """Everything that one use of a verb changes; what is not named here must not change."""

    verb: str
    case: str
    by: str
    event: str
    words: str
    """In the timeline, as staff read it."""
    detail: str = ""
    consumer: tuple[str, str] | None = None
    """Words and detail as the consumer reads them; None where she sees nothing."""
    changes: Fields = field(default_factory=dict)
    """Of the case, but for its version."""
    data: Fields = field(default_factory=dict)
    """In the timeline, the audit entry and the event alike."""
    audit: Fields = field(default_factory=dict)
    """In the audit entry alone."""
    clocks: dict[str, Fields] = field(default_factory=dict)
    """By key: what changes of a clock."""
    new_clocks: tuple[Fields, ...] = ()
    handoff: Fields = field(default_factory=dict)
    """What changes of the sending."""
    new_handoff: Fields = field(default_factory=dict)
    party: Fields = field(default_factory=dict)
    new_files: tuple[Fields, ...] = ()
    removed: tuple[str, ...] = ()
    """Tables that lose one row."""
    notices: dict[str, str] = field(default_factory=dict)
    """Account → what the console tells her."""
    mail: str = ""
    """Subject of the mail to the consumer."""
    use: Fields = field(default_factory=dict)
    """What is given to the verb instead of the ordinary."""
    version: int = 1
    """By how much it grows."""


TRAILS: list[Callable[[World], Trail]] = []


def trail(make: Callable[[World], Trail]) -> Callable[[World], Trail]:
    TRAILS.append(make)
    return make


def running(key: str, due_on: date) -> Fields:
    """A clock that starts today."""
    return {
        "pack": PACK, "key": key, "state": "running", "started_on": TODAY, "due_on": due_on, "ended_on": None,
        "pauses": [], "was_announced": "",
    }  # fmt: skip


MET = {"state": "met", "ended_on": TODAY}
VOID = {"state": "void", "ended_on": TODAY}


@trail
def accepting_a_case_nobody_has(world: World) -> Trail:
    return Trail(
        "accept", "registered", "officer", "cases.accepted", "已受理", consumer=("已受理", ""),
        changes={
            "state": "accepted", "accepted_at": AT, "consents": ["foreclosure"], "officer_id": world.account("officer"),
            "next_due_on": date(2026, 7, 6), "next_clock": "mediation",
        },
        clocks={"acceptance": MET},
        new_clocks=(running("mediation", date(2026, 7, 6)),),
        mail="您的案件 {number} 已受理",
    )  # fmt: skip


@trail
def accepting_a_colleagues_case(world: World) -> Trail:
    return Trail(
        "accept", "assigned", "officer", "cases.accepted", "已受理", consumer=("已受理", ""),
        changes={
            "state": "accepted", "accepted_at": AT, "consents": ["foreclosure"],
            "next_due_on": date(2026, 7, 6), "next_clock": "mediation",
        },
        clocks={"acceptance": MET},
        new_clocks=(running("mediation", date(2026, 7, 6)),),
        mail="您的案件 {number} 已受理",
    )  # fmt: skip


@trail
def accepting_a_report(world: World) -> Trail:
    """No word about the regulator's route is needed, no clock begins, and whoever reported hears no more."""
    return Trail(
        "accept", "report", "officer", "cases.accepted", "已受理", consumer=("已受理", ""),
        use={"foreclosure_told": False},
        changes={"state": "accepted", "accepted_at": AT, "officer_id": world.account("officer"), **NO_DUE},
        clocks={"acceptance": MET},
    )  # fmt: skip


@trail
def proposing_a_refusal(world: World) -> Trail:
    return Trail(
        "propose_declination", "registered", "officer", "cases.declination_proposed", "提出不予受理意見，待覆核",
        use={"grounds": ("materials", "other_law"), "statement": " 沒有票據，電話 13900139000 "},
        changes={
            "state": "declination_proposed", "decline_grounds": ["materials", "other_law"],
            "decline_statement": "沒有票據，電話 139****9000",
            "declination_by_id": world.account("officer"), "officer_id": world.account("officer"),
        },
        data={"grounds": ["materials", "other_law"]},
        notices={"supervisor": "案件 {number}：不予受理意見待覆核。"},
    )  # fmt: skip


@trail
def proposing_a_refusal_of_a_colleagues_case(world: World) -> Trail:
    return Trail(
        "propose_declination", "assigned", "supervisor", "cases.declination_proposed", "提出不予受理意見，待覆核",
        changes={
            "state": "declination_proposed", "decline_grounds": ["materials"], "decline_statement": "沒有票據",
            "declination_by_id": world.account("supervisor"),
        },
        data={"grounds": ["materials"]},
    )  # fmt: skip


@trail
def confirming_a_refusal(world: World) -> Trail:
    return Trail(
        "confirm_declination", "declination_proposed", "supervisor", "cases.declined", "不予受理", consumer=("不予受理", ""),
        changes={"state": "declined", "resume_state": "registered", **ENDED, **NO_DUE},
        data={"grounds": ["materials"]},
        clocks={"acceptance": MET},
        notices={"officer": "案件 {number}：不予受理已確認。"},
        mail="您的案件 {number} 不予受理",
    )  # fmt: skip


@trail
def sending_a_refusal_back(world: World) -> Trail:
    return Trail(
        "reject_declination", "declination_proposed", "supervisor", "cases.declination_rejected", "不予受理意見被退回",
        "請問 139****9000",
        use={"reason": " 請問 13900139000 "},
        changes={"state": "registered", "decline_grounds": [], "decline_statement": "", "declination_by_id": None},
        data={"reason": "請問 139****9000"},
        notices={"officer": "案件 {number}：您的不予受理意見被退回。"},
    )  # fmt: skip


@trail
def referring_a_case(world: World) -> Trail:
    return Trail(
        "refer", "registered", "officer", "cases.referred", "轉辦至武漢市市場監督管理局", "請致電 139****9000",
        consumer=("轉辦至武漢市市場監督管理局", "請致電 139****9000"),
        use={"reason": " 請致電 13900139000 "},
        changes={
            "state": "referred", "resume_state": "registered", "holder_id": world.body("market"),
            "next_due_on": date(2026, 5, 27), "next_clock": "referral_reply",
        },
        data={
            "to": world.body("market"), "to_name": "武漢市市場監督管理局", "to_name_en": "",
            "reason": "請致電 139****9000",
        },
        clocks={"acceptance": MET},
        new_clocks=(running("referral_reply", date(2026, 5, 27)),),
        new_handoff={
            "from_organisation_id": world.body("wuhan"), "to_organisation_id": world.body("market"), "state": "sent",
            "reason": "請致電 139****9000", "reply": "", "sent_at": AT, "acknowledged_at": None, "ended_at": None,
            "reply_due_on": date(2026, 5, 27),
        },
        notices={"market_liaison": "案件 {number} 已轉至您的單位，請簽收。"},
        mail="您的案件 {number} 已轉辦",
    )  # fmt: skip


@trail
def referring_an_accepted_case(world: World) -> Trail:
    """The clock of handling runs on beside the one of the answer."""
    return Trail(
        "refer", "accepted", "officer", "cases.referred", "轉辦至武漢市市場監督管理局", "請查處",
        consumer=("轉辦至武漢市市場監督管理局", "請查處"),
        changes={
            "state": "referred", "resume_state": "accepted", "holder_id": world.body("market"),
            "next_due_on": date(2026, 5, 27), "next_clock": "referral_reply",
        },
        data={"to": world.body("market"), "to_name": "武漢市市場監督管理局", "to_name_en": "", "reason": "請查處"},
        new_clocks=(running("referral_reply", date(2026, 5, 27)),),
        new_handoff={
            "from_organisation_id": world.body("wuhan"), "to_organisation_id": world.body("market"), "state": "sent",
            "reason": "請查處", "reply": "", "sent_at": AT, "acknowledged_at": None, "ended_at": None,
            "reply_due_on": date(2026, 5, 27),
        },
        notices={"market_liaison": "案件 {number} 已轉至您的單位，請簽收。"},
        mail="您的案件 {number} 已轉辦",
    )  # fmt: skip


@trail
def acknowledging_a_referral(world: World) -> Trail:
    return Trail(
        "acknowledge_referral", "referred", "market_liaison", "cases.referral_acknowledged", "承辦單位已簽收",
        consumer=("承辦單位已簽收", ""),
        data={"by": world.body("market")},
        handoff={"state": "acknowledged", "acknowledged_at": AT},
    )  # fmt: skip


@trail
def refusing_a_referral(world: World) -> Trail:
    """The time for accepting runs on from receipt."""
    return Trail(
        "refuse_referral", "referred", "market_liaison", "cases.referral_refused", "承辦單位拒收：無管轄權",
        "請轉 139****9000", consumer=("承辦單位拒收：無管轄權", "請轉 139****9000"),
        use={"reason": " 請轉 13900139000 "},
        changes={
            "state": "registered", "resume_state": "", "holder_id": world.body("wuhan"),
            "next_due_on": date(2026, 5, 12), "next_clock": "acceptance",
        },
        data={"reason": "請轉 139****9000"},
        clocks={"referral_reply": MET, "acceptance": {"state": "running", "ended_on": None}},
        handoff={"state": "refused", "reply": "請轉 139****9000", "ended_at": AT},
        notices={"supervisor": "案件 {number} 被退回：該單位稱無管轄權。"},
    )  # fmt: skip


@trail
def returning_the_referral_of_an_accepted_case(world: World) -> Trail:
    """The time for accepting does not run again: the case was accepted."""
    return Trail(
        "return_referral", "accepted_referred", "market_liaison", "cases.referral_returned", "退回消費者組織", "材料不全",
        consumer=("退回消費者組織", "材料不全"),
        changes={
            "state": "accepted", "resume_state": "", "holder_id": world.body("wuhan"),
            "next_due_on": date(2026, 6, 29), "next_clock": "mediation",
        },
        data={"reason": "材料不全"},
        clocks={"referral_reply": MET},
        handoff={"state": "returned", "reply": "材料不全", "ended_at": AT},
        notices={"officer": "案件 {number} 已由承辦單位退回。"},
    )  # fmt: skip


@trail
def answering_an_acknowledged_referral(world: World) -> Trail:
    """When it was acknowledged stays as it was."""
    return Trail(
        "answer_referral", "acknowledged", "market_liaison", "cases.referral_answered", "承辦單位已答覆",
        "已致電 139****9000",
        use={"reply": " 已致電 13900139000 "},
        changes={"state": "answered", "resume_state": "", "holder_id": world.body("wuhan"), **NO_DUE},
        data={"reply": "已致電 139****9000", "by": world.body("market")},
        clocks={"referral_reply": MET},
        handoff={"state": "answered", "reply": "已致電 139****9000", "ended_at": AT},
        notices={"supervisor": "案件 {number}：承辦單位已答覆。"},
    )  # fmt: skip


@trail
def answering_at_once(world: World) -> Trail:
    """Who answers has acknowledged."""
    return Trail(
        "answer_referral", "accepted_referred", "market_liaison", "cases.referral_answered", "承辦單位已答覆", "已責令改正",
        changes={
            "state": "answered", "resume_state": "", "holder_id": world.body("wuhan"),
            "next_due_on": date(2026, 6, 29), "next_clock": "mediation",
        },
        data={"reply": "已責令改正", "by": world.body("market")},
        clocks={"referral_reply": MET},
        handoff={"state": "answered", "reply": "已責令改正", "ended_at": AT, "acknowledged_at": AT},
        notices={"officer": "案件 {number}：承辦單位已答覆。"},
    )  # fmt: skip


@trail
def assigning_a_case(world: World) -> Trail:
    return Trail(
        "assign", "registered", "clerk", "cases.assigned", "分派給second_officer",
        changes={"officer_id": world.account("second_officer")},
        data={"to": world.account("second_officer"), "to_name": "second_officer"},
        notices={"second_officer": "案件 {number} 已分派給您。"},
    )  # fmt: skip


@trail
def taking_a_case_oneself(world: World) -> Trail:
    return Trail(
        "assign", "assigned", "officer", "cases.assigned", "分派給officer",
        use={"account_id": world.account("officer")},
        changes={"officer_id": world.account("officer")},
        data={"to": world.account("officer"), "to_name": "officer"},
    )  # fmt: skip


@trail
def noting_something(world: World) -> Trail:
    return Trail(
        "note", "closed", "clerk", "cases.noted", "備註", "致電 139****9000",
        use={"text": " 致電 13900139000 "},
        changes={"has_note": True},
        data={"text": "致電 139****9000"},
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
        consumer=("補充證據（2 個文件）", ""),
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
        clocks={"mediation": MET},
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
            **ENDED, **NO_DUE,
        },
        data={"result": "not_settled", "recovered": None, "note": "各執一詞"},
        clocks={"mediation": MET},
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
        clocks={"acceptance": {"state": "running", "ended_on": None}},
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
        clocks={"acceptance": {"state": "running", "ended_on": None}},
    )  # fmt: skip


@trail
def withdrawing_a_case_that_is_out(world: World) -> Trail:
    return Trail(
        "withdraw", "accepted_referred", "officer", "cases.withdrawn", "消費者撤回", "和解，139****9000",
        consumer=("消費者撤回", "和解，139****9000"),
        use={"reason": " 和解，13900139000 "},
        changes={"state": "withdrawn", "holder_id": world.body("wuhan"), **ENDED, **NO_DUE},
        data={"reason": "和解，139****9000"},
        clocks={"mediation": VOID, "referral_reply": VOID},
        handoff={"state": "recalled", "ended_at": AT},
    )  # fmt: skip


@trail
def withdrawing_ones_own_case(world: World) -> Trail:
    return Trail(
        "withdraw", "assigned", "consumer:assigned", "cases.withdrawn", "消費者撤回", consumer=("消費者撤回", ""),
        use={"reason": ""},
        changes={"state": "withdrawn", **ENDED, **NO_DUE},
        data={"reason": ""},
        clocks={"acceptance": VOID},
        notices={"second_officer": "案件 {number}：消費者已撤回。"},
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
        clocks={"acceptance": VOID},
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
            "to": world.body("health"), "to_name": "武漢市衛生健康委員會", "to_name_en": "",
            "earlier": world.body("market"), "reason": "醫療，139****9000",
        },
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
def erasing_who_it_was(world: World) -> Trail:
    return Trail(
        "erase_identity", "registered", "administrator", "identity.erased", "個人信息已刪除",
        use={"reason": " 機主 13900139000 要求 "},
        audit={"party": world.party("registered"), "texts": 1, "reason": "機主 139****9000 要求"},
        party={
            "identity_id": None, "masked_name": "", "masked_phone": "", "phone_index": "", "has_email": False,
        },
        removed=("cases.Identity", "cases.SealedText"),
    )  # fmt: skip
