"""The verbs of bodies and regions: an ordinary use, what is refused beside what is done, and what they leave behind (see `using`, `trail`)."""

from datetime import date, timedelta

from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org.tests.office import TODAY, Office
from open315.org.tests.trail import ANY, Noted, Trail, changed, new, trail
from open315.org.tests.using import TWINS, USES, Twin, Use, body
from open315.org.types import BodyDetails

TOMORROW = TODAY + timedelta(days=1)
NAMELESS = "請填寫名稱。"
OUTSIDE = "該地區或類別不在您的管理範圍內。"
NOT_HERE = "該地區不在貴會的轄區之內，其名稱由當地委員會的管理員修改。"
NEW_COUNCIL = {
    "kind": "council", "name": "礄口區消費者協會", "region_code": "420104", "short_name": "礄口消協",
    "name_in": {"en": "Qiaokou Consumer Council"}, "sector": "", "parent_id": body("wuhan"), "case_prefix": "礄消",
    "phone": "027-0000 0003", "address": "解放大道2號", "email": "qiaokou@example.org", "valid_from": date(2026, 5, 1),
}  # fmt: skip
SAME_DISTRICT = {
    "kind": "council", "name": "江岸區消費者協會", "region_code": "420102", "short_name": "江岸消協",
    "name_in": {"en": "Jiangan Consumer Council"}, "case_prefix": "江消", "phone": "027-0000 0001", "address": "勝利街1號",
    "email": "district@example.org", "valid_from": date(2010, 3, 15),
}  # fmt: skip
LETTERS = "請填寫兩至六個拉丁字母（A–Z）。"
LITTLE = ("short_name", "case_prefix", "phone", "address", "email")

USES.update(
    {
        "create_body": Use("create_body", NEW_COUNCIL, command=BodyDetails),
        "change_body": Use(
            "change_body",
            {**SAME_DISTRICT, "organisation_id": body("district"), "phone": "027-1111 1111"},
            key="organisation_id",
            command=BodyDetails,
        ),
        "rename_body": Use(
            "rename_body",
            {"organisation_id": body("district"), "name": "江岸區消費者委員會", "since": date(2026, 5, 1)},
            key="organisation_id",
        ),
        "move_body": Use(
            "move_body", {"organisation_id": body("district"), "parent_id": body("huangshi")}, key="organisation_id"
        ),
        "deactivate_body": Use(
            "deactivate_body", {"organisation_id": body("district"), "reason": "合併"}, key="organisation_id"
        ),
        "reactivate_body": Use(
            "reactivate_body", {"organisation_id": body("closed"), "reason": " 恢復 "}, key="organisation_id"
        ),
        "rename_region": Use(
            "rename_region",
            {"code": "420600", "name": "新襄市", "name_in": {"en": "Xinxiang"}, "since": date(2026, 5, 1)},
            key="code",
        ),
    }
)

