"""The verbs of accounts and roles: an ordinary use, what is refused beside what is done, and what they leave behind (see `using`, `trail`)."""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator

from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org.tests.office import AT, TODAY, Office
from open315.org.tests.trail import ANY, Noted, Trail, changed, gone, new, trail
from open315.org.tests.using import TWINS, USES, Twin, Use, account, body, grant, person
from open315.org.types import NewAccount

YESTERDAY = TODAY - timedelta(days=1)
NEW_ACCOUNT = {
    "person_id": person("worker"), "username": "worker", "role": "officer", "granted_from": date(2026, 5, 1),
    "email": "notices@example.org", "display_name": "調解員甲",
}  # fmt: skip
COLLEAGUE = {"account_id": account("colleague")}
REASONED = {**COLLEAGUE, "reason": "離職"}

USES.update(
    {
        "open_account": Use("open_account", NEW_ACCOUNT, command=NewAccount),
        "open_known_account": Use(
            "open_known_account", {**NEW_ACCOUNT, "encoded_password": "md5$kept$known"}, command=NewAccount
        ),
        "suspend_account": Use("suspend_account", REASONED, key="account_id"),
        "reinstate_account": Use(
            "reinstate_account", {"account_id": account("suspended"), "reason": "查清"}, key="account_id"
        ),
        "reset_password": Use("reset_password", COLLEAGUE, key="account_id"),
        "reset_second_factor": Use("reset_second_factor", REASONED, key="account_id"),
        "grant_role": Use(
            "grant_role",
            {**COLLEAGUE, "organisation_id": body("district"), "role": "officer", "granted_from": date(2026, 5, 1)},
            key="account_id",
        ),
        "revoke_role": Use("revoke_role", {"grant_id": grant("running")}, key="grant_id"),
    }
)

OWN = "您自己的權限須由其他管理員變更。"
ELSEWHERE = "該賬號同時代表您不管理的機構行事，請聯繫該機構的管理員。"
HELD = "該賬號在此期間已在該機構擔任這一角色。"
UNFIT = "這個角色不適用於這類機構。"
SHUTTING = ("suspend_account", "reset_password", "reset_second_factor")
BY_CITY = {"by": "city_administrator"}


def in_wuhan(role: str, first: date, last: date | None = None) -> dict[str, object]:
    return {"organisation_id": body("wuhan"), "role": role, "granted_from": first, "granted_until": last}


