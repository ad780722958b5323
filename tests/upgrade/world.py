"""A small world in which every table has rows: made by the rooms' own verbs, always the same, of invented people."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from conftest import Cast, make_cast
from open315.campaigns.brought import services as folders
from open315.campaigns.models import Campaign
from open315.cases import services as cases
from open315.cases.actors import consumer_of
from open315.cases.console.views_export import CASES
from open315.cases.models import Case, Party
from open315.cases.types import Channel, ConsumerFacts, Kind, NewCase, Registered, TraderRef
from open315.cases.types import PersonDetails as Consumer
from open315.core import streams, throttle
from open315.core.access import ANONYMOUS, Actor
from open315.core.calendar import services as calendar
from open315.core.list_files import services as list_files
from open315.core.ops import export
from open315.core.outbox.models import OutboxEvent
from open315.core.pages.drafts import services as drafts
from open315.core.uploads import services as uploads
from open315.intake.sheet_import import services as imports
from open315.intake.sheet_import.columns import Mapping
from open315.law.services import tables as law
from open315.notify import services as notify
from open315.org import services as org
from open315.org.types import NewAccount, PersonDetails, PostDetails
from open315.phrases import services as phrases
from open315.phrases.types import PhrasePlan
from open315.summaries import services as summaries
from tests.upgrade import world_of_campaigns as campaigns
from tests.upgrade import world_of_hotline as hotline
from tests.upgrade import world_of_inbox as inbox
from tests.upgrade import world_of_seminars as seminars
from tests.upgrade import world_of_summaries as texts
from tests.upgrade.working import work

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
"""Tuesday 2026-05-12, 10:00 in China: the moment at which the world ends."""
NAME, PHONE = "測試消費者壬", "13900139007"
"""The consumer whose identity the test opens again; nobody's name and number."""
HERS = "美容卡退款"
"""The title of her case."""
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SHEET = """投訴編號,投訴日期,被投訴方,投訴內容,涉案金額,備註欄
U1,2026-05-01,示例商行甲,手機開不了機要求退款,1999元,電話13900139010
U2,昨天,示例商行乙,空調不製冷,,
U3,2026-05-03,示例商行甲,送貨太慢,3萬,
"""


@dataclass(frozen=True, slots=True)
class Story:
    """A case and the steps it goes through, one a day: (verb, who, arguments)."""

    title: str
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = ()
    kind: Kind = Kind.COMPLAINT
    channel: Channel = Channel.HOTLINE
    more: tuple[tuple[str, Any], ...] = ()


ACCEPTED = ("accept_case", "officer", {"foreclosure_told": True})
REFERRED = ("refer_case", "officer", {"to_organisation_id": "@market", "reason": "請核查。"})
ACKNOWLEDGED = ("acknowledge_referral", "market_liaison", {})
CLOSED = ("close_case", "officer", {"result": "mediated", "note": "商家退款。", "recovered_cents": 199900})
DECLINED = ("propose_declination", "officer", {"grounds": ["materials"], "statement": "沒有票據。"})
STORIES = (
    Story("冰箱三周後不製冷"),
    Story("健身房關門", (ACCEPTED, ("assign_case", "clerk", {"account_id": "@second_officer"}))),
    Story("電視花屏", (ACCEPTED, ("pause_clock", "officer", {"ground": "appraisal", "evidence": "送檢。"}))),
    Story(
        "培訓班退費",
        (
            ACCEPTED,
            ("pause_clock", "officer", {"ground": "appraisal", "evidence": "等待鑒定。"}),
            ("resume_clock", "officer", {}),
            CLOSED,
        ),
    ),
    Story(
        "外賣有異物",
        (REFERRED,),
        more=(("consumer", Consumer(name="測試消費者乙", phone="13900139001、13900139002")),),
    ),
    Story("奶粉過期", (REFERRED, ACKNOWLEDGED)),
    Story("藥品變色", (REFERRED, ACKNOWLEDGED, ("answer_referral", "market_liaison", {"reply": "已責令改正。"}))),
    Story("酒店多收費", (REFERRED, ("refuse_referral", "market_liaison", {"reason": "不屬於本局職責。"}))),
    Story("手錶走慢", (REFERRED, ACKNOWLEDGED, ("return_referral", "market_liaison", {"reason": "材料不全。"}))),
    Story("口頭約定不認", (DECLINED,)),
    Story("三年前的買賣", (DECLINED, ("confirm_declination", "supervisor", {}))),
    Story("票據後補", (DECLINED, ("reject_declination", "supervisor", {"reason": "請補充材料。"}))),
    Story("裝修延期", (ACCEPTED, CLOSED, ("reopen_case", "supervisor", {"reason": "當事人提供新證據。"}))),
    Story("不想投訴了", (("withdraw_case", "consumer", {"reason": "已經和解。"}),), channel=Channel.WEB),
    Story("冰箱三周後不製冷，再說一次", (("mark_duplicate", "clerk", {"of_id": "@first"}),)),
    Story(
        "賣假酒",
        (REFERRED, ACKNOWLEDGED, ("answer_referral", "market_liaison", {"reply": "屬實。"})),
        kind=Kind.REPORT,
    ),
    Story("怎麼退定金", kind=Kind.ENQUIRY),
    Story(
        "平臺拖延退貨",
        (
            ACCEPTED,
            ("supervise_case", "supervisor", {"level": "yellow", "reason": "逾期。", "due_on": date(2026, 5, 20)}),
            ("add_note", "officer", {"text": "致電商家，電話13900139011無人接。"}),
            ("add_evidence", "clerk", {"upload_ids": "@picture", "note": "收據"}),
            ("override_competence", "supervisor", {"organisation_id": "@health", "reason": "涉及醫療。"}),
            ("classify_case", "clerk", {"goods": "food", "nature": "safety"}),
        ),
    ),
    Story("已經忘記的人", (("erase_identity", "administrator", {"party_id": "@party", "reason": "本人要求。"}),)),
    Story(
        HERS,
        more=(
            ("consumer", Consumer(name=NAME, phone=PHONE, email="ren@example.org", address="武漢市某路1號")),
            ("consumer_facts", ConsumerFacts(age_band="35_59", gender="female", region_code="420102")),
            ("narrative", "店家說打13900139012找老闆，沒有人接。"),
            ("occurred_on", date(2026, 4, 1)),
            ("goods", "cosmetics"),
            ("nature", "after_sales"),
            ("claims", ("refund", "apology")),
            ("amount_cents", 388800),
            ("consents", ("publish",)),
        ),
    ),
)
"""Every state of a case, every state of a clock and a referral, every kind, and every verb but unmasking."""


