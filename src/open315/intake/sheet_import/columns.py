"""How columns are mapped: the fields one can go to, which field a heading probably means, and the whole of what is said of a sheet."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases.types import Kind
from open315.core.text import amounts, letters
from open315.intake.sheet_import import cell_values


class Target(StrEnum):
    """Where a column goes. IGNORE leaves it out; KEEP puts it beside the case under its heading, personal data masked."""

    IGNORE = ""
    SOURCE_REF = "source_ref"
    RECEIVED_AT = "received_at"
    KIND = "kind"
    CHANNEL = "channel"
    TITLE = "title"
    NARRATIVE = "narrative"
    TRADER_NAME = "trader_name"
    CREDIT_CODE = "credit_code"
    TRADER_ADDRESS = "trader_address"
    TRADER_PLACE = "trader_place"
    PLATFORM_NAME = "platform_name"
    PLATFORM_PLACE = "platform_place"
    REGION = "region"
    GOODS = "goods"
    GOODS_TEXT = "goods_text"
    NATURE = "nature"
    CLAIMS = "claims"
    AMOUNT = "amount"
    OCCURRED_ON = "occurred_on"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ID_NUMBER = "id_number"
    GENDER = "gender"
    AGE_BAND = "age_band"
    STATE = "state"
    ACCEPTED_ON = "accepted_on"
    CLOSED_ON = "closed_on"
    RESULT = "result"
    RECOVERED = "recovered"
    RESULT_NOTE = "result_note"
    KEEP = "keep"
    OUTCOME = "outcome"
    """What became of the row in an earlier import: our own result file comes back."""

    __hash__ = str.__hash__
    """An enumeration's own hash is slow, and each row asks for two dozen columns."""


REPEATABLE = frozenset({Target.IGNORE, Target.KEEP, Target.TITLE, Target.NARRATIVE, Target.GOODS_TEXT})
"""Several columns may go to these; their cells are joined in order."""


@dataclass(frozen=True, slots=True)
class Passes:
    """The field of the case that a cell fills by itself, how it is read, and what is said of one that cannot be read."""

    name: str
    read: Callable[[Any], Any] = cell_values.words
    unreadable: Any = ""


@dataclass(frozen=True, slots=True)
class Field:
    """How a target is called, and the headings that mean it (compared folded, letters only).

    A cell that needs no other cell `passes`; what is made of the others says `row_to_case`.
    """

    target: Target
    label: Any
    headings: str = ""
    passes: Passes | None = None


