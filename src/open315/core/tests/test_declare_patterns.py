"""What every pattern of redaction is declared to be, row by row and by hand, in the order in which they have their claims."""

from typing import Any

from open315.core.redaction.patterns import ALL, Pattern
from open315.core.redaction.patterns.shape import pattern
from open315.core.redaction.redact import LONGEST_RUN, worth_trying
from open315.core.tests.every_word import typed

DECLARED = """
email 1 0 0 - bool - @ %40
email 1 0 0 - bool - @
email 1 0 0 - bool - @ %40
email 1 0 0 - bool - @ %40
email 1 0 0 - bool - @ %40
email 1 0 0 letters bool - @mail.domains
email 1 0 0 letters bool - q @mail.providers
email 1 0 0 letters bool - com
email 1 0 0 - bool - 邮 郵
secret 0 0 0 - has_three_digits - @secrets.words
device 0 2 0 - has_three_digits - @devices.words
birth 0 0 0 - bool - @births.words
birth 0 0 0 - bool - @births.words
birth 0 0 0 - bool - @births.words
birth 0 0 0 - bool - @births.words
birth 0 0 0 - bool - @births.behind
birth 0 0 0 - bool - @births.behind
phone 0 4 22 - bool -
phone 3 4 11 - bool -
id_number 3 4 17 - is_id_number -
id_number 3 4 15 - bool - @papers.identity
id_number 0 0 4 - bool - @papers.identity
passport 1 2 6 - bool - @papers.permits
passport 1 2 7 letters is_no_date -
permit 1 2 8 letters is_no_date -
id_number 1 1 6 letters bool -
id_number 1 1 6 letters is_of_hong_kong -
id_number 1 1 7 - bool -
id_number 1 1 8 - bool - /
id_number 1 2 9 letters is_of_taiwan -
id_number 1 1 6 - bool - @papers.islands
id_number 1 2 4 - has_five_digits - @papers.others
id_number 0 2 5 - bool - 字
id_number 2 2 13 - is_of_korea - - –
id_number 3 2 12 letters bool -
card 2 4 10 letters is_valid -
card 0 4 15 - is_card -
card 0 4 12 - bool - @papers.cards
phone 0 4 8 - bool - 香 澳 hong hk macau
phone 0 4 8 - bool - 香 澳 hong hk macau
phone 3 4 11 - bool - @telephones.announcing
phone 3 4 11 - is_grouped_as_mobile -
phone 3 4 2 letters is_mostly_digits - o l i
phone 0 4 8 - bool - +
phone 0 4 12 - bool -
phone 0 4 11 - is_grouped_as_local -
phone 0 4 10 - is_grouped_as_fixed -
phone 0 3 10 - is_grouped_as_mobile_of_taiwan -
phone 0 4 7 - is_grouped_as_local - @telephones.announcing
phone 0 4 8 - is_grouped_as_local - @telephones.announcing
phone 0 0 0 letters is_spelled - zero oh one two three four five six seven eight nine double triple
phone 0 0 0 letters is_spelled - ling dong yao yi er liang san si wu liu qi guai ba jiu gou
phone 0 0 0 - bool - &#
phone 3 4 3 - is_told_in_pieces - @telephones.announcing
id_number 3 4 4 - bool - @papers.identity
phone 0 0 4 - is_told_in_pieces -
phone 0 0 4 - bool -
plate 0 1 0 letters is_plate - @plates.provinces
plate 0 1 1 letters is_plate - @plates.places
plate 0 1 0 letters has_two_digits - 临 臨 试 試 超
plate 0 1 0 letters bool - wj
plate 0 1 6 - bool - 使
plate 0 1 0 - has_two_digits - @plates.cars
plate 0 4 2 - has_two_digits - @plates.frames
plate 0 1 0 letters has_two_digits - 尾
plate 0 4 4 letters is_frame -
account 1 0 5 or_letters bool - 绿 綠 信 芯 心 x chat v 微 薇 威 卫 衛 泡 w
account 1 0 0 - bool - 信 x
account 1 0 5 - bool - q 扣 抠 摳 叩 秋 球 企 口
account 1 0 5 or_letters bool - q 扣 抠 摳 叩 秋 球 企 口
account 1 0 5 or_letters bool - @accounts.services @accounts.short_services
account 1 0 0 - bool gate 绿 綠 信 芯 心 x chat v 微 薇 威 卫 衛 泡 w
account 1 0 0 - bool - @accounts.named
account 1 0 9 - bool - 扣
account 1 0 5 - bool - 扣 抠 q
account 1 0 6 - bool - 群
account 1 0 0 letters bool - v q
account 1 0 0 letters bool - v q
account 1 0 5 or_letters bool gate
account 1 0 0 - bool - @
account 1 0 0 letters bool - /
address 0 0 0 - bool gate 栋 棟 幢 座 弄 院 楼 樓 舍 公
address 0 0 0 - bool gate 单 單 门 門 梯
address 0 0 0 - bool gate 楼 樓 层 層 附
address 0 0 0 - bool gate 组 組 社 队 隊
address 0 0 0 - bool gate @homes.living
address 0 0 0 - bool gate 住 寄 家
address 0 0 0 - bool gate 巷 弄
address 0 0 0 - bool gate 我 本 自
address 0 0 0 - bool gate 地
address 0 0 3 - bool - - — –
address 0 0 0 letters bool - room no rm flat apt apartment unit suite
address 0 0 5 - bool - .
name 1 0 0 - bool gate @names.fields
name 1 0 0 - bool gate @names.fields
name 1 0 0 - bool gate @names.called @names.kin
name 1 0 0 - is_name gate @names.fields
name 1 0 0 - is_name gate 我
name 1 0 0 - is_name gate 的 名 账 賬 身
name 0 0 0 - bool - 姓
name 1 0 0 letters bool - 姓 拼 乘 旅
name 1 0 0 - is_name gate @names.persons
name 1 0 0 letters bool - name
name 1 0 0 - is_whole_name gate @names.fields @names.parts @names.kin @names.relations
name 1 0 0 - is_whole_name gate @names.fields @names.parts @names.kin @names.relations
name 1 0 0 - is_whole_name gate 我 他 她 您 你 咱
name 1 0 0 - is_whole_name gate @names.persons 敬 此 替 代 为 為 帮 幫 是 叫 名 以 用 由 被 找 让 讓 给 給 跟
name 1 0 0 - is_whole_name gate 敬 此 谢 謝 感
name 1 0 0 - is_whole_name gate 本 签 簽 男 女 身 手 电 電 账 賬 银 銀 名 岁 歲 联 聯 的 微 t 1
name 1 0 0 - is_whole_name gate 人 者 方
"""
"""Kind, signs left at the beginning and at the end, digits in one stretch, letters, what makes it real, a gate, and what it needs: single
words, or lists of `every_word.txt` behind an @."""


