"""Tables of the hotline: lines, callers whose numbers are sealed, and calls."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from open315.hotline import types


class OutletName(models.TextChoices):
    """Whose line it is."""

    COUNCIL = types.Outlet.COUNCIL, pgettext_lazy("a hotline", "The council's own")
    PRESS = types.Outlet.PRESS, pgettext_lazy("a hotline", "With a newspaper")
    BROADCAST = types.Outlet.BROADCAST, pgettext_lazy("a hotline", "With a radio or television station")
    SITE = types.Outlet.SITE, pgettext_lazy("a hotline", "With a web site")
    OTHER = types.Outlet.OTHER, pgettext_lazy("a hotline", "With somebody else")


class KindName(models.TextChoices):
    """What the kinds of calls are called."""

    COMPLAINT = types.CallKind.COMPLAINT, pgettext_lazy("kind of a call", "Complaint")
    REPORT = types.CallKind.REPORT, pgettext_lazy("kind of a call", "Report")
    ENQUIRY = types.CallKind.ENQUIRY, pgettext_lazy("kind of a call", "Enquiry")
    OPINION = types.CallKind.OPINION, pgettext_lazy("kind of a call", "Opinion")
    OTHER = types.CallKind.OTHER, pgettext_lazy("kind of a call", "Other")


class ResultName(models.TextChoices):
    """What became of a call."""

    ANSWERED = types.Result.ANSWERED, pgettext_lazy("result of a call", "Settled on the telephone")
    TOLD = types.Result.TOLD, pgettext_lazy("result of a call", "Told where to turn")
    BROKEN = types.Result.BROKEN, pgettext_lazy("result of a call", "Broke off, nothing wanted")
    CASE = types.Result.CASE, pgettext_lazy("result of a call", "Became a case")
    ADDED = types.Result.ADDED, pgettext_lazy("result of a call", "Belongs to a case")
    MISSED = types.Result.MISSED, pgettext_lazy("result of a call", "Nobody answered")


class StateName(models.TextChoices):
    """Where a call stands."""

    RINGING = types.State.RINGING, pgettext_lazy("state of a call", "Rings")
    TALKING = types.State.TALKING, pgettext_lazy("state of a call", "On the telephone")
    OVER = types.State.OVER, pgettext_lazy("state of a call", "Over")
    MISSED = types.State.MISSED, pgettext_lazy("state of a call", "Missed")


class OutcomeName(models.TextChoices):
    """What came of ringing back."""

    REACHED = types.Outcome.REACHED, pgettext_lazy("ringing back", "Reached")
    NOT_REACHED = types.Outcome.NOT_REACHED, pgettext_lazy("ringing back", "Nobody answered")
    GIVEN_UP = types.Outcome.GIVEN_UP, pgettext_lazy("ringing back", "Given up")


class RecordingName(models.TextChoices):
    """Whether calls of a line are recorded."""

    NONE = types.Recording.NONE, pgettext_lazy("recording of calls", "Calls are not recorded")
    TOLD = types.Recording.TOLD, pgettext_lazy("recording of calls", "Recorded; callers are told at the beginning")
    ASKED = types.Recording.ASKED, pgettext_lazy("recording of calls", "Recorded only where the caller says yes")


class ConsentName(models.TextChoices):
    """What is known of a caller's consent to being recorded."""

    TOLD = types.Consent.TOLD, pgettext_lazy("recording of calls", "Told")
    GIVEN = types.Consent.GIVEN, pgettext_lazy("recording of calls", "Agreed")
    REFUSED = types.Consent.REFUSED, pgettext_lazy("recording of calls", "Refused")


class SwapStateName(models.TextChoices):
    """Where a swap stands."""

    ASKED = types.SwapState.ASKED, pgettext_lazy("a swap of duties", "Asked")
    AGREED = types.SwapState.AGREED, pgettext_lazy("a swap of duties", "Agreed")
    DECLINED = types.SwapState.DECLINED, pgettext_lazy("a swap of duties", "Declined")
    WITHDRAWN = types.SwapState.WITHDRAWN, pgettext_lazy("a swap of duties", "Withdrawn")


class Line(models.Model):
    """A number that people ring, of one council; with an outlet, a joint hotline."""

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    number = models.CharField(max_length=30)
    """As it is announced."""
    kind = models.CharField(max_length=10, choices=OutletName.choices)
    outlet = models.CharField(max_length=40, blank=True)
    """The newspaper, station or site; "" for the council's own."""
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)
    """The last day; None while no end is known."""
    back_within_hours = models.PositiveSmallIntegerField(default=24)
    """Within so many hours who rang in vain is rung back."""
    answer_within = models.PositiveSmallIntegerField(default=30)
    """Within so many seconds a call is to be answered."""
    hours_from = models.TimeField(null=True)
    """From when to when somebody is to be on duty, in China's time; None while nobody has said. Up to an earlier hour is over midnight, the same hour a whole day."""
    hours_until = models.TimeField(null=True)
    weekdays = models.CharField(max_length=7, default="1234567")
    """The days of the week on which these hours begin; 1 is Monday."""
    recording = models.CharField(max_length=5, choices=RecordingName.choices, default=RecordingName.NONE)
    keep_days = models.PositiveSmallIntegerField(default=90)
    """For so many days a recording is kept."""
    greeting = models.TextField(blank=True, default="")
    """What the telephone system reads out, in Traditional characters; so the three below."""
    out_of_hours = models.TextField(blank=True, default="")
    recording_notice = models.TextField(blank=True, default="")
    queue = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Caller(models.Model):
    """Whoever rings one council from one number. The number is sealed; a keyed hash finds it again."""

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    number_index = models.CharField(max_length=44, blank=True)
    """"" once she is erased: whoever rings from there again is somebody new."""
    masked_number = models.CharField(max_length=24, blank=True)
    key_id = models.CharField(max_length=32, blank=True)
    ciphertext = models.BinaryField(default=b"")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["council", "number_index"], condition=~models.Q(number_index=""), name="caller_once"
            )
        ]

    def __str__(self) -> str:
        return self.masked_number