FIELDS = (
    Field(Target.IGNORE, _("Leave out")),
    Field(Target.SOURCE_REF, _("Number in the other system"),
          "編號 投訴編號 工單編號 工單號 登記編號 流水號 單號 案件編號 受理編號 事項編號 訴求編號 信件編號 id complaint_id complaintid caseid caseno number message_id ticket"),
    Field(Target.RECEIVED_AT, _("Received on"),
          "日期 時間 投訴日期 投訴時間 登記日期 登記時間 接收時間 接收日期 來電時間 提交時間 留言時間 收件日期 date time datereceived createddate createdat received"),
    Field(Target.KIND, _("Complaint, report or enquiry"), "類型 業務類型 訴求類型 事項類型 來件類型 件類 kind type"),
    Field(Target.CHANNEL, _("Channel"), "渠道 來源渠道 受理渠道 接收方式 來源方式 登記方式 channel submittedvia"),
    Field(Target.TITLE, _("In one sentence"), "標題 主題 摘要 簡述 投訴簡述 事由 投訴事由 留言主題 投訴標題 title subject summary headline"),
    Field(Target.NARRATIVE, _("What happened"),
          "內容 投訴內容 詳情 投訴詳情 留言詳情 訴求內容 問題描述 投訴問題描述 事實 基本情況 情況說明 detail details narrative text description content review"),
    Field(Target.TRADER_NAME, _("Trader"),
          "被投訴方 被投訴人 被投訴人姓名 被投訴人名稱 被投訴方名稱 被投訴單位名稱 被投訴企業名稱 被投訴單位 被投訴企業 被投訴經營者 被訴方 經營者 經營者名稱 商家 商家名稱 商戶 店鋪 企業名稱 企業 公司 公司名稱 品牌 trader company brand merchant seller shop"),
    Field(Target.CREDIT_CODE, _("Unified social credit code"), "統一社會信用代碼 社會信用代碼 信用代碼 creditcode uscc"),
    Field(Target.TRADER_ADDRESS, _("Trader's address"), "經營地址 商家地址 被投訴方地址 被投訴人地址 企業地址 經營者地址 traderaddress"),
    Field(Target.TRADER_PLACE, _("Trader's place"), "經營者所在地 商家所在地 被投訴方所在地 被投訴人所在地 企業所在地 traderplace"),
    Field(Target.PLATFORM_NAME, _("Platform"), "平台 電商平台 平台名稱 交易平台 platform"),
    Field(Target.PLATFORM_PLACE, _("Platform's place"), "平台所在地 平台住所地 platformplace"),
    Field(Target.REGION, _("Place"), "地區 區域 所屬地區 所屬區域 行政區劃 行政區 事發地 消費地 地點 省市 城市 區縣 region city area district place"),
    Field(Target.GOODS, _("Kind of goods or service"),
          "商品類別 商品服務類別 商品類型 商品服務 客體類別 投訴客體 行業 行業類別 類別 goods category productcategory industry"),
    Field(Target.GOODS_TEXT, _("Goods or service in words"), "商品名稱 商品 服務名稱 品名 型號 車型 車系 規格 series model product productname goodsname"),
    Field(Target.NATURE, _("Nature of the problem"), "投訴性質 問題性質 問題類別 問題類型 投訴類別 性質 nature issue problem"),
    Field(Target.CLAIMS, _("What is asked for"), "訴求 消費者訴求 投訴請求 投訴訴求 請求 具體訴求 claims claim"),
    Field(Target.AMOUNT, _("Amount in yuan"), "金額 涉案金額 涉及金額 爭議金額 消費金額 投訴金額 價格 amount amountyuan amountindispute price"),
    Field(Target.OCCURRED_ON, _("Day it happened"), "發生日期 事發時間 事發日期 消費日期 消費時間 購買日期 購買時間 occurredon purchasedate",
          Passes("occurred_on", cell_values.day, _("Not a day."))),
    Field(Target.NAME, _("Consumer's name"), "姓名 投訴人 投訴人姓名 投訴方 消費者 消費者姓名 聯繫人 來電人 提供方 name consumer"),
    Field(Target.PHONE, _("Consumer's telephone"), "電話 聯繫電話 投訴人電話 手機 手機號 手機號碼 聯繫方式 電話號碼 來電號碼 phone mobile tel telephone"),
    Field(Target.EMAIL, _("Consumer's e-mail"), "郵箱 電子郵箱 電子郵件 email mail"),
    Field(Target.ADDRESS, _("Consumer's address"), "聯繫地址 投訴人地址 通訊地址 住址 地址 address"),
    Field(Target.ID_NUMBER, _("Consumer's identity number"), "身份證號 身份證號碼 身份證 證件號 證件號碼 idnumber"),
    Field(Target.GENDER, _("Consumer's gender"), "性別 投訴人性別 gender sex"),
    Field(Target.AGE_BAND, _("Consumer's age band"), "年齡 年齡段 age ageband"),
    Field(Target.STATE, _("State"), "狀態 辦理狀態 處理狀態 案件狀態 工單狀態 辦結狀態 是否辦結 status state"),
    Field(Target.ACCEPTED_ON, _("Accepted on"), "受理日期 受理時間 受理日 acceptedon dateaccepted"),
    Field(Target.CLOSED_ON, pgettext_lazy("case", "Closed on"), "辦結日期 辦結時間 辦結日 結案日期 結案時間 完結時間 完成時間 closedon closed dateclosed closeddate"),
    Field(Target.RESULT, _("Result"), "結果 辦理結果 處理結果 調解結果 結案方式 result outcome"),
    Field(Target.RECOVERED, _("Recovered for the consumer (yuan)"), "挽回損失 挽回金額 挽回經濟損失 挽回損失金額 recovered recoveredyuan"),
    Field(Target.RESULT_NOTE, _("How it ended"), "結果說明 辦理結果說明 處理結果說明 辦結意見 結案意見 resolution"),
    Field(Target.KEEP, _("Keep beside the case")),
    Field(Target.OUTCOME, _("Outcome of an earlier import")),
)  # fmt: skip


