"""How the install is: what a person who looks after it asks on Monday, each with what to do about it.

Who reads it: the administrator of a council, who is no engineer. She wants to know whether last night's backup is there, whether letters go out,
whether next year's calendar is loaded, who still signs in without a second factor, and how much room is left. What a monitor asks (`core.ops.health`)
stands here in words; the rest only people ask.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from open315.core import clock
from open315.core.access import Actor
from open315.core.calendar import queries as calendars
from open315.core.clock import local_day
from open315.core.ops import health
from open315.core.ui.waiting import Harm, Waits, shown
from open315.core.undelivered import queries as undelivered
from open315.org import queries as org

GOOD, WARN, BAD = "good", "warn", "bad"
BACKUP_OLD_AFTER, BACKUP_TOO_OLD_AFTER = timedelta(hours=36), timedelta(days=7)
CALENDAR_NEEDED_FOR = timedelta(days=75)
"""Sixty days of mediation and some more: who accepts a case today needs the calendar until then."""
LITTLE_ROOM = 2 * 1024**3
BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do ("" where nothing is to be done)."""

    label: Any
    state: str
    words: Any
    advice: Any = ""
    url: str = ""

    @property
    def badge(self) -> Any:
        """The state in a word."""
        return {GOOD: gettext_lazy("In order"), WARN: gettext_lazy("Look at it"), BAD: gettext_lazy("Act now")}[
            self.state
        ]


MONITORED: Mapping[str, tuple[Any, Any]] = {
    "database": (gettext_lazy("Database"), gettext_lazy("Rows cannot be written. See the log of the web process.")),
    "migrations": (gettext_lazy("Tables"), gettext_lazy("The program is newer than the tables: run open315 prepare.")),
    "disk": (gettext_lazy("Room to take work"), gettext_lazy("The disk is full: nothing can come in. Make room.")),
    "keys": (
        gettext_lazy("Keys"),
        gettext_lazy("The key ring is not the one the database knows. Put the right one back; make none anew."),
    ),
    "static": (gettext_lazy("Files of the pages"), gettext_lazy("Collected files are missing: run open315 prepare.")),
    "folders": (gettext_lazy("Folders"), gettext_lazy("A folder for files cannot be written.")),
    "translations": (gettext_lazy("Languages"), gettext_lazy("A catalogue is not compiled: run open315 prepare.")),
    "redis": (gettext_lazy("Redis"), gettext_lazy("Redis does not answer: limits and live news stand still.")),
    "queue": (gettext_lazy("Queue"), gettext_lazy("The queue does not answer: long work waits.")),
    "worker": (
        gettext_lazy("Worker"),
        gettext_lazy("No worker is alive: letters, notices and exports wait. Start the service."),
    ),
    "outbox": (
        gettext_lazy("Delivery of events"),
        gettext_lazy("Events wait longer than ten minutes: look at the worker."),
    ),
    "clocks": (
        gettext_lazy("Clocks of the machines"),
        gettext_lazy("The clocks of the machines differ: set them by a time server."),
    ),
}
"""The checks of `core.ops.health`: what each is called, and what to do where it fails."""


def findings(actor: Actor) -> list[Finding]:
    """Everything that is looked at, the worst first, else in the order in which it is looked at."""
    order = {BAD: 0, WARN: 1, GOOD: 2}
    return sorted((each for look in LOOKS for each in look(actor)), key=lambda each: order[each.state])


def _monitored(_actor: Actor) -> Iterator[Finding]:
    for name, state in health.readiness().items():
        label, advice = MONITORED[name]
        if state == health.OK:
            yield Finding(label, GOOD, _("works"))
        else:
            yield Finding(label, BAD if name in health.ESSENTIAL else WARN, _("does not work"), advice)


