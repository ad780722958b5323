"""The administration pages open for the administrator, and show what they should."""

import pytest
from django.test import Client
from django.urls import reverse

from conftest import Cast
from open315.org.models import Organisation, Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.accounts["administrator"], backend=BACKEND)
    return client


@pytest.mark.parametrize(
    "name", ["organisations", "people", "accounts", "roles", "regions", "organisation_new", "person_new"]
)
def test_each_page_opens_for_an_administrator_and_not_for_a_clerk(name: str, cast: Cast, client: Client) -> None:
    address = reverse(f"org:{name}")
    client.force_login(cast.accounts["clerk"], backend=BACKEND)
    assert client.get(address).status_code == 403
    client.force_login(cast.accounts["administrator"], backend=BACKEND)
    assert client.get(address).status_code == 200


def test_a_body_is_found_by_a_part_of_its_name_and_by_its_kind(admin: Client) -> None:
    answer = admin.get(reverse("org:organisations"), {"q": "衛生", "kind": "department"})
    assert "武漢市衛生健康委員會" in answer.content.decode()
    assert "黃石市消費者委員會" not in answer.content.decode()


def test_a_list_without_hits_says_what_to_do(admin: Client) -> None:
    answer = admin.get(reverse("org:organisations"), {"q": "沒有這個名字"}, headers={"accept-language": "en"})
    assert "No body found" in answer.content.decode()


def test_the_page_of_a_body_names_who_acts_for_it(admin: Client, cast: Cast) -> None:
    page = admin.get(reverse("org:organisation", args=[cast.bodies["wuhan"].pk])).content.decode()
    assert "second_officer" in page


def test_a_body_is_added_and_a_person_in_it(admin: Client, cast: Cast) -> None:
    data = {"kind": "department", "name": "武漢市教育局", "region_code": "420100", "sector": "education"}
    admin.post(reverse("org:organisation_new"), data)
    body = Organisation.objects.get(name="武漢市教育局")
    admin.post(reverse("org:person_new"), {"name": "聯絡員甲", "organisation_id": body.pk})
    assert Person.objects.get(name="聯絡員甲").organisation == body


def test_a_wrong_form_keeps_what_was_typed(admin: Client) -> None:
    answer = admin.post(
        reverse("org:organisation_new"), {"kind": "department", "name": "武漢市教育局", "region_code": "999999"}
    )
    assert answer.status_code == 422
    assert "武漢市教育局" in answer.content.decode()


def test_the_list_of_bodies_needs_few_queries(admin: Client, django_assert_max_num_queries: pytest.fixture) -> None:
    admin.get(reverse("org:organisations"))
    with django_assert_max_num_queries(9):
        admin.get(reverse("org:organisations"))


def test_regions_show_the_names_they_bore(admin: Client) -> None:
    page = admin.get(reverse("org:regions"), {"in": "420000"}).content.decode()
    assert "襄樊市" in page
    assert "襄陽市" in page


def test_a_former_name_finds_the_region(admin: Client) -> None:
    assert "420600" in admin.get(reverse("org:regions"), {"q": "襄樊"}).content.decode()
