"""Every word of the lists that redaction goes by, written down once more by hand: a word that is lost, or mistyped, shows in the clear.

Between words of one line stands a blank; one within a word is written as "_".
"""

import pytest

from open315.core.redaction import redact
from open315.core.redaction.patterns.telephones import is_grouped_as_mobile
from open315.core.redaction.reading import NUMERALS

PAPERS = """
驾驶证 駕駛證 驾照 駕照 行驶证 行駛證 社保卡 社保号 社会保障号 社會保障號 社会保障卡 社會保障卡 医保 醫保 公积金 公積金 残疾证 殘疾證 学生证 學生證 学号 學號 工作证 工號 工号 登录号 登錄號 登记号 登記號 永居 永久居留 户口簿 戶口簿 户口本 户号
戶號 结婚证 結婚證 离婚证 離婚證 出生证 出生證 房产证 房產證 不动产权 不動產權 从业资格 從業資格 营运证 警官证 警官證 军人证 軍人證 军官证 軍官證 士官证 退役 港澳证 签证号 簽證號 就诊卡 就診卡 病历号 病歷號 住院号 准考证 準考證 保单号 保單號
ssn social_security national_id driver_license driving_licence licence_no license_no
"""
FRAMES = """
车架 車架 识别代 識別代 识别码 識別碼 发动机号 发动机编 發動機編 發動機號 引擎号 引擎號 vin
"""
PLACES_OF_PLATES = """
北京 天津 上海 重庆 重慶 河北 河南 云南 雲南 辽宁 遼寧 黑龙江 黑龍江 湖南 安徽 山东 山東 新疆 江苏 江蘇 浙江 江西 湖北 广西 廣西 甘肃 甘肅 山西 内蒙古 內蒙古 陕西 陝西 吉林 福建 贵州 貴州 广东 廣東 青海 西藏 四川 宁夏 寧夏 海南
"""
LIVES = """
家住 快递寄 快遞寄 老家在 住在 住址 我住 现住 現住 租住 居住于 居住在 家庭地址 收货地址 收貨地址 送货地址 送貨地址 收件地址 邮寄地址 郵寄地址 寄到 寄往 寄给 寄給 寄至 邮寄 郵寄 送到 送货到 送貨到 送至 家在 我家 户籍 戶籍 户口在 戶口在 本人住
住所
"""
SPOKEN = {
    "0": "〇零洞○◯",
    "1": "一壹弌幺吆",
    "2": "二贰貳弍两兩",
    "3": "三叁參叄弎",
    "4": "四肆",
    "5": "五伍",
    "6": "六陆陸",
    "7": "七柒拐",
    "8": "八捌",
    "9": "九玖勾",
}
MOBILE = "11 3-8 7-4 3-4-4 3-3-5 4-3-4 4-4-3 5-6 6-5 4-7 3-2-2-2-2 3-4-2-2 3-2-2-4 1-10 1-3-3-4 1-2-4-4 1-2-8"
LOCAL = "7 8 4-4 3-4 4-3 2-2-2-2 4-2-2 3-2-2 2-3-3 2-2-3 2-6 3-5 1-7"


def words(table: str) -> list[str]:
    return [each.replace("_", " ") for each in table.split()]


def parted(number: str, sizes: str) -> str:
    """The number in groups of these sizes, a blank between them."""
    parts = []
    for size in map(int, sizes.split("-")):
        parts.append(number[:size])
        number = number[size:]
    assert not number
    return " ".join(parts)


@pytest.mark.parametrize(
    ("table", "written", "secret"),
    [
        (PAPERS, "{}：K7294183", "K7294183"),
        (FRAMES, "{}：A1234567", "A1234567"),
        (PLACES_OF_PLATES, "{}A·12345", "12345"),
        (LIVES, "{}光明路18號", "18號"),
    ],
)
def test_a_number_is_hidden_after_every_word_that_makes_it_somebody_s(table: str, written: str, secret: str) -> None:
    assert secret in redact(written.format("物品")).text
    assert [word for word in words(table) if secret in redact(written.format(word)).text] == []


@pytest.mark.parametrize("sizes", MOBILE.split())
def test_a_mobile_number_is_known_in_every_grouping(sizes: str) -> None:
    assert is_grouped_as_mobile(parted("13912345678", sizes))


@pytest.mark.parametrize("sizes", LOCAL.split())
def test_a_fixed_number_is_hidden_in_every_grouping(sizes: str) -> None:
    number = "8765432" if sum(map(int, sizes.split("-"))) == 7 else "87654321"
    assert parted(number, sizes) not in redact(f"027 {parted(number, sizes)}").text


@pytest.mark.parametrize(("digit", "signs"), SPOKEN.items())
def test_every_sign_for_a_digit_is_read_as_it(digit: str, signs: str) -> None:
    assert [NUMERALS[ord(sign)] for sign in signs] == [digit] * len(signs)
