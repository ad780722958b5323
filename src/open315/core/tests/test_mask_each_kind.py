"""Each kind of personal data on both sides of its bounds: what is masked, and the nearest that is not. By hand, one table a kind."""

from open315.core.redaction import mask_email, mask_name, mask_phone, redact
from open315.core.redaction.masks import keep_ends

EMAILS = """
a@b.cn | *@b.cn
ab@b.cn | a*@b.cn
寫信a.b_c+d-e9@mail-1.b.com.cn。 | 寫信a.*_*+*-**@mail-1.b.com.cn。
ZHANG@EXAMPLE.ORG | Z****@EXAMPLE.ORG
zhang＠example.org | z****＠example.org
a@b | a@b
@example.org | @example.org
"""
ID_NUMBERS = """
420102199003071230 | 420***********1230
42010219900307123X | 420***********123X
42010219900307123x | 420***********123x
４２０１０２１９９００３０７１２３０ | ４２０***********１２３０
證42010218991231123X人 | 證420***********123X人
42010220010101123X | 420***********123X
42010217990307123X | 42010217990307123X
42010221000307123X | 42010221000307123X
42010219900007123X | 42010219900007123X
42010219900107123X | 420***********123X
42010219900907123X | 420***********123X
42010219901007123X | 420***********123X
42010219901207123X | 420***********123X
42010219901307123X | 42010219901307123X
42010219900300123X | 42010219900300123X
42010219900301123X | 420***********123X
42010219900309123X | 420***********123X
42010219900319123X | 420***********123X
42010219900329123X | 420***********123X
42010219900330123X | 420***********123X
42010219900331123X | 420***********123X
42010219900332123X | 42010219900332123X
02010219900307123X | 02010219900307123X
12010219900307123X | 120***********123X
92010219900307123X | 920***********123X
42010219900307123Y | 42010219900307123Y
42010219900307123X5 | 42010219900307123X5
110105 19491231 002X | 110*** ******** 002X
110105-1949-1231-002X | 110***-****-****-002X
110105 20001231 0022 | 110*** ******** 0022
110105 20001231 0023 | 110*** ******** 0023
160105 20001231 0023 | 160105 20001231 0023
110105 2000-12-31 0023 | 110105 2000-12-31 0023
110105 2000-12-31 0022 | 110*** ****-**-** 0022
身份证42010219901399123X | 身份证420***********123X
身份證號碼：420102900307123 | 身份證號碼：420********7123
證件号是420102900307123 | 證件号是420********7123
证件id 420102900307123 | 证件id 420********7123
身份证42010290030712 | 身份证42010290030712
"""
PASSPORTS = """
護照E12345678 | 護照E******78
护照号：EA123456 | 护照号：E*****56
護照號碼為E123456789 | 護照號碼為E*******89
护照E12345 | 护照E12345
通行證C123456 | 通行證C****56
通行证号码C12345678 | 通行证号码C******78
車票E12345678 | 車票E******78
車票E1234567 | 車票E1234567
訂單E20200601 | 訂單E20200601
型號F12345678 | 型號F12345678
"""
CARDS = """
6222021234567890128 | ***************0128
6222021234567890123 | ***************0123
6122021234567890123 | 6122021234567890123
62220212345678901 | 62220212345678901
622202123456789012 | **************9012
4111111111111111 | ************1111
4111-1111-1111-1111 | ****-****-****-1111
4111111111111112 | 4111111111111112
378282246310005 | ***********0005
5105105105105100 | ************5100
2223003122003222 | 2223003122003222
卡号622202123456 | 卡号********3456
卡號：622202123456 | 卡號：********3456
銀行卡6222 0212 3456 7 | 銀行卡**** **** *456 7
银行卡622202123456 | 银行卡********3456
账号是622202123456 | 账号是********3456
賬號622202123456 | 賬號********3456
帐号622202123456 | 帐号********3456
帳號622202123456 | 帳號********3456
账户622202123456 | 账户********3456
帳戶622202123456 | 帳戶********3456
卡号62220212345 | 卡号62220212345
單號622202123456 | 單號622202123456
"""
MOBILES = """
13012345678 | 130****5678
19912345678 | 199****5678
12012345678 | 12012345678
10012345678 | 10012345678
23012345678 | 23012345678
1301234567 | 1301234567
130123456789 | 130123456789
213012345678 | 213012345678
86-13012345678 | 86-130****5678
+8613012345678 | +86130****5678
008613012345678 | 0086130****5678
8613012345678 | 86130****5678
861301234567 | 861301234567
1301234567813812345678 | ******************5678
130123456781381234567813912345678 | *****************************5678
138 1234 5678 | 138 **** 5678
138-1234-5678 | 138-****-5678
138.1234.5678 | 138.****.5678
138—1234—5678 | 138—****—5678
138  1234  5678 | 138  ****  5678
138   1234   5678 | 138   ****   5678
138    1234    5678 | 138    1234    5678
13,812,345,678 | 13,812,345,678
13800-168000 | 13800-168000
15:30 2020-5-12 | 15:30 2020-5-12
147、226、262、26、38、138 | 147、226、262、26、38、138
2020-1-13812345678 | 2020-1-138****5678
電話1381234567820年 | 電話138****567820年
訂單2020-06-1500000000 | 訂單2020-06-1500000000
"""
OTHER_NUMBERS = """
+852 9123 4567 | +852 **** 4567
+1 415 555 2671 | +1 41* *** 2671
+44 20 7946 0958 | +44 ** **** 0958
+852 912 34 | +8** *12 34
+852 912 3 | +852 912 3
010-62345678 | 010-****5678
027-87654321 | 027-****4321
0714-6351234 | 0714-***1234
(027)87654321 | (027)****4321
（0714）6351234 | （0714）***1234
0027-87654321 | 0027-87654321
021-1234567 | 021-1234567
027-876543210 | 027-876543210
電話8765-4321 | 電話****-4321
電話：6351234 | 電話：***1234
電話號碼是6351234 | 電話號碼是***1234
電話635123 | 電話635123
電話1351234 | 電話1351234
房號6351234 | 房號6351234
"""
CALL_WORDS = "电话 電話 手机 手機 座机 座機 热线 熱線 联系 聯繫 聯系 致电 致電 拨打 撥打 tel phone mobile Tel PHONE"
PROVINCES = "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵青藏川宁寧琼瓊"
PLATES = """
鄂A12345 | 鄂A****5
鄂a12345 | 鄂a****5
鄂AD12345 | 鄂A*****5
鄂A·D12345 | 鄂A·*****5
鄂A-12345 | 鄂A-****5
鄂A.12345 | 鄂A.****5
鄂A 12345 | 鄂A ****5
鄂A1234挂 | 鄂A****挂
鄂A1234掛 | 鄂A****掛
鄂A1234学 | 鄂A****学
鄂A1234學 | 鄂A****學
鄂A1234警 | 鄂A****警
粤Z1234港 | 粤Z****港
粤Z1234澳 | 粤Z****澳
鄂A1BCDE | 鄂A1BCDE
鄂A12BCD | 鄂A****D
鄂I12345 | 鄂I12345
鄂O12345 | 鄂O12345
鄂H12345 | 鄂H****5
鄂J12345 | 鄂J****5
鄂N12345 | 鄂N****5
鄂P12345 | 鄂P****5
鄂A1234I | 鄂A1234I
鄂A1234567 | 鄂A1234567
德A12345 | 德A12345
"""
ACCOUNTS = """
微信zhangsan | 微信z*******
微信号：zhang_san-1 | 微信号：z****_***-*
wechat: zhangsan | wechat: z*******
WeiXin zhangsan | WeiXin z*******
薇信zhangsan | 薇信z*******
威信zhangsan | 威信z*******
vx zhangsan | vx z*******
wx：zhangsan | wx：z*******
v信zhangsan | v信z*******
加微zhangsan | 加微z*******
微信123456 | 微信1*****
微信123456789012 | 微信1***********
微信zhang | 微信zhang
微信12345 | 微信1****
微信1234 | 微信1234
微信支付成功 | 微信支付成功
avx zhangsan | avx zhangsan
QQ12345 | QQ1****
qq群：123456789012 | qq群：1***********
扣扣號12345 | 扣扣號1****
企鹅号12345 | 企鹅号1****
企鵝號是12345 | 企鵝號是1****
QQ1234 | QQ1234
QQ01234 | QQ01234
"""
NUMERALS = """
一三八一二三四五六七八 | 一三八****五六七八
壹叁捌壹贰叁肆伍陆柒捌 | 壹叁捌****伍陆柒捌
壹參捌壹貳參肆伍陸柒捌 | 壹參捌****伍陸柒捌
一三八〇零九九九八七六 | 一三八****九八七六
壹玖玖零〇玖玖玖捌柒陸 | 壹玖玖****玖捌柒陸
幺三八一二三四五六七八 | 幺三八****五六七八
138一二三四5678 | 138****5678
1三8 1二3四 5六7八 | 1三8 **** 5六7八
一二八一二三四五六七八 | 一二八一二三四五六七八
三月十五日一共買了兩三件 | 三月十五日一共買了兩三件
"""


