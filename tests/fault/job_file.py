"""A program beside a running site: write what the newest job left under a key to standard output, opened (it is sealed at rest)."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")

django.setup()

from open315.core.jobs import files  # noqa: E402
from open315.core.jobs.models import JobFile  # noqa: E402

if __name__ == "__main__":
    sys.stdout.buffer.write(files.open_file(JobFile.objects.filter(key=sys.argv[1]).latest("job_id")).read())
