"""Asking for a long list as a file, giving it out, cancelling it. The writing is the worker's (`writing`)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from open315.core import audit, jobs
from open315.core.access import Actor
from open315.core.crypto import KeyUnknown, Sealed, blind_index, current_key, holdings, seal, unseal
from open315.core.crypto.rotation import register
from open315.core.errors import Conflict, NotFound
from open315.core.jobs import Job, JobState, files
from open315.core.list_files.job_kind import LIST_FILE
from open315.core.list_files.kinds import SheetKind
from open315.core.list_files.models import ListFile
from open315.core.list_files.queries import list_file_of
from open315.core.redaction import Own, mask_own

FILE = "list"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list, below what, and what its address said."""

    list: str
    args: tuple[str, ...]
    query: QueryDict
    form: str


def ask_for(kind: SheetKind, args: Sequence[str], query: QueryDict, form: str, *, actor: Actor, at: datetime) -> Job:
    """Hand the list to the worker. A second click leads to the job of the first while that is at work."""
    address = json.dumps([list(args), query.urlencode()])
    once = blind_index(json.dumps([actor.account_id, kind.name, form, address]), purpose="list_file")
    try:
        with transaction.atomic():
            job = jobs.ask(LIST_FILE, actor=actor, at=at, organisation_id=actor.organisation_id, once=once)
            sealed = seal(address.encode(), purpose=_purpose(job.pk))
            ListFile.objects.create(
                job=job, list=kind.name, form=form, key_id=sealed.key_id, ciphertext=sealed.ciphertext
            )
    except Conflict:
        return Job.objects.get(kind=LIST_FILE.name, once=once, state__in=jobs.AT_WORK)
    return job


def asked_by(job: Job) -> Asked:
    """What a job is to write."""
    row = ListFile.objects.get(job=job)
    args, query = json.loads(unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=_purpose(job.pk)))
    return Asked(row.list, tuple(args), QueryDict(query), row.form)


def is_there(job: Job) -> bool:
    """Whether its file is written and not dropped again: a restored backup has none, and an erasure takes it."""
    file = files.of(job, FILE) if job.state == JobState.DONE else None
    return file is not None and files.is_there(file)


def open_list(job_id: int, *, actor: Actor, at: datetime) -> tuple[BinaryIO, str]:
    """The finished file and its name; each opening is recorded. NotFound when there is none (any more)."""
    found = list_file_of(actor, job_id)
    file = files.of(found.job, FILE)
    if file is None or not is_there(found.job):
        raise NotFound(_("This file is not there any more. Ask for it anew."))
    opened = files.open_file(file)
    audit.record("lists.file_downloaded", actor=actor, at=at, obj=("job", job_id), data={"list": found.list})
    return opened, file.name


def cancel_list(job_id: int, *, actor: Actor, at: datetime) -> None:
    """Ask the worker to stop. NotFound for somebody else's, Conflict when it has ended."""
    with transaction.atomic():
        found = list_file_of(actor, job_id)
        jobs.cancel(job_id, actor=actor, at=at)
        audit.record("lists.file_cancelled", actor=actor, at=at, obj=("job", job_id), data={"list": found.list})


def forget_lists_about(own: Own) -> int:
    """Drop the lists for which somebody looked by what tells a person; returns how many. In the caller's transaction."""
    about = [row.job_id for row in ListFile.objects.select_related("job").order_by("job") if _looks_for(row.job, own)]
    return Job.objects.filter(pk__in=about).delete()[1].get(Job._meta.label, 0)


def _looks_for(job: Job, own: Own) -> bool:
    try:
        asked = asked_by(job)
    except KeyUnknown:  # nobody can look any more, neither for her nor at what was asked
        return True
    return any(mask_own(word, own) != word for words in asked.query.lists() for word in words[1])


@register
def reseal_list_files() -> Iterator[int]:
    """Seal again what an older key sealed; yields how many, batch by batch."""
    while done := _resealed():
        yield done


def _resealed() -> int:
    with transaction.atomic():
        rows = list(ListFile.objects.select_for_update().exclude(key_id=current_key())[:BATCH])
        for row in rows:
            purpose = _purpose(row.job_id)
            sealed = seal(unseal(Sealed(row.key_id, bytes(row.ciphertext)), purpose=purpose), purpose=purpose)
            row.key_id, row.ciphertext = sealed.key_id, sealed.ciphertext
            row.save(update_fields=["key_id", "ciphertext"])
    return len(rows)


@holdings.register
def _one_of_each_key() -> Iterator[tuple[Sealed, str]]:
    for key in ListFile.objects.order_by("key_id").values_list("key_id", flat=True).distinct():
        row = ListFile.objects.filter(key_id=key).first()
        if row:
            yield Sealed(row.key_id, bytes(row.ciphertext)), _purpose(row.job_id)


def _purpose(job_id: int) -> str:
    """An address opens only in its place."""
    return f"list_file\0{job_id}"
