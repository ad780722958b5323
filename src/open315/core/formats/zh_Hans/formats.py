DATE_FORMAT = SHORT_DATE_FORMAT = "Y年n月j日"
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
FIRST_DAY_OF_WEEK = 1
