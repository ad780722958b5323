"""Who is told in the console that a text waits for review, was commented, answered, sent back or signed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from open315.core.outbox import Event, subscribe
from open315.notify.telling import deliver
from open315.notify.wording import Notice, declare_notices
from open315.org import queries as org
from open315.summaries.models import Text
from open315.summaries.types import State

SENT, SENT_BACK, SIGNED = "summaries.text_sent", "summaries.text_sent_back", "summaries.text_signed"
declare_notices(
    {
        SENT: Notice(_("The summary %(year)s waits for your review."), "warn"),
        SENT_BACK: Notice(_("The summary %(year)s came back from the review: %(reason)s"), "warn"),
        SIGNED: Notice(_("The summary %(year)s is signed and archived."), "good"),
    }
)


def _about(event: Event) -> tuple[Text, dict[str, Any], str]:
    text = Text.objects.select_related("campaign").get(pk=event.payload["text_id"])
    return text, {"year": text.campaign.year, "reason": text.reason}, reverse("summaries:text", args=[text.pk])


@subscribe(SENT)
def tell_reviewers(event: Event) -> None:
    """Those who may sign it, while it waits: not who worded it."""
    text, said, url = _about(event)
    if text.state == State.REVIEW:
        people = org.account_ids_who_may("summaries:sign", text.council_id)
        deliver(event, [each for each in people if each not in text.hands], said, url)


@subscribe(SENT_BACK, SIGNED)
def tell_writers(event: Event) -> None:
    """Those who word it, but for who did this."""
    text, said, url = _about(event)
    people = org.account_ids_who_may("summaries:write", text.council_id)
    deliver(event, [each for each in people if each != event.payload["actor"]], said, url)
