"""The long work: read the cases, find the weights, keep the model. It is not in use before a person has looked at how well it does."""

import hashlib
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core import audit, clock
from open315.core.jobs import Held, Job, JobKind, JobState, SeenBy, asker_of, declare_job
from open315.learning import fitting, queries
from open315.learning.models import LearnedModel
from open315.learning.rules import linear
from open315.learning.rules.linear import Weights
from open315.learning.types import Card, Subject
from open315.notify.wording import Notice, declare_notices


def learn(held: Held) -> None:
    """Learn one subject from the cases there are; after a kill it is begun anew."""
    subject = Subject(held.job.once)
    actor = asker_of(held.job)
    held.tell(stage="reading", done=0, total=fitting.PARTS)
    samples = queries.samples(subject)
    held.tell(stage="learning")
    weights, card = fitting.fit(samples, lambda done: held.tell(done=min(done, fitting.PARTS - 1)))
    with held.finishing():
        made = LearnedModel.objects.create(
            subject=subject.value, learned_at=clock.now(), account_id=actor.account_id, **as_kept(weights, card)
        )
        audit.record(
            "learning.learned",
            actor=actor,
            at=made.learned_at,
            obj=("model", made.pk),
            data={"subject": subject.value, "cases": card.cases},
        )


def as_kept(weights: Weights, card: Card) -> dict[str, Any]:
    """A model and its card as columns."""
    content = linear.packed(weights)
    codes = [list(asdict(each).values()) for each in card.codes]
    card_data = {"cases": card.cases, "codes": codes, "too_few": card.too_few}
    return {"card_data": card_data, "content": content, "digest": hashlib.sha256(content).hexdigest()}


def _page(_job: Job) -> str:
    return reverse("learning:list")


declare_notices(
    {
        "learning.learned": Notice(_("The suggestions have learned. Look at how well they do."), tone="good"),
        "learning.stopped": Notice(_("The suggestions could not learn. Open the page to see why."), tone="bad"),
    }
)
TEACH = declare_job(
    JobKind(
        name="learning.teach",
        label=_("Let the suggestions learn"),
        permission=queries.PERMISSION,
        work=learn,
        page=_page,
        stages={
            "reading": pgettext_lazy("learning", "Reading the cases"),
            "learning": pgettext_lazy("learning", "Learning, and trying it on cases not shown"),
        },
        states={
            JobState.WAITING: pgettext_lazy("learning", "Waiting for the worker"),
            JobState.RUNNING: pgettext_lazy("learning", "Learning"),
            JobState.DONE: pgettext_lazy("learning", "Has learned"),
            JobState.FAILED: pgettext_lazy("learning", "Stopped"),
            JobState.CANCELLED: pgettext_lazy("learning", "Cancelled"),
        },
        notices={JobState.DONE: "learning.learned", JobState.FAILED: "learning.stopped"},
        seen_by=SeenBy.EVERYBODY,
        can_be_cancelled=True,
    )
)