def _backup(_actor: Actor) -> Iterator[Finding]:
    label = _("Last backup")
    newest = newest_backup(settings.VAR / BACKUPS)
    if newest is None:
        words = _("There is none in %(folder)s.") % {"folder": f"var/{BACKUPS}"}
        yield Finding(
            label, BAD, words, _("Run open315 backup, and let it run every night (operations, chapter on backups).")
        )
        return
    at, size = newest
    age = clock.now() - at
    words = _("%(day)s, %(size)s") % {"day": local_day(at), "size": filesizeformat(size)}
    state = GOOD if age <= BACKUP_OLD_AFTER else WARN if age <= BACKUP_TOO_OLD_AFTER else BAD
    advice = "" if state == GOOD else _("The nightly backup did not run: look at its timer.")
    yield Finding(label, state, words, advice)


def newest_backup(folder: Path) -> tuple[datetime, int] | None:
    """When the newest archive of a folder was finished, and its bytes; what is still being written does not count."""
    kept = [each.stat() for each in folder.glob("*.tar") if each.is_file()] if folder.is_dir() else []
    newest = max(kept, key=lambda each: each.st_mtime, default=None)
    return (datetime.fromtimestamp(newest.st_mtime, UTC), newest.st_size) if newest else None


def _undelivered(actor: Actor) -> Iterator[Finding]:
    backlog, url = undelivered.backlog(actor), reverse("administration:events")
    label = _("Undelivered")
    if backlog.dead:
        words = ngettext(
            "%(count)d event was given up by the machine", "%(count)d events were given up by the machine", backlog.dead
        )
        yield Finding(
            label, BAD, words % {"count": backlog.dead}, _("Offer them again or give them up with a reason."), url
        )
    elif backlog.failing:
        words = ngettext("%(count)d event was tried in vain", "%(count)d events were tried in vain", backlog.failing)
        yield Finding(
            label, WARN, words % {"count": backlog.failing}, _("They are tried again by themselves; see why."), url
        )
    else:
        words = ngettext("%(count)d event waits its turn", "%(count)d events wait their turn", backlog.waiting)
        yield Finding(label, GOOD, words % {"count": backlog.waiting}, url=url)


def _calendar(_actor: Actor) -> Iterator[Finding]:
    needed = clock.today() + CALENDAR_NEEDED_FOR
    missing = [year for year in range(clock.today().year, needed.year + 1) if calendars.find_year(year) is None]
    label, url = pgettext_lazy("health", "Working calendar"), reverse("calendar:year")
    if not missing:
        yield Finding(
            label,
            GOOD,
            _("loaded for every day of the next %(days)d days") % {"days": CALENDAR_NEEDED_FOR.days},
            url=url,
        )
        return
    words = _("%(years)s is not loaded") % {"years": "、".join(map(str, missing))}
    state = BAD if clock.today().year in missing else WARN
    advice = _(
        "Deadlines that reach into it are not told. Enter the notice of the State Council as soon as it is out (usually in November)."
    )
    yield Finding(label, state, words, advice, url)


def _factors(actor: Actor) -> Iterator[Finding]:
    without = org.accounts_without_factor(actor)
    label, url = _("Second factor"), reverse("org:accounts")
    if not without:
        yield Finding(label, GOOD, _("Everybody who signs in has one."))
        return
    words = ngettext("%(count)d active account has none", "%(count)d active accounts have none", without) % {
        "count": without
    }
    yield Finding(
        label,
        WARN,
        words,
        _("Ask them to switch it on under My account; it can be made a duty (OPEN315_MFA_REQUIRED)."),
        url,
    )


def _room(_actor: Actor) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.VAR).free
    state = GOOD if free >= LITTLE_ROOM else WARN
    words = _("%(size)s free where the data lie") % {"size": filesizeformat(free)}
    yield Finding(_("Space"), state, words, "" if state == GOOD else _("Make room before uploads are refused."))


LOOKS: tuple[Callable[[Actor], Iterator[Finding]], ...] = (
    _monitored,
    _backup,
    _undelivered,
    _calendar,
    _factors,
    _room,
)


def counted(actor: Actor) -> Iterator[Waits]:
    """How many of them are not in order, for the first page of who looks after the install."""
    wrong = [each.state for each in findings(actor) if each.state != GOOD]
    harm = Harm.STANDS_STILL if BAD in wrong else Harm.UNDATED
    yield Waits(
        _("Points of the install to look at"), shown(len(wrong)), reverse("administration:health"), harm, "health"
    )
