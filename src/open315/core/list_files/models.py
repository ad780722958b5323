"""The table of lists that the worker writes."""

from django.db import models

from open315.core.jobs.models import Job


class ListFile(models.Model):
    """Which list somebody wants as a file. What was looked for may name people, so the address of the list is sealed."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="list_file")
    list = models.CharField(max_length=80)
    form = models.CharField(max_length=5)
    """The ending of the file: csv, xlsx."""
    key_id = models.CharField(max_length=20)
    ciphertext = models.BinaryField()
