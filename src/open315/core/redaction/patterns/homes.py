"""Where somebody lives: house, stair, floor and door, and what stands before them where the text says that one lives there.

Region, town and, mostly, the street stay: who handles a case needs the place, and a shop lies in a street as well. A chain of two
levels of which one is a stair or a door tells a home wherever it stands; one house number does so only after a word for living there.
"""

from open315.core.redaction.patterns.shape import HAN, Pattern, any_of, pattern
from open315.core.redaction.words import signs, words

LIVES = words("homes.living")
_LIVES = r"(?<![商店厂廠大独獨])" + any_of(LIVES)
_SPOKEN = signs("homes.numerals")
_N = rf"(?<![0-9{_SPOKEN}])[0-9{_SPOKEN}]{{1,5}}+\s?"
_GAP = r"[\s,，、\-—·.#]{0,2}"
_HOUSE = rf"(?:[a-z]?{_N}|[a-z甲乙丙丁]\s?)(?:号楼|號樓|号栋|號棟|栋|棟|幢|座|号院|號院|弄|号宿舍|(?:号|號)?公寓(?=\s?[0-9])|舍(?=\s?[0-9]))"
_STAIR = rf"(?:{_N}|[a-z甲乙丙丁]\s?)(?:单元|單元|门(?![店市口诊面])|門(?![店市口診面])|梯)"
_FLOOR = rf"{_N}(?:楼|樓|层|層)"
_NUMBER = rf"{_N}(?:号|號)(?![线線楼樓栋棟口])"
_GROUP = rf"{_N}(?:组|組|社(?![区區会會保])|队|隊|排(?=\s?[0-9{_SPOKEN}]{{1,4}}[号號])|街坊)"
_NOT_COUNTED = rf"(?![0-9{_SPOKEN}a-z年月日元米块塊平多人名个個家套间間余餘户戶辆輛次天万萬千分点點栋号號楼层%.:：\-])"
_DOOR = (
    rf"(?:[a-z]?(?:[1-9][0-9]{{1,4}}|[{_SPOKEN}]{{2,5}})\s?(?:室|房|号房|號房)|[a-z]\s?(?:室|房)"
    rf"|(?:[1-9][0-9]{{2,3}}|[零〇一二三四五六七八九]{{3,4}}){_NOT_COUNTED}|之\s?{_N}|附\s?{_N}(?:号|號))"
)
"""With a word for it, or three or four digits that count nothing."""
_LEVELS = rf"(?:{_HOUSE}|{_STAIR}|{_FLOOR}|{_NUMBER}|{_DOOR}|{_GROUP})"
_CHAIN = r"[0-9a-z]{1,3}#?\s?[-—–]\s?[0-9]{1,2}\s?[-—–]\s?[0-9]{3,4}(?![0-9])"
_REGION = rf"(?>(?:[{HAN}]{{1,7}}?(?:省|自治区|市|自治州|州|盟|区|區|县|縣|旗|镇|鎮|乡|鄉|街道)){{0,5}})"
_ESTATE = signs("homes.estates")
_ROAD = r"(?:road|street|avenue|lane|drive|building|estate|court|garden|gardens|house|mansion|tower|block|rd|st|ave)"

_COUNTED = rf"(?<=[0-9{_SPOKEN}a-z甲乙丙丁\s])"
_A_HOUSE, _A_STAIR = (
    pattern(rf"{_COUNTED}(?:[号號][楼樓栋棟院宿公]|[栋棟幢座弄舍公])"),
    pattern(rf"{_COUNTED}[单單门門梯]"),
)
_A_DOOR = pattern(rf"{_COUNTED}[号號室]")
_A_NUMBER, _A_GROUP = pattern(rf"{_COUNTED}[号號]"), pattern(rf"{_COUNTED}[组組社队隊]")
_A_LEVEL = pattern(rf"{_COUNTED}[舍排号號楼樓层層室房栋棟幢座弄单單门門组組社队隊\-—–]")
_REGION_OF_IT = rf"(?>(?:[{HAN}]{{1,7}}?(?:省|自治区|市|自治州|州|盟|区|區|县|縣|旗|镇|鎮|乡|鄉|街道|街)){{1,5}})\s?"
_SHORT_CHAIN = r"(?<=[区區村园園寓舍])\s?[0-9]{1,3}\s?[-—–]\s?[0-9]{1,2}\s?[-—–]\s?[0-9]{1,4}(?![0-9])"
_OF_TRADE = r"(?!\s?(?:室|房|号房)?\s?[,，、（(]?\s?(?:网址|網址|官网|麻将|麻將|公司|餐|酒店|宾馆|棋牌|门面|門面|店|被改|改建|改为|改造成|群租|租给|租給|开的|開的|开设|經營|经营|无证|业主无证|发生|發生|起火))"
"""Behind it stands what is done there: a place of business or of an event, and nobody's home."""
_STREET = signs("homes.streets")
_AFTER_STREET = rf"(?<=[{_STREET}]){_GAP}{_NUMBER}|(?<=[{_STREET}]\s){_NUMBER}"

