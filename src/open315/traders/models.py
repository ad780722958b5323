"""The register of traders."""

from django.db import models

from open315.traders.types import TraderKind


class Trader(models.Model):
    """A trader. `folded_name` (core.text.fold) is what names are compared by; `credit_code` is the 18-character USCC."""

    name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120, db_index=True)
    credit_code = models.CharField(max_length=18, blank=True)
    kind = models.CharField(max_length=16, choices=TraderKind.choices, default=TraderKind.OFFLINE)
    region = models.ForeignKey("org.Region", null=True, blank=True, on_delete=models.PROTECT)
    address = models.CharField(max_length=200, blank=True)
    platform = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="sellers")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"], condition=~models.Q(credit_code=""), name="trader_credit_code"
            )
        ]

    def __str__(self) -> str:
        return self.name
