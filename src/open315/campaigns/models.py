"""Tables of the campaign."""

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
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "year"], name="campaign_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.theme}"
