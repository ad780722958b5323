"""A call about a matter that is here already: it becomes a note with that case, or evidence where papers were brought; no second case.

Who does it: the clerk who typed the number, saw the earlier case beside the form, and hears "I only wanted to add". One press.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from open315.cases import queries, services
from open315.core.access import Actor
from open315.core.errors import InvalidInput, NotFound
from open315.core.ids.idempotency import remember
from open315.law import codelists

SCOPE = "desk:add"


def add_call(
    number: str, *, text: str, channel: str, uploads: Sequence[UUID], key: str, actor: Actor, at: datetime
) -> None:
    """Add what a caller says to the case `number`, in one transaction, once for each key.

    NotFound for a case that the actor does not see; InvalidInput at "narrative" when nothing was said; what the verbs refuse is refused.
    """
    case_id = queries.visible_to(actor).filter(number=number).values_list("pk", flat=True).first()
    if case_id is None:
        raise NotFound(_("No such case."))
    if not text.strip():
        raise InvalidInput(_("Write what the caller says: it becomes a note with that case."), field="narrative")
    words = _("%(channel)s: %(text)s") % {"channel": codelists.label("channels", channel), "text": text.strip()}
    asked = hashlib.sha256(f"{number}\n{words}\n{sorted(map(str, uploads))}".encode()).hexdigest()
    with transaction.atomic():
        if remember(SCOPE, f"{key}:{asked}", asked, {}, at=at) is not None:
            return
        if uploads:
            services.add_evidence(case_id, upload_ids=list(uploads), note=words, actor=actor, at=at)
        else:
            services.add_note(case_id, text=words, actor=actor, at=at)
