"""Guests for tests: a seminar of the tenth of March, and who is on its list."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from open315.activities.models import Activity
from open315.activities.tests.making import planned
from open315.core.clock import SHANGHAI
from open315.core.errors import NotAllowed, NotFound
from open315.core.uploads import services as uploads
from open315.seminars import services
from open315.seminars.models import AgendaItem, Consensus, Guest
from open315.seminars.types import ConsensusDraft, GuestDraft, ItemDraft
from tests.rows import undone

BEFORE = datetime(2026, 3, 1, 9, 0, tzinfo=SHANGHAI)
DRAFT = GuestDraft("湖北省聯通公司", "enterprise", "總經理", "張三", "zhang@example.org")


def draft(**changed: Any) -> GuestDraft:
    """The guest, changed."""
    return replace(DRAFT, **changed)


def seminar(cast: Any, who: str = "secretariat", **changes: Any) -> Activity:
    """A seminar that is planned."""
    return planned(cast.actor(who), BEFORE, **changes)


def listed(cast: Any, activity: Activity | None = None, who: str = "secretariat", **changed: Any) -> Guest:
    """Somebody on the list of a seminar."""
    of = activity or seminar(cast, who)
    return services.enter_guest(of.pk, draft(**changed), actor=cast.actor(who), at=BEFORE)


PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def paper(at: datetime = BEFORE) -> Any:
    """The number of a paper that was received."""
    return uploads.receive(SimpleUploadedFile("speech.pdf", PAPER), at=at, field="paper").pk


def item(cast: Any, guest: Guest, at: datetime = BEFORE, **given: Any) -> AgendaItem:
    """A point of the agenda at which the guest speaks."""
    told = {"title": "發言", "speaker_id": guest.pk, **given}
    return services.add_item(guest.activity_id, ItemDraft(**told), actor=cast.actor("secretariat"), at=at)


def agreed(cast: Any, guest: Guest, **given: Any) -> Consensus:
    """A point on which a guest who arrived agreed."""
    begins = guest.activity.starts_at
    act: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": begins}
    services.arrive(guest.pk, **act)
    told = {"text": "保護消費者合法權益", "supporter_ids": (guest.pk,), **given}
    return services.add_consensus(guest.activity_id, ConsensusDraft(**told), **act)


def said_to(
    everybody: Mapping[str, Any], verbs: Mapping[str, Callable[..., Any]], *, at: datetime
) -> dict[tuple[str, str], str]:
    """What each verb says to each person: "yes", "no" (NotAllowed) or "unseen" (NotFound); all of it undone."""
    found = {}
    for name, verb in verbs.items():
        for who, actor in everybody.items():
            with undone():
                try:
                    verb(actor=actor, at=at)
                    said = "yes"
                except NotAllowed:
                    said = "no"
                except NotFound:
                    said = "unseen"
            found[name, who] = said
    return found