def build() -> Cast:
    """The cast and everything else, on empty tables."""
    cast = make_cast(AT)
    _org(cast)
    for number, story in enumerate(STORIES):
        _play(cast, story, AT - timedelta(days=40 - number))
    hers = Case.objects.get(title="健身房關門")
    cases.put_aside(hers.pk, until=date(2026, 5, 13), actor=cast.actor("second_officer"), at=AT)
    cases.tell_presence(hers.pk, step="note", actor=cast.actor("second_officer"), at=AT)
    cases.save_view(name="我的逾期", query="view=overdue", shared=True, actor=cast.actor("officer"), at=AT)
    ask = PhrasePlan("請補憑證", "請補{商品或服務}的發票。", "consumer")
    phrases.add_phrase(ask, actor=cast.actor("supervisor"), at=AT)
    campaigns.build(cast)
    inbox.build(cast)
    hotline.build(cast)
    seminars.build(cast)
    texts.build(cast, AT)
    _law(cast)
    _around(cast)
    _files(cast)
    return cast


def _org(cast: Cast) -> None:
    boss, at = cast.actor("administrator"), AT - timedelta(days=60)
    council = cast.bodies["wuhan"].pk
    person = org.add_person(PersonDetails(name="張某某", organisation_id=council), actor=boss, at=at)
    post = PostDetails(person.pk, council, "秘書長", date(2026, 1, 1), "")
    org.hold_post(post, actor=boss, at=at)
    opened = org.open_account(NewAccount(person.pk, "zhang", "clerk", date(2026, 1, 1)), actor=boss, at=at)
    org.suspend_account(opened.account_id, reason="調離。", actor=boss, at=AT)
    org.state_coverage(council, first=date(2026, 1, 1), note="系統啟用", actor=boss, at=at)
    org.rename_body(council, "武漢市消費者委員會", since=date(2026, 3, 1), actor=boss, at=at)


def _play(cast: Cast, story: Story, at: datetime) -> None:
    receipt = _register(cast, story, at)
    for day, (verb, who, arguments) in enumerate(story.steps, 1):
        actor = consumer_of(receipt.case_id) if who == "consumer" else cast.actor(who)
        given = {name: _filled(cast, receipt, value, at) for name, value in arguments.items()}
        getattr(cases, verb)(receipt.case_id, **given, actor=actor, at=at + timedelta(days=day))


def _register(cast: Cast, story: Story, at: datetime) -> Registered:
    given: dict[str, Any] = {
        "narrative": f"{story.title}，商家拒絕處理。",
        "consumer": Consumer(name="測試消費者甲", phone="13900139000"),
        "claims": ("refund",),
        **dict(story.more),
    }
    command = NewCase(
        kind=story.kind,
        channel=story.channel,
        title=story.title,
        council_id=cast.bodies["wuhan"].pk,
        received_at=at,
        trader=TraderRef(name="示例電器行", region_code="420100", credit_code=""),
        region_code="420100",
        **given,
    )
    from_portal = story.channel is Channel.WEB
    actor: Actor = ANONYMOUS if from_portal else cast.actor("clerk")
    return cases.register_case(command, actor=actor, at=at, idempotency=story.title if from_portal else "")


