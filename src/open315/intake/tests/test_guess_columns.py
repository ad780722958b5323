"""What a heading means: the other side's telephone is never the consumer's."""

import pytest

from open315.intake.sheet_import.columns import Target, guess


@pytest.mark.parametrize(
    "heading", ["被投诉人电话", "被投訴人電話", "商家联系电话", "被诉人手机", "经营者电话号码", "企业邮箱"]
)
def test_the_traders_telephone_is_not_taken_for_the_consumers(heading: str) -> None:
    assert not {Target.PHONE, Target.NAME, Target.EMAIL} & set(guess([heading]).values())
    assert guess([heading, "投诉人电话"])[1] is Target.PHONE
