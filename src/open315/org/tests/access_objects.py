"""Objects of the organisation for the access matrix."""

from datetime import date

from conftest import Cast
from open315.org import services
from open315.org.models import RoleGrant
from open315.org.types import PersonDetails, PostDetails
from tests.access.thing import Thing


def _person(cast: Cast) -> int:
    """Somebody who works in the Wuhan council."""
    details = PersonDetails(name="張三", organisation_id=cast.bodies["wuhan"].pk)
    return services.add_person(details, actor=cast.actor("administrator"), at=cast.at).pk


def _post(cast: Cast) -> int:
    """A post that person holds."""
    details = PostDetails(
        person_id=_person(cast), organisation_id=cast.bodies["wuhan"].pk, title="秘書長", held_from=date(2026, 1, 1)
    )
    return services.hold_post(details, actor=cast.actor("administrator"), at=cast.at).pk


def _coverage(cast: Cast) -> int:
    """Days over which the records of the Wuhan council are complete."""
    body = services.state_coverage(
        cast.bodies["wuhan"].pk, first=date(2025, 1, 1), actor=cast.actor("administrator"), at=cast.at
    )
    return int(body.coverage.get().pk)


OBJECTS = {
    "body": Thing(lambda cast: cast.bodies["wuhan"].pk),
    "account": Thing(lambda cast: cast.accounts["clerk"].pk),
    "coverage": Thing(_coverage),
    "grant": Thing(lambda cast: RoleGrant.objects.get(account=cast.accounts["clerk"]).pk),
    "person": Thing(_person),
    "post": Thing(_post),
    "region": Thing(lambda cast: cast.bodies["wuhan"].region_id),
}