def lines(table: str) -> list[tuple[str, str]]:
    return [tuple(line.split(" | ")) for line in table.strip("\n").splitlines()]  # type: ignore[misc]


def wrong(table: str) -> list[str]:
    """Where a text is masked otherwise than the table says."""
    return [
        f"{text} → {found}, should be {masked}"
        for text, masked in lines(table)
        if (found := redact(text).text) != masked
    ]


def test_electronic_mail_keeps_its_first_letter_and_its_domain() -> None:
    assert wrong(EMAILS) == []


def test_numbers_of_identity_cards_are_known_by_their_birthday_or_by_the_word_before() -> None:
    assert wrong(ID_NUMBERS) == []


def test_a_complaint_with_an_identity_number_of_an_unknown_county_can_be_read() -> None:
    """The list of counties has no 648927: filing such a complaint ended in a server error."""
    assert redact("64_8927200001010000").text == "64_8***********0000"
    assert redact("648927 20000101 0005").text == "648*** ******** 0005", "people mistype the last sign"


def test_passports_are_known_by_the_word_before() -> None:
    assert wrong(PASSPORTS) == []


def test_bank_cards_are_known_by_their_check_digit_or_by_the_word_before() -> None:
    assert wrong(CARDS) == []


def test_mobile_numbers_have_eleven_digits_however_they_are_grouped() -> None:
    assert wrong(MOBILES) == []


