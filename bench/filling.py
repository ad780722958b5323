"""Filling a database with cases through the product's own bulk registration. Texts from a small grammar; nobody's data."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.db.models.functions import Mod

from open315.cases import services
from open315.cases.models import Case
from open315.cases.types import Channel, Kind, NewCase, TraderRef
from open315.core.access import SYSTEM
from open315.core.search import settle
from open315.law import codelists
from open315.org.models import Organisation

CHUNK = 5000
OPEN_FOR = timedelta(days=60)
ONE_IN = 50
THINGS = "冰箱 洗衣機 空調 手機 筆記本電腦 羽絨服 運動鞋 健身卡 網課 外賣 酒店 機票 新房 裝修 汽車 電動車 奶粉 保健品 化妝品 家具".split()
FAULTS = "三天就壞 不製冷 漏水 色差很大 與宣傳不符 拒絕退款 多次維修無效 突然關門 強制搭售 短斤少兩 過期 有異物 電池鼓包 變速箱異響".split()
ASKS = "要求退貨退款 要求更換 要求賠償損失 要求維修 希望調解 要求道歉".split()
PLACES = ("420102", "420103", "420106", "420202", "420203", "420502", "420602", "420702", "420902", "421002")


def texts(count: int, seed: int = 315) -> Iterator[tuple[str, str, int]]:
    """(title, narrative, trader number), the same every time."""
    pick = random.Random(seed)
    for _ in range(count):
        thing, fault, ask = pick.choice(THINGS), pick.choice(FAULTS), pick.choice(ASKS)
        days, price, trader = pick.randrange(1, 300), pick.randrange(20, 90000), pick.randrange(4000)
        narrative = f"{pick.randrange(1, 13)}月購買的{thing}，用了{days}天{fault}，花費{price}元，商家示例{trader}號推託，{ask}。"
        yield f"{thing}{fault}", narrative, trader


def commands(count: int, council_ids: list[int], last: datetime, seed: int = 315) -> Iterator[NewCase]:
    """Cases spread over the two years before `last`."""
    pick = random.Random(seed + 1)
    goods, natures = codelists.codes("goods"), codelists.codes("natures")
    for number, (title, narrative, trader) in enumerate(texts(count, seed)):
        yield NewCase(
            kind=Kind.COMPLAINT,
            channel=Channel.SHEET,
            title=title,
            narrative=narrative,
            council_id=council_ids[number % len(council_ids)],
            received_at=last - timedelta(minutes=(count - number) * 1_000_000 / count),
            trader=TraderRef(name=f"示例商行{trader}號"),
            region_code=PLACES[number % len(PLACES)],
            goods=pick.choice(goods),
            nature=pick.choice(natures),
            claims=("refund",),
            amount_cents=pick.randrange(2000, 9_000_000),
        )


def fill(total: int, last: datetime) -> int:
    """Register cases until there are `total`; returns how many were added."""
    councils = list(Organisation.objects.filter(kind="council").order_by("id").values_list("id", flat=True))
    missing = total - Case.objects.count()
    batch: list[NewCase] = []
    for command in commands(missing, councils, last, seed=total) if missing > 0 else ():
        batch.append(command)
        if len(batch) == CHUNK:
            services.register_cases(batch, actor=SYSTEM, at=last)
            batch.clear()
    if batch:
        services.register_cases(batch, actor=SYSTEM, at=last)
    settle("case_search")
    close_old(last)
    return max(0, missing)


def close_old(last: datetime) -> None:
    """As in life, what came in more than two months ago is closed but for one in fifty. Written straight into the table:
    the verbs would take hours, and lists look at nothing else."""
    old = Case.objects.filter(received_at__lt=last - OPEN_FOR, state="registered")
    old.annotate(rest=Mod(F("id"), ONE_IN)).exclude(rest=0).update(
        state="closed",
        result="settled",
        closed_at=F("received_at"),
        closed_on=F("received_on"),
        next_due_on=None,
        next_clock="",
    )
    with connection.cursor() as cursor:
        # What autovacuum and the product's own job would do within minutes.
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