LABELS = {each.target: each.label for each in FIELDS}
CODED = {
    Target.KIND: "kinds", Target.CHANNEL: "channels", Target.GOODS: "goods", Target.NATURE: "natures", Target.CLAIMS: "claims",
    Target.STATE: "states", Target.RESULT: "results", Target.GENDER: "genders", Target.AGE_BAND: "age_bands",
}  # fmt: skip
"""Fields that hold codes, and the list of each."""
COUNTERS = frozenset(map(letters, "序號 序 序列 行號 行次 項次 編次 no row 行".split()))
"""Headings of columns that count the rows of one sheet: in the next sheet the same number stands before another row."""
DAYS = (Target.RECEIVED_AT, Target.OCCURRED_ON, Target.ACCEPTED_ON, Target.CLOSED_ON)
MONEY = (Target.AMOUNT, Target.RECOVERED)
OF_CONSUMER = frozenset({Target.NAME, Target.PHONE, Target.EMAIL, Target.ADDRESS, Target.ID_NUMBER})
TRADERS = ("被投诉", "被诉", "被举报", "商家", "经营者", "企业", "店铺")
"""Folded words of headings that tell of the other side."""


def guess(headings: Sequence[str]) -> dict[int, Target]:
    """Column → field for the headings that are known; each field once, an exact heading before one that only contains it."""
    folded = [letters(heading) for heading in headings]
    found: dict[int, Target] = {}
    for exact in (True, False):
        for column, heading in enumerate(folded):
            target = _meaning(heading, exact=exact)
            if column not in found and target and (target in REPEATABLE or target not in found.values()):
                found[column] = target
    return dict(sorted(_received_if_at_all(found).items()))


def _received_if_at_all(found: dict[int, Target]) -> dict[int, Target]:
    """A sheet with one day alone, that of acceptance, means the day of receipt: small councils write down no other."""
    if Target.RECEIVED_AT in found.values() or not {Target.CLOSED_ON, Target.STATE}.isdisjoint(found.values()):
        return found
    return {at: Target.RECEIVED_AT if each is Target.ACCEPTED_ON else each for at, each in found.items()}


def known_headings(cells: Sequence[str]) -> int:
    """How many of the cells are headings we know exactly; tells the row of headings from titles above it."""
    return sum(bool(_meaning(letters(cell), exact=True)) for cell in cells)


def _meaning(heading: str, *, exact: bool) -> Target | None:
    if exact:
        return _headings().get(heading)
    inside = [known for known in _headings() if len(known) >= 2 and not known.isascii() and known in heading]
    found = _headings()[max(inside, key=len)] if inside and len(heading) <= 20 else None
    return Target.KEEP if found in OF_CONSUMER and is_of_the_trader(heading) else found


def is_of_the_trader(heading: str) -> bool:
    """Whether a heading tells of the other side: its telephone is not the consumer's."""
    return any(word in letters(heading) for word in TRADERS)


