"""Names of people, where the text says that one follows: 我叫…, 联系人：…, 户名…, "my name is …".

A name needs a family name in front, one or two signs behind it that no sentence goes on with, and an end. After words that only a name follows
(户名, 姓名) more is taken for one than after 我是 or 本人, behind which nearly anything may stand. A bare name in a sentence is not known.
"""

from open315.core.redaction.patterns.shape import Pattern, any_of, pattern

SINGLE = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閆段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔"
    "向常汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單裴霍涂塗成苗谷曲盛冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺封官谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢劳勞谌諶奚皮粟冼蔺藺楼樓盘盤满滿闻聞位厉厲伊仝区區郜海阎閻侣"
)
DOUBLE = (
    "欧阳", "歐陽", "诸葛", "諸葛", "司马", "司馬", "上官", "司徒", "皇甫", "尉迟", "尉遲", "公孙", "公孫", "令狐", "慕容", "东方", "東方", "夏侯", "端木", "长孙", "長孫",
    "宇文", "轩辕", "軒轅", "呼延", "南宫", "南宮", "独孤", "獨孤", "澹台", "澹臺",
)  # fmt: skip
COMMON = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅邹鄒熊白孟秦邱侯尹薛闫閆段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵覃武钱錢戴莫孔汤湯温溫康"
"""Those that no word of a sentence begins with, or hardly one."""
_HAN = "㐀-鿿"
_NO_GIVEN = (
    "某的了是在有个這这那不我你您他她它们們和与與及或被把给給让讓对對从從向到去过過因为為所以就都也还還又很太要会會能可以想说說买買卖賣用前后後上下里裡外内內日号號点點分元块塊年岁歲人员員客户戶者主"
    "经經理任总總师師傅老工司店厂廠行部科局院校所厅廳馆館庭单單位公商区區市县縣省镇鎮村街道路楼樓栋棟室电電话話手机機网網址先士姐叔姨伯爷爺奶婆医醫服热熱线線退款货貨物品牌产產质質量价價钱錢"
)
"""What no given name is written with here, or hardly: the sentence goes on with it, or it says what somebody is."""
_SPOKEN = "一二三四五六七八九十百千半两兩"
_FAMILY = rf"(?:{'|'.join(DOUBLE)}|[{SINGLE}])"
_GIVEN, _PLAIN_GIVEN = rf"[{_HAN}](?<![{_NO_GIVEN}])", rf"[{_HAN}](?<![{_NO_GIVEN}{_SPOKEN}])"
_GAP = r"[\s·.]{0,2}"
_TITLE = "先生|女士|小姐|太太|同志|師傅|师傅|律师|律師"
_END = rf"(?=\s{{0,2}}(?:[^\w\s]|$|\n|{_TITLE}|电话|電話|手机|手機|身份|联系|聯繫|微信|[a-z0-9]))"
_GOES_ON = r"(?=\s{0,2}(?:[^\w\s]|$|\n|[于於在来來向从從因就致购購到与與和及是的处處收签簽认認发發投举舉反想要今现現已曾上]|电话|電話|手机|手機|身份|家住|住|联系|聯繫|微信|女[，, ]|男[，, ]|[0-9]))"
_NO_TITLE = rf"(?![{_HAN}]{{1,2}}(?:{_TITLE}|老师|老師|医生|醫生|学生|學生|[总總]))"
_NAME = rf"{_NO_TITLE}{_FAMILY}{_GAP}{_GIVEN}(?:{_GAP}{_GIVEN})?"
_CLOSE_NAME = rf"(?:{'|'.join(DOUBLE)}|[{COMMON}])(?:[小大阿][{_SPOKEN}]|(?:{_PLAIN_GIVEN}){{1,2}})"
_LONG_NAME = rf"[{_HAN}]{{2,6}}[·•・.][{_HAN}]{{1,8}}(?:[·•・.][{_HAN}]{{1,8}})?"
FIELDS = (
    "姓名", "户名", "戶名", "联系人", "聯繫人", "聯絡人", "联络人", "收货人", "收貨人", "收件人", "寄件人", "发件人", "發件人", "持卡人", "开户名", "開戶名", "开户人", "開戶人", "签名", "簽名", "签字", "簽字", "投诉人", "投訴人", "举报人", "舉報人",
    "申诉人", "申訴人", "当事人", "當事人", "机主", "機主", "车主", "車主", "患者", "病人", "业主", "業主", "法人", "账户名", "賬戶名", "帐户名", "落款", "名字", "真名", "实名", "實名", "署名", "购买人", "購買人", "入住人", "预订人", "預訂人", "乘客", "报名人", "報名人", "学员", "學員", "会员名", "會員名", "代理人", "委托人", "委託人", "代理人是",
)  # fmt: skip
CALLED = ("我叫", "我名叫", "本人叫", "名叫", "叫做", "姓名叫", "全名", "大名", "名字叫", "名字是", "本名")
KIN = (
    "老公", "老婆", "爱人", "愛人", "妻子", "丈夫", "父亲", "父親", "母亲", "母親", "爸爸", "妈妈", "媽媽", "我爸", "我妈", "我媽", "儿子", "兒子", "女儿", "女兒", "孩子", "朋友", "姐姐", "妹妹", "哥哥", "弟弟", "奶奶", "爷爷", "爺爺", "外婆", "外公", "婆婆", "公公", "岳母", "岳父", "同事", "邻居", "鄰居",
)  # fmt: skip
MINE = (
    "先生",
    "太太",
    "老公",
    "老婆",
    "爱人",
    "愛人",
    "妻子",
    "丈夫",
    "父亲",
    "父親",
    "母亲",
    "母親",
    "爸爸",
    "妈妈",
    "媽媽",
    "爸",
    "妈",
    "媽",
    "儿子",
    "兒子",
    "女儿",
    "女兒",
    "孩子",
    "朋友",
    "姐姐",
    "妹妹",
    "哥哥",
    "弟弟",
    "姐",
    "妹",
    "哥",
    "弟",
    "奶奶",
    "爷爷",
    "爺爺",
    "外婆",
    "外公",
    "婆婆",
    "公公",
    "同事",
)
PERSONS = ("我是", "本人", "消费者", "消費者", "顾客", "顧客", "投诉者", "投訴者")
_IS = r"[是为為叫:：=\s（(]{1,4}"
_A_SIGN = pattern(rf"[{SINGLE}东東长長诸諸上皇尉公令慕端轩軒呼独獨澹]")

