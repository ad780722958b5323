"""Tables of the summaries."""

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from open315.summaries import types


class SummaryRun(models.Model):
    """A summary too large to be written, or a text too large to be begun, while somebody waits: what its job (`core.jobs`) makes, and for which council."""

    job = models.OneToOneField("core.Job", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey("org.Organisation", on_delete=models.CASCADE, related_name="+")
    """Whose view of the rows the figures are counted from: everybody who acts for this council and reads the same chapters may open it."""
    chapters = models.CharField(max_length=300)
    """The keys of the chapters that whoever asked may read, in their order."""
    base_url = models.CharField(max_length=200)
    counted_at = models.DateTimeField(null=True)
    """The moment whose figures it states."""

    class Meta:
        ordering: ClassVar = ["-id"]


class Text(models.Model):
    """The summary of a campaign as its council words it, in one language: written first from facts, then by hand, reviewed and signed."""

    class State(models.TextChoices):
        DRAFT = types.State.DRAFT, pgettext_lazy("summary", "Being written")
        REVIEW = types.State.REVIEW, pgettext_lazy("summary", "Under review")
        SIGNED = types.State.SIGNED, pgettext_lazy("summary", "Signed and archived")

    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="+")
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    """Whose text it is: of a council, or of another body that words its own part."""
    about = models.ForeignKey("org.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    """The body whose part in the campaign it tells (room `parts`); none for the summary of the whole campaign."""
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    resume_state = models.CharField(max_length=8, blank=True)
    chapters = models.JSONField()
    """The keys of its chapters, in order."""
    marks = models.JSONField()
    """What its marks stand for, the first under number 1 (`text.marks`). Only ever added to."""
    counted = models.JSONField()
    """The figures and tables as last counted (`text.counting`)."""
    hands = models.JSONField(default=list)
    """The accounts that worded something since the last signature: none of them signs it."""
    reason = models.CharField(max_length=300, blank=True)
    """Why it came back from the review."""
    correction_reason = models.CharField(max_length=300, blank=True)
    """Why a signed one is corrected: it stands on the next edition."""
    base_url = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["campaign", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "council", "language"],
                condition=models.Q(about__isnull=True),
                name="summary_text_of_all_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "council", "about", "language"],
                condition=models.Q(about__isnull=False),
                name="summary_text_of_part_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.language}"


class Wording(models.Model):
    """How a council words a kind of problem, and what follows from it, in one language; never changed: the next one takes its place."""

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    lesson = models.CharField(max_length=20)
    """Which kind of problem (`text.lessons`)."""
    language = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    problem = models.TextField()
    plan = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["lesson", "language", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "lesson", "language", "number"], name="summary_wording_once")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} {self.number}"


class TextCount(models.Model):
    """A draft with so many figures that the worker counts them: what its job (`core.jobs`) counts."""

    job = models.OneToOneField("core.Job", on_delete=models.CASCADE, related_name="+")
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="counts")

    class Meta:
        ordering: ClassVar = ["-id"]


class Picture(models.Model):
    """The bytes of a photo that stands or stood in a text: its own copy, without EXIF, found by its digest; never changed. Editions name the digest."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="pictures")
    proof = models.ForeignKey("activities.Proof", null=True, on_delete=models.SET_NULL, related_name="+")
    """The photo of an activity it was copied from; it may be published as long as that one may."""
    content_type = models.CharField(max_length=20)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "digest"], name="summary_picture_once")]

    def __str__(self) -> str:
        return self.digest[:12]


class Passage(models.Model):
    """A heading, paragraph, note, table or chart of a text. Tables and charts are counted; words are typed, with marks for figures in them."""

    class Kind(models.TextChoices):
        HEADING = types.PassageKind.HEADING, pgettext_lazy("summary", "Heading")
        PARAGRAPH = types.PassageKind.PARAGRAPH, pgettext_lazy("summary", "Paragraph")
        NOTE = types.PassageKind.NOTE, pgettext_lazy("summary", "Note")
        BLOCK = types.PassageKind.BLOCK, pgettext_lazy("summary", "Table or chart")
        PHOTO = types.PassageKind.PHOTO, pgettext_lazy("summary", "Photo")

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="passages")
    chapter = models.CharField(max_length=40)
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField(blank=True)
    source = models.CharField(max_length=120, blank=True)
    """Which table or chart of the counted chapter it is."""
    picture = models.ForeignKey("summaries.Picture", null=True, on_delete=models.PROTECT, related_name="passages")
    """Of a photo: its points. The words are its caption."""
    width = models.PositiveSmallIntegerField(default=0)
    """Of a photo: percent of the width of the text."""
    was = models.JSONField(default=dict)
    """What each figure was, by the number of its mark, when the words were written."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["text", "place", "pk"]

    def __str__(self) -> str:
        return self.words[:40]


class TextVersion(models.Model):
    """The words of a text as they stood at a moment, figures filled in; changed by nothing but an erasure. What was signed is an `Edition`."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    why = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    TYPED_JSON: ClassVar = ("content",)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "number"], name="summary_version_once")]

    def __str__(self) -> str:
        return str(self.number)


class Comment(models.Model):
    """What a reviewer says of a passage, or what the check found; answered before anybody signs."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="comments")
    passage = models.ForeignKey(Passage, null=True, on_delete=models.SET_NULL, related_name="comments")
    finding = models.CharField(max_length=64, blank=True)
    """The digest of what the check found; empty where a person comments."""
    said = models.TextField()
    by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.said[:40]


class Edition(models.Model):
    """A signed summary, frozen: the whole document with values, definitions and periods, and the digest over it. Only its publication changes."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)
    """Why it replaces an earlier one."""
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["text", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["text", "number"], name="summary_edition_once")]

    def __str__(self) -> str:
        return str(self.number)
