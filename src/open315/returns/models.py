"""Tables of the returns: what is asked, of whom, each filing, and its values."""

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from open315.activities.outputs.rules import Value as Told
from open315.returns import rules, types


class Call(models.Model):
    """What a council asks of bodies below it. The figures of `first`–`last` are told, by the dictionary of the last day."""

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey("campaigns.Campaign", on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(max_length=80)
    first = models.DateField()
    last = models.DateField()
    due_on = models.DateField()
    indicators = models.JSONField()
    """Codes of the dictionary, in its order."""
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-due_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["council", "due_on"], name="call_council_due")]

    def __str__(self) -> str:
        return self.title


class Return(models.Model):
    """The return of one body to a call. Its figures are those of the latest signed filing."""

    class State(models.TextChoices):
        ASKED = types.State.ASKED, pgettext_lazy("return", "Asked for")
        FILLED = types.State.FILLED, pgettext_lazy("return", "To be signed")
        SIGNED = types.State.SIGNED, pgettext_lazy("return", "Signed")
        AGAIN = types.State.AGAIN, pgettext_lazy("return", "To be filled in again")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="returns")
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    resume_state = models.CharField(max_length=12, blank=True)
    due_on = models.DateField()
    """The day of the call, until that is moved or the return is opened again."""
    reason = models.CharField(max_length=200, blank=True)
    """Why it is to be filled in again."""
    reminded_on = models.DateField(null=True)
    """The day due of which its people were reminded before it came; each day once."""
    chased_on = models.DateField(null=True)
    """The day due of which they were told that it had passed."""
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["call", "council__path"]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="return_state_due")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["call", "council"], name="return_once_a_call")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.council_id}"


class Filing(models.Model):
    """A return as somebody filled it in, never changed. What counts is the latest that a second person signed."""

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="filings")
    number = models.PositiveSmallIntegerField()
    filled_at = models.DateTimeField()
    filled_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    """Why it replaces an earlier one."""
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["of", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "number"], name="filing_number_once")]

    def __str__(self) -> str:
        return str(self.number)


class Value(models.Model):
    """What a filing says of one indicator. `said` is what was written, `hundredths` its number in hundredths of the unit, none for words."""

    class Kind(models.TextChoices):
        VALUE = types.AnswerKind.VALUE, pgettext_lazy("return", "As written")
        NOTHING = types.AnswerKind.NOTHING, pgettext_lazy("return", "Nothing to report")
        UNKNOWN = types.AnswerKind.UNKNOWN, pgettext_lazy("return", "Not known")

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="values")
    indicator = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    said = models.CharField(max_length=60, blank=True)
    hundredths = models.BigIntegerField(null=True)
    bound = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it is far from last year's, or less than the rows."""

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["filing", "indicator"], name="filing_indicator_once")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.said or self.kind}"

    @property
    def as_value(self) -> Told | None:
        """What it says: a number with what it claims, words, zero for "nothing", None for "not known"."""
        return rules.as_value(self.kind, self.hundredths, self.bound, self.said)
