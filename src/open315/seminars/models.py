"""Tables of the seminars."""

from typing import ClassVar

from django.db import models


class Seminar(models.Model):
    """What an activity of the form Seminar has besides: the words of its invitation. There is one from the first thing that is written."""

    activity = models.OneToOneField("activities.Activity", on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    """What the invitation says besides time, place and title."""
    reply_by = models.DateField(null=True)
    remind_days = models.PositiveSmallIntegerField(default=0)
    """So many days before it begins those invited by e-mail are reminded; 0 for never."""
    reminded_at = models.DateTimeField(null=True)
    minutes = models.TextField(blank=True)
    seat_rows = models.PositiveSmallIntegerField(default=0)
    """So many rows has the hall; 0 while nobody has said it."""
    seat_places = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"seminar {self.activity_id}"


class Guest(models.Model):
    """Somebody who is invited to a seminar, known by body and office like those who took part (ADR 0118).

    Name and address are needed for the letter and the badge alone: sealed (`vault`), and forgotten three months after the seminar.
    """

    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="+")
    body = models.CharField(max_length=120)
    body_kind = models.CharField(max_length=16)
    office = models.CharField(max_length=120)
    known_as = models.CharField(max_length=500)
    """Body and office as they are compared (`activities.people.rules.known_as`)."""
    rank = models.CharField(max_length=24, blank=True)
    is_guest = models.BooleanField(default=False)
    """From outside of the region: counted apart from its leaders."""
    masked_name = models.CharField(max_length=8, blank=True)
    has_email = models.BooleanField(default=False)
    key_id = models.CharField(max_length=32, blank=True)
    ciphertext = models.BinaryField(default=b"")
    code = models.CharField(max_length=8)
    """What badge and letter bear and the desk types: found within one seminar."""
    way = models.CharField(max_length=8, blank=True)
    invited_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=4, blank=True)
    replied_at = models.DateTimeField(null=True)
    is_by_office = models.BooleanField(default=False)
    """The answer was told to the secretariat, not given by the link."""
    instead_of = models.CharField(max_length=120, blank=True)
    """The office that was invited, where somebody else comes."""
    undelivered_at = models.DateTimeField(null=True)
    """When it was heard that a mail to the address does not arrive; none once another address is given."""
    to_tell = models.CharField(max_length=12, blank=True)
    """What has to be told on paper or by telephone (a `News`); "" for nothing."""
    seat_row = models.PositiveSmallIntegerField(null=True)
    """Of the seat, from the front; none for no seat. See `seating`."""
    seat_place = models.PositiveSmallIntegerField(null=True)
    is_seat_fixed = models.BooleanField(default=False)
    """Placed by hand: a new proposal leaves it."""
    arrived_at = models.DateTimeField(null=True)
    is_absent = models.BooleanField(default=False)
    is_asked = models.BooleanField(default=True)
    """On the list before it began; else one who came to the door without an invitation."""
    participation = models.OneToOneField(
        "activities.Participation", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The entry that the arrival made; none where the person was entered by hand before."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["body", "office", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "known_as"], name="guest_invited_once"),
            models.UniqueConstraint(fields=["activity", "code"], name="guest_code_once"),
            models.UniqueConstraint(
                fields=["activity", "seat_row", "seat_place"],
                condition=models.Q(seat_row__isnull=False),
                name="guest_seat_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.office}"


class AgendaItem(models.Model):
    """A point of the agenda, perhaps with who speaks and what that person brought on paper."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    speaker = models.ForeignKey(Guest, null=True, on_delete=models.SET_NULL, related_name="items")
    speaker_words = models.CharField(max_length=120, blank=True)
    """Body and office of a speaker who is no guest: of a host, above all."""
    paper = models.ForeignKey("core.Upload", null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class Consensus(models.Model):
    """A point on which a seminar agreed, and which of its guests supported it."""

    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    supporters = models.ManyToManyField(Guest, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.text
