"""A form with every kind of field, for the gallery."""

from typing import Any

from django import forms
from django.utils.functional import lazy

from open315.core.names import Names
from open315.core.ui.days import DayField
from open315.core.ui.forms import FindableSelect

_words: Any = lazy(lambda zh_hant, en: str(Names(zh_hant, en)), str)


class SpecimenForm(forms.Form):
    """Each widget once; refuses a short text and asks for the rest."""

    title = forms.CharField(
        label=_words("標題", "Title"),
        help_text=_words("一句話說明問題", "The matter in one sentence"),
        min_length=4,
        max_length=40,
    )
    story = forms.CharField(label=_words("經過", "What happened"), widget=forms.Textarea(attrs={"rows": 3}))
    place = forms.ChoiceField(
        label=_words("地點", "Place"),
        widget=FindableSelect,
        choices=[("", "—"), ("420100", Names("武漢市", "Wuhan")), ("420200", Names("黃石市", "Huangshi"))],
    )
    amount = forms.DecimalField(
        label=_words("金額（元）", "Amount (CNY)"), required=False, min_value=0, decimal_places=2
    )
    happened = DayField(
        label=_words("發生日期", "Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kind = forms.ChoiceField(
        label=_words("類別", "Kind"),
        widget=forms.RadioSelect,
        choices=[
            ("complaint", _words("投訴", "Complaint")),
            ("report", _words("舉報", "Report")),
            ("enquiry", _words("諮詢", "Enquiry")),
        ],
    )
    claims = forms.MultipleChoiceField(
        label=_words("訴求", "Claims"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("refund", _words("退款", "Refund")),
            ("repair", _words("修理", "Repair")),
            ("exchange", _words("換貨", "Exchange")),
        ],
    )
    evidence = forms.FileField(
        label=_words("證據", "Evidence"), required=False, widget=forms.FileInput(attrs={"data-files": ""})
    )
    consent = forms.BooleanField(
        label=_words("我確認以上屬實", "I confirm that this is true"),
        error_messages={"required": _words("請確認", "Please confirm")},
    )


def specimen_forms() -> list[tuple[Any, SpecimenForm]]:
    """The form empty, filled, and refused."""
    filled = {
        "title": str(Names("手機變速充電器過熱", "A charger that overheats")),
        "story": str(
            Names("購買三天後發熱冒煙，商家拒絕退貨。", "After three days it smoked; the trader refuses a refund.")
        ),
        "place": "420100",
        "amount": "1299.00",
        "happened": "2026-03-15",
        "kind": "complaint",
        "claims": ["refund"],
        "consent": True,
    }
    refused = SpecimenForm(data={"refused-title": "?", "refused-kind": "complaint"}, prefix="refused")
    refused.is_valid()
    return [
        (Names("空白", "Empty"), SpecimenForm(prefix="empty")),
        (Names("已填", "Filled"), SpecimenForm(initial=filled, prefix="filled")),
        (Names("有誤", "With errors"), refused),
    ]
