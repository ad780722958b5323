import pytest
from django.utils import translation

from open315.cases.types import Channel, HandoffState, Kind, State
from open315.law import codelists


@pytest.mark.parametrize(
    ("name", "enumeration"),
    [("kinds", Kind), ("channels", Channel), ("states", State), ("handoff_states", HandoffState)],
)
def test_every_value_of_an_enumeration_has_a_name_in_both_languages(name: str, enumeration: type) -> None:
    found = codelists.code_list(name).codes
    assert set(found) == {each.value for each in enumeration}  # type: ignore[attr-defined]
    assert all(each.names.zh_hant and each.names.en for each in found.values())


def test_every_consent_is_named_in_both_languages() -> None:
    found = codelists.code_list("consents").codes
    assert {"publish", "entrust", "foreclosure", "notify_email", "notify_sms"} >= set(found)
    assert all(each.names.zh_hant and each.names.en for each in found.values())


def test_kinds_and_channels_speak_the_readers_language_and_that_of_sheets() -> None:
    assert codelists.choices("kinds", "zh-hans")[0] == ("complaint", "投诉")
    assert codelists.find("channels", "来访") == "desk"
    with translation.override("en"):
        assert str(codelists.label("kinds", "enquiry")) == "Enquiry"
