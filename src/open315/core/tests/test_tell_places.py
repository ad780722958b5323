"""What kind of place a code names. Every expectation is written by hand from GB/T 2260 and the lists of the Ministry of Civil Affairs."""

import pytest

from open315.core.regions import (
    CITY,
    COUNTY,
    PROVINCE,
    PlaceKind,
    city_of,
    covers,
    kind_of,
    level_of,
    prefix_of,
    province_of,
    upwards,
)

NONSENSE = (
    "",
    "42",
    "4201",
    "42010",
    "4201020",
    "400000",
    "100000",
    "420001",
    "420099",
    "42010x",
    "４２０１０２",
    "000000",
)


@pytest.mark.parametrize(
    ("code", "kind", "level", "province", "city", "prefix"),
    [
        ("420000", PlaceKind.PROVINCE, PROVINCE, "420000", "", "42"),  # 湖北省
        ("500000", PlaceKind.PROVINCE, PROVINCE, "500000", "", "50"),  # 重慶市: its zeros are not all a tail
        ("710000", PlaceKind.PROVINCE, PROVINCE, "710000", "", "71"),  # 臺灣省
        ("420100", PlaceKind.CITY, CITY, "420000", "420100", "4201"),  # 武漢市
        ("421000", PlaceKind.CITY, CITY, "420000", "421000", "4210"),  # 荊州市: three zeros
        ("422800", PlaceKind.CITY, CITY, "420000", "422800", "4228"),  # 恩施土家族苗族自治州
        ("441900", PlaceKind.CITY, CITY, "440000", "441900", "4419"),  # 東莞市, without counties
        ("460400", PlaceKind.CITY, CITY, "460000", "460400", "4604"),  # 儋州市
        ("420102", PlaceKind.COUNTY, COUNTY, "420000", "420100", "420102"),  # 江岸區
        ("420281", PlaceKind.COUNTY, COUNTY, "420000", "420200", "420281"),  # 大冶市
        ("445102", PlaceKind.COUNTY, COUNTY, "440000", "445100", "445102"),  # 湘橋區 of 潮州市
        ("420170", PlaceKind.COUNTY, COUNTY, "420000", "420100", "420170"),
        ("130271", PlaceKind.ZONE, COUNTY, "130000", "130200", "130271"),  # 蘆臺經濟開發區 of 唐山市
        ("130279", PlaceKind.ZONE, COUNTY, "130000", "130200", "130279"),
        ("420180", PlaceKind.COUNTY, COUNTY, "420000", "420100", "420180"),
        ("120171", PlaceKind.ZONE, CITY, "120000", "120171", "120171"),
        ("429004", PlaceKind.GOVERNED_COUNTY, CITY, "420000", "429004", "429004"),  # 仙桃市
        ("429021", PlaceKind.GOVERNED_COUNTY, CITY, "420000", "429021", "429021"),  # 神農架林區
        ("419001", PlaceKind.GOVERNED_COUNTY, CITY, "410000", "419001", "419001"),  # 濟源市
        ("469005", PlaceKind.GOVERNED_COUNTY, CITY, "460000", "469005", "469005"),  # 文昌市
        ("469030", PlaceKind.GOVERNED_COUNTY, CITY, "460000", "469030", "469030"),  # 瓊中: ends in a zero
        ("659010", PlaceKind.GOVERNED_COUNTY, CITY, "650000", "659010", "659010"),  # 胡楊河市
        ("110101", PlaceKind.MUNICIPAL_DISTRICT, CITY, "110000", "110101", "110101"),  # 東城區
        ("310115", PlaceKind.MUNICIPAL_DISTRICT, CITY, "310000", "310115", "310115"),  # 浦東新區
        ("500243", PlaceKind.MUNICIPAL_DISTRICT, CITY, "500000", "500243", "500243"),  # 彭水苗族土家族自治縣
        ("500110", PlaceKind.MUNICIPAL_DISTRICT, CITY, "500000", "500110", "500110"),  # 綦江區: ends in a zero
        ("429000", PlaceKind.HEADING, CITY, "420000", "429000", "4290"),
        ("469000", PlaceKind.HEADING, CITY, "460000", "469000", "4690"),
        ("310100", PlaceKind.HEADING, CITY, "310000", "310100", "3101"),
        ("500200", PlaceKind.HEADING, CITY, "500000", "500200", "5002"),
    ],
)
def test_a_code_says_what_it_names_and_where_that_lies(
    code: str, kind: PlaceKind, level: int, province: str, city: str, prefix: str
) -> None:
    assert kind_of(code) is kind
    assert (level_of(code), province_of(code), city_of(code), prefix_of(code)) == (level, province, city, prefix)


@pytest.mark.parametrize("code", NONSENSE)
def test_what_is_no_place_lies_nowhere(code: str) -> None:
    assert kind_of(code) is PlaceKind.NONE
    assert (level_of(code), province_of(code), city_of(code)) == (0, "", "")
    assert not covers(code, "420102")
    assert not covers("420000", code)


@pytest.mark.parametrize(
    ("beginning", "prefix"),
    [("42", "42"), ("4201", "4201"), ("4290", "4290"), ("4200", "42"), ("42010", "42010"), ("", ""), ("000000", "")],
)
def test_the_beginning_of_a_code_stands_for_the_place(beginning: str, prefix: str) -> None:
    assert prefix_of(beginning) == prefix


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("420000", "420000"),
        ("420000", "420102"),
        ("420000", "429004"),
        ("420100", "420102"),
        ("429004", "429004"),
        ("429000", "429004"),
        ("310000", "310115"),
        ("310100", "310115"),
    ],
)
def test_a_place_covers_itself_and_what_lies_in_it(outer: str, inner: str) -> None:
    assert covers(outer, inner)


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("420100", "420000"),
        ("420100", "420202"),
        ("429004", "429005"),
        ("469001", "469000"),
        ("310115", "310116"),
        ("420000", "430100"),
    ],
)
def test_a_place_covers_neither_its_neighbour_nor_what_it_lies_in(outer: str, inner: str) -> None:
    assert not covers(outer, inner)


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        ("420102", ["420102", "420100", "420000"]),
        ("420100", ["420100", "420000"]),
        ("420000", ["420000"]),
        ("429004", ["429004", "420000"]),
        ("110101", ["110101", "110000"]),
        ("", []),
    ],
)
def test_the_way_up_names_each_step_once(code: str, steps: list[str]) -> None:
    assert list(upwards(code)) == steps
