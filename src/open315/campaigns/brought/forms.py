"""The form by which a folder is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from open315.core.pages.form_pages import PageForm


class FolderForm(PageForm):
    """One file."""

    file = forms.FileField(
        label=_("Sheets of a campaign"),
        help_text=_(
            "A ZIP of CSV files, one a sheet, or one workbook (XLSX, XLS, ODS), up to 20 MB and 20,000 rows. Sheets and columns may be left out."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip,.xlsx,.xls,.ods,.et"}),
    )
