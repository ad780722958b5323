"""How photos and papers are shown on the page of their activity."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from open315.activities.models import Activity, Proof
from open315.activities.proofs.queries import of_activity, shown_by
from open315.activities.proofs.types import MEASURE
from open315.core.pages.cells import badge, link, text
from open315.core.pages.declared import Column
from open315.core.pages.steps import Confirm
from open315.core.uploads.kinds import PICTURES


@dataclass(frozen=True, slots=True)
class ProofShown:
    """A photo or paper, and what it proves in words ("" for nothing in particular)."""

    row: Proof
    proves: Any


def shown_of(activity: Activity) -> list[ProofShown]:
    """The photos and papers of one activity, made ready to be shown."""
    rows = of_activity(activity)
    words = shown_by(activity) if rows else {}
    return [ProofShown(row, _words(row, activity, words)) for row in rows]


def _words(row: Proof, activity: Activity, words: dict[str, Any]) -> Any:
    if row.measure_id is not None:
        is_same = row.measure_id == activity.measure_id
        return words[MEASURE] if is_same else _("a measure that it does not carry out any more")
    return words.get(row.indicator, _("an output that was taken back") if row.indicator else "")


def _file(each: ProofShown) -> SafeString:
    href, caption = reverse("activities:proof_file", args=[each.row.pk]), text(each.row.caption)
    if each.row.upload.content_type not in PICTURES:
        return format_html('<a href="{}" download>{}</a>', href, pgettext("proof", "Paper"))
    picture = '<a href="{}"><img class="photo" src="{}" alt="{}" loading="lazy"></a>'
    return format_html(picture, href, href, caption)


def _change(each: ProofShown) -> SafeString:
    return link(reverse("activities:proof_edit", args=[each.row.pk]), _("Change"))


def _take_out(each: ProofShown) -> Confirm:
    to = reverse("activities:proof_remove", args=[each.row.pk])
    return Confirm(_("Take it out"), to, _("The file is deleted for good."), kind="secondary", version=each.row.version)


COLUMNS: tuple[Column[ProofShown], ...] = (
    Column("file", _("Photo or paper"), _file),
    Column("caption", _("What can be seen"), lambda each: text(each.row.caption)),
    Column("proves", _("What it proves"), lambda each: each.proves),
    Column(
        "released", _("Published"), lambda each: badge(_("may be published"), "good") if each.row.is_released else ""
    ),
    Column("change", _("Change"), _change, kind="nowrap", permission="activities:manage"),
    Column("step", _("Next step"), _take_out, kind="actions", quiet=True, permission="activities:manage"),
)
