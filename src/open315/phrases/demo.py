"""The phrases of the demo: as an office of a council writes them."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from open315.core.clock import SHANGHAI
from open315.org.demo.world import PROVINCE, World
from open315.phrases import services
from open315.phrases.types import PhrasePlan, Use

PHRASES: tuple[tuple[str, str, str], ...] = (
    ("請補購物憑證", Use.CONSUMER, "您好。您反映{經營者}的問題（案號{案號}）已收到。為便於調查，請補充發票、收據、訂單截圖或付款記錄中的任意一種，可在本頁直接上傳。如有疑問，請致電{聯繫電話}。"),
    ("請補商品照片", Use.CONSUMER, "請上傳{商品或服務}出現問題的部位、銘牌和外包裝的照片各一張，以便與經營者核對。"),
    ("請補經營者信息", Use.CONSUMER, "您填寫的經營者名稱不足以確定被投訴人。請補充其營業執照上的名稱、店鋪地址或網店鏈接；付款憑證上的收款方名稱也可以。"),
    ("已聯繫經營者", Use.CONSUMER, "我們已於{今天}就案號{案號}與{經營者}取得聯繫，並要求其在三個工作日內答覆。有結果後會在本頁告知您。"),
    ("約定調解時間", Use.CONSUMER, "{辦理單位}擬就您與{經營者}的爭議組織調解。請於收到本消息後兩日內告知您方便的時間；可以到場，也可以電話或視頻參加。"),
    ("經營者同意退款", Use.CONSUMER, "經調解，{經營者}同意退款{挽回金額}。款項原路退回，一般需三至七個工作日；到期未收到，請在本頁留言。"),
    ("雙方意見不一致", Use.CONSUMER, "經溝通，雙方對{涉及金額}的賠償意見未能達成一致。調解終止後，您可以依法申請仲裁或向人民法院提起訴訟；本案的材料可憑查詢碼查閱。"),
    ("七日無理由退貨", Use.CONSUMER, "依照《消費者權益保護法》第二十五條，網絡購買的商品自收到之日起七日內可以退貨，定作、鮮活易腐、拆封的數字化商品和交付的報紙期刊除外。退貨的商品應當完好，運費由您承擔，另有約定的從其約定。"),
    ("辦理期限說明", Use.CONSUMER, "本案於{受理日期}受理，應在{辦理期限}前終結。需要檢定、檢測或鑑定的，所需時間不計入期限。"),
    ("電話無人接聽", Use.NOTE, "{今天}致電{經營者}，無人接聽，擬次日上午再聯繫。"),
    ("經營者要求核實", Use.NOTE, "{今天}致電{經營者}，對方稱需核對{登記日期}前後的銷售記錄，承諾三個工作日內書面答覆。"),
    ("消費者補充說明", Use.NOTE, "{今天}消費者來電補充說明，內容如下："),
    ("轉請調查處理", Use.BODY, "消費者反映{經營者}{商品或服務}的問題（案號{案號}，{登記日期}登記，涉及金額{涉及金額}）。經核，屬貴單位職責範圍，現轉請依法調查處理，並將結果告知{辦理單位}（{聯繫電話}）。"),
    ("感謝反映", Use.ANY, "感謝您的反映。案號{案號}，查詢進度請使用登記時取得的查詢碼，或致電{辦理單位}{聯繫電話}。"),
)  # fmt: skip
"""Name, for what, text."""


def play(world: World, report: Callable[[int, int], None]) -> Mapping[str, int]:
    """The province keeps them for all councils below it."""
    at = datetime.combine(world.today, time(9), SHANGHAI) - timedelta(days=90)
    keeper = world.actor_for(PROVINCE, "supervisor", 0)
    for number, (name, use, text) in enumerate(PHRASES, 1):
        services.add_phrase(PhrasePlan(name, text, use), actor=keeper, at=at + timedelta(minutes=number))
        report(number, len(PHRASES))
    return {"phrases": len(PHRASES)}
