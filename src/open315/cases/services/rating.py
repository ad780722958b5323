"""The consumer rates what was done with her case, when it is over (ADR 0154)."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, TimelineEntry
from open315.cases.policies import consumer
from open315.cases.queries import recipients
from open315.cases.rules.rating import LONGEST, RATED_STATES, STARS, may_rate
from open315.cases.services.verb import CASE
from open315.cases.vault import said
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs import NoFace, Tell, Verb
from open315.core.verbs.step import step

RATE = Verb(
    "rate",
    CASE,
    event="cases.rated",
    permission="cases:read",
    who=consumer,
    before=RATED_STATES,
    label=_("Rate"),
    help=_("How the consumer rates the handling."),
    entry=_("Rated by the consumer: %(stars)s of 5"),
    face=NoFace("The consumer's own page of the case has the form."),
    tells=Tell(_("Case %(number)s: the consumer rated how it was handled."), recipients.officer_after_consumer),
)


@RATE
def rate_case(
    case_id: int, *, stars: int, note: str = "", actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Rate a case that is over: one to five stars, perhaps with words. Once; it can be changed for some days after the first time.

    Conflict when those days are over. The same stars and words again change nothing.
    """
    with step(RATE, case_id, actor=actor, at=at) as done:
        case, today, words = done.row, local_day(at), said(done.row, note.strip())
        if stars not in STARS:
            raise InvalidInput(_("Choose one of the five."), field="stars")
        if len(note.strip()) > LONGEST:
            raise InvalidInput(_("At most %(count)s signs, please.") % {"count": LONGEST}, field="note")
        if not may_rate(case.state, case.rated_on, today, settings.RATING_CHANGE_DAYS):
            raise Conflict(_("You rated this case on %(day)s; this can no longer be changed.") % {"day": case.rated_on})
        if case.rating == stars and _words_of_last(case) == words:
            done.leave()
        case.rating, case.rated_on = stars, case.rated_on or today
        done.say(stars=stars, note=words, public=True)
        return case


def _words_of_last(case: Case) -> str:
    last = TimelineEntry.objects.filter(case=case, verb=RATE.name).order_by("-id").first()
    return str(last.data.get("note", "")) if last else ""
