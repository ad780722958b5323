"""How much of a person's own details may still be read where they turn up: of each kind by hand, at every place, within nothing longer."""

import pytest

from open315.core.redaction import Own, mask_own, redact

CHAN = Own(
    name="陳大文",
    phone="13912345678、027-87654321",
    email="tiezhu.ouyang@example.org",
    address="湖北省武漢市江漢區江漢路12號3棟",
    id_number="420102199001011234",
)
LEFT = [
    ("打139 1234 5678找我", "打139 **** 5678找我"),
    ("打(027)8765-4321找我", "打(027)****-4321找我"),
    ("家裡87654321", "家裡****4321"),
    ("證號420102199001011234", "證號420***********1234"),
    ("信箱tiezhu.ouyang", "信箱t*****.******"),
    ("我是陳大文，陳大文本人；陈大文", "我是陳**，陳**本人；陈**"),
    ("住江漢路12號3棟", "住********"),
    ("13912345678，再說一遍13912345678", "139****5678，再說一遍139****5678"),
]
STAYS = [
    "商家電話13800138000",
    "單號913912345678",
    "單號139123456780",
    "單號287654321",
    "單號876543210",
    "xtiezhu.ouyang",
    "tiezhu.ouyangs",
    "陳大說文",
    "江漢路上的商家",
]


@pytest.mark.parametrize(("text", "left"), LEFT)
def test_so_much_is_left_and_no_more(text: str, left: str) -> None:
    assert mask_own(text, CHAN) == left


@pytest.mark.parametrize("text", STAYS)
def test_what_is_another_s_or_part_of_something_longer_stays(text: str) -> None:
    assert mask_own(text, CHAN) == text


@pytest.mark.parametrize("written", ["Wang Li Lei", "Li Lei Wang", "Lei Wang Li", "WANG Li-Lei", "wang lilei"])
def test_a_name_is_known_with_the_family_name_at_either_end(written: str) -> None:
    assert (
        mask_own(f"I am {written}.", Own(name="Li Lei Wang"))
        == "I am " + "".join(sign if at == 0 or not sign.isalpha() else "*" for at, sign in enumerate(written)) + "."
    )


def test_a_name_of_two_characters_is_known_and_one_of_one_is_not() -> None:
    assert mask_own("李明來電", Own(name="李明先生")) == "李*來電"
    assert mask_own("王來電", Own(name="王")) == "王來電"


def test_findings_come_in_the_order_of_the_text() -> None:
    found = redact("13800138000，我是陳大文，證號420102199001011234，13912345678", CHAN).found
    assert [each.kind for each in found] == ["phone", "name", "id_number", "phone"]
    assert [each.start for each in found] == sorted(each.start for each in found)
