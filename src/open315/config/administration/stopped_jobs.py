"""Long work that an internal error stopped, below the events that could not be delivered."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.jobs.showing import StoppedJob
from open315.core.pages.cells import badge, moment
from open315.core.pages.declared import Column
from open315.core.pages.details import Table


def _work(job: StoppedJob) -> SafeString:
    return format_html('{} <span class="faint">{}</span>', job.label, str(job.number))


def _state(job: StoppedJob) -> Any:
    if job.again_at:
        return badge(_("Again at %(at)s") % {"at": moment(job.again_at)[-5:]}, "warn")
    return badge(job.state, job.tone)


STOPPED: Table[Sequence[StoppedJob]] = Table(
    gettext_lazy("Long work that was stopped"),
    (
        Column("work", gettext_lazy("Work"), _work),
        Column("state", gettext_lazy("State"), _state),
        Column("attempts", gettext_lazy("Attempts"), lambda job: job.attempts),
        Column("error", gettext_lazy("Last error"), lambda job: job.error),
    ),
    rows=lambda jobs: jobs,
    empty="",
    belongs=bool,
    lead=gettext_lazy(
        "An internal error stopped these imports, exports and documents. What is tried again goes on where it stopped; what failed is started again on its own page once the cause is gone."
    ),
)
