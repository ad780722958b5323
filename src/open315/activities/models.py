"""Tables of the activities."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities import types
from open315.core.translations import TranslationsField


class Activity(models.Model):
    """Something that is done in public or with partners. It belongs to the figures of `council` and of those above it, wherever it takes place."""

    class Kind(models.TextChoices):
        SEMINAR = types.Kind.SEMINAR, _("Seminar")
        CONSULTATION = types.Kind.CONSULTATION, _("Consultation day")
        STALL = types.Kind.STALL, _("Stalls")
        PRESS = types.Kind.PRESS, _("Press conference")
        LECTURE = types.Kind.LECTURE, _("Lecture")
        EXHIBITION = types.Kind.EXHIBITION, _("Exhibition")
        VISIT = types.Kind.VISIT, _("Visit")
        DESTRUCTION = types.Kind.DESTRUCTION, _("Destruction of fakes")
        CONTEST = types.Kind.CONTEST, _("Contest")
        BROADCAST = types.Kind.BROADCAST, _("Broadcast")
        SHOW = types.Kind.SHOW, pgettext_lazy("activity", "Show")
        SURVEY = types.Kind.SURVEY, _("Survey")
        MEETING = types.Kind.MEETING, _("Deployment meeting")
        OTHER = types.Kind.OTHER, pgettext_lazy("activity", "Other")

    class State(models.TextChoices):
        PLANNED = types.State.PLANNED, pgettext_lazy("activity", "Planned")
        HELD = types.State.HELD, pgettext_lazy("activity", "Held")
        CANCELLED = types.State.CANCELLED, pgettext_lazy("activity", "Cancelled")

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=80)
    title_in = TranslationsField(of="title", max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    region = models.ForeignKey("org.Region", on_delete=models.PROTECT, related_name="+")
    venue = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    resume_state = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was last postponed, cancelled or taken up again."""
    note = models.TextField(blank=True)
    measure = models.ForeignKey("campaigns.Measure", null=True, on_delete=models.PROTECT, related_name="activities")
    """The measure of a plan that it carries out: of its own council's, or of one above."""
    requirements = models.ManyToManyField("campaigns.Requirement", related_name="activities")
    """What it meets by itself, beside what its measure serves."""
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="also")
    """The entry that counts in the place of this one, where somebody decided that both are one activity (`activities.doubles`)."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["council", "starts_at"], name="activity_council_start"),
            models.Index(fields=["starts_at", "id"], name="activity_start"),
        ]

    def __str__(self) -> str:
        return self.title


class DoubleEntry(models.Model):
    """Two activities that may be one, in what they are alike, and what somebody decided. See `activities.doubles`."""

    class Decision(models.TextChoices):
        SAME = types.PairDecision.SAME, _("The same")
        DIFFERENT = types.PairDecision.DIFFERENT, _("Two activities")

    first = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=40)
    """Codes of `doubles.types.Why`, blanks between."""
    decision = models.CharField(max_length=12, blank=True, choices=Decision.choices)
    kept = models.ForeignKey(Activity, null=True, on_delete=models.SET_NULL, related_name="+")
    """Which of the two counts, where they are one."""
    decided_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-first__starts_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["first", "second"], name="double_entry_once")]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"


class Host(models.Model):
    """A body that holds an activity, in order; the first is the leading one. `organisation` where the name is that of a body of ours."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="hosts")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey("org.Organisation", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "place"], name="host_place_once")]


