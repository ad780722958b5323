"""The verbs of coverage: an ordinary use, what is refused beside what is done, and what they leave behind (see `using`, `trail`)."""

from datetime import date, timedelta
from typing import Any

from open315.core.errors import InvalidInput, NotFound
from open315.org.tests.office import AT, TODAY, Office
from open315.org.tests.trail import Noted, Trail, changed, gone, new, trail
from open315.org.tests.using import TWINS, USES, Twin, Use, body, coverage

TOMORROW = TODAY + timedelta(days=1)
FUTURE_FIRST = "記錄的完整起始日不能在將來。"
FUTURE_LAST = "記錄的完整截止日不能在將來；仍在持續的，請留空。"
ORDER = "截止日早於起始日。"

USES.update(
    {
        "state_coverage": Use(
            "state_coverage",
            {"organisation_id": body("district"), "first": date(2024, 1, 1), "last": None, "note": " 紙質登記冊已補錄 "},
            key="organisation_id",
        ),
        "confirm_coverage": Use("confirm_coverage", {"coverage_id": coverage("proposed")}, key="coverage_id"),
        "take_back_coverage": Use("take_back_coverage", {"coverage_id": coverage("stated")}, key="coverage_id"),
        "propose_coverage": Use(
            "propose_coverage",
            {
                "organisation_id": body("district"), "first": date(2020, 1, 1), "last": date(2020, 12, 31),
                "source": "import:8", "note": "",
            },
            key="organisation_id",
        ),
        "withdraw_coverage": Use(
            "withdraw_coverage", {"organisation_id": body("wuhan"), "source": "import:7"}, key="organisation_id"
        ),
    }
)  # fmt: skip

TWINS.extend(
    [
        Twin("state_coverage", {"first": TOMORROW}, InvalidInput, FUTURE_FIRST, {"first": TODAY}, "first"),
        Twin("state_coverage", {"last": TOMORROW}, InvalidInput, FUTURE_LAST, {"last": TODAY}, "last"),
        Twin("state_coverage", {"last": date(2023, 12, 31)}, InvalidInput, ORDER, {"last": date(2024, 1, 1)}, "last"),
        Twin("state_coverage", {"organisation_id": body("huangshi")}, NotFound, "",
             {"organisation_id": body("wuhan")}, None, {"by": "city_administrator"}),
        Twin("propose_coverage", {"first": TOMORROW, "last": TOMORROW}, InvalidInput, FUTURE_FIRST,
             {"first": TODAY, "last": TODAY}, "first"),
        Twin("propose_coverage", {"last": date(2019, 12, 31)}, InvalidInput, ORDER, {"last": date(2020, 1, 1)}, "last"),
        Twin("propose_coverage", {"organisation_id": body("huangshi")}, NotFound, "",
             {"organisation_id": body("wuhan")}, None, {"by": "clerk"}),
        Twin("withdraw_coverage", {"organisation_id": body("huangshi")}, NotFound, "",
             {"organisation_id": body("wuhan")}, None, {"by": "clerk"}),
        Twin("confirm_coverage", {"coverage_id": 0}, NotFound, "", {"coverage_id": coverage("proposed")}),
        Twin("take_back_coverage", {"coverage_id": coverage("far")}, NotFound, "",
             {"coverage_id": coverage("proposed")}, None, {"by": "city_administrator"}),
    ]
)  # fmt: skip


def _told(event: str, pk: int, data: dict[str, Any]) -> Noted:
    return Noted(event, "organisation", pk, data, tells={"organisation_id": pk})


@trail
def stating_from_when_the_records_are_complete(office: Office) -> Trail:
    district = office.body("district")
    return Trail(
        "state_coverage",
        wrote=(
            new(
                "org.Coverage", organisation_id=district, first=date(2024, 1, 1), last=None, note="紙質登記冊已補錄", source="",
                is_proposed=False, stated_at=AT,
            ),
        ),
        noted=(
            _told("org.coverage_stated", district, {"first": "2024-01-01", "last": "", "note": "紙質登記冊已補錄"}),
        ),
    )  # fmt: skip