PATTERNS = (
    Pattern(
        "address",
        pattern(rf"(?P<v>(?:{_NUMBER}{_GAP})?{_HOUSE}{_GAP}(?:{_NUMBER}{_GAP})?(?:{_STAIR}{_GAP})?(?:{_FLOOR}{_GAP})?{_DOOR}){_OF_TRADE}"),
        needs=tuple("栋棟幢座弄院楼樓舍公"), gate=_A_HOUSE,
    ),
    Pattern("address", pattern(rf"(?P<v>(?:{_NUMBER}{_GAP})?{_STAIR}{_GAP}(?:{_FLOOR}{_GAP})?{_DOOR}){_OF_TRADE}"), needs=tuple("单單门門梯"), gate=_A_STAIR),
    Pattern("address", pattern(rf"(?P<v>{_NUMBER}{_GAP}{_FLOOR}{_GAP}{_DOOR}|{_FLOOR}{_GAP}[a-z0-9]{{1,5}}\s?室|{_NUMBER}{_GAP}附\s?{_N}(?:号|號))"), needs=tuple("楼樓层層附"), gate=_A_DOOR),
    Pattern("address", pattern(rf"(?P<v>{_N}(?:组|組|社|队|隊){_GAP}{_NUMBER})"), needs=tuple("组組社队隊"), gate=_A_GROUP),
    Pattern(
        "address",
        pattern(
            rf"{_LIVES}[是为為在于於：:，,\s（(填写寫]{{0,3}}{_REGION}"
            rf"(?P<v>(?:[{HAN}a-z]{{2,14}}?{_GAP}(?:{_HOUSE}|{_STAIR}|{_FLOOR}|{_DOOR}|{_GROUP}|{_CHAIN}|{_SHORT_CHAIN}|{_AFTER_STREET})|{_HOUSE}|{_STAIR}|{_CHAIN}|{_FLOOR}{_GAP}{_DOOR})(?:{_GAP}(?:[{HAN}]{{1,9}}{_GAP})?{_LEVELS}){{0,5}})"
        ),
        needs=LIVES, gate=_A_LEVEL,
    ),
    Pattern(
        "address",
        pattern(rf"(?<![商店厂廠大独獨])(?:[住寄家]{_REGION_OF_IT}|住(?=[{HAN}]{{0,8}}[村苑园園庄莊湾灣里寨屯]))(?P<v>[{HAN}a-z]{{0,14}}?{_GAP}(?:{_HOUSE}|{_STAIR}|{_GROUP}|{_CHAIN}|{_SHORT_CHAIN}|{_AFTER_STREET})(?:{_GAP}{_LEVELS}){{0,5}})"),
        needs=tuple("住寄家"), gate=_A_LEVEL,
    ),
    Pattern("address", pattern(rf"(?P<v>{_N}(?:巷|弄){_GAP}(?:{_N}(?:弄|巷){_GAP})?{_NUMBER}(?:{_GAP}(?:{_FLOOR}|{_DOOR}))?)"), needs=tuple("巷弄"), gate=_A_NUMBER),
    Pattern("address", pattern(rf"(?<=[{_STREET}])(?P<v>{_NUMBER}(?:{_GAP}{_LEVELS}){{0,3}})(?=[，,]?\s?(?:就?是|为|為)\s?(?:我家|我们家|我們家|本人|我的?住|我爸|我妈|我媽|自家|自己家))"), needs=tuple("我本自"), gate=_A_NUMBER),
    Pattern("address", pattern(rf"地址[^。！？!?\n]{{0,30}}?(?P<v>{_HOUSE}{_GAP}{_FLOOR})"), needs=("地址",), gate=_A_HOUSE),
    Pattern("address", pattern(rf"[{_ESTATE}]\s{{0,2}}(?P<v>{_CHAIN})"), needs=tuple("-—–"), run=3),
    Pattern(
        "address",
        pattern(rf"(?<![a-z])(?P<v>(?:room|rm|flat|apt|apartment|unit|suite|no)\.?\s?[0-9a-z-]{{1,6}}\s?,\s?[^\n.;。；]{{0,60}}(?<![a-z]){_ROAD}(?:\s[0-9]{{1,3}}(?![0-9]))?)(?![a-z])"),
        letters=True, needs=("room", "no", "rm", "flat", "apt", "no", "apartment", "unit", "suite"),
    ),
    Pattern("address", pattern(r"(?<![0-9.])(?P<v>-?1?[0-9]{1,2}\.[0-9]{4,10}\s?[,，]\s?-?1?[0-9]{1,2}\.[0-9]{4,10})(?![0-9.])"), needs=(".",), run=5),
)  # fmt: skip
