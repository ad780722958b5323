"""A program beside a running site: hand a sheet of so many rows to the worker, as a clerk of the demo would. Prints the import's id."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402

from open315.core import clock  # noqa: E402
from open315.intake.sheet_import import services  # noqa: E402
from open315.intake.sheet_import.columns import Mapping  # noqa: E402
from open315.org.models import Account  # noqa: E402
from open315.org.queries import actor_for  # noqa: E402


def main(who: str, path: Path) -> int:
    """The id of the started import."""
    actor = actor_for(Account.objects.get(username=who), clock.today())
    file = SimpleUploadedFile(path.name, path.read_bytes())
    council = actor.organisation_id
    assert council is not None
    sheet = services.receive_sheet(file, source="fault", council_id=council, actor=actor, at=clock.now())
    services.set_mapping(sheet.pk, Mapping.from_data(sheet.mapping), actor=actor, at=clock.now())
    return services.start_import(sheet.pk, actor=actor, at=clock.now()).pk


if __name__ == "__main__":
    print(main(sys.argv[1], Path(sys.argv[2])))
