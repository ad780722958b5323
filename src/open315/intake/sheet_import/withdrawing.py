"""Taking an import back as a whole: the verb, and the job that takes its cases away (ADR 0099).

The verb hides every case of the import in one transaction, or refuses with those that were worked on; from then on every figure,
list and search is what it was before the import. The job deletes in pieces what is hidden, then the sheet and the result file. A
worker that is killed leaves a rest for the next one. Nothing is ever shown again of an import whose withdrawal has begun.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.cases import services as cases
from open315.core import audit, clock, jobs
from open315.core.access import SYSTEM, Actor
from open315.core.errors import InvalidInput
from open315.core.jobs import Held, Job, JobKind, JobState, declare_job, files
from open315.core.redaction import redact
from open315.core.uploads import services as uploads
from open315.core.verbs import YES, Decision, Verb
from open315.core.verbs.policy import admit
from open315.core.verbs.step import step
from open315.core.verbs.who import holders
from open315.intake.models import SheetImport
from open315.intake.sheet_import.services import OWN_PAGE, SHEET
from open315.notify.wording import Notice, declare_notices
from open315.org import services as org

PERMISSION = "imports:withdraw"
PIECE = 1000
MAX_REASON = 400
WORKED_ON = _("Something was done with cases of this import. They are listed below; the import stays.")
NOT_YET = _("Only an import that has ended can be withdrawn. Cancel it first.")
NOTHING_THERE = _("This import brought no case that could be taken away.")
WITHDRAWN = _("This import is withdrawn already.")


def work(held: Held) -> None:
    """Delete what is hidden, or what is left of it; then the file and the result."""
    sheet = SheetImport.objects.get(withdrawal=held.job)
    if not held.progress.total:
        held.tell(total=sheet.cases_withdrawn)
    while True:
        with held.commit() as progress:
            gone = cases.take_away(sheet.pk, PIECE)
            progress.done += gone
        if not gone:
            break
    with held.finishing():
        _forget_files(sheet)
        told = {"source": sheet.source, "cases": sheet.cases_withdrawn}
        audit.record("imports.taken_away", actor=SYSTEM, at=clock.now(), obj=("import", sheet.pk), data=told)


def _forget_files(sheet: SheetImport) -> None:
    """The sheet as it came and what was said of its rows: both hold what the cases held."""
    uploads.drop([sheet.upload_id], at=clock.now())
    if sheet.job is not None:
        transaction.on_commit(partial(files.drop, sheet.job))


def _page(job: Job) -> str:
    return reverse("imports:show", args=[SheetImport.objects.get(withdrawal=job).pk])


def _told(job: Job) -> dict[str, Any]:
    sheet = SheetImport.objects.get(withdrawal=job)
    return {"source": sheet.source, "cases": sheet.cases_withdrawn}


declare_notices(
    {
        "imports.taken_away": Notice(
            _("The import from %(source)s is withdrawn: its %(cases)s cases are gone."), tone="good"
        ),
        "imports.stuck": Notice(
            _("The withdrawal of the import from %(source)s stopped. Open it to go on."), tone="bad"
        ),
    }
)
WITHDRAWAL = declare_job(
    JobKind(
        name="imports.withdrawal",
        label=_("Withdrawal of an import"),
        permission=PERMISSION,
        work=work,
        page=_page,
        states={
            JobState.WAITING: pgettext_lazy("import", "Being withdrawn"),
            JobState.RUNNING: pgettext_lazy("import", "Being withdrawn"),
            JobState.DONE: pgettext_lazy("import", "Withdrawn"),
            JobState.FAILED: pgettext_lazy("import", "Withdrawal stopped"),
            JobState.CANCELLED: pgettext_lazy("import", "Withdrawal stopped"),
        },
        notices={JobState.DONE: "imports.taken_away", JobState.FAILED: "imports.stuck"},
        notice_data=_told,
    )
)


def _withdrawable(_actor: Actor, sheet: SheetImport) -> Decision:
    if sheet.withdrawal is not None and sheet.withdrawal.state != JobState.FAILED:
        return Decision(False, WITHDRAWN, by_state=True)
    if sheet.job is None or sheet.job.at_work:
        return Decision(False, NOT_YET, by_state=True)
    return YES if sheet.rows_new else Decision(False, NOTHING_THERE, by_state=True)


WITHDRAW = Verb(
    "withdraw",
    SHEET,
    event="imports.withdrawn",
    emits=None,
    permission=PERMISSION,
    who=holders(_("Your role does not include withdrawing imports.")),
    also=_withdrawable,
    face=OWN_PAGE,
)


@WITHDRAW
def withdraw_import(import_id: int, *, reason: str, actor: Actor, at: datetime) -> SheetImport:
    """Take back everything the import brought, while nothing was done with its cases; a withdrawal that stopped goes on.

    InvalidInput without a reason. Conflict while it runs, when it brought nothing, when it is withdrawn, or when cases were
    worked on (`cases.queries.worked_on` has them).
    """
    admit(WITHDRAW, actor)
    reason = " ".join(reason.split())
    if not reason or len(reason) > MAX_REASON:
        raise InvalidInput(_("Please say in at most 400 characters why the import is withdrawn."), field="reason")
    with step(WITHDRAW, import_id, actor=actor, at=at) as done:
        sheet = done.row
        if sheet.withdrawal is not None:
            sheet.withdrawal = jobs.resume(sheet.withdrawal.pk, actor=actor)
            return sheet
        sheet.cases_withdrawn = cases.hide_imported(sheet.pk, WORKED_ON)
        org.withdraw_coverage(sheet.council_id, source=sheet.coverage_source, actor=actor, at=at)
        sheet.withdrawal_reason = redact(reason).text[:MAX_REASON]
        sheet.withdrawal = jobs.ask(WITHDRAWAL, actor=actor, at=at, organisation_id=sheet.council_id)
        done.say(cases=sheet.cases_withdrawn)
        return sheet