def row(pattern: Pattern) -> list[str]:
    letters = "letters" if pattern.letters else "or_letters" if pattern.or_letters else "-"
    ends, gate = [str(pattern.head), str(pattern.tail), str(pattern.run)], "gate" if pattern.gate else "-"
    return [pattern.kind, *ends, letters, pattern.is_real.__name__, gate, *pattern.needs]


def told(line: str) -> list[str]:
    """The row with its lists told out, a Chinese word by its first sign, each once."""
    *first, needs = line.split(" ", 7) if line.count(" ") > 6 else [*line.split(" "), ""]
    found = [each for need in needs.split() for each in (typed(need[1:]) if need[1:] and need[0] == "@" else [need])]
    return [*first, *dict.fromkeys(each if each.isascii() else each[0] for each in found)]


def test_every_pattern_is_declared_as_it_is_told_here() -> None:
    assert [row(each) for each in ALL] == [told(line) for line in DECLARED.strip().splitlines()]


def test_a_pattern_is_of_words_where_a_find_needs_no_digit_and_no_letter() -> None:
    given: list[dict[str, Any]] = [{}, {"run": 1}, {"letters": True}, {"run": 1, "letters": True}, {"or_letters": True}]
    assert [Pattern("name", pattern("x"), **each).is_of_words for each in given] == [True, False, False, False, True]


def tried(plain: str) -> list[str]:
    """The kinds of the patterns that walk a text."""
    return [each.kind for each in worth_trying(ALL, plain) if each.may_be_in(plain, set(plain))]


def test_a_text_without_digits_letters_and_words_meets_no_pattern() -> None:
    assert tried("電視壞了") == []


def test_a_pattern_walks_a_text_with_what_it_needs_and_no_other() -> None:
    """By the words it needs, by its gate, by the length of a stretch of digits, by letters."""
    assert tried("甲@乙") == ["email"] * 5 + ["account"]
    assert tried("三栋") == ["address"]
    assert tried("一栋") == ["address"]
    assert tried("栋一") == []
    assert tried("邮") == ["email"]
    assert tried("c") == []
    assert tried("我王") == ["name"] * 3
    assert tried("我的") == []
    assert tried("name") == ["email", "name"], "me is the end of a domain"
    assert tried("室內12") == []


def test_as_long_a_stretch_of_digits_as_a_find_has_is_enough() -> None:
    by_run = {run: len(worth_trying(ALL, "1" * run)) for run in range(25)}
    steps = {run: by_run[run] - by_run[run - 1] for run in range(1, 25) if by_run[run] != by_run[run - 1]}
    assert by_run[0] == 44
    assert steps == {2: 1, 3: 2, 4: 5, 5: 8, 6: 4, 7: 2, 8: 5, 9: 1, 10: 2, 11: 4, 12: 2, 13: 1, 15: 2, 17: 1, 22: 1}
    assert LONGEST_RUN == 22
