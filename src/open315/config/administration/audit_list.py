"""The list of audit entries: who did what."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import BigIntegerField, Case, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.cases.queries import number_of
from open315.cases.rules.workflow import ROOM as CASES
from open315.cases.wording import entry_words
from open315.core.access import Actor
from open315.core.audit import queries
from open315.core.audit.words import data_of
from open315.core.names import enumerated
from open315.core.pages.cells import code, moment, text
from open315.core.pages.declared import Column, Empty, Export, ListPage
from open315.core.pages.filters import FilterForm, day, words
from open315.core.ui.templatetags.ui import named
from open315.core.verbs.declaration import VERBS, Verb
from open315.org.sign_in import ask_to_confirm

if TYPE_CHECKING:
    from open315.core.audit.models import AuditEntry


CASE = "case"
"""The type under which entries name cases."""


class AuditFilters(FilterForm):
    """What an administrator looks for; every field may stay empty."""

    event = forms.CharField(
        label=gettext_lazy("What"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "cases."}),
    )
    who = words(gettext_lazy("Acting person"))
    object_type = words(gettext_lazy("Kind of object"), 40)
    object_id = words(gettext_lazy("Id of the object"), 40)
    first = day(gettext_lazy("From"))
    last = day(gettext_lazy("Until"))

    def clean(self) -> dict[str, Any]:
        """The days must not be turned round."""
        found = super().clean() or {}
        if found.get("first") and found.get("last") and found["last"] < found["first"]:
            self.add_error("last", _("The last day lies before the first."))
        return found


def _read(actor: Actor, wanted: Mapping[str, Any]) -> "QuerySet[AuditEntry]":
    """The entries, those about a case with its number: nobody knows a case by its key."""
    number = number_of(Cast(OuterRef("object_id"), BigIntegerField()))
    rows = queries.entries(actor, queries.AuditFilter(**wanted)).select_related("words")
    return rows.annotate(case_number=Case(When(object_type=CASE, then=number), default=Value("")))


def _what(entry: "AuditEntry") -> str:
    verb = _verbs_by_event().get(entry.event)
    return format_html('{} <span class="faint">{}</span>', verb.label, entry.event) if verb else code(entry.event)


@cache
def _verbs_by_event() -> dict[str, Verb[Any]]:
    return {each.event: each for each in VERBS.values() if each.event and each.label}


def _about(entry: "AuditEntry") -> str:
    if not entry.object_type:
        return ""
    query = urlencode({"object_type": entry.object_type, "object_id": entry.object_id})
    name = getattr(entry, "case_number", "") or f"{entry.object_type} {entry.object_id}"
    return format_html('<a href="?{}">{}</a>', query, name)


def _details(entry: "AuditEntry") -> str:
    data = data_of(entry)
    verb = _verbs_by_event().get(entry.event)
    told = ((name, _in_words(value)) for name, value in data.items())
    exact = format_html_join(" · ", '<span class="faint">{}</span> {}', told)
    if verb is None or verb.target.room != CASES or not data:
        return exact
    template = "{} <details><summary>{}</summary>{}</details>"
    return format_html(template, entry_words(str(verb.name), data), _("As recorded"), exact)


def _in_words(value: Any) -> str:
    """A name in the reader's language, a list in one line: never the signs of the programming language around them."""
    if isinstance(value, dict):
        return named(value) if "zh_hant" in value else enumerated(f"{key} {_in_words(value[key])}" for key in value)
    if isinstance(value, list):
        return enumerated(map(_in_words, value)) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value is None else str(value)


def _exported(entries: "QuerySet[AuditEntry]") -> Iterator[list[Any]]:
    for entry in entries.select_related("words").iterator(2000):
        yield [
            entry.pk, entry.at, entry.event, entry.actor_label, entry.actor_kind, entry.account_id, entry.organisation_id,
            entry.object_type, entry.object_id, str(data_of(entry) or ""),
        ]  # fmt: skip


AUDIT: "ListPage[AuditEntry]" = ListPage(
    name="audit",
    url_name="administration:audit",
    section="audit",
    permission="audit:read",
    title=gettext_lazy("Audit log"),
    lead=gettext_lazy(
        "Who did or opened what. Nothing here can be changed or deleted; each entry is sealed into a chain a few seconds after it was written."
    ),
    filters=AuditFilters,
    read=_read,
    order=("-at", "-id"),
    is_counted=False,
    columns=(
        Column("at", gettext_lazy("When"), lambda entry: moment(entry.at, seconds=True), kind="nowrap"),
        Column("event", gettext_lazy("What"), _what),
        Column("who", gettext_lazy("Acting person"), lambda entry: text(entry.actor_label)),
        Column("about", gettext_lazy("About"), _about),
        Column("details", gettext_lazy("Details"), _details),
    ),
    empty=Empty(gettext_lazy("No entry fits"), gettext_lazy("Look for less, or for another time.")),
    export=Export(
        url_name="administration:audit_export",
        file="audit",
        event="audit.exported",
        header=lambda: [
            "id", _("When"), _("What"), _("Acting person"), _("Kind of actor"), "account_id", "organisation_id",
            _("Kind of object"), _("Id of the object"), _("Details"),
        ],
        rows=_exported,
        kinds=("csv",),
        asks=ask_to_confirm,
    ),
    template="config/admin/audit.html",
)  # fmt: skip
