"""Reads of the organisation: the acting person, the bodies and places of the country (in memory), and who may be chosen."""

from open315.org.queries.actors import actor_for, actor_of_account, current_grants
from open315.org.queries.directory import (
    Body,
    active_bodies,
    bodies_for,
    body_by_id,
    council_for_region,
    councils,
    directory_version,
    forget,
    subtree_ids,
)
from open315.org.queries.people import (
    account_ids_who_may,
    accounts_with_role,
    get_organisation,
    held_on,
    referral_targets,
)
from open315.org.queries.places import (
    all_region_names,
    city_codes,
    county_codes,
    forget_places,
    is_region,
    place_choices,
    provinces_served,
    region_choices,
    region_name,
    region_names,
)

__all__ = [
    "Body",
    "account_ids_who_may",
    "accounts_with_role",
    "active_bodies",
    "actor_for",
    "actor_of_account",
    "all_region_names",
    "bodies_for",
    "body_by_id",
    "city_codes",
    "council_for_region",
    "councils",
    "county_codes",
    "current_grants",
    "directory_version",
    "forget",
    "forget_places",
    "get_organisation",
    "held_on",
    "is_region",
    "place_choices",
    "provinces_served",
    "referral_targets",
    "region_choices",
    "region_name",
    "region_names",
    "subtree_ids",
]
