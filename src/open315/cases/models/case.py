"""Tables of the case room. Enumerations live in `types`, workflow in `rules`, names of codes in `codelists`."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from open315.cases.types import OPEN
from open315.law.kept_clock import KeptClock


class Case(models.Model):
    """A complaint, report or enquiry. Free text here is already redacted; the original is sealed in the vault.

    `council` owns the case, `holder` has to act now. Days (`*_on`) are days in China. Money is in cents.
    `version` grows with each verb: a stale form is told so instead of overwriting.
    """

    id = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=32)
    query_code_hash = models.CharField(max_length=64, blank=True)
    code_generation = models.PositiveSmallIntegerField(null=True)
    """How many query codes were issued after the first; None: it is still the first (no row of before has to be written anew)."""
    kind = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    source = models.CharField(max_length=60, blank=True)
    source_ref = models.CharField(max_length=80, blank=True)
    source_data = models.JSONField(default=dict)
    state = models.CharField(max_length=22)
    version = models.PositiveIntegerField(default=1)

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    registered_by_id = models.BigIntegerField(null=True)

    trader = models.ForeignKey("traders.Trader", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    trader_name = models.CharField(max_length=120, blank=True)
    region_code = models.CharField(max_length=6, blank=True)
    """Where the matter took place: the finest known division."""
    city_code = models.CharField(max_length=6, blank=True)

    title = models.CharField(max_length=120)
    narrative = models.TextField(blank=True)
    nature = models.CharField(max_length=24, blank=True)
    goods = models.CharField(max_length=32, blank=True)
    goods_text = models.CharField(max_length=120, blank=True)
    claims = models.JSONField(default=list)
    amount_cents = models.BigIntegerField(null=True)
    recovered_cents = models.BigIntegerField(null=True)
    consents = models.JSONField(default=list)

    occurred_on = models.DateField(null=True)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    result = models.CharField(max_length=24, blank=True)
    result_note = models.TextField(blank=True)
    rating = models.PositiveSmallIntegerField(null=True)
    """How the consumer rates the handling, of `rules.rating.STARS`; None where she did not."""
    rated_on = models.DateField(null=True)
    """The day on which she rated it first: so long she may change it."""
    decline_grounds = models.JSONField(default=list)
    decline_statement = models.TextField(blank=True)
    declination_by_id = models.BigIntegerField(null=True)
    """The account that proposed not to accept; another one confirms."""
    language = models.CharField(max_length=8, blank=True)
    """The language in which the consumer wrote to us, for notices."""
    resume_state = models.CharField(max_length=22, blank=True)
    """The state a refused or returned referral leads back to."""
    duplicate_of = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="duplicates", db_index=False
    )

    split_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts", db_index=False)
    """The case whose letter held this one too."""

    competent_id = models.BigIntegerField(null=True)
    competence = models.JSONField(default=dict)
    """{"rule": id, "article": …, "reason": …, "overridden_by": …}: why that body is competent."""

    pack = models.CharField(max_length=40, blank=True)
    next_due_on = models.DateField(null=True)
    next_clock = models.CharField(max_length=32, blank=True)
    calendar_unknown = models.BooleanField(default=False)
    was_late = models.BooleanField(default=False)
    """True once any statutory clock of the case was missed."""
    has_note = models.BooleanField(default=False)
    is_history = models.BooleanField(default=False)
    """It was over before it came here: no clock ever ran, and nobody was told anything."""
    import_id = models.BigIntegerField(null=True)
    """The import of a sheet that brought it (no foreign key: imports are of a higher room)."""
    masked_by = models.PositiveSmallIntegerField(default=0)
    """By which rules its texts were masked (`vault.MASKED_BY`); those of older rules are masked anew (ADR 0106)."""
    news_from = models.CharField(max_length=12, null=True)
    """Who outside wrote last (a kind of `types.NewsFrom`), as long as nobody of the council has done anything since."""
    is_leaving = models.BooleanField(default=False)
    """Its import is being withdrawn: nobody sees it any more, and the worker takes its rows away."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-received_at", "-id"], name="case_received"),
            models.Index(fields=["council", "-received_at", "-id"], name="case_council"),
            # Open cases are few among a million; who works in a small council must not wait for a walk through the others.
            models.Index(
                fields=["council", "-received_at", "-id"], condition=models.Q(state__in=OPEN), name="case_open"
            ),
            models.Index(
                fields=["officer", "next_due_on"], condition=models.Q(officer__isnull=False), name="case_officer"
            ),
            models.Index(fields=["next_due_on", "id"], condition=models.Q(next_due_on__isnull=False), name="case_due"),
            models.Index(
                fields=["trader", "-received_at"], condition=models.Q(trader__isnull=False), name="case_trader"
            ),
            # The rare states that somebody looks for: a tab must not look through a million other cases.
            models.Index(
                fields=["state", "-received_at", "-id"],
                condition=models.Q(state="declination_proposed"),
                name="case_second",
            ),
            models.Index(
                fields=["state", "-received_at", "-id"], condition=models.Q(state="referred"), name="case_referred"
            ),
            models.Index(
                fields=["duplicate_of"], condition=models.Q(duplicate_of__isnull=False), name="case_duplicate"
            ),
            models.Index(fields=["split_from"], condition=models.Q(split_from__isnull=False), name="case_split"),
            models.Index(fields=["import_id"], condition=models.Q(import_id__isnull=False), name="case_import"),
            models.Index(fields=["masked_by"], name="case_masked_by"),
            models.Index(
                fields=["council", "-received_at", "-id"],
                condition=models.Q(news_from__isnull=False),
                name="case_news",
            ),
            models.Index(
                fields=["council", "-rated_on", "-id"],
                condition=models.Q(rated_on__isnull=False),
                name="case_rated",
            ),
            # What nobody has, and what has no day: counted on the first page, among a hundred thousand open ones. SQLite uses a partial
            # index only where the question says the same without a parameter, so "open" is told by the day of closing that is missing.
            models.Index(
                fields=["council", "-received_at", "-id"],
                condition=models.Q(officer__isnull=True, closed_at__isnull=True),
                name="case_unassigned",
            ),
            models.Index(
                fields=["council", "-received_at", "-id"],
                condition=models.Q(next_due_on__isnull=True, closed_at__isnull=True),
                name="case_undated",
            ),
            models.Index(fields=["query_code_hash"], condition=~models.Q(query_code_hash=""), name="case_query_code"),
        ]
        constraints: ClassVar = [
            # Not `unique=True`: that brings a second index on PostgreSQL, for looking up beginnings, which nobody does.
            models.UniqueConstraint(fields=["number"], name="case_number"),
            models.UniqueConstraint(
                fields=["source", "source_ref"], condition=~models.Q(source_ref=""), name="case_source_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Identity(models.Model):
    """The vault: one person's details, encrypted; everything else refers to the random id. Deleting the row is the erasure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key_id = models.CharField(max_length=16)
    ciphertext = models.BinaryField()
    created_at = models.DateTimeField()
    numbers_read = models.PositiveSmallIntegerField(default=0)
    """By which reading its telephone numbers were indexed (`vault.NUMBERS_READ`); an older one is done again (ADR 0103)."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["numbers_read"], name="identity_numbers_read")]


class SealedText(models.Model):
    """The original of a text field of a case in which personal data was masked; encrypted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sealed_texts")
    field = models.CharField(max_length=24)
    key_id = models.CharField(max_length=16)
    ciphertext = models.BinaryField()


class OtherNumber(models.Model):
    """The keyed hash of a further telephone number of a case's consumer; that of the first stands with the party."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="other_numbers")
    phone_index = models.CharField(max_length=44)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["phone_index", "-id"], name="other_number_index")]


