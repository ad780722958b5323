"""What an erasure reaches besides the vault: every text, file, draft and message in which the person may stand (ADR 0105).

The texts of a case are masked when they are written, but what an earlier version masked less well, or somebody typed about others, may
still tell who she is: all of them are masked once more by her own details, while these are still known. Files go whole. What cannot
be changed — entries of the audit log, and events — holds no free text (`services.verb`); what staff typed in other rooms stands in columns
that are known by their names (`core.redaction.columns`) and, for the audit log, sealed beside its entry.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from open315.cases.models import Appointment, Attachment, Case, Handoff, TimelineEntry
from open315.cases.services.saved_views import forget_views_about
from open315.cases.types import PersonDetails
from open315.cases.vault import own_of
from open315.core.audit.words import mask_words
from open315.core.jobs import services as jobs
from open315.core.list_files.services import forget_lists_about
from open315.core.pages.drafts import drop_drafts_about
from open315.core.redaction import Own, mask_own
from open315.core.redaction.columns import mask_columns
from open315.core.uploads import services as uploads
from open315.notify import services as notify

OF_CASE = (
    "title", "narrative", "goods_text", "trader_name", "result_note", "decline_statement", "source_data", "competence",
)  # fmt: skip


def forget_everywhere(case: Case, person: PersonDetails | None, *, at: datetime) -> int:
    """Mask the person in all that stands around the case, drop its files, drafts and whatever file repeats its rows (one that is being
    written begins anew), in the caller's transaction.

    `person` is None where nobody left details, or they cannot be opened any more. `case` is changed like its row. Returns how many
    files were dropped.
    """
    related = [case, *related_to(case)]
    if person is not None:
        own = own_of(person)
        for each in related:
            _mask_case(each, own)
        transaction.on_commit(partial(notify.forget_address, person.email))
        mask_columns(own, but="cases")
        mask_words(lambda text: mask_own(text, own), at)
        forget_views_about(own)
        forget_lists_about(own)
    drop_drafts_about("cases.", f"/{case.pk}")
    jobs.forget_files()
    return uploads.drop(Attachment.objects.filter(case=case).values_list("upload_id", flat=True), at)


def related_to(case: Case) -> QuerySet[Case]:
    """The cases that came of the same letter: its parts, or the one it is a part of."""
    return Case.objects.filter(Q(split_from=case) | Q(pk=case.split_from_id)).order_by("id")


def _mask_case(case: Case, own: Own) -> None:
    _mask_rows([case], OF_CASE, own)
    _mask_rows(TimelineEntry.objects.filter(case=case).order_by("id"), ("data",), own)
    _mask_rows(Handoff.objects.filter(case=case).order_by("id"), ("reason", "reply"), own)
    _mask_rows(Appointment.objects.filter(case=case).order_by("id"), ("place", "brings"), own)
    _mask_rows(Attachment.objects.filter(case=case).order_by("id"), ("note",), own)


def _mask_rows(rows: Iterable[Model], names: tuple[str, ...], own: Own) -> None:
    for row in rows:
        changed = {name: new for name in names if (new := _masked(old := getattr(row, name), own)) != old}
        for name, value in changed.items():
            setattr(row, name, value)
        if changed:
            type(row)._default_manager.filter(pk=row.pk).update(**changed)


def _masked(value: Any, own: Own) -> Any:
    """The same with every text in it masked, also the headings of a sheet."""
    if isinstance(value, str):
        return mask_own(value, own)
    if isinstance(value, dict):
        return {mask_own(name, own): _masked(each, own) for name, each in value.items()}
    if isinstance(value, list):
        return [_masked(each, own) for each in value]
    return value