TWINS.extend(
    [
        Twin("open_account", {"username": " COLLEAGUE "}, InvalidInput, "該登錄名已被使用。", {"username": "colleague2"}, "username"),
        Twin("open_account", {"username": " "}, InvalidInput, "請填寫登錄名。", {"username": "x"}, "username"),
        Twin("open_account", {"person_id": person("suspended")}, Conflict, "此人已有賬號。", {}),
        Twin("open_account", {"person_id": 0}, NotFound, "", {}),
        Twin("open_account", {"person_id": person("stranger")}, NotFound, "", {}, None, BY_CITY),
        Twin("open_account", {"role": "officcer"}, InvalidInput, "請從列表中選擇角色。", {"role": "administrator"}, "role"),
        Twin("open_account", {"role": "liaison"}, NotAllowed, UNFIT, {"role": "analyst"}),
        Twin("open_account", {"role": "clerk"}, NotAllowed, UNFIT, {"role": "liaison"}, None, {"person_id": person("market_worker")}),
        Twin("open_known_account", {"username": "clerk"}, InvalidInput, "該登錄名已被使用。", {"username": "clerk2"}, "username"),
        Twin("suspend_account", {"reason": " \n"}, InvalidInput, "請填寫理由。", {"reason": "x"}, "reason"),
        Twin("reset_second_factor", {"reason": " "}, InvalidInput, "請填寫理由。", {"reason": "x"}, "reason"),
        Twin("reinstate_account", {"reason": " "}, InvalidInput, "請填寫理由。", {"reason": "x"}, "reason"),
        Twin("reinstate_account", {"account_id": account("administrator")}, NotAllowed, OWN, {}),
        *(Twin(verb, {"account_id": account("administrator")}, NotAllowed, OWN, {}) for verb in SHUTTING),
        *(Twin(verb, {"account_id": account("double")}, NotAllowed, ELSEWHERE, {}, None, BY_CITY) for verb in SHUTTING),
        *(Twin(verb, BY_CITY, NotAllowed, ELSEWHERE, {}, None, {"account_id": account("double")}) for verb in SHUTTING),
        Twin("reinstate_account", {"account_id": account("double")}, NotAllowed, ELSEWHERE, {}, None, BY_CITY),
        Twin("grant_role", {"account_id": account("administrator")}, NotAllowed, OWN, {"account_id": account("clerk")}),
        Twin("grant_role", {"account_id": account("huangshi_clerk")}, NotFound, "", {}, None, BY_CITY),
        Twin("grant_role", {"organisation_id": body("huangshi")}, NotFound, "", {"organisation_id": body("street")}, None, BY_CITY),
        Twin("grant_role", {"role": "officcer"}, InvalidInput, "請從列表中選擇角色。", {"role": "administrator"}, "role"),
        Twin("grant_role", {"role": "liaison"}, NotAllowed, UNFIT, {"role": "liaison", "organisation_id": body("shop")}),
        Twin("grant_role", {"granted_until": date(2026, 4, 30)}, InvalidInput, "截止日早於起始日。",
             {"granted_until": date(2026, 5, 1)}, "granted_until"),
        Twin("grant_role", in_wuhan("officer", date(2025, 12, 31)), Conflict, HELD, in_wuhan("officer", date(2026, 1, 1))),
        Twin("grant_role", in_wuhan("supervisor", date(2026, 6, 30)), Conflict, HELD,
             in_wuhan("supervisor", date(2026, 7, 1))),
        Twin("grant_role", in_wuhan("supervisor", date(2025, 1, 1), date(2026, 1, 1)), Conflict, HELD,
             in_wuhan("supervisor", date(2025, 1, 1), date(2025, 12, 31))),
        Twin("grant_role", in_wuhan("analyst", TODAY, date(2026, 6, 1)), Conflict, HELD,
             in_wuhan("analyst", TODAY, date(2026, 5, 31))),
        Twin("grant_role", in_wuhan("analyst", TODAY), Conflict, HELD, in_wuhan("secretariat", TODAY)),
        Twin("grant_role", in_wuhan("clerk", date(2030, 1, 1)), Conflict, HELD,
             {**in_wuhan("clerk", date(2030, 1, 1)), "organisation_id": body("district")}),
        Twin("grant_role", in_wuhan("clerk", date(2030, 1, 1)), Conflict, HELD,
             {**in_wuhan("clerk", date(2030, 1, 1)), "account_id": account("officer")}),
        Twin("revoke_role", {"grant_id": 0}, NotFound, "", {}),
        Twin("revoke_role", {"grant_id": grant("there")}, NotFound, "", {"grant_id": grant("here")}, None, BY_CITY),
        Twin("revoke_role", {"by": "city_administrator"}, NotAllowed, OWN, {"by": "administrator"}, None,
             {"grant_id": grant("city_administrator")}),
    ]
)  # fmt: skip


def _about(event: str, pk: int, data: dict[str, object]) -> Noted:
    return Noted(event, "account", pk, data, tells={"account_id": pk or ANY})


def _role(office: Office, event: str, who: int, where: str, role: str, first: str, last: str) -> Noted:
    data = {"organisation": office.body(where), "role": role, "from": first, "until": last}
    return Noted(event, "account", who, data, tells={"account_id": who or ANY, "organisation_id": office.body(where)})