DEPARTMENT = {"kind": "department", "name": "武漢市教育局", "case_prefix": "", "parent_id": None}
TWINS.extend(
    [
        Twin("create_body", {"name": " \n"}, InvalidInput, NAMELESS, {"name": "無"}, "name"),
        Twin("create_body", {"region_code": "420199"}, InvalidInput, "請選擇地區。", {"region_code": "420103"}, "region_code"),
        Twin("create_body", {"region_code": ""}, InvalidInput, "請選擇地區。", {"region_code": "420100"}, "region_code"),
        Twin("create_body", {"sector": "magic"}, InvalidInput, "請從列表中選擇主管領域。", {"sector": "health"}, "sector"),
        Twin("create_body", {"kind": "club"}, InvalidInput, "請選擇機構類別。", {"kind": "other"}, "kind"),
        Twin("create_body", {"parent_id": None}, InvalidInput, OUTSIDE, {"parent_id": body("street")}, "region_code"),
        Twin("create_body", {"parent_id": 10**9}, NotFound, "", {"parent_id": body("province")}),
        Twin("create_body", {"region_code": "110000"}, InvalidInput, OUTSIDE, {"region_code": "420000"}, "region_code",
             DEPARTMENT),
        Twin("create_body", {"region_code": "420200"}, InvalidInput, OUTSIDE, {"region_code": "420103"}, "region_code",
             {**DEPARTMENT, "by": "city_administrator"}),
        Twin("create_body", {"kind": "council"}, InvalidInput, OUTSIDE, {"kind": "association"}, "region_code",
             {**DEPARTMENT, "region_code": "420103", "by": "city_administrator"}),
        Twin("change_body", {"name": " "}, InvalidInput, NAMELESS, {"name": "無"}, "name"),
        Twin("change_body", {"region_code": "420199"}, InvalidInput, "請選擇地區。", {"region_code": "420103"}, "region_code"),
        Twin("change_body", {"sector": "magic"}, InvalidInput, "請從列表中選擇主管領域。", {"sector": "health"}, "sector"),
        Twin("change_body", {"kind": "club"}, InvalidInput, "請選擇機構類別。", {"kind": "other"}, "kind"),
        Twin("create_body", {"case_letters": "W"}, InvalidInput, LETTERS, {"case_letters": "QK"}, "case_letters"),
        Twin("create_body", {"case_letters": "WHCOUNC"}, InvalidInput, LETTERS, {"case_letters": "WHCOUN"}, "case_letters"),
        Twin("create_body", {"case_letters": "漢口"}, InvalidInput, LETTERS, {"case_letters": "hk"}, "case_letters"),
        Twin("rename_body", {"name": "　"}, InvalidInput, NAMELESS, {"name": " 江岸 "}, "name"),
        Twin("rename_body", {"since": TOMORROW}, InvalidInput, "新名稱的起用日期不能在將來。", {"since": TODAY}, "since"),
        Twin("rename_body", {"since": date(2019, 1, 14)}, InvalidInput, "該機構在此日期之後已更換過名稱。",
             {"since": date(2019, 1, 15)}, "since", {"organisation_id": body("tourism")}),
        Twin("move_body", {"parent_id": body("street")}, InvalidInput, "機構不能成為自己的下級。",
             {"parent_id": body("huangshi")}, "parent_id"),
        Twin("move_body", {"parent_id": body("market")}, InvalidInput, OUTSIDE,
             {"organisation_id": body("tourism")}, "parent_id", {"parent_id": body("market")}),
        Twin("move_body", {"parent_id": body("district")}, InvalidInput, "機構不能成為自己的下級。",
             {"parent_id": body("province")}, "parent_id"),
        Twin("move_body", {"organisation_id": body("wuhan")}, InvalidInput, "不能移動您所代表的機構。",
             {"organisation_id": body("tourism")}, "parent_id", {"parent_id": body("market"), "by": "city_administrator"}),
        Twin("move_body", {"parent_id": body("huangshi")}, NotFound, "", {"parent_id": body("district")},
             None, {"organisation_id": body("tourism"), "by": "city_administrator"}),
        Twin("move_body", {"parent_id": None}, InvalidInput, OUTSIDE, {"organisation_id": body("street"), "parent_id":
             body("wuhan")}, "parent_id", {"by": "city_administrator"}),
        Twin("move_body", {"parent_id": None}, InvalidInput, OUTSIDE, {"by": "system"}, "parent_id"),
        Twin("deactivate_body", {"organisation_id": body("wuhan")}, Conflict, "其下還有在用機構，請先移動或停用它們。",
             {"organisation_id": body("huangshi")}),
        Twin("deactivate_body", {"organisation_id": body("province")}, Conflict, "不能停用您所代表的機構。",
             {"organisation_id": body("health")}),
        Twin("reactivate_body", {"organisation_id": 0}, NotFound, "", {"organisation_id": body("street")}),
        Twin("deactivate_body", {"reason": " "}, InvalidInput, "請填寫理由。", {"reason": "x"}, "reason"),
        Twin("reactivate_body", {"reason": " \n"}, InvalidInput, "請填寫理由。", {"reason": "x"}, "reason"),
        Twin("rename_region", {"code": "420600"}, NotAllowed, NOT_HERE, {"code": "420103"}, None,
             {"name": "新名區", "by": "city_administrator"}),
        Twin("rename_region", {"code": "440100"}, NotAllowed, NOT_HERE, {"code": "420100"}, None, {"name": "新名市"}),
        Twin("rename_region", {"code": "440100"}, NotAllowed, NOT_HERE, {"by": "system"}, None,
             {"name": "新名市", "code": "440100"}),
        Twin("rename_region", {"code": "420601"}, NotFound, "", {"code": "420602"}),
        Twin("rename_region", {"name": " "}, InvalidInput, NAMELESS, {"name": " 襄 "}, "name"),
        Twin("rename_region", {"since": date(2010, 12, 1)}, InvalidInput, "該地區在此日期之後才改為現名。",
             {"since": date(2010, 12, 2)}, "since"),
        Twin("rename_region", {"since": TOMORROW}, InvalidInput, "新名稱的起用日期不能在將來。", {"since": TODAY}, "since"),
    ]
)  # fmt: skip


