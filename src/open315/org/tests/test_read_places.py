"""Places as people write them: today's names, former names and codes, and the beginning of an address."""

import pytest

from open315.org import queries as org

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("襄樊市", "420600"),
        ("襄樊", "420600"),
        ("襄樊市襄陽區", "420607"),
        ("襄阳县", "420607"),
        ("鄖縣", "420304"),
        ("郧县", "420304"),
        ("蒲圻市", "421281"),
        ("枝城市", "420581"),
        ("鄂西州", "422800"),
        ("鄂西土家族苗族自治州", "422800"),
        ("恩施州", "422800"),
        ("恩施市", "422801"),
        ("宜昌縣", "420506"),
        ("宜昌市", "420500"),
        ("420321", "420304"),
        ("420304", "420304"),
        ("浙江省杭州市餘杭區", "330110"),
        ("上海浦东新区", "310115"),
        ("即墨市", "370215"),
        ("崇明縣", "310151"),
        ("999999", ""),
        ("天下第一鍋", ""),
    ],
)
def test_a_place_is_found_by_what_it_is_called_and_was_called(written: str, code: str) -> None:
    assert org.place_finder("420000").find(written) == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("上海市浦東新區世紀大道1號", "310115"),
        ("浙江省杭州市餘杭區文一西路969號", "330110"),
        ("北京市海淀區中關村大街1號", "110108"),
        ("武漢市武昌區中北路", "420106"),
        ("湖北武漢市江岸區", "420102"),
        ("中山大道2號", ""),
        ("武漢大道5號", ""),
        ("南京東路100號", ""),
        ("上海路8號", ""),
        ("解放路12號", ""),
        ("朝陽區建國路", ""),
        ("", ""),
    ],
)
def test_an_address_tells_its_place_only_where_it_begins_with_one(address: str, code: str) -> None:
    assert org.place_finder().find_at_start(address) == code


def test_a_place_has_its_whole_name_from_the_province_down() -> None:
    assert org.region_path("330110").zh_hant == "浙江省杭州市餘杭區"
    assert org.region_path("420106").en == "Wuchang District, Wuhan, Hubei Province"
    assert org.region_path("310115").zh_hant == "上海市浦東新區"
    assert org.region_path("nowhere").zh_hant == "nowhere"