def _account_row(office: Office, **row: object) -> dict[str, object]:
    return {
        "username": "worker", "email": "notices@example.org", "person_id": office.person("worker"),
        "display_name": "調解員甲", "language": "", "is_active": True, "is_staff": True, "is_superuser": False,
        "suspended_at": None, "session_epoch": 0, "created_at": ANY, "last_login": None, "password": ANY, **row,
    }  # fmt: skip


def _first_grant(office: Office, role: str = "officer") -> dict[str, object]:
    return {
        "account_id": ANY, "organisation_id": office.body("wuhan"), "role": role, "granted_from": date(2026, 5, 1),
        "granted_until": None,
    }  # fmt: skip


@trail
def opening_an_account(office: Office) -> Trail:
    return Trail(
        "open_account",
        use={"username": " Worker "},
        wrote=(
            new("org.Account", **_account_row(office, must_change_password=True)),
            new("org.RoleGrant", **_first_grant(office)),
        ),
        noted=(
            _about("org.account_opened", 0, {}),
            _role(office, "org.role_granted", 0, "wuhan", "officer", "2026-05-01", ""),
        ),
    )


@trail
def opening_an_account_shown_by_the_name_of_its_person(office: Office) -> Trail:
    return Trail(
        "open_account",
        by="city_administrator",
        use={"display_name": "", "email": "", "role": "administrator"},
        wrote=(
            new("org.Account", **_account_row(office, must_change_password=True, display_name="工作甲", email="")),
            new("org.RoleGrant", **_first_grant(office, "administrator")),
        ),
        noted=(
            _about("org.account_opened", 0, {}),
            _role(office, "org.role_granted", 0, "wuhan", "administrator", "2026-05-01", ""),
        ),
    )


@trail
def opening_an_account_whose_password_is_known(office: Office) -> Trail:
    return Trail(
        "open_known_account",
        wrote=(
            new("org.Account", **_account_row(office, must_change_password=False, password="md5$kept$known")),
            new("org.RoleGrant", **_first_grant(office)),
        ),
        noted=(
            _about("org.account_opened", 0, {}),
            _role(office, "org.role_granted", 0, "wuhan", "officer", "2026-05-01", ""),
        ),
    )


@trail
def suspending_an_account(office: Office) -> Trail:
    """Its second factor and its roles stay."""
    pk = office.account("colleague")
    return Trail(
        "suspend_account",
        use={"reason": " 離職 "},
        wrote=(changed("org.Account", pk, is_active=False, suspended_at=AT, session_epoch=1),),
        noted=(_about("org.account_suspended", pk, {"reason": "離職"}),),
    )


@trail
def suspending_a_suspended_account(office: Office) -> Trail:
    return Trail("suspend_account", use={"account_id": office.account("suspended")}, wrote=(), noted=())


@trail
def reinstating_an_account(office: Office) -> Trail:
    """Its old sessions stay over: the epoch does not go back."""
    pk = office.account("suspended")
    return Trail(
        "reinstate_account",
        use={"reason": " 查清 "},
        wrote=(changed("org.Account", pk, is_active=True, suspended_at=None),),
        noted=(_about("org.account_reinstated", pk, {"reason": "查清"}),),
    )


@trail
def reinstating_an_account_that_is_not_suspended(office: Office) -> Trail:
    return Trail("reinstate_account", use={"account_id": office.account("colleague")}, wrote=(), noted=())


@trail
def resetting_a_password(office: Office) -> Trail:
    pk = office.account("colleague")
    return Trail(
        "reset_password",
        wrote=(changed("org.Account", pk, password=ANY, must_change_password=True, session_epoch=1),),
        noted=(_about("org.account_password_reset", pk, {}),),
    )


@trail
def resetting_a_second_factor(office: Office) -> Trail:
    pk = office.account("colleague")
    factor, codes = Authenticator.objects.filter(user_id=pk).order_by("pk").values_list("pk", flat=True)
    return Trail(
        "reset_second_factor",
        use={"reason": " 手機遺失 "},
        wrote=(
            gone("mfa.Authenticator", factor),
            gone("mfa.Authenticator", codes),
            changed("org.Account", pk, session_epoch=1),
        ),
        noted=(_about("org.account_second_factor_reset", pk, {"reason": "手機遺失", "removed": 2}),),
    )