def test_numbers_of_other_countries_and_of_a_desk_are_known_by_what_stands_before() -> None:
    assert wrong(OTHER_NUMBERS) == []
    for word in CALL_WORDS.split():
        assert redact(f"{word} 6351234").text == f"{word} ***1234", word
        assert redact(f"{word}是：13812345678").text == f"{word}是：138****5678", word
        assert redact(f"{word}1381234567820").text == f"{word}138****567820", word


def test_number_plates_keep_their_place_and_their_last_sign() -> None:
    assert wrong(PLATES) == []
    for province in PROVINCES:
        assert redact(f"{province}B12345").text == f"{province}B****5", province


def test_accounts_are_known_by_the_word_before() -> None:
    assert wrong(ACCOUNTS) == []


def test_digits_may_be_written_as_numerals() -> None:
    assert wrong(NUMERALS) == []


KINDS = {
    "a@b.cn": "email", "42010219900307123X": "id_number", "身份证420102900307123": "id_number", "護照E12345678": "passport",
    "4111111111111111": "card", "卡号622202123456": "card", "13812345678": "phone", "1301234567813812345678": "phone",
    "+852 9123 4567": "phone", "027-87654321": "phone", "電話6351234": "phone", "一三八一二三四五六七八": "phone",
    "鄂A12345": "plate", "微信zhangsan": "account", "QQ12345": "account",
}  # fmt: skip


def test_each_finding_says_what_it_is() -> None:
    assert {text: [each.kind for each in redact(text).found] for text in KINDS} == {
        text: [kind] for text, kind in KINDS.items()
    }


ENDS = [
    # value, head, tail, what is seen
    ("abcdef", 1, 2, "a***ef"),
    ("abc", 1, 2, "***"),
    ("abcd", 1, 2, "a*cd"),
    ("a-b c", 1, 1, "a-* c"),
    ("a-b", 1, 1, "*-*"),
    ("ab", 0, 0, "**"),
    ("", 1, 1, ""),
]
PHONES = [
    ("13812345678", "138****5678"), ("138 1234 5678", "138 **** 5678"), ("+8613812345678", "+861******5678"), ("027-87654321", "027-****4321"),
    ("87654321", "****4321"), ("6351234", "***1234"), ("635123", "******"), ("12315", "*****"), ("", ""), ("0714-6351234", "071*-***1234"),
    ("1381234567a", "*******567a"),
]  # fmt: skip


def test_what_is_too_short_to_hide_anything_is_hidden_whole() -> None:
    assert [(value, head, tail, keep_ends(value, head, tail)) for value, head, tail, _seen in ENDS] == ENDS


def test_a_number_shows_its_network_and_its_end() -> None:
    assert [(number, mask_phone(number)) for number, _seen in PHONES] == PHONES


def test_names_and_addresses_show_their_first_letter() -> None:
    assert [mask_name(name) for name in ("張", " 歐陽小明 ", "", "  ")] == ["張**", "歐**", "", ""]
    addresses = {"zhang@example.org": "z****@example.org", "@b.cn": "****@b.cn", "a@b@c": "a****@b@c", "zhang": "z****"}
    assert {address: mask_email(address) for address in addresses} == addresses
