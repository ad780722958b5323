"""Codes of regions say where a place lies; the seeds know every division."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from conftest import Cast
from open315.core import regions
from open315.org import queries
from open315.org.models import Organisation, Region, RegionName
from open315.org.seeds import load_regions

HUBEI_CITIES = {
    "武漢市", "黃石市", "十堰市", "宜昌市", "襄陽市", "鄂州市", "荊門市", "孝感市", "荊州市", "黃岡市", "咸寧市", "隨州市",
    "恩施土家族苗族自治州", "仙桃市", "潛江市", "天門市", "神農架林區",
}  # fmt: skip
codes = st.from_regex(r"\A(11|31|37|42|46|65)(0000|[0-9][1-9][0-9]{2}|[1-9]0[0-9]{2})\Z")


def test_hubei_has_its_seventeen_cities(db: None) -> None:
    found = Region.objects.filter(parent="420000", level=Region.Level.CITY)
    assert {region.name for region in found} == HUBEI_CITIES
    assert set(queries.city_codes("420000")) == {region.pk for region in found}


def test_every_province_and_every_county_of_hubei_is_there(db: None) -> None:
    assert Region.objects.filter(level=Region.Level.PROVINCE).count() == 34
    assert Region.objects.filter(code__startswith="42", level=Region.Level.COUNTY).count() == 99
    assert not Region.objects.filter(code__startswith="42", name_in={}).exists()


def test_every_division_that_is_shipped_says_by_its_code_where_it_lies(db: None) -> None:
    for region in Region.objects.all():
        above = {1: "", 2: regions.province_of(region.pk), 3: regions.city_of(region.pk)}[region.level]
        assert (regions.level_of(region.pk), above) == (region.level, region.parent_id or "")
        assert regions.kind_of(region.pk) is not regions.PlaceKind.HEADING


def test_loading_again_adds_nothing_and_keeps_what_was_edited(db: None) -> None:
    before = Region.objects.count(), RegionName.objects.count()
    Region.objects.filter(pk="420100").update(name_in={"en": "Wuhan City"})
    load_regions()
    assert (Region.objects.count(), RegionName.objects.count()) == before
    assert Region.objects.get(pk="420100").name_in.en == "Wuhan City"


def test_xiangyang_was_xiangfan_in_the_campaign_of_2010(db: None) -> None:
    day = date(2010, 3, 15)
    names = RegionName.objects.filter(region="420600", valid_until__gte=day)
    assert [name.name for name in names] == ["襄樊市"]


@given(codes)
def test_every_code_lies_in_its_city_and_province(code: str) -> None:
    assert regions.covers(regions.province_of(code), code)
    assert code.startswith(regions.prefix_of(code))
    city = regions.city_of(code)
    assert not city or regions.city_of(city) == city
    assert regions.covers(city or code, code)
    assert next(iter(regions.upwards(code))) == code


def test_the_nearest_council_takes_the_case(cast: Cast) -> None:
    def council(code: str) -> int:
        found = queries.council_for_region(code)
        assert found is not None
        return found.id

    assert council("420102") == cast.bodies["wuhan"].pk
    assert council("420200") == cast.bodies["huangshi"].pk
    assert council("421000") == cast.bodies["province"].pk
    assert queries.council_for_region("110105") is None


def test_bodies_of_a_sector_are_found_from_the_nearest_tier_up(cast: Cast) -> None:
    found = queries.bodies_for("market", "420102", regions.COUNTY, date(2026, 5, 12))
    assert [body.id for body in found] == [cast.bodies["market"].pk]
    assert queries.bodies_for("market", "420200", regions.COUNTY) == []


def test_looking_up_councils_needs_no_query_after_the_first(cast: Cast, django_assert_num_queries: object) -> None:
    queries.council_for_region("420102")
    with django_assert_num_queries(0):  # type: ignore[operator]
        for _i in range(100):
            queries.council_for_region("420102")
            queries.bodies_for("market", "420102", 3)
            queries.subtree_ids(cast.bodies["province"])


def test_places_to_choose_are_those_of_the_provinces_served(cast: Cast) -> None:
    groups = queries.place_choices()
    assert len(groups) == 17
    assert ("420102", "江岸區") in [(code, str(name)) for code, name in groups[0][1]]


def test_a_new_install_has_no_bodies(db: None) -> None:
    assert not queries.has_bodies()
    Organisation.objects.create(kind="council", name="某會", region_id="420000", is_active=False)
    assert queries.has_bodies()