class Call(models.Model):
    """One call on one line, and what became of it. Its note is masked."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="calls")
    caller = models.ForeignKey(Caller, null=True, on_delete=models.PROTECT, related_name="calls")
    """None where the number is not known."""
    provider_id = models.CharField(max_length=44, blank=True, default="")
    """The keyed hash of what a telephone system names it by; "" for one that a person wrote down."""
    state = models.CharField(max_length=8, choices=StateName.choices, default=StateName.OVER)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    """Until when who rang in vain is rung back; None for what is no such call."""
    settled_at = models.DateTimeField(null=True)
    """When she was reached after it, by whichever side, or given up."""
    wait_seconds = models.PositiveIntegerField(null=True)
    length_seconds = models.PositiveIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=KindName.choices, blank=True)
    result = models.CharField(max_length=10, choices=ResultName.choices, blank=True)
    note = models.TextField(blank=True)
    consent = models.CharField(max_length=7, choices=ConsentName.choices, blank=True, default="")
    """What is known of the caller's consent to being recorded."""
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    """Not held by the database: the cases of an import that is withdrawn go (ADR 0099)."""
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    """Who answered it, or wrote it down."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-started_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["line", "-started_at"], name="hotline_by_line"),
            models.Index(fields=["state", "settled_at", "due_at"], name="hotline_to_ring_back"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["line", "provider_id"], condition=~models.Q(provider_id=""), name="call_of_line_once"
            )
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"


class Event(models.Model):
    """What a telephone system told of a call. Never changed; what it told again is not kept again."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+", db_index=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="events")
    event_id = models.CharField(max_length=44)
    """The keyed hash of its id: many telephone systems write the caller's number into ids and into the names of recordings."""
    told = models.CharField(max_length=10)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=32, blank=True)
    ciphertext = models.BinaryField(default=b"")
    """Sealed: where the telephone system keeps the recording."""
    consent = models.CharField(max_length=7, blank=True, default="")
    received_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["line", "event_id"], name="event_of_line_once")]

    def __str__(self) -> str:
        return f"event {self.pk}"


class LineKey(models.Model):
    """A secret with which a telephone system tells of a line. It is shown once and kept as a hash."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"key {self.pk}"


class RingBack(models.Model):
    """One try to ring somebody back."""

    caller = models.ForeignKey(Caller, on_delete=models.PROTECT, related_name="tries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=OutcomeName.choices)
    note = models.TextField(blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"try {self.pk}"


class Duty(models.Model):
    """Somebody on duty at a line from when to when, half-open. What has begun is not moved: who was on duty is answered by these rows."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="duties")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["line", "starts_at"], name="hotline_duty_by_line")]

    def __str__(self) -> str:
        return f"duty {self.pk}"


class Leave(models.Model):
    """Days on which somebody is away, both ends counted. Why is nobody's business here and is not kept."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    """Who keeps it: the council on whose rosters she stands."""
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"leave {self.pk}"


class Swap(models.Model):
    """A duty that somebody asks a colleague to take, for one of hers or for nothing."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="swaps")
    instead = models.ForeignKey(Duty, null=True, on_delete=models.CASCADE, related_name="+")
    """Her duty that the other takes for it; None where it is simply given."""
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SwapStateName.choices, default=SwapStateName.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty"], condition=models.Q(state="asked"), name="swap_asked_once")
        ]

    def __str__(self) -> str:
        return f"swap {self.pk}"


class HandOver(models.Model):
    """What somebody hands over at the end of a duty: who is still to be rung back, and words, masked. The next says that she read it."""

    duty = models.OneToOneField(Duty, on_delete=models.PROTECT, related_name="hand_over")
    words = models.TextField(blank=True)
    callers = models.ManyToManyField(Caller, related_name="+")
    """Who was to be rung back when it was written."""
    written_at = models.DateTimeField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"


class CallRecording(models.Model):
    """A recording of a call that is kept with consent, sealed like every file; gone after the days of its line."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="recordings")
    upload = models.ForeignKey("core.Upload", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    keep_until = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    """When its file was deleted; the row stays and says that there was one."""
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["gone_at", "keep_until"], name="hotline_to_delete")]

    def __str__(self) -> str:
        return f"recording {self.pk}"
