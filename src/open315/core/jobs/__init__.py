"""Long work: one machine for imports, documents, exports, and whatever else takes longer than a request (ADR 0044).

A room declares a kind of job with its work (`declare_job`), asks for one in the transaction of a verb (`ask`), and keeps
what only it knows in a table of its own, one-to-one with `core.Job`. Workers take waiting jobs by a lease and hand the work
function a `Held`: what it commits through that counts only while the lease is still this worker's.

    def write_report(held: Held) -> None:
        for piece in pieces(behind=held.progress.done):
            with held.commit() as progress:      # one transaction; refused if another worker has taken over
                store(piece)
                progress.done += len(piece)

    REPORT = declare_job(JobKind(name="reports.yearly", permission="reports:write", work=write_report, page=page_of))
"""

from open315.core.jobs.askers import actors_by, asker_of
from open315.core.jobs.held import CancelAsked, Held, Overtaken
from open315.core.jobs.kinds import JobKind, SeenBy, declare_job, when_ended
from open315.core.jobs.models import AT_WORK, Job, JobFile, JobState
from open315.core.jobs.running import run
from open315.core.jobs.services import ask, cancel, resume

__all__ = [
    "AT_WORK",
    "CancelAsked",
    "Held",
    "Job",
    "JobFile",
    "JobKind",
    "JobState",
    "Overtaken",
    "SeenBy",
    "actors_by",
    "ask",
    "asker_of",
    "cancel",
    "declare_job",
    "resume",
    "run",
    "when_ended",
]
