"""What may be said of a photo or paper; pure."""

from collections.abc import Collection, Iterator

from open315.activities.proofs.types import ProofDraft

CAPTION_LENGTH = 120
MOST = 40
"""So many photos and papers an activity has at most."""


def faults(draft: ProofDraft, shown: Collection[str], *, is_photo: bool) -> Iterator[tuple[str, str]]:
    """Field and code of everything wrong; nothing for what is sound. `shown` is what a proof of this activity can show."""
    if not draft.caption.strip():
        yield "caption", "caption_missing"
    elif len(draft.caption.strip()) > CAPTION_LENGTH:
        yield "caption", "caption_too_long"
    if draft.shows and draft.shows not in shown:
        yield "shows", "shows_unknown"
    if draft.is_released and not is_photo:
        yield "is_released", "paper_released"