@cache
def _headings() -> dict[str, Target]:
    return {letters(word): each.target for each in FIELDS for word in each.headings.split()}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for rows that say nothing of their own."""

    kind: str = Kind.COMPLAINT.value
    region_code: str = ""
    trader_kind: str = ""
    goods: str = ""
    nature: str = ""
    state: str = ""
    """One of the states of history; "" for cases that begin now."""
    result: str = ""
    accepted: str = ""
    """"received": the day of acceptance of rows that do not say it is that of receipt."""
    channel: str = ""
    claim: str = ""
    unit: str = ""
    """The yuan that amounts without a unit are counted in, as a note above the headings or a person says; "" for one, "0" for
    another currency. Said anew for each sheet."""


LEAVE_OUT, TAKE_AS_NEW = "", "new"


@dataclass(frozen=True, slots=True)
class Mapping:
    """The whole of it. `headings` are remembered so that the same source's next sheet is matched by name, not by place."""

    sheet: str = ""
    heading_row: int = 1
    headings: tuple[str, ...] = ()
    columns: dict[int, Target] = field(default_factory=dict)
    defaults: Defaults = Defaults()
    values: dict[Target, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """Of coded columns: what words that the list does not know mean, as a person said (`coded_values`)."""
    same_number: str = LEAVE_OUT
    """What becomes of a row whose number is known with other content; said anew for each sheet."""

    def of(self, target: Target) -> list[int]:
        """The columns that go to `target`, in order."""
        return [column for column, each in self.columns.items() if each is target]

    def heading(self, column: int) -> str:
        """What a column is called; its place where nothing stands above it. Of two that are called alike the second is 備註 (2)."""
        own = self.headings[column] if column < len(self.headings) else ""
        before = self.headings[:column].count(own)
        return (f"{own} ({before + 1})" if before else own) if own else f"#{column + 1}"

    def as_data(self) -> dict[str, Any]:
        """For the database."""
        return {
            "sheet": self.sheet,
            "heading_row": self.heading_row,
            "headings": list(self.headings),
            "columns": {str(column): target.value for column, target in self.columns.items()},
            "defaults": {name: getattr(self.defaults, name) for name in Defaults.__slots__},
            "values": {
                target.value: {written: list(codes) for written, codes in said.items()}
                for target, said in self.values.items()
            },
            "same_number": self.same_number,
        }

    @classmethod
    def from_data(cls, data: Dictionary[str, Any]) -> "Mapping":
        """From the database; nothing there gives an empty mapping."""
        return cls(
            sheet=data.get("sheet", ""),
            heading_row=data.get("heading_row", 1),
            headings=tuple(data.get("headings", ())),
            columns={int(column): Target(target) for column, target in data.get("columns", {}).items()},
            defaults=Defaults(**data.get("defaults", {})),
            values={
                Target(target): {written: tuple(codes) for written, codes in said.items()}
                for target, said in data.get("values", {}).items()
            },
            same_number=data.get("same_number", LEAVE_OUT),
        )


def source_key(council_id: int, source: str) -> str:
    """The name under which a council's source is kept: another council's source of the same name is another source."""
    return f"{source}#{council_id}"


def twice(columns: Dictionary[int, Target]) -> set[Target]:
    """Fields that more than one column goes to although they hold one value."""
    targets = [target for target in columns.values() if target not in REPEATABLE]
    return {target for target in targets if targets.count(target) > 1}


def carried_over(earlier: Mapping, headings: tuple[str, ...]) -> dict[int, Target]:
    """The columns of an earlier sheet of the same source, found again by their headings; a column without one is not found again."""
    known = {
        earlier.heading(column): target
        for column, target in earlier.columns.items()
        if column < len(earlier.headings) and earlier.headings[column]
    }
    now = Mapping(headings=headings)
    found: dict[int, Target] = {}
    for column, heading in enumerate(headings):
        own = now.heading(column)
        target = known.get(own) or known.get(amounts.without_unit(own)) if heading else None
        if target is not None and (target in REPEATABLE or target not in found.values()):
            found[column] = target
    return found
