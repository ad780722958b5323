"""What the running system remembers about itself."""

from django.db import models


class Heartbeat(models.Model):
    """When a worker was last seen alive."""

    worker = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()
