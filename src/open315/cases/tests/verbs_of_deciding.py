"""The verbs that decide a case and hand it over: an ordinary use, what is refused beside what is allowed, and what they leave behind (see `using`, `trail`)."""

from datetime import date

from open315.cases.tests.trail import ENDED, NO_DUE, RUNS_ON, Trail, met, running, trail
from open315.cases.tests.using import TWINS, USES, body, use
from open315.cases.tests.world import AT, World

USES.update(
    {
        "accept": use("accept_case", "officer", foreclosure_told=True),
        "propose_declination": use("propose_declination", "officer", grounds=["materials"], statement="沒有票據"),
        "confirm_declination": use("confirm_declination", "supervisor"),
        "reject_declination": use("reject_declination", "supervisor", reason="請補充材料"),
        "refer": use("refer_case", "officer", to_organisation_id=body("market"), reason="請查處"),
        "acknowledge_referral": use("acknowledge_referral", "market_liaison"),
        "accept_referral": use("accept_referral", "market_liaison"),
        "refuse_referral": use("refuse_referral", "market_liaison", reason="不屬於本局職責"),
        "return_referral": use("return_referral", "market_liaison", reason="材料不全"),
        "pause_referral": use("pause_referral", "market_liaison", ground="appraisal", evidence="鑑定委託書"),
        "resume_referral": use("resume_referral", "market_liaison"),
        "answer_referral": use("answer_referral", "market_liaison", reply="已責令改正"),
    }
)
TWINS.extend(
    [
        ("accept", "registered", {"foreclosure_told": False}, "foreclosure_told", {"foreclosure_told": True}),
        ("propose_declination", "registered", {"grounds": []}, "grounds", {"grounds": ["materials"]}),
        ("propose_declination", "registered", {"grounds": ["holiday"]}, "grounds", {"grounds": ["over_three_years"]}),
        ("propose_declination", "registered", {"grounds": ["materials", "x"]}, "grounds", {"grounds": ["materials"]}),
        ("propose_declination", "registered", {"statement": " \n"}, "statement", {"statement": "無"}),
        ("reject_declination", "declination_proposed", {"reason": " "}, "reason", {"reason": "無"}),
        ("refer", "registered", {"to_organisation_id": 0}, "to_organisation_id", {"to_organisation_id": body("health")}),
        ("refer", "registered", {"to_organisation_id": body("wuhan")}, "to_organisation_id",
     {"to_organisation_id": body("huangshi")}),
        ("refer", "registered", {"to_organisation_id": body("closed")}, "to_organisation_id",
     {"to_organisation_id": body("market")}),
        ("refer", "registered", {"reason": "　"}, "reason", {"reason": "無"}),
        ("refuse_referral", "referred", {"reason": " "}, "reason", {"reason": "無"}),
        ("return_referral", "referred", {"reason": " "}, "reason", {"reason": "無"}),
        ("pause_referral", "taken_up", {"evidence": " "}, "evidence", {"evidence": "函"}),
        ("pause_referral", "taken_up", {"ground": "testing"}, "ground", {"ground": "recusal"}),
        ("pause_referral", "taken_up", {"ground": ""}, "ground", {"ground": "appraisal"}),
        ("answer_referral", "referred", {"reply": " "}, "reply", {"reply": "無"}),
    ]
)  # fmt: skip


@trail
def accepting_a_case_nobody_has(world: World) -> Trail:
    return Trail(
        "accept", "registered", "officer", "cases.accepted", "已受理", consumer=("已受理", ""),
        changes={
            "state": "accepted", "accepted_at": AT, "consents": ["foreclosure"], "officer_id": world.account("officer"),
            "next_due_on": date(2026, 7, 6), "next_clock": "mediation",
        },
        clocks={"acceptance": met("accepted")},
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
        clocks={"acceptance": met("accepted")},
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
        clocks={"acceptance": met("accepted")},
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
        clocks={"acceptance": met("declined")},
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
            "to": world.body("market"), "to_name": {"zh_hant": "武漢市市場監督管理局"},
            "reason": "請致電 139****9000",
        },
        clocks={"acceptance": met("referred")},
        new_clocks=(running("referral_reply", date(2026, 5, 27)),),
        new_handoff={
            "from_organisation_id": world.body("wuhan"), "to_organisation_id": world.body("market"), "state": "sent",
            "reason": "請致電 139****9000", "reply": "", "sent_at": AT, "acknowledged_at": None, "accepted_at": None, "ended_at": None,
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
        data={"to": world.body("market"), "to_name": {"zh_hant": "武漢市市場監督管理局"}, "reason": "請查處"},
        new_clocks=(running("referral_reply", date(2026, 5, 27)),),
        new_handoff={
            "from_organisation_id": world.body("wuhan"), "to_organisation_id": world.body("market"), "state": "sent",
            "reason": "請查處", "reply": "", "sent_at": AT, "acknowledged_at": None, "accepted_at": None, "ended_at": None,
            "reply_due_on": date(2026, 5, 27),
        },
        notices={"market_liaison": "案件 {number} 已轉至您的單位，請簽收。"},
        mail="您的案件 {number} 已轉辦",
    )  # fmt: skip


