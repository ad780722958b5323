"""Drafts: what somebody typed into a form and did not send yet, sealed, for one reader and one form, for a while.

A reader with an account is known by it; a stranger by a token that only his browser holds, until it is closed. A room says
`kept = draft_of(request, "desk", for_=timedelta(days=7))` in its view, answers with `kept.answer(form)` when there is one (saving, starting
afresh), fills the fresh form with `kept.fill(form)`, keeps what was refused with `kept.keep(form)` and drops it with `kept.drop()` once the
form has done its work. `form_page` does all of this for a `FormPage` with `draft=`.

Nobody but the reader sees a draft, and none becomes anything by itself, so keeping one is no verb: no timeline, no audit, no event.
"""

from open315.core.pages.drafts.keeping import KeptDraft, draft_of
from open315.core.pages.drafts.services import drop_drafts_about

__all__ = ["KeptDraft", "draft_of", "drop_drafts_about"]
