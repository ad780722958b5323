"""Tables of the case room: of the case itself and all that hangs on it (`case`), and of what people keep for themselves (`own`)."""

from open315.cases.models.case import (
    Appointment,
    Attachment,
    Case,
    Clock,
    Handoff,
    Identity,
    NextContact,
    OtherNumber,
    Party,
    SealedText,
    TimelineEntry,
)
from open315.cases.models.own import AppointmentFeed, Follow, Mention, Presence, PutAside, SavedView

__all__ = [
    "Appointment",
    "AppointmentFeed",
    "Attachment",
    "Case",
    "Clock",
    "Follow",
    "Handoff",
    "Identity",
    "Mention",
    "NextContact",
    "OtherNumber",
    "Party",
    "Presence",
    "PutAside",
    "SavedView",
    "SealedText",
    "TimelineEntry",
]
