"""The verbs of what is learned: have it taught, take a model into use, take it out."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.core.jobs import Job, ask
from open315.core.verbs import NoFace, Target, Verb
from open315.core.verbs.step import step
from open315.core.verbs.who import holders
from open315.learning import fitting, queries
from open315.learning.models import LearnedModel
from open315.learning.teaching import TEACH
from open315.learning.types import Subject

NOT_INSTALLED = _(
    "The packages for learning are not installed here. The guide of operations says how to add them, under “Suggestions”."
)
MANAGERS = holders(_("Your role does not include teaching suggestions."))
OWN_PAGE = NoFace("The page of suggestions has a button for it.")


def ask_to_learn(subject: Subject, *, actor: Actor, at: datetime) -> Job:
    """Let the worker learn a subject from the handled cases. Conflict while it is at it; InvalidInput where the packages are missing."""
    if not fitting.is_there():
        raise InvalidInput(NOT_INSTALLED)
    with transaction.atomic():
        job = ask(TEACH, actor=actor, at=at, organisation_id=actor.organisation_id, once=subject.value)
        audit.record(
            "learning.asked_to_learn", actor=actor, at=at, obj=("lesson", job.pk), data={"subject": subject.value}
        )
    return job


def _lock(actor: Actor, model_id: int) -> LearnedModel:
    """The model and, before it, those of its subject, so that two people cannot take two into use."""
    subject = LearnedModel.objects.filter(pk=model_id).values_list("subject", flat=True).first()
    rows = LearnedModel.objects.defer("content").filter(subject=subject).order_by("pk").select_for_update(of=("self",))
    found = {each.pk: each for each in rows}
    if model_id not in found or not actor.may(queries.PERMISSION):
        raise NotFound(_("There is no such model."))
    return found[model_id]


MODEL: Target[LearnedModel] = Target(
    room="learning",
    name="model",
    who_first=True,
    lock=_lock,
    announced=lambda done: {"model_id": done.row.pk},
    stale=_("Somebody else has taken this model into use or out of it in the meantime. Look at it again."),
    narrow=True,
)


def _verb(name: str, event: str, **more: Any) -> Verb[LearnedModel]:
    return Verb(name, MODEL, event=event, permission=queries.PERMISSION, who=MANAGERS, face=OWN_PAGE, **more)


USE = _verb("use", "learning.used", emits=None)


@USE
def use_model(model_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> LearnedModel:
    """Suggest by this model from now on, and by no other of its subject. Conflict where it does that already."""
    with step(USE, model_id, actor=actor, at=at, version=version) as done:
        if done.row.is_used:
            raise Conflict(_("It is in use already."))
        LearnedModel.objects.filter(subject=done.row.subject, is_used=True).update(is_used=False)
        done.row.is_used = True
        done.say(subject=done.row.subject)
        return done.row


STOP = _verb("stop", "learning.stopped_using", emits=None)


@STOP
def stop_model(model_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> LearnedModel:
    """Suggest nothing more by it. Conflict where it is not in use."""
    with step(STOP, model_id, actor=actor, at=at, version=version) as done:
        if not done.row.is_used:
            raise Conflict(_("It is not in use."))
        done.row.is_used = False
        done.say(subject=done.row.subject)
        return done.row