@trail
def acknowledging_a_referral(world: World) -> Trail:
    """The regulator's own seven working days begin: 05-08, Saturday 05-09, 05-11 to 05-15."""
    return Trail(
        "acknowledge_referral", "referred", "market_liaison", "cases.referral_acknowledged", "承辦單位已簽收",
        consumer=("承辦單位已簽收", ""),
        data={"by": world.body("market")},
        changes={"next_due_on": date(2026, 5, 15), "next_clock": "department_acceptance"},
        new_clocks=({**running("department_acceptance", date(2026, 5, 15)), "pack": "samr-121"},),
        handoff={"state": "acknowledged", "acknowledged_at": AT, "reply_due_on": date(2026, 5, 15)},
    )  # fmt: skip


@trail
def accepting_an_acknowledged_referral(world: World) -> Trail:
    """The seven working days have done their work; sixty days from 05-07 end on Monday 07-06. The council's local days are the next that are due."""
    return Trail(
        "accept_referral", "acknowledged", "market_liaison", "cases.referral_accepted", "承辦單位已受理並組織調解",
        consumer=("承辦單位已受理並組織調解", ""),
        data={"by": world.body("market")},
        changes={"next_due_on": date(2026, 5, 25), "next_clock": "referral_reply"},
        clocks={"department_acceptance": met("department_accepted")},
        new_clocks=({**running("department_mediation", date(2026, 7, 6)), "pack": "samr-121"},),
        handoff={"accepted_at": AT, "reply_due_on": date(2026, 7, 6)},
    )  # fmt: skip


@trail
def a_department_pausing_its_own_time(world: World) -> Trail:
    """The council's time for an answer goes on; why it stands is for staff, that it stands the consumer reads too."""
    return Trail(
        "pause_referral", "taken_up", "market_liaison", "cases.referral_paused", "承辦單位中止計時：鑑定、檢測期間",
        "委託書，139****9000", consumer=("承辦單位中止計時：鑑定、檢測期間", ""),
        use={"evidence": " 委託書，13900139000 "},
        data={
            "ground": "appraisal", "evidence": "委託書，139****9000", "clocks": ["department_mediation"],
            "by": world.body("market"),
        },
        clocks={
            "department_mediation": {
                "state": "paused", "due_on": None,
                "pauses": [{"from": "2026-05-07", "until": None, "ground": "appraisal"}],
            }
        },
        handoff={"reply_due_on": None},
        notices={"supervisor": "案件 {number}：承辦單位依規則所列事由中止計時。"},
    )  # fmt: skip


@trail
def a_department_resuming_its_own_time(world: World) -> Trail:
    """It stood from 04-30: the seven days 05-01 to 05-07 do not count, and 06-29 becomes 07-06."""
    return Trail(
        "resume_referral", "paused_referral", "market_liaison", "cases.referral_resumed", "承辦單位恢復計時",
        consumer=("承辦單位恢復計時", ""),
        data={"clocks": ["department_mediation"], "by": world.body("market")},
        clocks={
            "department_mediation": {
                "state": "running", "due_on": date(2026, 7, 6),
                "pauses": [{"from": "2026-04-30", "until": "2026-05-07", "ground": "appraisal"}],
            }
        },
        handoff={"reply_due_on": date(2026, 7, 6)},
    )  # fmt: skip


@trail
def refusing_a_referral(world: World) -> Trail:
    """The time for accepting runs on from receipt."""
    return Trail(
        "refuse_referral", "referred", "market_liaison", "cases.referral_refused", "承辦單位拒收：無管轄權",
        "請轉 139****9000", consumer=("承辦單位拒收：無管轄權", "請轉 139****9000"),
        use={"reason": " 請轉 13900139000 "},
        changes={
            "news_from": "body",
            "state": "registered", "resume_state": "", "holder_id": world.body("wuhan"),
            "next_due_on": date(2026, 5, 12), "next_clock": "acceptance",
        },
        data={"reason": "請轉 139****9000"},
        clocks={"referral_reply": met("refused"), "acceptance": RUNS_ON},
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
            "news_from": "body",
            "state": "accepted", "resume_state": "", "holder_id": world.body("wuhan"),
            "next_due_on": date(2026, 6, 29), "next_clock": "mediation",
        },
        data={"reason": "材料不全"},
        clocks={"referral_reply": met("returned")},
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
        changes={"news_from": "body", "state": "answered", "resume_state": "", "holder_id": world.body("wuhan"), **NO_DUE},
        data={"reply": "已致電 139****9000", "by": world.body("market")},
        clocks={"referral_reply": met("answered"), "department_acceptance": met("answered")},
        handoff={"state": "answered", "reply": "已致電 139****9000", "ended_at": AT},
        notices={"supervisor": "案件 {number}：承辦單位已答覆。"},
    )  # fmt: skip


@trail
def answering_at_once(world: World) -> Trail:
    """Who answers has acknowledged."""
    return Trail(
        "answer_referral", "accepted_referred", "market_liaison", "cases.referral_answered", "承辦單位已答覆", "已責令改正",
        changes={
            "news_from": "body",
            "state": "answered", "resume_state": "", "holder_id": world.body("wuhan"),
            "next_due_on": date(2026, 6, 29), "next_clock": "mediation",
        },
        data={"reply": "已責令改正", "by": world.body("market")},
        clocks={"referral_reply": met("answered")},
        handoff={"state": "answered", "reply": "已責令改正", "ended_at": AT, "acknowledged_at": AT},
        notices={"officer": "案件 {number}：承辦單位已答覆。"},
    )  # fmt: skip
