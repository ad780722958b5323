"""Addresses on the net: electronic mail, and the names people go by in WeChat, QQ, Alipay and elsewhere."""

from open315.core.redaction.patterns.shape import SAYS, Pattern, any_of, more, pattern
from open315.core.redaction.words import either, firsts, words

_NAMED = rf"q\s?q|{either(words('mail.providers'))}"
PROVIDERS = f"{_NAMED}|{either(words('mail.plain_providers'))}"
DOMAINS = words("mail.domains")
TLD = either(DOMAINS)
_LOCAL = r"(?P<v>[a-z0-9](?:[a-z0-9+_-]|\s?\.\s?(?=[a-z0-9])){0,63}|(?:[a-z0-9]\s){3,30}[a-z0-9])"
_AT_SIGNS = ("@", "%40")
_AT = rf"\s{{0,2}}(?:{either(_AT_SIGNS)})\s{{0,2}}"
_LOOSE_AT = r"\s{0,2}(?:#|&|\*|[(（\[【{<《_-]\s?(?:at|a|艾特|圈a|@)\s?[)）\]】}>》_-]|艾特|圈\s?a?|小老鼠|\s(?:at|艾特)\s)\s{0,2}"
_DOT = r"\s{0,2}(?:[.。．,，·]|[(（\[【{<]?\s?(?:点|點|dot)\s?[)）\]】}>]?)\s{0,2}"
_HOST = r"[a-z0-9-]{1,63}"

MAIL = (
    Pattern("email", pattern(rf"{_LOCAL}{_AT}{_HOST}(?:\.{_HOST}){{1,5}}"), head=1, needs=_AT_SIGNS),
    Pattern("email", pattern(rf"(?P<v>\"[^\"\n]{{1,40}}\"|[㐀-鿿]{{2,4}})@{_HOST}\.(?:{_HOST}\.)?(?:{TLD})(?![a-z0-9])"), head=1, needs=("@",)),
    Pattern("email", pattern(rf"{_LOCAL}{_AT}[㐀-鿿a-z0-9-]{{1,20}}\.(?:[㐀-鿿]{{2,4}}|[a-z]{{2,8}})"), head=1, needs=_AT_SIGNS),
    Pattern("email", pattern(rf"{_LOCAL}{_AT}{_HOST}(?:{_DOT}{_HOST}){{0,3}}{_DOT}(?:{TLD})(?![a-z0-9])"), head=1, needs=_AT_SIGNS),
    Pattern("email", pattern(rf"{_LOCAL}{_AT}(?:{PROVIDERS})(?![a-z0-9])"), head=1, needs=_AT_SIGNS),
    Pattern("email", pattern(rf"{_LOCAL}{_LOOSE_AT}(?:{PROVIDERS}|{_HOST}){_DOT}(?:{_HOST}\.)?(?:{TLD})(?![a-z0-9])"), head=1, letters=True, needs=DOMAINS),
    Pattern("email", pattern(rf"{_LOCAL}{_LOOSE_AT}(?:{_NAMED})(?![a-z0-9])"), head=1, letters=True, needs=("q", *words("mail.providers"))),
    Pattern("email", pattern(rf"(?<![a-z0-9])(?P<v>[a-z0-9._+-]{{3,64}}?)(?:{_NAMED}|163|126){_DOT}com(?![a-z0-9])"), head=1, letters=True, needs=("com",)),
    Pattern("email", pattern(r"(?<![0-9])(?P<v>[1-9][0-9]{4,11})(?=的?\s?@?\s?(?:q\s?q|扣扣|企鹅|企鵝|163|126)(?:邮箱|郵箱|的邮|的郵))"), head=1, needs=("邮", "郵")),
)  # fmt: skip
"""The domain stays: it tells the provider, not the person."""

_GAP = r"[\s.·_*~-]{0,2}"
_HEART = r"(?:[^\w\n,，。:：;；]|_){0,2}"
_WECHAT = (
    rf"(?=[微薇徽维維魏崴巍溦威卫衛wv加+➕扫掃搜绿綠私])(?:[微薇徽维維魏崴巍溦]{_HEART}[信芯心x]|(?:[威卫衛]{_GAP}[信星](?=[号號:：]|\s?[a-z0-9]))"
    rf"|(?<![a-z])wei{_GAP}xin|(?<![a-z])we{_GAP}chat|(?<![a-z])[wv]{_GAP}x(?![a-z]{{2}}(?![a-z0-9_-]))|(?<![a-z])[vw]\s?[信芯❤♥]"
    rf"|(?:加|\+|➕|扫|掃|搜|➕我|私){_GAP}我?{_GAP}(?:的)?(?:v信?|微|薇|威|vx|wx|绿泡泡|綠泡泡)|[微薇][❤♥号號]|威[❤♥]|(?<![㐀-鿿])[微薇]\s?(?=[:：])|绿泡泡|綠泡泡|绿色(?:软件|图标)|綠色(?:軟件|圖標))"
)
_WECHAT_NEEDS = ("绿", "綠", "信", "芯", "心", "x", "chat", "v", "微", "薇", "威", "卫", "衛", "泡", "w")
_HANDLE = r"(?:[a-z][a-z0-9_.-]{4,18}[a-z0-9_-]|[a-z](?=[a-z_-]{0,19}[0-9])[a-z0-9_-]{3,19}|[a-z](?:[\s.][a-z0-9]){4,19}|(?:[0-9]{1,19}[a-z_-][a-z0-9_-]{3,19}))"
_NUMBER = rf"[1-9]{more('4,11')}"
_SAYS = rf"(?:{SAYS}(?:(?:id|account|账号|帳號|賬號|帐号|账户|賬戶|帳戶|帐户|昵称|暱稱|联系|聯繫|名|加我|加|我|找我|找|我的|搜索|搜|添加|同号|同號|就是|号码|號碼)){{0,2}}{SAYS}(?:is\s)?)"
_QQ_SIGNS = "q扣抠摳叩秋球企口"
_QQ = rf"(?=[{_QQ_SIGNS}])(?:(?<![a-z])q{_GAP}q(?![a-z])|[扣抠摳]{_GAP}[扣抠摳]|口口(?=\s?[0-9])|叩叩|秋秋|球球|企{_GAP}[鹅鵝]|[扣q][群号號:：]|(?<![a-z])q(?=[:：]))"
SERVICES, SHORT_SERVICES = words("accounts.services"), words("accounts.short_services")
_FIRSTS = firsts((*SERVICES, *SHORT_SERVICES))
_OTHERS = rf"(?=[{_FIRSTS}])(?:{any_of(SERVICES)}|(?<![a-z]){any_of(SHORT_SERVICES)}(?![a-z]))"
_ADD = "(?:[加+➕扫掃搜私]|[我他她你您](?:的)?|本人)(?:[个個下]|一下|我的?|他的?|她的?)?"