NO_NAMES = frozenset(
    {
        "孙子", "孙女", "孫子", "孫女", "高兴", "高度", "何必", "何故", "江苏", "江西", "江南", "江北", "江汉", "江岸", "黄石", "黄冈", "黄陂", "黄山", "武汉", "武昌", "武穴", "荆州", "荆门", "温州", "常州", "常德", "徐州", "郑州", "汉阳", "洛阳", "成都", "海南", "海口", "贺州", "梅州", "池州", "石首", "宁波", "宁夏",
        "陆续", "陸續", "安徽", "安陆", "万州", "万科", "金牌", "白金", "白天", "明天", "时间", "全款", "全新", "全程", "成年", "和解", "向来", "任何", "应当", "常常", "时常", "满意", "满怀", "明白", "明确", "解除", "解决", "解释", "单独", "单纯", "时刻", "连续", "方便",
        "安装", "查询", "查看", "查验", "原本", "原来", "原价", "原装", "全额", "全部", "全责", "于此", "于今", "和平", "古玩", "文盲", "文明", "盲人", "高中", "高三", "高价", "高考", "成功", "迟迟", "项目", "封闭", "管理", "关注", "关心", "官网", "曾经", "曾在", "曾多次",
        "万般", "万分", "严重", "严正", "严格", "应该", "钟爱", "荣幸", "牛奶", "麻烦", "党员", "农民", "车祸", "何时", "何地", "何况", "施工", "游玩", "游客", "路过", "路经", "连同", "安排", "宁愿", "时候", "方才", "包装", "包括", "包含",
    }
)  # fmt: skip
"""Words that look like one; sorted out where nearly anything may follow."""


def is_name(value: str) -> bool:
    """Whether it is none of the words that look like a name."""
    return value not in NO_NAMES


PATTERNS = (
    Pattern("name", pattern(rf"{any_of(FIELDS)}(?:姓名|名字|名)?(?:写的|寫的|就|都|也|填的?|登记的?|登記的?)?{_IS}(?P<v>{_NAME}|{_LONG_NAME}){_END}"), head=1, needs=FIELDS, gate=_A_SIGN),
    Pattern("name", pattern(rf"{any_of(FIELDS)}(?:姓名|名字|名)?(?:写的|寫的|填的?|登记的?|登記的?)是(?P<v>{_NAME}){_GOES_ON}"), head=1, needs=FIELDS, gate=_A_SIGN),
    Pattern("name", pattern(rf"(?:{any_of(CALLED)}|{any_of(KIN)}(?:的?名字)?(?:叫|是叫|名叫|是|姓名))[\s:：“\"「]{{0,2}}(?P<v>{_NAME}|{_LONG_NAME}){_GOES_ON}"), head=1, needs=(*CALLED, *KIN), gate=_A_SIGN),
    Pattern("name", pattern(rf"{any_of(FIELDS)}\s{{0,2}}(?P<v>{_CLOSE_NAME}){_END}"), head=1, needs=FIELDS, gate=_A_SIGN, is_real=is_name),
    Pattern("name", pattern(rf"我(?:的|家)?{any_of(MINE)}(?P<v>{_CLOSE_NAME}){_GOES_ON}"), head=1, needs=("我",), gate=_A_SIGN, is_real=is_name),
    Pattern("name", pattern(rf"[是用写寫叫填](?P<v>{_CLOSE_NAME})(?=的?(?:名字|名义|名義|账户|賬戶|身份证|身份證))"), head=1, needs=("的", "名", "账", "賬", "身"), gate=_A_SIGN, is_real=is_name),
    Pattern("name", pattern(rf"姓[{_HAN}]{{1,2}}[，,]?\s?(?:名|叫|单名|單名)\s?(?P<v>[{_HAN}]{{1,2}}){_END}"), needs=("姓",)),
    Pattern("name", pattern(r"(?:姓名|拼音|乘客)[:：\s]{1,3}(?P<v>[a-z]{2,15}[\s/,]{1,2}[a-z]{2,20}(?:\s[a-z]{2,20})?)(?![a-z])"), head=1, letters=True, needs=("姓", "拼", "乘")),
    Pattern("name", pattern(rf"{any_of(PERSONS)}[\s:：（(]{{0,2}}(?P<v>{_CLOSE_NAME}){_GOES_ON}"), head=1, needs=PERSONS, gate=_A_SIGN, is_real=is_name),
    Pattern("name", pattern(r"(?<![a-z])(?:my name is|my full name is|name\s?[:：=])\s?(?P<v>[a-z]{2,15}(?:[\s-](?!and\s|i\s|from\s|but\s|the\s|is\s|a\s|bought\s)[a-z]{1,15}){1,3})(?![a-z])"), head=1, letters=True, needs=("name",)),
)  # fmt: skip