@trail
def stating_a_span_that_has_ended(office: Office) -> Trail:
    wuhan = office.body("wuhan")
    return Trail(
        "state_coverage",
        use={"organisation_id": wuhan, "last": date(2024, 6, 30), "note": ""},
        wrote=(
            new(
                "org.Coverage", organisation_id=wuhan, first=date(2024, 1, 1), last=date(2024, 6, 30), note="", source="",
                is_proposed=False, stated_at=AT,
            ),
        ),
        noted=(
            _told("org.coverage_stated", wuhan, {"first": "2024-01-01", "last": "2024-06-30", "note": ""}),
        ),
    )  # fmt: skip


@trail
def stating_what_is_stated_already(office: Office) -> Trail:
    use = {"organisation_id": office.body("wuhan"), "first": date(2020, 1, 1), "last": date(2023, 12, 31)}
    return Trail("state_coverage", use=use, wrote=(), noted=())


@trail
def stating_what_was_only_proposed(office: Office) -> Trail:
    """The proposal stays where it is; whoever manages the body said it herself."""
    wuhan = office.body("wuhan")
    return Trail(
        "state_coverage",
        by="city_administrator",
        use={"organisation_id": wuhan, "first": date(2019, 1, 1), "last": date(2019, 12, 31), "note": ""},
        wrote=(
            new(
                "org.Coverage", organisation_id=wuhan, first=date(2019, 1, 1), last=date(2019, 12, 31), note="", source="",
                is_proposed=False, stated_at=AT,
            ),
        ),
        noted=(
            _told("org.coverage_stated", wuhan, {"first": "2019-01-01", "last": "2019-12-31", "note": ""}),
        ),
    )  # fmt: skip


@trail
def confirming_what_an_import_proposed(office: Office) -> Trail:
    return Trail(
        "confirm_coverage",
        wrote=(changed("org.Coverage", office.coverage("proposed"), is_proposed=False, stated_at=AT),),
        noted=(
            _told(
                "org.coverage_confirmed", office.body("wuhan"),
                {"first": "2019-01-01", "last": "2019-12-31", "note": "隨台賬"},
            ),
        ),
    )  # fmt: skip


@trail
def confirming_what_counts_already(office: Office) -> Trail:
    return Trail("confirm_coverage", use={"coverage_id": office.coverage("stated")}, wrote=(), noted=())


@trail
def taking_back_what_is_not_so(office: Office) -> Trail:
    return Trail(
        "take_back_coverage",
        use={"coverage_id": office.coverage("far")},
        wrote=(gone("org.Coverage", office.coverage("far")),),
        noted=(
            _told(
                "org.coverage_taken_back", office.body("huangshi"), {"first": "2021-01-01", "last": "", "note": "啟用之日起"}
            ),
        ),
    )  # fmt: skip


@trail
def proposing_after_an_import(office: Office) -> Trail:
    district = office.body("district")
    return Trail(
        "propose_coverage",
        use={"note": " 2020年歷史數據 "},
        wrote=(
            new(
                "org.Coverage", organisation_id=district, first=date(2020, 1, 1), last=date(2020, 12, 31),
                note="2020年歷史數據", source="import:8", is_proposed=True, stated_at=AT,
            ),
        ),
        noted=(
            _told(
                "org.coverage_proposed", district,
                {"first": "2020-01-01", "last": "2020-12-31", "source": "import:8"},
            ),
        ),
    )  # fmt: skip


@trail
def proposing_the_same_again(office: Office) -> Trail:
    use = {
        "organisation_id": office.body("wuhan"), "first": date(2019, 1, 1), "last": date(2019, 12, 31), "source": "import:7",
    }  # fmt: skip
    return Trail("propose_coverage", by="clerk", use=use, wrote=(), noted=())


@trail
def withdrawing_an_import_with_its_span(office: Office) -> Trail:
    wuhan = office.body("wuhan")
    return Trail(
        "withdraw_coverage",
        by="clerk",
        wrote=(gone("org.Coverage", office.coverage("proposed")),),
        noted=(
            _told(
                "org.coverage_withdrawn", wuhan,
                {"source": "import:7", "spans": [{"first": "2019-01-01", "last": "2019-12-31"}]},
            ),
        ),
    )  # fmt: skip


@trail
def withdrawing_what_brought_nothing(office: Office) -> Trail:
    """What people stated has no source and stays."""
    return Trail("withdraw_coverage", use={"organisation_id": office.body("wuhan"), "source": ""}, wrote=(), noted=())