def _filled(cast: Cast, receipt: Registered, value: Any, at: datetime) -> Any:
    """What only the running world knows, for the words that begin with @."""
    fill: dict[str, Callable[[], Any]] = {
        "@market": lambda: cast.bodies["market"].pk,
        "@health": lambda: cast.bodies["health"].pk,
        "@second_officer": lambda: cast.accounts["second_officer"].pk,
        "@first": lambda: Case.objects.get(title=STORIES[0].title).pk,
        "@picture": lambda: [uploads.receive(picture(), at=at).pk],
        "@party": lambda: Party.objects.get(case_id=receipt.case_id).pk,
    }
    return fill[value]() if isinstance(value, str) and value in fill else value


def picture() -> SimpleUploadedFile:
    """A picture of one point."""
    return SimpleUploadedFile("receipt.png", base64.b64decode(PICTURE), "image/png")


def _law(cast: Cast) -> None:
    boss = cast.actor("administrator")
    line = law.NewLine(
        code="WH-1", sector="health", level=2, place="trader_address", article="市規則第三條", valid_from=date(2026, 4, 1),
        goods="medical_beauty", priority=90,
    )  # fmt: skip
    rule = law.add_competence_rule(line, reason="試行。", actor=boss, at=AT)
    law.end_competence_rule(rule.pk, valid_until=date(2026, 12, 31), reason="試行期滿。", actor=boss, at=AT)
    for day, amount in ((date(2026, 1, 1), 5), (date(2026, 5, 1), 6)):
        option = law.NewOption("council-2024", "acceptance", "420000", amount, "working_days", "none", "省規則", day)
        made = law.set_local_option(option, actor=boss, at=AT)
        if amount == 5:
            law.end_local_option(made.pk, valid_until=date(2026, 4, 30), reason="改為六日。", actor=boss, at=AT)
    calendar.correct_day(date(2026, 5, 11), kind="off", name="臨時放假", reason="省通知。", actor=boss, at=AT)


def _around(cast: Cast) -> None:
    """What belongs to no room of the field: a message, a count, a screen, an event that failed, a second factor."""
    clerk = cast.accounts["clerk"]
    notify.notify_account(clerk.pk, template="cases.assigned", data={"number": "1"}, url="/console/", at=AT)
    throttle.check("somebody", limit=5, seconds=60, at=AT)
    typed = {"narrative": ["話說到一半"]}
    drafts.keep_draft(f"account:{clerk.pk}", "desk", typed, drawn="", lives=timedelta(days=7), at=AT)
    looked_for = QueryDict("view=all&q=美容卡")
    list_files.ask_for(CASES, (), looked_for, "csv", actor=cast.actor("supervisor"), at=AT)
    streams.publish("upgrade", {"seen": 1})
    OutboxEvent.objects.create(name="test.happened", state="dead", created_at=AT, available_at=AT, last_error="no")
    TOTP.activate(cast.accounts["administrator"], "JBSWY3DPEHPK3PXP")


def _folders(cast: Cast) -> None:
    """Sheets of a campaign: one folder that is brought in, one that was only looked through."""
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        package.writestr("sections.csv", "council,title\n湖北省消費者委員會,宣傳\n")
    who: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": AT}
    sent = [folders.send_folder(SimpleUploadedFile("2026.zip", packed.getvalue()), **who) for _each in range(2)]
    work()
    folders.bring_folder(sent[0].pk, **who)


def _files(cast: Cast) -> None:
    clerk, council = cast.actor("clerk"), cast.bodies["wuhan"].pk
    for source in ("12315平台", "市長熱線"):
        file = SimpleUploadedFile("投訴.csv", SHEET.encode("gb18030"))
        sheet = imports.receive_sheet(file, source=source, council_id=council, actor=clerk, at=AT)
        imports.set_mapping(sheet.pk, Mapping.from_data(sheet.mapping), actor=clerk, at=AT)
        if source == "12315平台":
            imports.start_import(sheet.pk, actor=clerk, at=AT)
    _folders(cast)
    for year in (2025, 2026):
        summaries.request_summary(
            Campaign.objects.get(year=year).pk,
            language="zh-hant",
            base_url="https://council.example",
            actor=cast.actor("secretariat"),
            at=AT,
        )
    export.request_export(actor=cast.actor("administrator"), at=AT)
    work()
    export.request_export(actor=cast.actor("administrator"), at=AT)
    cases.unmask_identity(
        Case.objects.get(title=HERS).pk,
        party_id=None,
        reason="回訪消費者。",
        actor=cast.actor("officer"),
        at=AT,
    )
