"""Codes of regions say where a place lies; the seeds know every division."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from conftest import Cast
from open315.org import queries, rules
from open315.org.models import Region, RegionName
from open315.org.seeds import load_regions

HUBEI_CITIES = {
    "武漢市", "黃石市", "十堰市", "宜昌市", "襄陽市", "鄂州市", "荊門市", "孝感市", "荊州市", "黃岡市", "咸寧市", "隨州市",
    "恩施土家族苗族自治州", "仙桃市", "潛江市", "天門市", "神農架林區",
}  # fmt: skip
codes = st.from_regex(r"\A[1-8][0-9](0000|[0-9][1-9][0-9]{2}|[1-9]0[0-9]{2})\Z")


def test_hubei_has_its_seventeen_cities(db: None) -> None:
    found = Region.objects.filter(parent="420000", level=Region.Level.CITY)
    assert {region.name for region in found} == HUBEI_CITIES
    assert set(queries.city_codes("420000")) == {region.pk for region in found}


def test_every_province_and_every_county_of_hubei_is_there(db: None) -> None:
    assert Region.objects.filter(level=Region.Level.PROVINCE).count() == 34
    assert Region.objects.filter(code__startswith="42", level=Region.Level.COUNTY).count() == 99
    assert not Region.objects.filter(code__startswith="42", name_en="").exists()


def test_loading_again_adds_nothing_and_keeps_what_was_edited(db: None) -> None:
    before = Region.objects.count(), RegionName.objects.count()
    Region.objects.filter(pk="420100").update(name_en="Wuhan City")
    load_regions()
    assert (Region.objects.count(), RegionName.objects.count()) == before
    assert Region.objects.get(pk="420100").name_en == "Wuhan City"


def test_xiangyang_was_xiangfan_in_the_campaign_of_2010(db: None) -> None:
    day = date(2010, 3, 15)
    names = RegionName.objects.filter(region="420600", valid_until__gte=day)
    assert [name.name for name in names] == ["襄樊市"]


def test_a_county_of_the_province_is_its_own_city() -> None:
    assert rules.city_of("429004") == "429004"
    assert rules.city_of("420102") == "420100"
    assert rules.city_of("110105") == "110105"
    assert rules.city_of("420000") == ""
    assert (rules.prefix_of("420000"), rules.prefix_of("420100"), rules.prefix_of("429004")) == ("42", "4201", "429004")


@given(codes)
def test_every_code_lies_in_its_city_and_province(code: str) -> None:
    assert rules.covers(rules.province_of(code), code)
    assert code.startswith(rules.prefix_of(code))
    city = rules.city_of(code)
    assert not city or rules.city_of(city) == city
    assert next(iter(rules.upwards(code))) == code


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
    found = queries.bodies_for("market", "420102", rules.COUNTY, date(2026, 5, 12))
    assert [body.id for body in found] == [cast.bodies["market"].pk]
    assert queries.bodies_for("market", "420200", rules.COUNTY) == []


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
