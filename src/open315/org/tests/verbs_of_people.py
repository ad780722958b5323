"""The verbs of people and posts: an ordinary use, what is refused beside what is done, and what they leave behind (see `using`, `trail`)."""

from datetime import date

from open315.core.errors import Conflict, InvalidInput, NotFound
from open315.org.tests.office import TODAY, Office
from open315.org.tests.trail import Noted, Trail, changed, new, trail
from open315.org.tests.using import TWINS, USES, Twin, Use, body, person, post
from open315.org.types import PersonDetails, PostDetails

SOMEBODY = {"name": "新人庚", "name_in": {"en": "Geng"}, "phone": "027-0000 0009", "email": "geng@example.org"}

USES.update(
    {
        "add_person": Use("add_person", {**SOMEBODY, "organisation_id": body("wuhan")}, command=PersonDetails),
        "change_person": Use(
            "change_person",
            {**SOMEBODY, "person_id": person("worker"), "organisation_id": body("market")},
            key="person_id",
            command=PersonDetails,
        ),
        "hold_post": Use(
            "hold_post",
            {
                "person_id": person("worker"), "organisation_id": body("market"), "title": "副局長",
                "held_from": date(2026, 5, 1), "rank": "county_deputy",
            },
            command=PostDetails,
        ),
        "leave_post": Use("leave_post", {"post_id": post("held"), "last_day": TODAY}, key="post_id"),
    }
)  # fmt: skip

BY_CITY = {"by": "city_administrator"}
SAME_POST = {"organisation_id": body("wuhan"), "title": " 祕書長 "}
TWINS.extend(
    [
        Twin("add_person", {"name": " \n"}, InvalidInput, "請填寫名稱。", {"name": "無"}, "name"),
        Twin("add_person", {"organisation_id": None}, NotFound, "", {"organisation_id": body("closed")}),
        Twin("add_person", {"organisation_id": body("huangshi")}, NotFound, "", {"organisation_id": body("shop")}, None, BY_CITY),
        Twin("change_person", {"name": "　"}, InvalidInput, "請填寫名稱。", {"name": "無"}, "name"),
        Twin("change_person", {"person_id": person("stranger")}, NotFound, "", {"person_id": person("colleague")}, None, BY_CITY),
        Twin("change_person", {"organisation_id": body("huangshi")}, NotFound, "", {"organisation_id": body("street")}, None,
             BY_CITY),
        Twin("hold_post", {"title": " "}, InvalidInput, "請填寫職務名稱。", {"title": "無"}, "title"),
        Twin("hold_post", {"rank": "king"}, InvalidInput, "請從列表中選擇級別。", {"rank": ""}, "rank"),
        Twin("hold_post", SAME_POST, Conflict, "此人已擔任該職務。", {**SAME_POST, "title": "副祕書長"}),
        Twin("hold_post", SAME_POST, Conflict, "此人已擔任該職務。", {**SAME_POST, "title": "委員"}),
        Twin("hold_post", SAME_POST, Conflict, "此人已擔任該職務。", {**SAME_POST, "organisation_id": body("district")}),
        Twin("hold_post", SAME_POST, Conflict, "此人已擔任該職務。", {**SAME_POST, "person_id": person("colleague")}),
        Twin("hold_post", {"person_id": person("stranger")}, NotFound, "", {"person_id": person("double")}, None, BY_CITY),
        Twin("hold_post", {"organisation_id": body("education")}, NotFound, "", {"organisation_id": body("shop")}, None, BY_CITY),
        Twin("leave_post", {"last_day": date(2023, 12, 31)}, InvalidInput, "截止日早於起始日。",
             {"last_day": date(2024, 1, 1)}, "last_day"),
        Twin("leave_post", {"post_id": post("abroad")}, NotFound, "", {"post_id": post("left")}, None, BY_CITY),
    ]
)  # fmt: skip


@trail
def adding_a_person(office: Office) -> Trail:
    wuhan = office.body("wuhan")
    return Trail(
        "add_person",
        use={"name": " 新人庚 "},
        wrote=(new("org.Person", **SOMEBODY, organisation_id=wuhan),),
        noted=(Noted("org.person_added", "person", 0, {"organisation": wuhan}),),
    )


@trail
def correcting_a_person(office: Office) -> Trail:
    worker, market = office.person("worker"), office.body("market")
    return Trail(
        "change_person",
        use={"name": " 新人庚 "},
        wrote=(changed("org.Person", worker, **SOMEBODY, organisation_id=market),),
        noted=(Noted("org.person_changed", "person", worker, {"organisation": market}),),
    )


@trail
def taking_a_post(office: Office) -> Trail:
    worker, market = office.person("worker"), office.body("market")
    return Trail(
        "hold_post",
        use={"title": " 副局長 "},
        wrote=(
            new(
                "org.Post", person_id=worker, organisation_id=market, title="副局長", rank="county_deputy",
                held_from=date(2026, 5, 1), held_until=None,
            ),
        ),
        noted=(
            Noted(
                "org.post_taken", "person", worker, {"organisation": market, "title": "副局長", "from": "2026-05-01"}
            ),
        ),
    )  # fmt: skip


@trail
def leaving_a_post(office: Office) -> Trail:
    wuhan = office.body("wuhan")
    return Trail(
        "leave_post",
        wrote=(changed("org.Post", office.post("held"), held_until=TODAY),),
        noted=(
            Noted(
                "org.post_left",
                "person",
                office.person("worker"),
                {"organisation": wuhan, "title": "祕書長", "until": "2026-05-12"},
            ),
        ),
    )


@trail
def correcting_the_last_day_of_a_post(office: Office) -> Trail:
    wuhan = office.body("wuhan")
    return Trail(
        "leave_post",
        use={"post_id": office.post("left"), "last_day": date(2023, 6, 30)},
        wrote=(changed("org.Post", office.post("left"), held_until=date(2023, 6, 30)),),
        noted=(
            Noted(
                "org.post_left",
                "person",
                office.person("worker"),
                {"organisation": wuhan, "title": "委員", "until": "2023-06-30"},
            ),
        ),
    )