@trail
def founding_a_district_council(office: Office) -> Trail:
    return Trail(
        "create_body",
        wrote=(
            new(
                "org.Organisation", kind="council", name="礄口區消費者協會", region_id="420104", short_name="礄口消協",
                name_in={"en": "Qiaokou Consumer Council"}, sector="", parent_id=office.body("wuhan"),
                path=office.path("wuhan") + "{id}/", case_prefix="礄消", phone="027-0000 0003", address="解放大道2號",
                email="qiaokou@example.org", hours="", map_link="", icp_filing="", police_filing="", privacy_note="", access_note="", case_letters="",
                is_active=True, valid_from=date(2026, 5, 1), valid_until=None,
            ),
        ),
        noted=(_told("org.body_created", 0, {"name": "礄口區消費者協會", "kind": "council"}),),
    )  # fmt: skip


def _told(event: str, pk: int, data: dict[str, object]) -> Noted:
    return Noted(event, "organisation", pk, data, tells={"organisation_id": pk or ANY})


@trail
def adding_a_department_that_stands_below_nobody(_office: Office) -> Trail:
    return Trail(
        "create_body", by="city_administrator",
        use={
            "kind": "department", "name": " 武漢市商務局 ", "region_code": "420100", "sector": "commerce", "parent_id": None,
            "short_name": "", "name_in": {}, "case_prefix": "", "phone": "", "address": "", "email": "", "valid_from": None,
        },
        wrote=(
            new(
                "org.Organisation", kind="department", name="武漢市商務局", region_id="420100", short_name="", name_in={},
                sector="commerce", parent_id=None, path="/{id}/", case_prefix="", phone="", address="", email="",
                hours="", map_link="", icp_filing="", police_filing="", privacy_note="", access_note="", case_letters="",
                is_active=True, valid_from=None, valid_until=None,
            ),
        ),
        noted=(_told("org.body_created", 0, {"name": "武漢市商務局", "kind": "department"}),),
    )  # fmt: skip


@trail
def changing_what_needs_no_ceremony(office: Office) -> Trail:
    return Trail(
        "change_body",
        use={
            "kind": "other", "name": "別名", "region_code": "420103", "parent_id": 10**9, "short_name": "江岸",
            "name_in": {"en": "Jiang'an"}, "sector": "market", "case_prefix": "岸消", "phone": "027-2222 2222", "address": "中山大道3號",
            "email": "new@example.org", "valid_from": date(2011, 3, 15),
        },
        wrote=(
            changed(
                "org.Organisation", office.body("district"), short_name="江岸", name_in={"en": "Jiang'an"}, sector="market",
                case_prefix="岸消", phone="027-2222 2222", address="中山大道3號", email="new@example.org",
                valid_from=date(2011, 3, 15),
            ),
        ),
        noted=(
            _told(
                "org.body_changed", office.body("district"),
                {"changed": ["address", "case_prefix", "email", "name_in", "phone", "sector", "short_name", "valid_from"]},
            ),
        ),
    )  # fmt: skip


@trail
def changing_the_telephone_alone(office: Office) -> Trail:
    return Trail(
        "change_body",
        wrote=(changed("org.Organisation", office.body("district"), phone="027-1111 1111"),),
        noted=(_told("org.body_changed", office.body("district"), {"changed": ["phone"]}),),
    )


@trail
def emptying_two_details(office: Office) -> Trail:
    return Trail(
        "change_body",
        use={"phone": "", "address": "勝利街1號", "valid_from": None},
        wrote=(changed("org.Organisation", office.body("district"), phone="", valid_from=None),),
        noted=(_told("org.body_changed", office.body("district"), {"changed": ["phone", "valid_from"]}),),
    )


@trail
def changing_nothing(_office: Office) -> Trail:
    return Trail("change_body", use={"phone": "027-0000 0001"}, wrote=(), noted=())


@trail
def changing_nothing_of_a_body_of_which_little_is_known(office: Office) -> Trail:
    use = {
        "organisation_id": office.body("market"),
        "sector": "market",
        **dict.fromkeys(LITTLE, ""),
        "valid_from": None,
    }
    return Trail("change_body", use={**use, "name_in": {}}, wrote=(), noted=())


