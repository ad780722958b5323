"""Keeping phrases. One that is retired is offered to nobody and stays to be read; what was written with it stays as it is."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.core.verbs import YES, Decision, NoFace, Target, Verb
from open315.core.verbs.step import making, step
from open315.core.verbs.who import holders
from open315.phrases import queries
from open315.phrases.models import Phrase
from open315.phrases.rules import plan_faults, unknown_in
from open315.phrases.types import PhrasePlan

FAULTS: dict[str, Any] = {
    "name_missing": _("Give the phrase a name."),
    "name_too_long": _("A name has at most 40 characters."),
    "text_missing": _("The phrase is empty."),
    "text_too_long": _("A phrase has at most 1,000 characters."),
    "unknown_use": _("Choose what the phrase is for."),
}
UNKNOWN = _(
    "%(place)s is nothing that a case knows. Use one of the places named below the field, or write it without braces."
)
NOT_YOURS = _("Only who keeps the phrases of the body may change this one.")
USERS = holders(_("You may not use phrases."))
OWN_PAGE = NoFace("The page of phrases has a form or a button for it.")


def _lock(actor: Actor, phrase_id: int) -> Phrase:
    seen = queries.visible_to(actor).filter(pk=phrase_id).values("pk")
    found = Phrase.objects.select_for_update(of=("self",)).filter(pk__in=seen).first()
    if found is None:
        raise NotFound(_("There is no such phrase."))
    return found


def _kept_by(actor: Actor, phrase: Phrase) -> Decision:
    return YES if queries.may_change(actor, phrase) else Decision(False, NOT_YOURS)


PHRASE: Target[Phrase] = Target(
    room="phrases",
    name="phrase",
    who_first=True,
    lock=_lock,
    announced=lambda done: {"phrase_id": done.row.pk},
    stale=_("Somebody else changed this phrase in the meantime. Look at it again before you change it."),
)


def _verb(name: str, event: str, **more: Any) -> Verb[Phrase]:
    return Verb(name, PHRASE, event=event, permission="phrases:use", who=USERS, face=OWN_PAGE, **more)


ADD = _verb("add", "phrases.added", makes=True)


@ADD
def add_phrase(plan: PhrasePlan, *, actor: Actor, at: datetime) -> Phrase:
    """Keep a phrase of one's own, or one of the body's. NotAllowed for the body's without its permission; InvalidInput for an unknown place."""
    with making(ADD, actor=actor, at=at) as done:
        if not plan.is_own and not actor.may("phrases:manage"):
            raise NotAllowed(NOT_YOURS)
        given: dict[str, Any] = {"organisation_id": actor.organisation_id}
        done.row = Phrase(account_id=actor.account_id if plan.is_own else None, **given)
        _write(done.row, plan, at)
        done.row.save()
        done.say(name=done.row.name)
        return done.row


CHANGE = _verb("change", "phrases.changed", also=_kept_by)


@CHANGE
def change_phrase(
    phrase_id: int, plan: PhrasePlan, *, actor: Actor, at: datetime, version: int | None = None
) -> Phrase:
    """Change name, text and use; whose it is stays. InvalidInput as when it is added."""
    with step(CHANGE, phrase_id, actor=actor, at=at, version=version) as done:
        _write(done.row, plan, at)
        done.say(name=done.row.name)
        return done.row


RETIRE = _verb("retire", "phrases.retired", also=_kept_by)


@RETIRE
def retire_phrase(phrase_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Phrase:
    """Offer it to nobody any more."""
    return _set_retired(RETIRE, phrase_id, actor, at, version, is_retired=True)


REVIVE = _verb("revive", "phrases.revived", also=_kept_by)


@REVIVE
def revive_phrase(phrase_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Phrase:
    """Offer it again."""
    return _set_retired(REVIVE, phrase_id, actor, at, version, is_retired=False)


def _set_retired(
    verb: Verb[Phrase], phrase_id: int, actor: Actor, at: datetime, version: int | None, *, is_retired: bool
) -> Phrase:
    with step(verb, phrase_id, actor=actor, at=at, version=version) as done:
        if done.row.is_retired == is_retired:
            done.leave()
        done.row.is_retired, done.row.changed_at = is_retired, at
        done.say(name=done.row.name)
        return done.row


def _write(phrase: Phrase, plan: PhrasePlan, at: datetime) -> None:
    for field, code in plan_faults(plan):
        raise InvalidInput(FAULTS[code], field=field)
    for place in unknown_in(plan.text):
        raise InvalidInput(UNKNOWN % {"place": place}, field="text")
    phrase.name, phrase.text, phrase.use, phrase.changed_at = plan.name.strip(), plan.text.strip(), plan.use, at
