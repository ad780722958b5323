"""The verb of classifying: an ordinary use, what is refused beside what is allowed, and what it leaves behind (see `using`, `trail`)."""

from open315.cases.tests.trail import Trail, trail
from open315.cases.tests.using import TWINS, USES, use
from open315.cases.tests.world import World
from open315.law.models import CompetenceRule

USES["classify"] = use("classify_case", "clerk", goods="tourism", nature="safety")
TWINS.extend(
    [
        ("classify", "registered", {"goods": "cats"}, "goods", {"goods": "food"}),
        ("classify", "registered", {"goods": ""}, "goods", {}),
        ("classify", "registered", {"nature": "anger"}, "nature", {"nature": "measure"}),
        ("classify", "registered", {"nature": "advertising"}, "nature", {"nature": ""}),
        ("classify", "registered", {"goods": "", "nature": ""}, "goods", {}),
    ]
)  # fmt: skip


WHY = {
    "zh_hant": (
        "由經營者實際經營地或者住所地的縣級文化和旅遊部門處理；地點為湖北省武漢市江岸區，系統中尚未登記該地的文化和旅遊部門。"
    ),
    "en": (
        "Competent is the county culture and tourism authority; what counts is where the trader does business or has its domicile; "
        "the place is Jiangan District, Wuhan, Hubei Province, for which no culture and tourism authority is registered."
    ),
}


@trail
def classifying_a_case(world: World) -> Trail:
    """A refrigerator that turns out to be a journey is no matter of the market authority any more."""
    line = CompetenceRule.objects.get(code="tourism", valid_until=None)
    return Trail(
        "classify", "registered", "clerk", "cases.classified", "歸類：旅遊服務；安全",
        changes={
            "goods": "tourism", "nature": "safety", "competent_id": None,
            "competence": {
                "rule": line.pk, "code": "tourism", "sector": "culture_tourism", "reason": WHY,
                "article": {"zh_hant": "旅遊法第八十三條、第九十一條", "en": "Tourism Law Art 83 and 91"},
            },
        },
        data={"goods": "tourism", "nature": "safety", "earlier_goods": "", "earlier_nature": ""},
    )  # fmt: skip