@trail
def renaming_a_body_for_the_first_time(office: Office) -> Trail:
    """The first name holds since the body exists."""
    return Trail(
        "rename_body",
        use={"name": " 江岸區消費者委員會 "},
        wrote=(
            changed("org.Organisation", office.body("district"), name="江岸區消費者委員會"),
            new(
                "org.OrganisationName", organisation_id=office.body("district"), name="江岸區消費者協會",
                valid_from=date(2010, 3, 15), valid_until=date(2026, 4, 30),
            ),
        ),
        noted=(
            _told(
                "org.body_renamed", office.body("district"),
                {"from": "江岸區消費者協會", "to": "江岸區消費者委員會", "since": "2026-05-01"},
            ),
        ),
    )  # fmt: skip


@trail
def renaming_a_body_once_more(office: Office) -> Trail:
    """The present name holds since the one before ended."""
    return Trail(
        "rename_body",
        use={"organisation_id": office.body("tourism"), "name": "武漢市文旅局", "since": TODAY},
        wrote=(
            changed("org.Organisation", office.body("tourism"), name="武漢市文旅局"),
            new(
                "org.OrganisationName", organisation_id=office.body("tourism"), name="武漢市文化和旅遊局",
                valid_from=date(2019, 1, 15), valid_until=date(2026, 5, 11),
            ),
        ),
        noted=(
            _told(
                "org.body_renamed", office.body("tourism"),
                {"from": "武漢市文化和旅遊局", "to": "武漢市文旅局", "since": "2026-05-12"},
            ),
        ),
    )  # fmt: skip


@trail
def renaming_a_body_to_what_it_is_called(_office: Office) -> Trail:
    return Trail("rename_body", use={"name": " 江岸區消費者協會 ", "since": TOMORROW}, wrote=(), noted=())


@trail
def moving_a_body_with_what_stands_below_it(office: Office) -> Trail:
    district, street, huangshi = (office.body(name) for name in ("district", "street", "huangshi"))
    path = f"{office.path('huangshi')}{district}/"
    return Trail(
        "move_body",
        wrote=(
            changed("org.Organisation", district, parent_id=huangshi, path=path),
            changed("org.Organisation", street, path=f"{path}{street}/"),
        ),
        noted=(_told("org.body_moved", district, {"from": office.path("district"), "to": path}),),
    )


@trail
def moving_a_body_to_where_it_stands(office: Office) -> Trail:
    return Trail("move_body", use={"parent_id": office.body("wuhan")}, wrote=(), noted=())


@trail
def moving_a_department_below_a_council(office: Office) -> Trail:
    tourism = office.body("tourism")
    path = f"{office.path('wuhan')}{tourism}/"
    return Trail(
        "move_body",
        by="city_administrator",
        use={"organisation_id": tourism, "parent_id": office.body("wuhan")},
        wrote=(changed("org.Organisation", tourism, parent_id=office.body("wuhan"), path=path),),
        noted=(_told("org.body_moved", tourism, {"from": f"/{tourism}/", "to": path}),),
    )


@trail
def taking_a_council_out_of_the_tree(office: Office) -> Trail:
    """Only the system may: to everybody else it would be lost."""
    district, street = office.body("district"), office.body("street")
    return Trail(
        "move_body",
        by="system",
        use={"parent_id": None},
        wrote=(
            changed("org.Organisation", district, parent_id=None, path=f"/{district}/"),
            changed("org.Organisation", street, path=f"/{district}/{street}/"),
        ),
        noted=(_told("org.body_moved", district, {"from": office.path("district"), "to": f"/{district}/"}),),
    )


@trail
def closing_a_body(office: Office) -> Trail:
    return Trail(
        "deactivate_body",
        wrote=(changed("org.Organisation", office.body("district"), is_active=False, valid_until=TODAY),),
        noted=(_told("org.body_deactivated", office.body("district"), {"reason": "合併", "roles_at_rest": 0}),),
    )


@trail
def closing_a_body_for_which_people_act(office: Office) -> Trail:
    """The clerk, the officer and him who is an officer in Wuhan too."""
    return Trail(
        "deactivate_body",
        use={"organisation_id": office.body("huangshi"), "reason": "撤會"},
        wrote=(changed("org.Organisation", office.body("huangshi"), is_active=False, valid_until=TODAY),),
        noted=(_told("org.body_deactivated", office.body("huangshi"), {"reason": "撤會", "roles_at_rest": 3}),),
    )


@trail
def opening_a_body_again(office: Office) -> Trail:
    return Trail(
        "reactivate_body",
        wrote=(changed("org.Organisation", office.body("closed"), is_active=True, valid_until=None),),
        noted=(_told("org.body_reactivated", office.body("closed"), {"reason": "恢復"}),),
    )
