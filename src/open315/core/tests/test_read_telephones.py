"""One reading of telephone numbers for forms, sheets and look-up."""

from hypothesis import given
from hypothesis import strategies as st

from open315.core.text.telephones import is_hidden_or_account, is_telephone, numbers, written

PASTED = {
    "13800138000": ("13800138000",),
    "\u202d13800138000\u202c": ("13800138000",),
    "138\xa00013\xa08000": ("13800138000",),
    "１３８００１３８０００": ("13800138000",),
    "+86 138 0013 8000": ("13800138000",),
    "008613800138000": ("13800138000",),
    "0086-27-12345678": ("2712345678",),
    "027－12345678": ("02712345678",),
    "027—12345678": ("02712345678",),
    "（027）12345678": ("02712345678",),
    "(027)12345678": ("02712345678",),
    "027-12345678转8001": ("02712345678",),
    "027-12345678 轉 分機8001": ("02712345678",),
    "027-12345678 ext. 12": ("02712345678",),
    "12315": ("12315",),
    "13800138000、13900139000": ("13800138000", "13900139000"),
    "13800138000/027-12345678": ("13800138000", "02712345678"),
    "13800138000 13900139000": ("13800138000", "13900139000"),
    "13800138000；13900139000": ("13800138000", "13900139000"),
    "13800138000或13900139000": ("13800138000", "13900139000"),
}
WITH_MORE = {
    "12345678-801": ("12345678",),
    "027-12345678-801": ("02712345678",),
    "027-12345678 -801": ("02712345678",),
    "13800138000*1": ("13800138000",),
    "4008008820-3": ("4008008820",),
    "138-0013-8000": ("13800138000",),
    "400-800-8820": ("4008008820",),
    "13800138000.0": ("13800138000",),
    "138.0013.8000": ("13800138000",),
    "tel:13800138000": ("13800138000",),
    "TEL13800138000": ("13800138000",),
    "mob13800138000": ("13800138000",),
    "Mob. 13800138000": ("13800138000",),
    "13800138000（微信同号）": ("13800138000",),
    "13800138000 或 QQ12345678": ("13800138000",),
}


def test_a_number_is_read_however_it_was_pasted() -> None:
    assert {each: numbers(each) for each in PASTED} == PASTED
    assert [each for each in PASTED if not is_telephone(each)] == []


def test_an_extension_a_label_and_an_account_beside_it_are_no_part_of_a_number() -> None:
    assert {each: numbers(each) for each in WITH_MORE} == WITH_MORE


OF_SOMETHING_ELSE = (
    ["138****8000", "138xxxx8000", "138-****-8000", "****8000", "QQ 12345678", "QQ号：12345678", "O2712345678", "l3800138000",
     "138001380@qq.com", "1.38E+10", "微信 13800138000"]
)  # fmt: skip


def test_digits_of_something_else_and_what_is_left_of_a_hidden_number_are_no_number() -> None:
    """Of 138****8000 the number 1388000 was stored and told as taken, of QQ 12345678 its digits."""
    for text in OF_SOMETHING_ELSE:
        assert (numbers(text), is_telephone(text), is_hidden_or_account(text)) == ((), False, True), text


def test_a_number_is_neither_hidden_nor_an_account() -> None:
    for text in ("13800138000", "027-12345678转8001", "张三", "", "12315", "13800138000 QQ12345678"):
        assert not is_hidden_or_account(text)


def test_what_stands_between_and_behind_numbers_is_no_part_of_them() -> None:
    both = ("13900139000", "13800138000")
    mixed = [
        "QQ12345678 13900139000 13800138000", "138****8000 13900139000 13800138000", "13900139000 tel 13800138000", "13900139000 / / 13800138000",
        "13900139000//13800138000", "13900139000、 13800138000",
    ]  # fmt: skip
    assert {each: numbers(each) for each in mixed} == dict.fromkeys(mixed, both)
    alone = [*mixed[3:], "027-12345678-801", "13800138000.0", "13800138000 转 8001"]
    assert [each for each in alone if not is_telephone(each)] == []
    assert numbers("1234") == numbers("1" * 16) == ()
    assert is_hidden_or_account("QQ tel 12345678")


def test_what_is_no_number_is_none() -> None:
    none = ["", "不详", "無", "1234", "abc", "13800138000找张先生", "1" * 16, "(", "、"]
    assert [each for each in none if is_telephone(each)] == []


@given(st.text(st.one_of(st.characters(), st.sampled_from("0123456789()-－（）/、转 \u202d\xa0\n"))))
def test_writing_a_number_in_common_signs_changes_neither_it_nor_itself(text: str) -> None:
    once = written(text)
    assert written(once) == once
    assert numbers(once) == numbers(text)
