"""Invented traders: coined names, so that none of them is anybody's. Each city has its own, the province some chains, the web its shops."""

from dataclasses import dataclass
from random import Random

from open315.cases.demo.words import words
from open315.cases.types import TraderRef
from open315.core.regions import city_of

FIRST = "芷嵐澍葭珵昀翊沅霽皋棹筠"
SECOND = "舸棠樞犀笙簡槐榆屏鷺"
PLATFORMS = ("翊選商城", "澍購網", "昀團", "芷播")
LOCAL_TRADES = 10
"""How many trades have a local trader in a city other than the capital."""
SUFFIX = {
    "數碼": "數碼店", "電器": "電器商行", "車行": "車行", "汽車": "汽車銷售有限公司", "服飾": "服飾店", "鞋業": "鞋業商行",
    "食品": "食品商行", "生鮮": "生鮮超市", "酒業": "酒業商行", "美妝": "美妝店", "家居": "家居廣場", "珠寶": "珠寶行",
    "醫療器械": "醫療器械店", "農資": "農資服務部", "建材": "建材商行", "置業": "置業有限公司", "健身": "健身中心",
    "美容美髮": "美容美髮店", "教育諮詢": "教育諮詢有限公司", "旅行社": "旅行社有限公司", "裝飾": "裝飾工程有限公司",
    "婚慶": "禮儀服務有限公司", "通信": "通信服務廳", "網絡科技": "網絡科技有限公司", "快遞": "快遞服務站", "餐飲": "餐飲店",
    "酒店": "酒店", "維修": "維修服務部", "物業": "物業服務有限公司", "出行": "出行服務有限公司", "口腔美容": "口腔美容門診",
    "公用服務": "公用服務有限公司", "保險代理": "保險代理有限公司",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Market:
    """Who sells what where."""

    local: dict[tuple[str, str], tuple[TraderRef, ...]]
    chains: dict[str, TraderRef]
    online: dict[str, tuple[TraderRef, ...]]

    def choose(self, rng: Random, trade: str, region: str, *, online: bool) -> TraderRef:
        """A trader of the trade: on the web, in the city, or the province's chain."""
        if online:
            return rng.choice(self.online[trade])
        here = self.local.get((city_of(region), trade))
        return rng.choice(here) if here and rng.random() < 0.9 else self.chains[trade]


def market(rng: Random, cities: dict[str, str], capital: str) -> Market:
    """The traders of the demo. `cities` gives the short name of each city by its code."""
    trades = sorted({each["trade"] for each in words("goods")["goods"]})
    names = [f"{first}{second}" for first in FIRST for second in SECOND]
    rng.shuffle(names)
    coined = iter(names * 4)
    local: dict[tuple[str, str], tuple[TraderRef, ...]] = {}
    for code, city in cities.items():
        here = trades if code == capital else sorted(rng.sample(trades, LOCAL_TRADES))
        for trade in here:
            count = 2 if code == capital else 1
            local[(code, trade)] = tuple(
                TraderRef(name=f"{city}{next(coined)}{SUFFIX[trade]}", kind="offline", region_code=code)
                for _i in range(count)
            )
    chains = {
        trade: TraderRef(name=f"湖北{next(coined)}連鎖{SUFFIX[trade]}", kind="offline", region_code=capital)
        for trade in trades
    }
    return Market(local, chains, {trade: _online(rng, trade, next(coined), capital) for trade in trades})


def _online(rng: Random, trade: str, name: str, capital: str) -> tuple[TraderRef, ...]:
    shops = tuple(
        TraderRef(name=f"{name}{trade}{kind}", kind="platform_seller", region_code=capital, platform_name=platform)
        for kind, platform in zip(("專營店", "旗艦店"), rng.sample(PLATFORMS, 2), strict=True)
    )
    return (*shops, TraderRef(name=rng.choice(PLATFORMS), kind="platform", region_code=capital))
