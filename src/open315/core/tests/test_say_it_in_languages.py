"""A text in several languages: what each reader is shown, what a table stores, what a form asks for."""

from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.checks import Error
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import to_locale

from open315.config.catalogues.rooms import DERIVED as DERIVED_CATALOGUE
from open315.core.names import DERIVED, Filled, Names, names, taken
from open315.core.translations import TranslationsField, contains
from open315.core.ui.names import NamesField, other_labels, spread
from open315.core.ui.templatetags.ui import named
from open315.org.models import Region

WUHAN = "420100"


@pytest.fixture(autouse=True)
def three(settings: Any) -> None:
    """The languages that this table of expectations is about, whatever others the interface has."""
    settings.LANGUAGES = [("zh-hant", "繁體中文"), ("zh-hans", "简体中文"), ("en", "English")]


@pytest.fixture
def tibetan(three: None, settings: Any) -> None:
    """One more, without a line of code that knows it."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("bo", "བོད་ཡིག")]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("zh-hant", "發票"), ("zh-hans", "发票"), ("en", "Invoice"), ("bo", "བྱུང་འཛིན།"), ("mn", "發票")],
)
def test_each_reader_is_shown_her_own_language_and_chinese_where_it_says_nothing(language: str, shown: str) -> None:
    text = Names("發票", "Invoice", bo="བྱུང་འཛིན།")
    assert text.in_language(language) == shown
    with translation.override(language if language in {"zh-hant", "zh-hans", "en"} else None):
        assert str(text) == (shown if language in {"zh-hant", "zh-hans", "en"} else "發票")


def test_a_reader_of_a_text_without_chinese_is_shown_what_there_is() -> None:
    assert [Names(en="Invoice").in_language(each) for each in ("zh-hant", "zh-hans", "en")] == ["Invoice"] * 3
    assert (str(Names()), bool(Names()), bool(Names(en="x"))) == ("", False, True)


def test_a_sentence_with_a_name_in_it_speaks_the_language_of_each_reader() -> None:
    said = Filled(Names("%(what)s的%(n)s", "%(n)s of %(what)s"), what=Names("展板", "boards"), n=3)
    for language, shown in (("zh-hant", "展板的3"), ("zh-hans", "展板的3"), ("en", "3 of boards")):
        with translation.override(language):
            assert str(said) == shown


def test_texts_that_say_the_same_are_equal_whatever_is_blank() -> None:
    assert Names("發票", "") == Names("發票", en="", bo="") != Names("發票", "Invoice")
    assert len({Names("發票"), Names("發票", "")}) == 1


def test_data_of_a_text_is_read_again_whatever_languages_there_are_now() -> None:
    text = Names("發票", "Invoice", bo="བྱུང་འཛིན།")
    assert text.as_data() == {"zh_hant": "發票", "en": "Invoice", "bo": "བྱུང་འཛིན།"}
    assert Names.from_data(text.as_data()) == text
    assert [Names.from_data(each) for each in ("發票", None, {})] == [Names("發票"), Names(), Names()]
    assert [Names.is_data(each) for each in ({"zh_hant": ""}, {"en": "x"}, {"zh_hant": 1}, "發票")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_data_file_with_a_language_that_the_interface_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="not a name"):
        names({"zh_hant": "發票", "bo": "བྱུང་འཛིན།"})
    with pytest.raises(ValueError, match="not a name"):
        names({"zh_hant": "發票", "zh_hans": "发票"})


@pytest.mark.usefixtures("tibetan")
def test_a_data_file_may_say_it_in_a_new_language_of_the_interface() -> None:
    entry = {"code": "invoice", "zh_hant": "發票", "bo": "བྱུང་འཛིན།"}
    assert taken(entry) == Names("發票", bo="བྱུང་འཛིན།")
    assert entry == {"code": "invoice"}


def test_every_language_made_from_chinese_has_its_catalogue_made_too() -> None:
    assert {to_locale(code) for code in DERIVED} == {DERIVED_CATALOGUE}
    assert set(DERIVED) <= {code for code, _name in settings.LANGUAGES}


@pytest.mark.django_db
@pytest.mark.usefixtures("tibetan")
def test_a_further_language_needs_no_column_and_reading_it_no_query() -> None:
    region = Region.objects.get(pk=WUHAN)
    region.name_in = Names(en="Wuhan", bo="ཝུ་ཧན།")
    region.save()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = Region.objects.get(pk=WUHAN)
        assert (found.name, found.name_in, found.name_in.written("bo")) == (
            "武漢市", Names("武漢市", "Wuhan", bo="ཝུ་ཧན།"), "ཝུ་ཧན།",
        )  # fmt: skip
    assert len(asked) == 1


@pytest.mark.django_db
def test_setting_translations_leaves_the_chinese_name_alone() -> None:
    region = Region.objects.get(pk=WUHAN)
    region.name_in = Names("漢口市", "Hankow")
    region.save()
    assert Region.objects.values_list("name", "name_in").get(pk=WUHAN) == ("武漢市", {"en": "Hankow"})


@pytest.mark.django_db
def test_a_renamed_row_says_its_new_name_at_once() -> None:
    region = Region.objects.get(pk=WUHAN)
    region.name = "江城市"
    assert region.name_in == Names("江城市", "Wuhan")


@pytest.mark.django_db
def test_columns_that_are_not_read_are_read_when_asked_for() -> None:
    region = Region.objects.only("code").get(pk=WUHAN)
    assert region.name_in == Names("武漢市", "Wuhan")


@pytest.mark.django_db
def test_a_translation_of_the_greatest_length_is_kept_and_one_letter_more_is_refused() -> None:
    region = Region.objects.get(pk=WUHAN)
    region.name_in = Names(en="x" * 80)
    region.save()
    assert Region.objects.get(pk=WUHAN).name_in.en == "x" * 80
    region.name_in = Names(en="x" * 81)
    with pytest.raises(ValueError, match=r"org\.Region\.name_in: the text in en is longer than 80"):
        region.save()


@pytest.mark.django_db
@pytest.mark.usefixtures("tibetan")
@pytest.mark.parametrize("text", ["武漢", "wuHAN", "ཝུ་ཧན"])
def test_a_row_is_found_by_its_name_in_any_language_of_the_interface(text: str) -> None:
    Region.objects.filter(pk=WUHAN).update(name_in={"en": "Wuhan", "bo": "ཝུ་ཧན།"})
    assert list(Region.objects.filter(contains("name", text)).values_list("pk", flat=True)) == [WUHAN]


@pytest.mark.django_db
def test_a_word_that_stands_in_no_language_finds_nothing() -> None:
    assert not Region.objects.filter(contains("name", "name_in")).exists()


def test_a_field_that_translates_no_column_is_named_at_the_start() -> None:
    class Door(models.Model):
        title = models.CharField(max_length=9)
        title_in = TranslationsField(of="name", max_length=9)

        class Meta:
            app_label = "core_of_a_test"

    found = [each for each in Door.check() if isinstance(each, Error) and each.id == "open315.E331"]
    assert [each.msg for each in found] == ["core_of_a_test.Door.title_in translates 'name', which is no column"]


IN_OTHER = "%(language)s name"


def form_with(data: dict[str, str] | None = None, *, source: bool = True, **given: Any) -> forms.Form:
    """A form whose field asks in the languages of the moment."""

    class Sheet(forms.Form):
        name = NamesField(
            label="Name", max_length=5, translated_length=9, in_other=IN_OTHER, help_text="help", source=source
        )
        more = forms.CharField(required=False)

    return Sheet(data, **given)


def parts(form: forms.Form) -> list[tuple[str, str, bool, list[str]]]:
    """Of each input: its name, its label in English, whether it must be filled, its errors."""
    with translation.override("en"):
        return _parts(form)


def _parts(form: forms.Form) -> list[tuple[str, str, bool, list[str]]]:
    return [(each.html_name, str(each.label), each.field.required, list(each.errors)) for each in form["name"].parts]  # type: ignore[attr-defined]


def test_a_form_asks_for_chinese_and_offers_every_other_language_but_the_one_that_is_made() -> None:
    assert parts(form_with()) == [("name", "Name", True, []), ("name_en", "English name", False, [])]


def test_a_form_reads_what_was_typed_into_one_text() -> None:
    form = form_with({"name": " 武漢市 ", "name_en": "Wuhan", "more": "x"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == Names("武漢市", "Wuhan")
    assert spread(form.cleaned_data) == {"name": "武漢市", "name_in": Names("武漢市", "Wuhan"), "more": "x"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": "一二三四五", "name_en": "x" * 9}, [0, 0]),
        ({"name": "一二三四五六", "name_en": "x" * 9}, [1, 0]),
        ({"name": "一二三四五", "name_en": "x" * 10}, [0, 1]),
        ({"name": "", "name_en": "Wuhan"}, [1, 0]),
        ({"name": "  ", "name_en": ""}, [1, 0]),
        ({"name_en": "x" * 10}, [1, 1]),
        ({}, [1, 0]),
    ],
)
def test_what_is_wrong_in_one_language_is_said_at_its_input(typed: dict[str, str], wrong: list[int]) -> None:
    form = form_with(typed)
    assert [len(errors) for *_, errors in parts(form)] == wrong
    assert form.is_valid() == (sum(wrong) == 0)


def test_the_summary_of_what_is_wrong_leads_to_the_input_of_the_language() -> None:
    with translation.override("en"):
        shown = str(form_with({"name": "武漢市", "name_en": "x" * 10}))
    assert 'href="#id_name"' not in shown
    assert (
        '<li><a href="#id_name_en">English name</a>: Ensure this value has at most 9 characters (it has 10).</li>'
        in shown
    )


def test_a_refusal_of_the_service_stands_at_the_chinese_input() -> None:
    form = form_with({"name": "武漢市", "name_en": "Wuhan"})
    form.add_error("name", "There is one of that name.")
    assert [errors for *_, errors in parts(form)] == [["There is one of that name."], []]


def test_a_form_shows_what_is_stored_and_what_was_typed_before() -> None:
    stored = str(form_with(initial={"name": Names("武漢市", "Wuhan")}))
    assert '<input type="text" name="name" value="武漢市" maxlength="5" required' in stored
    assert '<input type="text" name="name_en" value="Wuhan" maxlength="9" ' in stored
    typed = str(form_with({"name": "一二三四五六", "name_en": "Hankow"}, initial={"name": Names("武漢市", "Wuhan")}))
    assert 'value="一二三四五六"' in typed
    assert 'aria-invalid="true"' in typed
    assert 'value="Hankow"' in typed
    assert "Wuhan" not in typed


def test_a_form_without_the_chinese_text_asks_for_the_translations_alone() -> None:
    form = form_with({"name_en": ""}, source=False)
    assert parts(form) == [("name_en", "English name", False, [])]
    assert form.is_valid()
    assert form_with(source=False).fields["name"].clean(["Wuhan"]) == Names(en="Wuhan")


@pytest.mark.usefixtures("tibetan")
def test_a_further_language_gets_an_input_and_a_column_in_lists() -> None:
    form = form_with({"name": "武漢市", "name_bo": "ཝུ་ཧན།"})
    assert [label for _name, label, *_ in parts(form)] == ["Name", "English name", "བོད་ཡིག name"]
    assert form.is_valid()
    assert form.cleaned_data["name"] == Names("武漢市", bo="ཝུ་ཧན།")
    assert list(map(str, other_labels("%(language)s"))) == ["英文", "བོད་ཡིག"]
    assert form.cleaned_data["name"].translations() == ["", "ཝུ་ཧན།"]


def test_languages_are_called_as_the_reader_calls_them() -> None:
    with translation.override("zh-hans"):
        assert list(map(str, other_labels("%(language)s名稱"))) == ["英文名稱"]


@pytest.mark.parametrize(("language", "shown"), [("zh-hans", "武汉市"), ("en", "Wuhan")])
def test_a_page_names_rows_and_stored_data_alike(language: str, shown: str) -> None:
    row = Region(name="武漢市", name_in={"en": "Wuhan"})
    with translation.override(language):
        assert named(row) == named({"zh_hant": "武漢市", "en": "Wuhan"}) == named(Names("武漢市", "Wuhan")) == shown
    assert named(None) == ""
