"""Tables of the campaign: the campaign of a year, its plan of sections and measures, the versions of that, and the requirements put to it."""

from typing import ClassVar

from django.db import models

from open315.core.translations import TranslationsField


class Campaign(models.Model):
    """One year's campaign of one council. `stat_first`–`stat_last` is the period its complaint figures cover."""

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=60)
    theme_in = TranslationsField(of="theme", max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    stat_first = models.DateField()
    stat_last = models.DateField()
    region = models.ForeignKey("org.Region", on_delete=models.PROTECT)
    idea = models.TextField(blank=True)
    """The guiding idea (指導思想)."""
    goals = models.TextField(blank=True)
    budget_cents = models.BigIntegerField(null=True)
    """Of the whole campaign; what the measures cost is compared with it."""
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "year"], name="campaign_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.theme}"


class PlanSection(models.Model):
    """A section of a campaign's plan; `place` orders it among its siblings."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sections")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """What the plan says will be done: by whom, when, where, for how much, and with which output. Its number is its place in its section."""

    section = models.ForeignKey(PlanSection, on_delete=models.CASCADE, related_name="measures")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    responsible = models.CharField(max_length=200, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    venue = models.CharField(max_length=120, blank=True)
    budget_cents = models.BigIntegerField(null=True)
    output = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """The plan as it stood at a moment, never changed. Once released, the council above and the councils below read it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    """Items of `plan.types.Item`, in the order of the document."""
    why = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return str(self.number)


class Requirement(models.Model):
    """What the standing committee asks of the plan, under a number that stays. Whether it is met is never stored: activities that were held say so."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="requirements")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    put_by = models.CharField(max_length=120)
    """An office or a meeting, no person."""
    put_on = models.DateField()
    section = models.ForeignKey(PlanSection, null=True, on_delete=models.SET_NULL, related_name="+")
    """What it was put to, where that was one section …"""
    measure = models.ForeignKey(Measure, null=True, on_delete=models.SET_NULL, related_name="+")
    """… or one measure."""
    measures = models.ManyToManyField(Measure, related_name="requirements")
    """Those that serve it."""
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was withdrawn."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "number"], name="requirement_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"
