"""Which messages look like junk: rules that a person can read, written by hand and measured on a fixed split (`docs/benchmarks.md`).

A council must not lose a complaint, and a complaint speaks of shops, prices and offers as advertisements do. So only what shows several signs of an
advertisement and none of somebody who complains is set aside, where anybody can pull it back.
"""

import re
from collections.abc import Iterator

from open315.core.text import fold

ENOUGH = 3
"""Points from which a message is set aside."""
SIGNS: tuple[tuple[int, str], ...] = (
    (3, "代開發票|開票聯繫|辦證|刻章|中獎號碼|六合彩|特碼|無抵押|無需抵押|免抵押|信用貸款|小額貸款|博彩|百家樂|棋牌|加微信領"),
    (2, "熱銷|火爆|鉅惠|巨獻|特惠|特賣|優惠活動|優惠價|大酬賓|清倉|促銷|搶購|秒殺|爆款|新款上市|新品上市|盛大開業|隆重開|盛大開盤|開盤|樓盤|商鋪|首付|精裝"),
    (2, "禮品|好禮|豪禮|大禮|抽獎|返現|代金券|優惠券|現金券|滿[0-9x]+[減送]|買[一二三0-9x]送|立減|低至|折起|年化|收益率|理財產品|預期收益|低息|放款|額度"),
    (2, "誠邀|恭候|歡迎光臨|歡迎惠顧|歡迎致電|歡迎來電|歡迎新老|敬請光臨|詳詢|諮詢熱線|訂房熱線|預訂電話|招生|報名|開課|試聽|輔導|加盟|招商|招聘|誠聘"),
    (1, "女人節|女神節|婦女節|三八|元宵|新春|週年慶|店慶|感恩|回饋|答謝|祝您|尊敬的|親愛的|貴賓|會員|顧客|名額有限|先到先得|機不可失|數量有限|火熱|全場|專場|專櫃|品牌|免費|[0-9x.]+折"),
    (1, "(?:電話|聯繫|手機|熱線|地址|微信|qq|tel)[:為是]?[0-9x]*"),
    (2, r"https?://|www\.|[a-z0-9-]+\.(?:com|cn|net|cc|top|vip|xyz)|t\.cn|dwz"),
)  # fmt: skip
SPEAKS = (
    "投訴|舉報|維權|消費者|消委|消協|12315|退款|退貨|退錢|賠償|索賠|被騙|騙|上當|欺詐|虛假|質量|假貨|不給|拒絕|不退|維修|差評|客服|不合理|不公|"
    "請問|求助|反映|怎麼|為什麼|領導|書記|部門|政府|居民|業主|市民|希望|建議|請求|解決|處理|核實|查處|嚴重|收費|亂收|違規|不能|沒有|沒送|沒發|不發"
)
"""What people say who want something of a council."""
_SIGNS = tuple((points, re.compile(fold(words))) for points, words in SIGNS)
_SPEAKS = re.compile(fold(SPEAKS))


def looks_like_junk(text: str) -> bool:
    """Whether it shows signs of an advertisement, and none of somebody who asks for help."""
    read = fold(text)
    return points_of(read) >= ENOUGH and not _SPEAKS.search(read)


def points_of(read: str) -> int:
    """The points of a folded text: each sign counts once however often it stands, up to twice for different words of one kind."""
    return sum(_points(read))


def _points(read: str) -> Iterator[int]:
    for points, pattern in _SIGNS:
        found = {match[0] for match in pattern.finditer(read)}
        yield points * min(len(found), 2)