@trail
def resetting_a_second_factor_that_is_not_there(office: Office) -> Trail:
    """The sessions end all the same."""
    pk = office.account("clerk")
    return Trail(
        "reset_second_factor",
        use={"account_id": pk},
        wrote=(changed("org.Account", pk, session_epoch=1),),
        noted=(_about("org.account_second_factor_reset", pk, {"reason": "離職", "removed": 0}),),
    )


@trail
def granting_a_role_until_it_is_revoked(office: Office) -> Trail:
    who, where = office.account("colleague"), office.body("district")
    return Trail(
        "grant_role",
        wrote=(
            new(
                "org.RoleGrant", account_id=who, organisation_id=where, role="officer", granted_from=date(2026, 5, 1),
                granted_until=None,
            ),
        ),
        noted=(_role(office, "org.role_granted", who, "district", "officer", "2026-05-01", ""),),
    )  # fmt: skip


@trail
def granting_a_role_for_a_while(office: Office) -> Trail:
    who, where = office.account("clerk"), office.body("district")
    return Trail(
        "grant_role",
        use={"account_id": who, "granted_until": date(2026, 6, 30)},
        wrote=(
            new(
                "org.RoleGrant", account_id=who, organisation_id=where, role="officer", granted_from=date(2026, 5, 1),
                granted_until=date(2026, 6, 30),
            ),
        ),
        noted=(_role(office, "org.role_granted", who, "district", "officer", "2026-05-01", "2026-06-30"),),
    )  # fmt: skip


def _revoked(office: Office, who: str, where: str, role: str, first: str, last: str) -> tuple[Noted, ...]:
    return (_role(office, "org.role_revoked", office.account(who), where, role, first, last),)


@trail
def revoking_a_role_at_once(office: Office) -> Trail:
    return Trail(
        "revoke_role",
        wrote=(changed("org.RoleGrant", office.grant("running"), granted_until=YESTERDAY),),
        noted=_revoked(office, "colleague", "wuhan", "clerk", "2020-01-01", "2026-05-11"),
    )


@trail
def revoking_a_role_on_a_day_to_come(office: Office) -> Trail:
    return Trail(
        "revoke_role",
        use={"grant_id": office.grant("limited"), "last_day": date(2026, 6, 29)},
        wrote=(changed("org.RoleGrant", office.grant("limited"), granted_until=date(2026, 6, 29)),),
        noted=_revoked(office, "colleague", "wuhan", "supervisor", "2026-01-01", "2026-06-29"),
    )


@trail
def revoking_a_role_on_the_day_on_which_it_ends_anyway(office: Office) -> Trail:
    use = {"grant_id": office.grant("limited"), "last_day": date(2026, 6, 30)}
    return Trail("revoke_role", use=use, wrote=(), noted=())


@trail
def revoking_a_role_that_has_ended(office: Office) -> Trail:
    return Trail("revoke_role", use={"grant_id": office.grant("ended")}, wrote=(), noted=())


@trail
def revoking_a_role_before_it_begins(office: Office) -> Trail:
    return Trail(
        "revoke_role",
        use={"grant_id": office.grant("coming")},
        wrote=(changed("org.RoleGrant", office.grant("coming"), granted_until=YESTERDAY),),
        noted=_revoked(office, "colleague", "wuhan", "analyst", "2026-06-01", "2026-05-11"),
    )


@trail
def revoking_one_of_several_administrators(office: Office) -> Trail:
    return Trail(
        "revoke_role",
        use={"grant_id": office.grant("city_administrator")},
        wrote=(changed("org.RoleGrant", office.grant("city_administrator"), granted_until=YESTERDAY),),
        noted=_revoked(office, "city_administrator", "wuhan", "administrator", "2020-01-01", "2026-05-11"),
    )
