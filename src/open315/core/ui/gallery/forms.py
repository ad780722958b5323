"""A form with every kind of field, for the gallery."""

from typing import Any

from django import forms

from open315.core.names import Names


class SpecimenForm(forms.Form):
    """Each widget once; refuses a short text and asks for the rest."""

    title = forms.CharField(
        label=Names("標題", "Title"),
        help_text=Names("一句話說明問題", "The matter in one sentence"),
        min_length=4,
        max_length=40,
    )
    story = forms.CharField(label=Names("經過", "What happened"), widget=forms.Textarea(attrs={"rows": 3}))
    place = forms.ChoiceField(
        label=Names("地點", "Place"),
        choices=[("", "—"), ("420100", Names("武漢市", "Wuhan")), ("420200", Names("黃石市", "Huangshi"))],
    )
    amount = forms.DecimalField(
        label=Names("金額（元）", "Amount (CNY)"), required=False, min_value=0, decimal_places=2
    )
    happened = forms.DateField(
        label=Names("發生日期", "Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kind = forms.ChoiceField(
        label=Names("類別", "Kind"),
        widget=forms.RadioSelect,
        choices=[
            ("complaint", Names("投訴", "Complaint")),
            ("report", Names("舉報", "Report")),
            ("enquiry", Names("諮詢", "Enquiry")),
        ],
    )
    claims = forms.MultipleChoiceField(
        label=Names("訴求", "Claims"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("refund", Names("退款", "Refund")),
            ("repair", Names("修理", "Repair")),
            ("exchange", Names("換貨", "Exchange")),
        ],
    )
    files = forms.FileField(
        label=Names("證據", "Evidence"), required=False, widget=forms.FileInput(attrs={"data-preview": ""})
    )
    consent = forms.BooleanField(
        label=Names("我確認以上屬實", "I confirm that this is true"),
        error_messages={"required": str(Names("請確認", "Please confirm"))},
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