class Party(models.Model):
    """Who takes part in a case. `identity_id` points into the vault (no foreign key: the row may be erased)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=16)
    identity_id = models.UUIDField(null=True)
    masked_name = models.CharField(max_length=60, blank=True)
    masked_phone = models.CharField(max_length=24, blank=True)
    phone_index = models.CharField(max_length=44, blank=True)
    """Keyed hash of the normalised number: finds earlier contacts without decrypting."""
    has_email = models.BooleanField(default=False)
    age_band = models.CharField(max_length=12, blank=True)
    gender = models.CharField(max_length=8, blank=True)
    region_code = models.CharField(max_length=6, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["phone_index", "-id"], condition=~models.Q(phone_index=""), name="party_phone"),
            models.Index(fields=["identity_id"], condition=models.Q(identity_id__isnull=False), name="party_identity"),
        ]


class TimelineEntry(models.Model):
    """What happened to a case, append-only. `verb` and `data` are put into words when shown, in the reader's language."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="timeline")
    at = models.DateTimeField()
    verb = models.CharField(max_length=24)
    actor_kind = models.CharField(max_length=12)
    account_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=120, blank=True)
    data = models.JSONField(default=dict)
    is_public = models.BooleanField(default=False)
    """Whether the consumer sees it when tracking the case."""


class Clock(KeptClock):
    """A statutory clock of a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=models.Q(state="running"), name="clock_running"),
            models.Index(fields=["state"], condition=models.Q(state="unknown"), name="clock_unknown"),
        ]


class Handoff(models.Model):
    """One sending of a case to another body, with its receipt."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="handoffs")
    from_organisation = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    reply = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    """When the body took a complaint up for mediation, if it said so."""
    ended_at = models.DateTimeField(null=True)
    reply_due_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["to_organisation", "state", "case"], name="handoff_to")]


class Attachment(models.Model):
    """A file that belongs to a case; the original is evidence and never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    upload = models.ForeignKey("core.Upload", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, default="evidence")
    added_by_kind = models.CharField(max_length=12)
    added_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)


class Appointment(models.Model):
    """A time at which the officer meets or calls the people of a case (ADR 0166). Its texts are masked like those of the case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="appointments")
    kind = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    brings = models.TextField(blank=True)
    """What the consumer is to bring."""
    with_consumer = models.BooleanField()
    with_trader = models.BooleanField()
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    is_off = models.BooleanField(default=False)
    """It was cancelled."""
    version = models.PositiveIntegerField(default=1)
    """How often it was changed, and one: other calendars take the higher one."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["officer", "starts_at"], name="appointment_officer")]

    def __str__(self) -> str:
        return f"{self.case_id} at {self.starts_at}"

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class NextContact(models.Model):
    """The day on which a body means to speak with the trader of a case again, as its last contact said (ADR 0166)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="next_contacts", db_index=False)
    organisation_id = models.BigIntegerField()
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "organisation_id"], name="next_contact_once")]
        indexes: ClassVar = [models.Index(fields=["organisation_id", "on"], name="next_contact_on")]

    def __str__(self) -> str:
        return f"{self.case_id} on {self.on}"