class Partner(models.Model):
    """A body that does something for an activity beside its hosts: invited, promised, delivered, and with what. See `activities.partners`."""

    class Kind(models.TextChoices):
        DEPARTMENT = types.PartnerKind.DEPARTMENT, pgettext_lazy("partner of an activity", "Department")
        ASSOCIATION = types.PartnerKind.ASSOCIATION, _("Trade association")
        SOCIAL = types.PartnerKind.SOCIAL, _("Social organisation")
        LAWYERS = types.PartnerKind.LAWYERS, _("Lawyers")
        EXPERTS = types.PartnerKind.EXPERTS, _("Experts")
        VOLUNTEERS = types.PartnerKind.VOLUNTEERS, _("Volunteers")
        ENTERPRISE = types.PartnerKind.ENTERPRISE, _("Enterprise")
        MEDIA = types.PartnerKind.MEDIA, pgettext_lazy("partner of an activity", "Media")
        OTHER = types.PartnerKind.OTHER, pgettext_lazy("partner of an activity", "Other")

    class State(models.TextChoices):
        INVITED = types.PartnerState.INVITED, pgettext_lazy("partner", "Invited")
        PROMISED = types.PartnerState.PROMISED, pgettext_lazy("partner", "Promised")
        DECLINED = types.PartnerState.DECLINED, pgettext_lazy("partner", "Declined")
        DELIVERED = types.PartnerState.DELIVERED, pgettext_lazy("partner", "Delivered")
        MISSING = types.PartnerState.MISSING, pgettext_lazy("partner", "Did not come")
        TAKEN_OUT = types.PartnerState.TAKEN_OUT, pgettext_lazy("partner", "Taken out")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey("org.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.INVITED)
    resume_state = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it declined, did not come or was taken out."""
    promised_staff = models.PositiveIntegerField(null=True)
    promised_stalls = models.PositiveIntegerField(null=True)
    promised_materials = models.CharField(max_length=200, blank=True)
    promised_cents = models.BigIntegerField(null=True)
    delivered_staff = models.PositiveIntegerField(null=True)
    delivered_stalls = models.PositiveIntegerField(null=True)
    delivered_materials = models.CharField(max_length=200, blank=True)
    delivered_cents = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["activity", "pk"]
        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="partner_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "name"],
                condition=~models.Q(state=types.PartnerState.TAKEN_OUT.value),
                name="partner_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BodyKind(models.TextChoices):
    PARTY = types.BodyKind.PARTY, _("Party committee")
    CONGRESS = types.BodyKind.CONGRESS, _("People's congress")
    GOVERNMENT = types.BodyKind.GOVERNMENT, _("Government")
    CPPCC = types.BodyKind.CPPCC, _("CPPCC")
    DEPARTMENT = types.BodyKind.DEPARTMENT, pgettext_lazy("partner of an activity", "Department")
    COUNCIL = types.BodyKind.COUNCIL, _("Consumer council")
    SOCIAL = types.BodyKind.SOCIAL, _("Social organisation")
    ENTERPRISE = types.BodyKind.ENTERPRISE, _("Enterprise")
    MEDIA = types.BodyKind.MEDIA, pgettext_lazy("partner of an activity", "Media")
    OTHER = types.BodyKind.OTHER, pgettext_lazy("partner of an activity", "Other")


class Person(models.Model):
    """Somebody who takes part, known by body and office alone: no name is kept, so nobody's name can get out (ADR 0118).

    Two titles of one person are united by `same_as`, which can be taken back.
    """

    body = models.CharField(max_length=120)
    body_kind = models.CharField(max_length=16, choices=BodyKind.choices)
    office = models.CharField(max_length=120)
    known_as = models.CharField(max_length=500, db_index=True)
    """Body and office as they are compared (`people.rules.known_as`): one person is not two because somebody wrote in the other script."""
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="also")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["body", "office"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "office"], name="person_office_once")]

    def __str__(self) -> str:
        return f"{self.body} {self.office}"


class Participation(models.Model):
    """A person at an activity: as what, and at which rank on that day."""

    class Role(models.TextChoices):
        ATTENDED = types.Role.ATTENDED, pgettext_lazy("took part", "Attended")
        SPOKE = types.Role.SPOKE, pgettext_lazy("took part", "Spoke")
        PRESENTED = types.Role.PRESENTED, pgettext_lazy("took part", "Presented prizes")
        COMMANDED = types.Role.COMMANDED, pgettext_lazy("took part", "Commanded")
        SIGNED = types.Role.SIGNED, pgettext_lazy("took part", "Signed an article")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=12, choices=Role.choices)
    rank = models.CharField(max_length=24, blank=True)
    """On that day, of the ladder in `org.codes`; "" for no leading post."""
    is_guest = models.BooleanField(default=False)
    """From outside of the region of the campaign: counted apart from its leaders."""
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["activity", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "person", "role"], name="participation_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class Output(models.Model):
    """One value of one indicator (and kind of things) of an activity. It counts until it ends: by a correction, which begins the next one, or withdrawn.

    `said` is what was written; `hundredths` its number in hundredths of the unit, none where it is words.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="outputs")
    indicator = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, blank=True)
    said = models.CharField(max_length=60)
    hundredths = models.BigIntegerField(null=True)
    bound = models.CharField(max_length=10, blank=True)
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was corrected or withdrawn."""

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["indicator", "noted_at"], name="output_indicator_noted")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "indicator", "kind"], condition=models.Q(ended_at=None), name="output_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.said}"


class Proof(models.Model):
    """A photo or paper of an activity, and what it proves: an output (`indicator`), the measure, or nothing in particular. See `activities.proofs`."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="proofs")
    upload = models.OneToOneField("core.Upload", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=120)
    indicator = models.CharField(max_length=40, blank=True)
    measure = models.ForeignKey("campaigns.Measure", null=True, on_delete=models.PROTECT, related_name="+")
    """The measure that the activity carried out when this was said: if it carries out another one, this proves nothing of that."""
    is_released = models.BooleanField(default=False)
    """It may be published: photos alone."""
    came_as = models.CharField(max_length=64, blank=True)
    """The SHA-256 of the file with which it came in a folder of a campaign; that of the file that is kept may be another, where a photo was drawn anew."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["activity", "pk"]

    def __str__(self) -> str:
        return self.caption


class TellingRule(models.Model):
    """Which activities a council tells one by one in its summaries. See `activities.telling`."""

    council = models.OneToOneField("org.Organisation", on_delete=models.PROTECT, related_name="+")
    tells_own = models.BooleanField(default=True)
    leaders_from = models.PositiveSmallIntegerField(default=1)
    largest = models.PositiveSmallIntegerField(default=3)
    most = models.PositiveSmallIntegerField(default=6)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"telling of {self.council_id}"


class TellingChoice(models.Model):
    """What the secretary of a council decided of one activity in her summary: told or not, under which heading, at which place."""

    rule = models.ForeignKey(TellingRule, on_delete=models.CASCADE, related_name="choices")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    is_told = models.BooleanField(null=True)
    group = models.CharField(max_length=12, blank=True)
    place = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["rule", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["rule", "activity"], name="telling_choice_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.is_told}"


class Feed(models.Model):
    """An address by which a calendar program reads the activities of a council, as its owner may see them. See `activities.feeds`."""

    account = models.ForeignKey("org.Account", on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    with_below = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    """The address itself is kept nowhere."""
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"feed {self.pk}"
