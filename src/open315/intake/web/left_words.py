"""What a consumer had typed on the page of her case when its half hour was over: kept until she has shown her code again.

The cookie that opened the case is gone by then, so the forms of the page carry the case they belong to, signed. It opens nothing: it only
lets the words come back to the same case, in the same browser (a draft, ADR 0095). Files have to be chosen again.
"""

from datetime import timedelta

from django import forms
from django.core import signing

from open315.core.access import PortalRequest
from open315.core.pages.drafts import KeptDraft, draft_of
from open315.intake.limits import may_draft

FIELD = "of"
SALT = "open315.intake.left_words"
LIVES = timedelta(days=1)
"""As long as any draft of a stranger."""


class LeftWords(forms.Form):
    """The words of the forms of the page."""

    note = forms.CharField(max_length=2000, required=False)
    other_time = forms.CharField(max_length=500, required=False)
    reason = forms.CharField(max_length=500, required=False)
    words = forms.CharField(max_length=2000, required=False)


def belonging_to(case_id: int) -> str:
    """What the page's forms carry, so that their words find the way back."""
    return signing.dumps(case_id, salt=SALT)


def keep_left_words(request: PortalRequest) -> KeptDraft | None:
    """Keep what was sent too late; None when there was nothing to keep, or the sender cannot be told from a flood."""
    try:
        case_id = int(signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=LIVES))
    except signing.BadSignature:
        return None
    kept = left_words(request, case_id)
    return kept if may_draft(request) and kept.keep(LeftWords()) else None


def left_words(request: PortalRequest, case_id: int) -> KeptDraft:
    """What is kept for this case in this browser."""
    return draft_of(request, f"left/{case_id}", for_=LIVES)


def brought_back(kept: KeptDraft) -> dict[str, str]:
    """The kept words by field."""
    found = kept.fill(LeftWords()).initial
    return {name: str(found[name]) for name in LeftWords.base_fields if found.get(name)}