_NUMBERED = pattern("[号號]|id")
_IN_BRACKETS = pattern(rf"(?<=[a-z0-9\s])[(（\[【]\s?[微薇徽維维vw扣叩球q{_FIRSTS}]")
ACCOUNTS = (
    Pattern("account", pattern(rf"{_WECHAT}{_SAYS}(?P<v>{_HANDLE}|{_NUMBER})"), head=1, needs=_WECHAT_NEEDS, run=5, or_letters=True),
    Pattern("account", pattern(rf"(?<![a-z0-9@._-])(?P<v>(?>(?=[a-z_-]{{0,15}}[0-9]){_HANDLE}))\s?(?:这个|這個|那个|那個|的)?(?:微信|薇信|vx号|wx号)"), head=1, needs=("信", "x")),
    Pattern("account", pattern(rf"{_QQ}群?主?(?:邮箱|郵箱)?{_SAYS}(?P<v>{_NUMBER})"), head=1, needs=tuple(_QQ_SIGNS), run=5),
    Pattern("account", pattern(rf"{_QQ}{_SAYS}[:：=]\s?(?P<v>{_HANDLE})"), head=1, needs=tuple(_QQ_SIGNS), run=5, or_letters=True),
    Pattern(
        "account", pattern(rf"{_OTHERS}{_SAYS}(?:live:)?(?P<v>{_HANDLE}|{_NUMBER})"), head=1, run=5, or_letters=True,
        needs=(*SERVICES, *SHORT_SERVICES),
    ),
    Pattern("account", pattern(rf"{_WECHAT}[^\n。！!；;0-9a-z]{{0,14}}[，,\s（(](?:(?:账|賬|帐|帳|微信)?[号號]|id){_SAYS}(?P<v>{_HANDLE})(?![a-z])"), head=1, needs=_WECHAT_NEEDS, gate=_NUMBERED),
    Pattern("account", pattern(rf"{any_of(words('accounts.named'))}{_SAYS}(?P<v>(?=[a-z_-]{{0,12}}[0-9]){_HANDLE})"), head=1, needs=words("accounts.named")),
    Pattern("account", pattern(r"扣\s?(?P<v>[1-9][0-9]{8,9})(?![0-9.元块塊])"), head=1, needs=("扣",), run=9),
    Pattern("account", pattern(rf"(?:我|我的|本人)[扣抠q](?:号|號)?[是:：]{_SAYS}(?P<v>{_NUMBER})"), head=1, needs=tuple("扣抠q"), run=5),
    Pattern("account", pattern(rf"(?:(?:加|进|進|入|拉)(?:了|个|個)?群|群(?=[号號]))[号號]?{_SAYS}(?P<v>{_NUMBER})(?![0-9元块次人])"), head=1, needs=("群",), run=6),
    Pattern("account", pattern(rf"{_ADD}{_GAP}[vq]{_GAP}\+?{_SAYS}(?P<v>{_HANDLE}|{_NUMBER})"), head=1, letters=True, needs=("v", "q")),
    Pattern("account", pattern(rf"(?<![a-z0-9])[vq]\s?(?:\+?\s?[:：]|我(?!们)){_SAYS}(?P<v>{_HANDLE}|{_NUMBER})"), head=1, letters=True, needs=("v", "q")),
    Pattern("account", pattern(rf"(?<![a-z0-9@._-])(?P<v>(?>{_HANDLE}|[1-9][0-9]{{4,11}}))\s?[(（\[【]\s?(?:{_WECHAT}|{_QQ}|{_OTHERS})[号號]?\s?[)）\]】]"), head=1, run=5, or_letters=True, gate=_IN_BRACKETS),
    Pattern("account", pattern(r"(?:微博|抖音|小红书|小紅書|快手|b站|ins)[^@\n]{0,4}@(?P<v>[\w-]{2,20})"), head=1, needs=("@",)),
    Pattern("account", pattern(r"(?:t\.me|weibo\.com(?:/u)?|douyin\.com/user|facebook\.com|instagram\.com|twitter\.com|x\.com|github\.com|line\.me/ti/p)/@?(?P<v>[\w.~-]{4,60})"), head=1, needs=("/",), letters=True),
)  # fmt: skip
