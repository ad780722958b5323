"""What the verbs of a text act upon: the text is locked first, so that places, states and numbers are given one after the other."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import NotFound
from open315.core.verbs import YES, Decision, NoFace, Target, Workflow
from open315.core.verbs.who import holders
from open315.summaries.models import Comment, Edition, Passage, Text
from open315.summaries.types import State

DRAFT, REVIEW, SIGNED = State.DRAFT.value, State.REVIEW.value, State.SIGNED.value
GONE = _("This does not exist any more: somebody may have taken it out of the text.")
NOT_DRAFT = _("The text is under review or signed: it cannot be worded now.")
IS_SIGNED = _("The text is signed. A correction opens it again.")
STALE = _(
    "Somebody else changed this in the meantime. Both texts stand below: take over what you want to keep, then save again."
)
OWN_PAGE = NoFace("The pages of the text have a form or a button for it.")
WRITERS = holders(_("You may not word summaries."))
SIGNERS = holders(_("You may not review and sign summaries."))


def locked_text(actor: Actor, pk: int) -> Text:
    """A text of the acting council, locked. NotFound for another's."""
    rows = Text.objects.select_for_update(of=("self",)).select_related("campaign", "council", "about")
    found = rows.filter(pk=pk, council_id=actor.organisation_id).first()
    if found is None:
        raise NotFound(GONE)
    return found


def _below(model: Any) -> Any:
    def lock(actor: Actor, pk: Any) -> Any:
        rows = model.objects.filter(pk=pk, text__council_id=actor.organisation_id)
        text_id = rows.values_list("text_id", flat=True).first()
        if text_id is None:
            raise NotFound(GONE)
        text = locked_text(actor, text_id)
        row = rows.first()
        if row is None:
            raise NotFound(GONE)
        row.text = text
        return row

    return lock


TEXT: Target[Text] = Target(
    room="summaries",
    name="summary_text",
    lock=locked_text,
    who_first=True,
    noted=lambda done: {"campaign_id": done.row.campaign_id, "state": done.row.state, **done.data},
    announced=lambda done: {"text_id": done.row.pk, "actor": done.actor.account_id},
    workflow=Workflow(states=frozenset({DRAFT, REVIEW, SIGNED}), first=DRAFT, open=frozenset({DRAFT, REVIEW, SIGNED})),
    wrong_moment=_("This is not possible any more: the text was sent, sent back or signed in the meantime."),
    stale=STALE,
)


def _target(model: Any, name: str) -> Target[Any]:
    return Target(
        room="summaries",
        name=name,
        lock=_below(model),
        who_first=True,
        noted=lambda done: {"text_id": done.row.text_id, **done.data},
        announced=lambda done: {"text_id": done.row.text_id, "actor": done.actor.account_id},
        stale=STALE,
    )


PASSAGE: Target[Passage] = _target(Passage, "summary_passage")
COMMENT: Target[Comment] = _target(Comment, "summary_comment")
EDITION: Target[Edition] = _target(Edition, "summary_edition")


def while_draft(_actor: Actor, row: Any) -> Decision:
    """Words change while the text is a draft."""
    return YES if row.text.state == DRAFT else Decision(False, NOT_DRAFT, by_state=True)


def while_open(_actor: Actor, row: Any) -> Decision:
    """Until it is signed."""
    return YES if row.text.state != SIGNED else Decision(False, IS_SIGNED, by_state=True)


def touched(text: Text, actor: Actor) -> None:
    """Remember whose hand it was: he does not sign it."""
    if actor.account_id not in text.hands:
        text.hands = [*text.hands, actor.account_id]
        text.save(update_fields=["hands"])
