"""The inbox of the demo: messages of the last days, some dealt with and some waiting. No person and no number is anybody's."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from open315.core.access import Actor, ActorKind
from open315.core.clock import SHANGHAI
from open315.inbox import services
from open315.inbox.types import Inbound
from open315.org.demo.world import PROVINCE, WUHAN, World

NUMBERS = "1990000{:04}"
"""A block of numbers that no network has given out; whose they are nobody needs to ask."""
TOLD: tuple[tuple[str, int, int, str], ...] = (
    (PROVINCE, 30, 1, "我11月21日在江漢家居廣場買的沙發2680元，送來是裂的，商家不肯退款，請幫幫我。"),
    (PROVINCE, 29, 2, "請問網購衣服拆了吊牌還能七天無理由退貨嗎？"),
    (PROVINCE, 28, 3, "本店週年慶鉅惠，全場五折起，買一送一，詳詢熱線，歡迎光臨！"),
    (PROVINCE, 27, 4, "舉報：某某大藥房賣過期的保健品，11月20日買的，花了398元，有小票。"),
    (WUHAN, 26, 5, "健身房關門了，我辦的年卡3600元怎麼辦？聯繫不上老闆。"),
    (WUHAN, 25, 6, "在東湖旅行社報的團，臨時加價800元，不給就不讓上車，要求賠償。"),
    (WUHAN, 24, 7, "手機買了三天就黑屏，示例電器商場說是人為，維修要收650元，不合理！"),
    (WUHAN, 5, 5, "補充一下：健身房的合同我找到了，要交給你們嗎？"),
    (PROVINCE, 4, 8, "預售的羽絨服說好11月15日發貨到現在沒發，客服不回，要求退款1299元。"),
    (PROVINCE, 3, 9, "無抵押信用貸款，當天放款，額度高，加微信領取"),
    (WUHAN, 2, 10, "外賣裡吃出蟲子，平臺只賠20元，我該找誰投訴？"),
    (WUHAN, 1, 11, "退訂"),
)
"""Council, how many hours ago, who, what."""
TAKEN_WHO = 6


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """Let the messages come in as a gateway brings them, and deal with some."""
    now = datetime.combine(world.today, time(9), SHANGHAI)
    gateway = Actor(kind=ActorKind.CLIENT, label="sms demo")
    for number, (region, hours, who, text) in enumerate(TOLD, 1):
        at = now - timedelta(hours=hours)
        told = Inbound("demo", f"demo-{number}", NUMBERS.format(who), text, sent_at=at)
        done = services.receive(told, council_id=world.councils[region], actor=gateway, at=at)
        if who == TAKEN_WHO and done.message_id:
            clerk = world.actor_for(region, "officer", 0)
            services.take(done.message_id, actor=clerk, at=at + timedelta(minutes=20))
        report(number, len(TOLD))
    return {"messages": len(TOLD)}
