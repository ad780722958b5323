"""The outbox table and the record of what each handler has done."""

from django.db import models


class OutboxEvent(models.Model):
    """One event that still has to be delivered, was delivered, or is dead after too many tries."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"

    name = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField()
    available_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["available_at", "id"], condition=models.Q(state="waiting"), name="outbox_waiting"),
            models.Index(fields=["id"], condition=models.Q(state="dead"), name="outbox_dead"),
            models.Index(fields=["created_at"], condition=models.Q(state="done"), name="outbox_done"),
        ]


class HandledEvent(models.Model):
    """That a handler has finished with an event, written in the handler's transaction."""

    event_id = models.BigIntegerField()
    handler = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "handler"], name="handled_once")]
