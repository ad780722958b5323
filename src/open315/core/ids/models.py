"""The series table: one row a series, the next number not yet given to any process."""

from django.db import models


class Series(models.Model):
    """`next` is the first number not yet reserved."""

    name = models.CharField(max_length=80, primary_key=True)
    next = models.BigIntegerField(default=1)


class IdempotencyKey(models.Model):
    """A request that was answered: the same key and body get the same answer, another body is refused."""

    scope = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    request_hash = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_age")]
