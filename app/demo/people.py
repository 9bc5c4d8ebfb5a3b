"""Made-up people, houses and meters; the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅建国文辉力健鑫宇浩凯佳欣怡雪晨梦瑶子涵"
STREETS = ("建设路", "人民路", "和平里", "青年街", "光明巷", "幸福小区", "滨河花园", "向阳里")
SHOPS = ("老张面馆", "福满楼酒店", "新天地火锅", "永和豆浆", "晨光洗衣店", "聚贤茶楼", "金谷蛋糕房", "顺风快餐")
SCHOOLS = ("第一小学", "实验中学", "阳光养老院", "社区食堂", "育才幼儿园", "人民医院食堂")
USUAL = {"居民": (8, 45), "商业": (200, 900), "公福": (300, 1500)}  # m³ in a month


@dataclass(frozen=True, slots=True)
class Household:
    """One account of the demo office, as a clerk would type it into a spreadsheet."""

    account: str
    name: str
    category: str
    use: str
    persons: str
    address: str
    phone: str
    meter: str
    initial: int
    book: str
    position: int
    cycle_volume: int
    usual: int  # m³ in a month


def households(count: int, seed: int = 20261120) -> Iterator[Household]:
    """`count` accounts in three books: mostly residents, some shops, a few schools."""
    random = Random(seed)
    for number in range(count):
        kind = "商业" if number % 9 == 4 else "公福" if number % 25 == 7 else "居民"
        usual = {"居民": random.randint(8, 45), "商业": random.randint(200, 900), "公福": random.randint(300, 1500)}[
            kind
        ]
        place = f"{random.randint(1, 120)}号{random.randint(1, 18)}栋{random.randint(101, 1802)}"
        yield Household(
            account=f"{10_000_001 + number}",
            name=_name(kind, number, random),
            category=kind,
            use="壁挂炉" if kind == "居民" and number % 11 == 3 else "普通",
            persons=str(random.choice((2, 3, 3, 4, 5, 7))) if kind == "居民" else "",
            address=STREETS[number % 8] + place,
            phone=f"13{random.randint(0, 999_999_999):09}",
            meter=f"M{70_000_001 + number}",
            initial=random.randint(200, 80_000),
            book=f"B{number * 3 // count + 1:02}",
            position=number % max(count // 3, 1) + 1,
            cycle_volume=random.randint(60, 420) if kind == "居民" else 0,
            usual=usual,
        )


def _name(kind: str, number: int, random: Random) -> str:
    if kind == "商业":
        return f"{SHOPS[number % len(SHOPS)]}{number}店"
    if kind == "公福":
        return f"{SCHOOLS[number % len(SCHOOLS)]}{number}部"
    return random.choice(SURNAMES) + "".join(random.sample(GIVEN, random.choice((1, 2, 2))))
