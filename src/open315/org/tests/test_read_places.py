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


NO_PLACES = """
南京路123號 | 南京路123号 | 南京東路 | 北京路步行街 | 上海路 | 西藏路 | 西藏中路 | 解放大道 | 解放路 | 中山大道818號 | 江漢路 | 漢陽大道
廣州街5號 | 武漢大道 | 朝陽路 | 長安街 | 北京市場 | 武漢市民廣場 | 湖北省會 | 江夏區別墅 | 南京商廈 | 武漢商場 | 北京同仁堂 | 廣州酒家
洪山廣場 | 江漢關 | 重慶小麵 | 重慶火鍋 | 北京烤鴨 | 蘭州拉麵 | 沙縣小吃 | 新疆大盤雞 | 襄陽牛肉麵 | 海南雞飯 | 揚州炒飯
蘇州工業園區 | 上海自貿區 | 南京經濟技術開發區 | 南京 | 杭州 | 朝陽區 | 老南京飯店 | 麥當勞上海市店 | 13800138000 | 4201021234567
"""
AT_HOME = [
    ("江岸区南京路123号", "420102"),
    ("江岸区北京路步行街", "420102"),
    ("武漢市江漢路", "420100"),
    ("武汉市解放大道", "420100"),
    ("漢口萬達廣場（江岸區）", "420102"),
    ("住在江岸區", "420102"),
    ("江岸", "420102"),
    ("武汉", "420100"),
    ("湖北武漢江岸", "420102"),
    ("湖北、武汉、江岸", "420102"),
    ("郧县城关镇", "420304"),
    ("武漢東湖高新區", "420100"),
    ("中国湖北省武汉市", "420100"),
]
FAR = [
    ("南京市", "320100"),
    ("江苏南京", "320100"),
    ("上海", "310000"),
    ("上海市第一食品商店", "310000"),
    ("北京市朝阳区建国路", "110105"),
    ("住址上海市浦东新区", "310115"),
    ("江苏省南京市江宁路", "320100"),
    ("沙縣", "350405"),
]


@pytest.mark.parametrize("written", [each.strip() for each in NO_PLACES.replace("\n", "|").split("|") if each.strip()])
def test_a_street_a_shop_a_zone_and_a_dish_are_no_place(written: str) -> None:
    """南京路123號 became 南京市, 北京路步行街 北京市, 解放大道 a district of 焦作, without a word: and that set the competent body."""
    assert org.place_finder("420000").find(written) == ""


@pytest.mark.parametrize(("written", "code"), [*AT_HOME, *FAR])
def test_a_place_at_home_may_be_short_and_one_far_away_needs_its_full_name(written: str, code: str) -> None:
    assert org.place_finder("420000").find(written) == code


def test_where_no_place_is_home_a_short_name_by_itself_will_do() -> None:
    """On the portal it is the answer to where the trader is."""
    assert org.place_finder().find("南京") == "320100"
    assert org.place_finder().find("南京路") == ""


def test_a_place_has_its_whole_name_from_the_province_down() -> None:
    assert org.region_path("330110").zh_hant == "浙江省杭州市餘杭區"
    assert org.region_path("420106").en == "Wuchang District, Wuhan, Hubei Province"
    assert org.region_path("310115").zh_hant == "上海市浦東新區"
    assert org.region_path("nowhere").zh_hant == "nowhere"
