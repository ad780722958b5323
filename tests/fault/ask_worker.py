"""A program beside a running site: ask the worker for a summary or for everything to take along. Prints the job's id."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")

django.setup()

from open315.campaigns.models import Campaign  # noqa: E402
from open315.core import clock  # noqa: E402
from open315.core.ops import export  # noqa: E402
from open315.org.models import Account  # noqa: E402
from open315.org.queries import actor_for  # noqa: E402
from open315.summaries import services as summaries  # noqa: E402


def main(what: str, who: str) -> int:
    """The id of the job."""
    actor = actor_for(Account.objects.get(username=who), clock.today())
    if what == "export":
        return export.request_export(actor=actor, at=clock.now()).pk
    campaign = Campaign.objects.filter(council_id=actor.organisation_id).latest("year")
    asked = summaries.request_summary(
        campaign.pk, language="en", base_url="http://127.0.0.1", actor=actor, at=clock.now()
    )
    return asked.job_id


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
