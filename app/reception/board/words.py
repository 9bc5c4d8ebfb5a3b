"""The words that the voice of a screen knows, each with its sound in pinyin: sounds are the names of the clips.

Plain data: script/make_voice.py reads it without the program to make the clips.
"""

DIGITS = dict(
    zip("0123456789", ("ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"), strict=True)
)
LETTERS = {letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
TEN = "shi2"
PLEASE, NUMBER, TO = "qing3", "hao4", "dao4"
CHIME = "chime"

# Words of the names of desks, windows, tables and rooms.
PLACES = {
    "洽谈区": "qia4 tan2 qu1",
    "洽谈室": "qia4 tan2 shi4",
    "洽谈桌": "qia4 tan2 zhuo1",
    "洽谈": "qia4 tan2",
    "窗口": "chuang1 kou3",
    "柜台": "gui4 tai2",
    "服务台": "fu2 wu4 tai2",
    "接待台": "jie1 dai4 tai2",
    "接待室": "jie1 dai4 shi4",
    "接待": "jie1 dai4",
    "收银台": "shou1 yin2 tai2",
    "收费": "shou1 fei4",
    "缴费": "jiao3 fei4",
    "开户": "kai1 hu4",
    "签约": "qian1 yue1",
    "预约": "yu4 yue1",
    "咨询": "zi1 xun2",
    "投诉": "tou2 su4",
    "维修": "wei2 xiu1",
    "售后": "shou4 hou4",
    "综合": "zong1 he2",
    "业务": "ye4 wu4",
    "服务": "fu2 wu4",
    "财务": "cai2 wu4",
    "档案": "dang4 an4",
    "燃气": "ran2 qi4",
    "前台": "qian2 tai2",
    "经理": "jing1 li3",
    "贵宾": "gui4 bin1",
    "沙盘": "sha1 pan2",
    "样板间": "yang4 ban3 jian1",
    "办公室": "ban4 gong1 shi4",
    "会议室": "hui4 yi4 shi4",
    "会客室": "hui4 ke4 shi4",
    "营业厅": "ying2 ye4 ting1",
    "大厅": "da4 ting1",
    "展厅": "zhan3 ting1",
    "号": NUMBER,
    "第": "di4",
    "桌": "zhuo1",
    "台": "tai2",
    "座": "zuo4",
    "室": "shi4",
    "厅": "ting1",
    "区": "qu1",
    "间": "jian1",
    "楼": "lou2",
    "层": "ceng2",
    "部": "bu4",
    "东": "dong1",
    "西": "xi1",
    "南": "nan2",
    "北": "bei3",
    "左": "zuo3",
    "右": "you4",
    "大": "da4",
    "小": "xiao3",
    "十": TEN,
    **dict(zip("零一二三四五六七八九", DIGITS.values(), strict=True)),
}

SOUNDS = sorted({PLEASE, NUMBER, TO, TEN, *DIGITS.values(), *LETTERS.values(), *PLACES.values()})


def clip(sound: str) -> str:
    """The name of a sound's clip: "qia4 tan2 qu1" -> "qia4tan2qu1"."""
    return sound.replace(" ", "")
