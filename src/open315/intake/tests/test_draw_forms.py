"""Every field of the forms of a case is drawn in one part of the page."""

import pytest
from django.test import Client

from conftest import Cast
from open315.intake.desk.forms import DeskForm
from open315.intake.web.forms import ComplaintForm


@pytest.mark.django_db
@pytest.mark.parametrize("form", [ComplaintForm, DeskForm])
def test_every_field_stands_in_one_part_of_the_page(form: type[ComplaintForm], cast: Cast) -> None:
    placed = [name for names in form.SECTIONS.values() for name in names]
    assert sorted(placed) == sorted(form().fields)


@pytest.mark.django_db
def test_the_public_page_draws_every_field(client: Client, cast: Cast) -> None:
    page = client.get("/complain/").content.decode()
    assert [name for name in ComplaintForm().fields if f'name="{name}"' not in page] == []


@pytest.mark.django_db
def test_the_desk_draws_every_field(client: Client, cast: Cast) -> None:
    client.force_login(cast.accounts["clerk"])
    page = client.get("/console/desk/").content.decode()
    assert [name for name in DeskForm().fields if f'name="{name}"' not in page] == []
