"""One attempt at a job, and what is said when it does not come to its end."""

import logging

from django.utils import translation
from django.utils.translation import gettext as _

from open315.core import clock
from open315.core.errors import Open315Error, Unavailable
from open315.core.jobs import leases
from open315.core.jobs.held import CancelAsked, Held, Overtaken
from open315.core.jobs.kinds import kind_of, tell_hearers
from open315.core.jobs.models import JobState
from open315.core.jobs.rules import MAX_ATTEMPTS, is_used_up, pause_after
from open315.core.redaction import redact

log = logging.getLogger("open315.jobs")


def run(job_id: int, token: str = "") -> None:
    """Do the job, or what is left of it. Does nothing if it has ended or is somebody else's.

    `token` is that of the hand-over; without one the job is taken here, if it is free.
    """
    token = token or leases.hand_over(job_id, clock.now())
    job = leases.take(job_id, token, clock.now())
    if job is None:
        return
    held = Held(job, token, tell_hearers)
    with translation.override(job.language or None), leases.renewed(job.pk, token, quiet_for=held.quiet_for):
        try:
            _attempt(held)
        except Overtaken:
            log.warning("job taken over", extra={"fields": {"job": job.pk, "kind": job.kind}})
            held.drop_written()
        finally:
            held.close()


def _attempt(held: Held) -> None:
    try:
        _work(held)
    except CancelAsked:
        held.end(JobState.CANCELLED, _said_of_cancelled(held))
    except Open315Error as error:
        held.end(JobState.FAILED, str(error.message))
    except Overtaken:
        raise
    except Exception as error:
        _failed(held, error)


def _work(held: Held) -> None:
    if held.job.cancel_asked_at is not None:
        raise CancelAsked
    if held.job.attempts > MAX_ATTEMPTS:
        raise Unavailable(_("The worker was stopped each time it tried."))
    kind_of(held.job).work(held)
    if not held.ended:
        held.end(JobState.DONE)


def _failed(held: Held, error: Exception) -> None:
    """Try again later, until the attempts are used up."""
    job = held.job
    words = redact(f"{type(error).__name__}: {error}").text
    fields = {"job": job.pk, "kind": job.kind, "attempt": job.attempts}
    log.error("job stopped", exc_info=error, extra={"fields": fields})
    if is_used_up(job.attempts):
        said = _("The work stopped at an internal error. The administrator sees at which.")
        held.end(JobState.FAILED, said, last_error=words)
    else:
        held.release(last_error=words, not_before=clock.now() + pause_after(job.attempts))


def _said_of_cancelled(held: Held) -> str:
    done, total = held.progress.done, held.progress.total
    if not done:
        return _("It was cancelled before anything was done.")
    return _("It was cancelled at %(done)d of %(total)d; what was done until then stays.") % {
        "done": done,
        "total": total,
    }
