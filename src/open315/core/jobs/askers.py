"""Whoever asked for a job, with the rights of today. Accounts are kept above `core`; the room that keeps them is asked."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from open315.core import clock
from open315.core.access import Actor
from open315.core.errors import NotAllowed
from open315.core.jobs.models import Job

Find = Callable[[int | None, date], Actor | None]
_FINDERS: list[Find] = []


def actors_by(find: Find) -> Find:
    """Let jobs know whose they are: `find` makes an actor of the id of an account, on a day."""
    _FINDERS[:] = [find]
    return find


def asker_of(job: Job) -> Actor:
    """NotAllowed when the account is gone, or acts for another body than it did when it asked."""
    actor = _FINDERS[0](job.account_id, clock.today()) if _FINDERS else None
    if actor is None or actor.organisation_id != job.organisation_id:
        raise NotAllowed(_("Whoever asked for this does not work for this body any more. Ask for it anew."))
    return actor
